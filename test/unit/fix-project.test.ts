import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isIgnored } from '../../server/src/fix/gitignore.ts';
import { planFix } from '../../server/src/fix/plan.ts';
import { gatherFacts } from '../../server/src/fix/project.ts';
import type { FileAccess, GatherOptions } from '../../server/src/fix/types.ts';

/** A project as a table of paths and texts, below `file:///w`. */
function access(files: Readonly<Record<string, string>>): FileAccess {
  return {
    readFile: (uri) => Promise.resolve(files[decodeURIComponent(uri).replace('file:///w/', '')]),
    listFolder(uri) {
      const folder = `${decodeURIComponent(uri).replace(/^file:\/\/\/w\/?/, '')}/`.replace(/^\/$/, '');
      const names = Object.keys(files).flatMap((path) =>
        path.startsWith(folder) ? [path.slice(folder.length).split('/')[0] as string] : [],
      );
      return Promise.resolve([...new Set(names)]);
    },
  };
}

const facts = (
  document: string,
  files: Readonly<Record<string, string>>,
  options: Partial<GatherOptions> = {},
  languageId = 'javascript',
) => gatherFacts(`file:///w/${document}`, languageId, access(files), { workspaceFolder: 'file:///w', ...options });

test('the nearest .env within the package, else the package root, else the workspace folder', async () => {
  assert.equal((await facts('src/a.js', {})).env?.uri, 'file:///w/.env');
  assert.equal((await facts('src/deep/a.js', { 'src/.env': 'A=1', '.env': '' })).env?.uri, 'file:///w/src/.env');
  const mono = { 'package.json': '{}', '.env': 'R=1', 'packages/a/package.json': '{}' };
  assert.equal((await facts('packages/a/src/x.js', mono)).env?.uri, 'file:///w/.env');
  assert.equal(
    (await facts('packages/a/src/x.js', { ...mono, 'packages/a/.env': '' })).env?.uri,
    'file:///w/packages/a/.env',
  );
  const { '.env': _, ...withoutRoot } = mono;
  assert.equal((await facts('packages/a/src/x.js', withoutRoot)).env?.uri, 'file:///w/packages/a/.env');
});

test('.env.local where the framework’s convention is that, and the name from the settings', async () => {
  const next = { 'package.json': '{"dependencies":{"next":"15"}}' };
  assert.equal((await facts('app/page.tsx', next)).env?.uri, 'file:///w/.env.local');
  assert.equal((await facts('app/page.tsx', { ...next, '.env': 'A=1' })).env?.uri, 'file:///w/.env.local');
  assert.equal(
    (await facts('app/page.tsx', { ...next, '.env': 'A=1', '.gitignore': '.env\n' })).env?.uri,
    'file:///w/.env',
  );
  assert.equal((await facts('a.js', next, { envFileName: '.secrets' })).env?.uri, 'file:///w/.secrets');
  assert.equal((await facts('app/page.tsx', next)).framework, 'next');
});

test('several .env files are equally right, and one of them is chosen', async () => {
  const next = { 'package.json': '{"dependencies":{"next":"15"}}', '.env': 'A=1', '.env.local': 'B=1' };
  const uris = (found: Awaited<ReturnType<typeof facts>>) => found.tiedEnv?.map(({ uri }) => uri);
  const both = { ...next, '.gitignore': '.env*\n' };
  const tied = ['file:///w/.env.local', 'file:///w/.env'];
  assert.deepEqual(uris(await facts('app/page.tsx', both)), tied);
  assert.equal((await facts('app/page.tsx', both)).env?.uri, tied[0]);
  const chosen = await facts('app/page.tsx', both, { chosenEnv: (candidates) => candidates[1] });
  assert.deepEqual([chosen.env?.uri, chosen.tiedEnv], [tied[1], undefined]);
  // A `.env` that git keeps, a name from the settings, a file of the package's own: nothing to ask.
  assert.equal(uris(await facts('app/page.tsx', { ...next, '.gitignore': '.env.local\n' })), undefined);
  assert.equal(uris(await facts('app/page.tsx', both, { envFileName: '.env' })), undefined);
  const apps = { 'apps/a/package.json': '{}', 'apps/.env': 'A=1', '.env': 'B=1' };
  assert.deepEqual(uris(await facts('apps/a/x.js', apps)), ['file:///w/.env', 'file:///w/apps/.env']);
  assert.equal(uris(await facts('apps/a/x.js', { ...apps, 'apps/a/.env': '' })), undefined);
  assert.equal(uris(await facts('apps/a/x.js', { 'apps/a/package.json': '{}', '.env': '' })), undefined);
});

