/** The walker's ignore rules, held against git itself on generated trees. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { IgnoreRules, parseExcludeGlobs } from '../../server/src/scan/ignore/rules.ts';
import type { ScanError, ScanRequest } from '../../server/src/scan/types.ts';
import { walk } from '../../server/src/scan/walk.ts';

type Tree = Readonly<Record<string, string>>;

/** Git as on a machine without configuration of its own. */
const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

function withTree<T>(tree: Tree, use: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'keylift-walk-'));
  try {
    for (const [path, content] of Object.entries(tree)) {
      const file = join(root, path);
      mkdirSync(dirname(file), { recursive: true });
      if (!path.endsWith('/')) writeFileSync(file, content);
      else mkdirSync(file, { recursive: true });
    }
    return use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function walked(request: ScanRequest, errors: ScanError[] = []): string[] {
  const paths: string[] = [];
  for (const step of walk(request, errors)) for (const name of step.names) paths.push(step.folder + name);
  return paths;
}

function below(root: string, options: Partial<ScanRequest> = {}, path = ''): string[] {
  return walked({ roots: [{ path: join(root, path) }], ...options })
    .map((found) => found.slice(root.length + 1))
    .sort();
}

/** What git would offer to add: everything that no ignore file leaves out. */
function gitFiles(root: string): string[] {
  const list = execFileSync('git', ['ls-files', '--others', '--exclude-standard', '-z'], { cwd: root, env });
  return list
    .toString()
    .split('\0')
    .filter((path) => path !== '')
    .sort();
}

function agreesWithGit(tree: Tree): void {
  withTree(tree, (root) => {
    execFileSync('git', ['init', '-q'], { cwd: root, env });
    if (tree['.git/info/exclude'] !== undefined) {
      writeFileSync(join(root, '.git/info/exclude'), tree['.git/info/exclude']);
    }
    assert.deepEqual(below(root), gitFiles(root), JSON.stringify(tree, null, 1));
  });
}

const names = ['a', 'b', 'ab', 'a.js', 'b.js', 'a.b.js', '.a', 'build', 'A', 'a b', 'x!', '#a', 'a]'];
const segment = fc.constantFrom(...names);
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
// Not here: `**` beside other characters, where git 2.39 does not do what its documentation says.
const wildcard = fc.constantFrom(
  '*',
  '?',
  '**',
  '*.js',
  'a*',
  '*b',
  '[ab]',
  '[!a]',
  '[^b]*',
  '[a-b].js',
  '?.js',
  '*.b.*',
  '.*',
  '[[:alpha:]]',
  '[[:alpha:][:digit:]].js',
  '\\a',
  '\\*',
  'a\\ b',
  '[]a]',
  'a[]]',
  '[\\]a]*',
  '[a',
  '*\\',
  'x\\!',
  '\\#a',
  '[a-]*',
  '[b-a]',
); // prettier-ignore
const piece = fc.oneof(segment, wildcard);
const pattern = fc
  .tuple(
    fc.constantFrom('', '', '', '!', '!', '#'),
    fc.constantFrom('', '', '/', '**/'),
    fc.array(piece, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
    fc.constantFrom('', '', '/', '/**', '/*', ' ', '  ', '\\ ', '\r', '\t'),
  )
  .map((parts) => parts.join(''));
const ignoreFile = fc.array(pattern, { minLength: 1, maxLength: 6 }).map((lines) => `${lines.join('\n')}\n`);

test('generated trees: the files that git would add, and no others', () => {
  const property = fc.property(
    fc.array(path, { minLength: 4, maxLength: 14 }),
    ignoreFile,
    fc.array(fc.tuple(path, ignoreFile), { maxLength: 2 }),
    fc.option(ignoreFile, { nil: undefined, freq: 3 }),
    (paths, top, nested, exclude) => {
      const tree: Record<string, string> = {};
      // A name is a folder or a file, not both.
      const folders = new Set([...paths, ...nested.map(([folder]) => `${folder}/.gitignore`)].flatMap(ancestors));
      for (const file of paths) if (!folders.has(file)) tree[file] = '';
      for (const [folder, content] of nested) tree[`${folder}/.gitignore`] = content;
      tree['.gitignore'] = top;
      if (exclude !== undefined) tree['.git/info/exclude'] = exclude;
      agreesWithGit(tree);
    },
  );
  fc.assert(property, { numRuns: Number(process.env.KEYLIFT_RUNS ?? 150) });
});

function ancestors(file: string): string[] {
  const parts = file.split('/');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/'));
}

const cases: ReadonlyArray<readonly [what: string, tree: Tree]> = [
  [
    'a folder left out keeps its files out, whatever a later line says',
    { '.gitignore': 'out/\n!out/keep\n', 'out/keep': '', in: '' },
  ],
  ['`*` with exceptions', { '.gitignore': '*\n!*/\n!*.js\n', 'a/b/c.js': '', 'a/b/c.ts': '', 'd.js': '' }],
  ['a slash in the middle ties a pattern to its folder', { '.gitignore': 'a/b\n', 'a/b': '', 'c/a/b': '' }],
  [
    'a nested file speaks of its own folder',
    { 'a/.gitignore': '/b\n*.log\n', 'a/b': '', 'a/c/b': '', b: '', 'x.log': '', 'a/c/x.log': '' },
  ],
  [
    'a nested file has the last word',
    { '.gitignore': '*.log\n', 'a/.gitignore': '!x.log\n', 'a/x.log': '', 'x.log': '' },
  ],
  ['CRLF and a byte order mark', { '.gitignore': '\uFEFFa\r\nb\r\n', a: '', b: '', c: '' }],
  ['a name with braces is a name', { '.gitignore': '{a,b}\n', a: '', b: '', '{a,b}': '' }],
]; // prettier-ignore
for (const [what, tree] of cases) test(what, () => agreesWithGit(tree));

test('a repository inside a repository has rules of its own', () => {
  withTree(
    { '.gitignore': '*.log\n', 'sub/a.log': '', 'sub/b.txt': '', 'sub/.gitignore': 'b.txt\n', 'c.log': '' },
    (root) => {
      execFileSync('git', ['init', '-q'], { cwd: root, env });
      execFileSync('git', ['init', '-q'], { cwd: join(root, 'sub'), env });
      assert.deepEqual(below(root), ['.gitignore', 'sub/.gitignore', 'sub/a.log']);
    },
  );
});

test('ignore files above the root count up to the root of the work tree', () => {
  const tree = {
    '.gitignore': '*.log\n',
    'repo/.gitignore': '/sub/gone\n*.tmp\n',
    'repo/sub/gone': '',
    'repo/sub/a.tmp': '',
    'repo/sub/b.log': '',
  };
  withTree(tree, (root) => {
    execFileSync('git', ['init', '-q'], { cwd: join(root, 'repo'), env });
    assert.deepEqual(below(root, {}, 'repo/sub'), ['repo/sub/b.log']);
  });
});

test('.gitignore counts without a repository, .ignore before .gitignore', () => {
  withTree({ '.gitignore': 'a\nb\n', '.ignore': '!b\nc\n', a: '', b: '', c: '', d: '' }, (root) => {
    assert.deepEqual(below(root), ['.gitignore', '.ignore', 'b', 'd']);
    assert.deepEqual(below(root, { useIgnoreFiles: false }), ['.gitignore', '.ignore', 'a', 'b', 'c', 'd']);
  });
});

test('a root that an ignore file leaves out is walked all the same, a file too', () => {
  withTree({ '.gitignore': 'out/\nsecret.txt\n', 'out/a.js': '', 'secret.txt': '' }, (root) => {
    execFileSync('git', ['init', '-q'], { cwd: root, env });
    assert.deepEqual(below(root, {}, 'out'), ['out/a.js']);
    assert.deepEqual(below(root, {}, 'secret.txt'), ['secret.txt']);
  });
});

test('symbolic links are followed only when they are the root', { skip: process.platform === 'win32' }, () => {
  withTree({ 'real/a.js': '' }, (root) => {
    symlinkSync(join(root, 'real'), join(root, 'link'));
    symlinkSync(join(root, 'real/a.js'), join(root, 'file-link'));
    symlinkSync(root, join(root, 'real/loop'));
    assert.deepEqual(below(root), ['real/a.js']);
    assert.deepEqual(below(root, {}, 'link'), ['link/a.js']);
    assert.deepEqual(below(root, {}, 'file-link'), ['file-link']);
  });
});

test('nested roots give each file once, in the same order at every run', () => {
  withTree({ 'a/b/c.js': '', 'a/d.js': '', 'e.js': '' }, (root) => {
    const request = { roots: [{ path: root }, { path: join(root, 'a') }, { path: join(root, 'a/b') }] };
    const paths = walked(request);
    assert.deepEqual(
      paths,
      ['e.js', 'a/d.js', 'a/b/c.js'].map((path) => join(root, path)),
    );
    assert.deepEqual(walked(request), paths);
  });
});

test('the globs of VS Code leave files and folders out', () => {
  const tree = {
    'node_modules/x.js': '',
    'a/node_modules/y.js': '',
    'a/b.min.js': '',
    'dist/z.js': '',
    'a/dist/z.js': '',
    'top.js': '',
    'a/top.js': '',
    'q.ts': '',
  };
  withTree(tree, (root) => {
    const left = (...exclude: string[]) =>
      walked({ roots: [{ path: root, exclude }] })
        .map((path) => path.slice(root.length + 1))
        .sort();
    assert.deepEqual(left('**/node_modules', '**/*.min.js', 'dist'), ['a/dist/z.js', 'a/top.js', 'q.ts', 'top.js']);
    assert.deepEqual(left('**/{node_modules,dist}/**', '*.js', '**/*.min.js'), ['a/top.js', 'q.ts']);
    assert.deepEqual(left('{a,dist}', '**/[nq]*'), ['top.js']);
  });
});

test('patterns of the command line are those of .gitignore, with braces', () => {
  const rules = new IgnoreRules(['*.{js,ts}', '!keep.js', '/top'], { braces: true });
  assert.equal(rules.verdict('a/b.ts', 'b.ts', false), 'ignore');
  assert.equal(rules.verdict('a/keep.js', 'keep.js', false), 'keep');
  assert.equal(rules.verdict('a/top', 'top', true), undefined);
  assert.equal(rules.verdict('top', 'top', true), 'ignore');
  assert.equal(parseExcludeGlobs(['a/']).verdict('a', 'a', true), 'ignore');
});