test('nothing to write to without a folder, for untitled documents and outside the folder', async () => {
  assert.equal((await facts('a.js', {}, { workspaceFolder: undefined })).env, undefined);
  assert.equal(
    (await gatherFacts('untitled:Untitled-1', 'javascript', access({}), { workspaceFolder: 'file:///w' })).env,
    undefined,
  );
  assert.equal(
    (await gatherFacts('file:///other/a.js', 'javascript', access({}), { workspaceFolder: 'file:///w' })).env,
    undefined,
  );
  const cell = await gatherFacts('vscode-notebook-cell:/w/n.ipynb#X', 'python', access({}), {
    workspaceFolder: 'file:///w',
  });
  assert.equal(cell.env?.uri, 'file:///w/.env');
});

test('the .gitignore that lacks the line: the nearest there is, or a new one at the top', async () => {
  const none = await facts('a.js', {});
  assert.deepEqual([none.gitignore, none.gitignoreLine], [{ uri: 'file:///w/.gitignore', text: undefined }, '.env']);
  assert.equal((await facts('a.js', { '.gitignore': 'node_modules\n.env*\n' })).gitignore, undefined);
  assert.equal((await facts('a.js', { '.gitignore': '.env\n!.env\n' })).gitignore?.text, '.env\n!.env\n');
  const mono = await facts('p/a.js', { 'p/package.json': '{}', '.gitignore': 'x\n' });
  assert.equal(mono.gitignore?.uri, 'file:///w/.gitignore');
});

test('what else is near: example, .dockerignore, tsconfig, a tracked .env, other .env files', async () => {
  const files = {
    '.env': 'A=1\n',
    '.env.local': 'B=2\n',
    '.env.example': 'A=\n',
    Dockerfile: 'FROM x\nCOPY . .\n',
    'tsconfig.json': '{ // base\n "extends": "./base.json", "compilerOptions": { "strict": true, }, }',
    'base.json': '{ "compilerOptions": { "noPropertyAccessFromIndexSignature": true } }',
    '.git/HEAD': 'ref: refs/heads/main',
    '.git/index': `DIRC\0\0\0\u0002\0\0\u0004.env\0\0`,
  };
  const found = await facts('src/a.ts', files, {}, 'typescript');
  assert.equal(found.envExample?.uri, 'file:///w/.env.example');
  assert.deepEqual(found.dockerignore, { uri: 'file:///w/.dockerignore', text: undefined });
  assert.deepEqual(found.typescript, { strictNullChecks: true, noPropertyAccessFromIndexSignature: true });
  assert.equal(found.envTracked, true);
  assert.deepEqual(
    found.otherEnv?.map(({ uri }) => uri),
    ['file:///w/.env.local'],
  );
  assert.equal((await facts('a.js', { Dockerfile: 'FROM x\nCOPY package.json ./\n' })).dockerignore, undefined);
});

test('a folder with signs that URIs encode', async () => {
  const found = await gatherFacts('file:///w/a%20b/c.js', 'javascript', access({}), {
    workspaceFolder: 'file:///w/a%20b',
  });
  assert.equal(found.env?.uri, 'file:///w/a%20b/.env');
});

test('the command that makes git forget .env names it from the top of the repository', async () => {
  const files = {
    'apps/my app/.env': 'A=1\n',
    'apps/my app/package.json': '{}',
    '.git/HEAD': 'ref: refs/heads/main',
    '.git/index': `DIRC\0\0\0\u0002\0\0\u0010apps/my app/.env\0\0`,
  };
  const project = await facts('apps/my app/a.js', files);
  const key = 'x'.repeat(20);
  const plan = planFix({
    document: { uri: 'file:///w/apps/my%20app/a.js', languageId: 'javascript', text: `f('${key}')` },
    finding: { start: 3, end: 23, ruleId: 'a', env: 'A_KEY' },
    project,
  });
  assert.ok(plan.kind === 'edit');
  assert.match(plan.afterwards ?? '', /run "git rm --cached ':\/apps\/my app\/.env'"/);
});

const hasGit = spawnSync('git', ['--version']).status === 0;

test('a tracked .env is found in every version of the index, in worktrees and submodules', {
  skip: !hasGit,
}, async () => {
  const top = mkdtempSync(join(tmpdir(), 'tracked-'));
  const git = (folder: string, ...args: string[]) =>
    execFileSync(
      'git',
      ['-c', 'protocol.file.allow=always', '-c', 'user.name=a', '-c', 'user.email=a@b.test', ...args],
      {
        cwd: join(top, folder),
        stdio: 'pipe',
      },
    );
  const files: FileAccess = {
    readFile: (uri) => readFile(fileURLToPath(uri), 'utf8').catch(() => undefined),
    readBytes: (uri) => readFile(fileURLToPath(uri)).catch(() => undefined),
    exists: (uri) => Promise.resolve(existsSync(fileURLToPath(uri))),
  };
  const tracked = async (folder: string) => {
    const workspaceFolder = pathToFileURL(join(top, folder)).toString();
    const { env, envTracked } = await gatherFacts(`${workspaceFolder}/a.js`, 'javascript', files, { workspaceFolder });
    assert.equal(env?.text, 'A=1\n', folder);
    return envTracked;
  };
  try {
    for (const folder of ['repo/app', 'repo/api', 'repo/long'.padEnd(200, 'x')]) {
      mkdirSync(join(top, folder), { recursive: true });
      for (const name of ['package.json', '.env', '.dockerignore'])
        writeFileSync(join(top, folder, name), name === '.env' ? 'A=1\n' : '{}');
    }
    git('repo', 'init', '-q');
    git('repo', 'add', 'app', 'repo/long'.padEnd(200, 'x').slice(5), 'api/package.json');
    git('repo', 'commit', '-q', '-m', 'x');
    for (const version of [2, 4]) {
      git('repo', 'update-index', '--index-version', String(version));
      assert.equal(await tracked('repo/app'), true, `version ${version}`);
      assert.equal(await tracked('repo/api'), false, `version ${version}`);
    }
    git('repo', 'add', '-N', 'api/.dockerignore');
    git('repo', 'update-index', '--index-version', '3');
    assert.equal(await tracked('repo/app'), true, 'version 3');
    assert.equal(await tracked('repo/api'), false, 'version 3');
    git('repo', 'worktree', 'add', '-q', join(top, 'tree'));
    assert.equal(await tracked('tree/app'), true, 'worktree');
    mkdirSync(join(top, 'outer'));
    git('outer', 'init', '-q');
    git('outer', 'submodule', '--quiet', 'add', join(top, 'repo'), 'inner');
    assert.equal(await tracked('outer/inner/app'), true, 'submodule');
    writeFileSync(join(top, 'outer/inner/.env'), 'A=1\n');
    assert.equal(await tracked('outer/inner'), false, 'not in the submodule');
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
});

test('the evaluation of .gitignore agrees with git', { skip: !hasGit }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'gitignore-'));
  try {
    execFileSync('git', ['init', '-q'], { cwd: folder });
    const paths = [
      '.env',
      'a/.env',
      'a/b/.env',
      '.env.local',
      'a/.env.local',
      'build/.env',
      'a/build/.env',
      'x y/.env',
      'é/.env',
    ];
    for (const path of paths) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), '');
    }
    const cases: readonly (readonly [string, string])[] = [
      ['.env\n', ''],
      ['/.env\n', ''],
      ['*.env\n', ''],
      ['.env*\n', ''],
      ['.env.*\n!.env.example\n', ''],
      ['**/.env\n', ''],
      ['a/**\n', ''],
      ['a/*\n', ''],
      ['a/**/.env\n', ''],
      ['build/\n', ''],
      ['build\n!build/.env\n', ''],
      ['.env \n', ''],
      ['.env\\ \n', ''],
      ['#.env\n', ''],
      ['\\#x\n.en?\n', ''],
      ['.[a-f]nv\n', ''],
      ['.[!e]nv\n', ''],
      ['*\n!.gitignore\n', ''],
      ['.env\n', '!.env\n'],
      ['', '.env\n'],
      ['', '/b/\n'],
      ['x y/\n', ''],
      ['*local\r\n', ''],
      ['a\n', ''],
      ['a/\n!a/.env\n', ''],
      ['**/b/**\n', ''],
      ['.e*v\n', ''],
      ['/a/.env\n', ''],
      ['é/\n', ''],
      ['[\n.env\n', ''],
      ['.env/\n', ''],
    ];
    for (const [top, inner] of cases) {
      writeFileSync(join(folder, '.gitignore'), top);
      writeFileSync(join(folder, 'a', '.gitignore'), inner);
      const said = spawnSync('git', ['-c', 'core.quotePath=false', 'check-ignore', '--no-index', ...paths], {
        cwd: folder,
        encoding: 'utf8',
      });
      const expected = said.stdout.split('\n').filter((line) => line !== '');
      const files = [
        { folder: '', text: top },
        { folder: 'a', text: inner },
      ];
      assert.deepEqual(
        paths.filter((path) => isIgnored(files, path)),
        expected,
        JSON.stringify([top, inner]),
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
