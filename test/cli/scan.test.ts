/** The command line as people and programs call it: a process, its output, its exit status. */
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { keyOf } from '../protocol/keys.ts';

const main = fileURLToPath(new URL('../../server/src/cli/main.ts', import.meta.url));

interface Outcome {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

interface Report {
  readonly version: number;
  readonly findings: ReadonlyArray<Record<string, string | number>>;
  readonly stats: { files: number; bytes: number; skippedFiles: number; seconds: number };
  readonly errors: ReadonlyArray<{ path: string; message: string }>;
}

describe('keylift scan', () => {
  let folder: string;
  let github: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keylift-cli-'));
    github = keyOf('github-pat');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(path: string, content: string | Buffer): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }

  function start(args: readonly string[], cwd = folder): ChildProcess {
    const node = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', '--disable-warning=ExperimentalWarning'];
    return spawn(process.execPath, [...node, main, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  async function keylift(args: readonly string[], cwd?: string): Promise<Outcome> {
    const child = start(args, cwd);
    let out = '';
    let err = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
    assert.ok(!`${out}${err}`.includes(github), 'the key itself is printed');
    return { status, out, err };
  }

  async function report(...args: string[]): Promise<Report & { status: number | null }> {
    const { status, out, err } = await keylift(['scan', '--format', 'json', ...args]);
    assert.equal(err, '');
    return { ...(JSON.parse(out) as Report), status };
  }

  it('keeps the contract of the JSON report', async () => {
    write('src/a.js', `// 🔑 first\r\nconst k = '🔑${github}';\r\n`);
    const { status, ...object } = await report();
    assert.equal(status, 1);
    assert.deepEqual(Object.keys(object), ['version', 'findings', 'stats', 'errors']);
    assert.equal(object.version, 1);
    const finding = object.findings[0] as Record<string, string | number>;
    const { fingerprint, masked, ...rest } = finding;
    assert.deepEqual(rest, {
      ruleId: 'github-pat',
      provider: 'GitHub',
      confidence: 'certain',
      path: 'src/a.js',
      startLine: 2,
      startColumn: 14,
      endLine: 2,
      endColumn: 14 + github.length,
    });
    assert.match(String(fingerprint), /^[0-9a-f]{24}$/);
    assert.match(String(masked), /^ghp_•+$/);
    assert.deepEqual(object.errors, []);
    assert.deepEqual(Object.keys(object.stats), ['files', 'bytes', 'skippedFiles', 'seconds']);
    assert.equal(object.stats.files, 1);
    assert.equal(object.stats.bytes, Buffer.byteLength(`// 🔑 first\r\nconst k = '🔑${github}';\r\n`));
  });

  it('says 0 where nothing is found, in both formats', async () => {
    write('a.js', 'const a = 1;\n');
    const { status, ...object } = await report();
    assert.equal(status, 0);
    assert.deepEqual(object.findings, []);
    const text = await keylift(['scan']);
    assert.equal(text.status, 0);
    assert.match(text.out, /^No hard-coded keys found; 1 file scanned/);
  });

  it('prints a line for each finding, without colours where it is no terminal', async () => {
    write('b.js', `k = '${github}'\n`);
    write('a/c.js', `\n  k = '${github}'\n`);
    const { status, out } = await keylift(['scan']);
    assert.equal(status, 1);
    const lines = out.split('\n');
    assert.match(lines[0] as string, /^a\/c\.js:2:8: certain github-pat ghp_•+ /);
    assert.match(lines[1] as string, /^b\.js:1:6: certain /);
    assert.match(out, /2 findings \(2 certain\) in 2 files; 2 files scanned/);
    assert.ok(!out.includes('\u001b'));
    const colored = await keylift(['scan', '--color', 'always']);
    assert.ok(colored.out.includes('\u001b[31mcertain\u001b[0m'));
  });

  it('prints paths as ripgrep does: the argument joined with the path below it', async () => {
    write('src/a.js', `k = '${github}'\n`);
    const paths = async (...args: string[]) => (await report(...args)).findings.map(({ path }) => path);
    assert.deepEqual(await paths(), ['src/a.js']);
    assert.deepEqual(await paths('.'), ['./src/a.js']);
    assert.deepEqual(await paths('src'), ['src/a.js']);
    assert.deepEqual(await paths('./src/'), ['./src/a.js']);
    assert.deepEqual(await paths(join(folder, 'src')), [join(folder, 'src/a.js')]);
    assert.deepEqual(await paths('src/a.js'), ['src/a.js']);
  });

  it('ends with 2 and a clear message for a wrong call', async () => {
    const calls: Array<[string[], RegExp]> = [
      [['scan', 'gone', '.'], /^keylift: gone: no such file or folder\n$/],
      [['scan', '--colour'], /^keylift: unknown option '--colour'/],
      [['scan', '--format', 'xml'], /'text' or 'json', not 'xml'/],
      [['scan', '--min-confidence', 'sure'], /'certain', 'likely' or 'possible', not 'sure'/],
      [['scan', '--format'], /--format/],
      [['look'], /unknown command 'look'/],
      [[], /no command given/],
    ];
    for (const [args, message] of calls) {
      const { status, out, err } = await keylift(args);
      assert.equal(status, 2, args.join(' '));
      assert.equal(out, '');
      assert.match(err, message);
      assert.ok(!err.includes('    at '), 'a stack trace');
    }
  });

  it('tells its version and its options', async () => {
    assert.match((await keylift(['--version'])).out, /^keylift \d+\.\d+\.\d+\n$/);
    const { status, out } = await keylift(['scan', '--help']);
    assert.equal(status, 0);
    for (const option of ['--format', '--min-confidence', '--exclude', '--no-ignore']) assert.ok(out.includes(option));
  });

  it('leaves out what is less sure than asked for', async () => {
    write('a.js', `k = '${github}'\ndb_password = 'winter-Kiefer7'\n`);
    assert.equal((await report()).findings.length, 2);
    assert.deepEqual(
      (await report('--min-confidence', 'certain')).findings.map(({ startLine }) => startLine),
      [1],
    );
  });

  it('follows ignore files, --exclude and --no-ignore; arguments are scanned all the same', async () => {
    for (const path of ['a.js', 'ignored/b.js', 'gen/c.js', '.hidden/d.js']) write(path, `k = '${github}'\n`);
    write('.gitignore', 'ignored/\n');
    const paths = async (...args: string[]) => (await report(...args)).findings.map(({ path }) => path);
    assert.deepEqual(await paths(), ['.hidden/d.js', 'a.js', 'gen/c.js']);
    assert.deepEqual(await paths('--exclude', 'gen', '--exclude', '*.{ts,tsx}'), ['.hidden/d.js', 'a.js']);
    assert.deepEqual(await paths('--no-ignore'), ['.hidden/d.js', 'a.js', 'gen/c.js', 'ignored/b.js']);
    assert.deepEqual(await paths('ignored', 'ignored/b.js'), ['ignored/b.js', 'ignored/b.js']);
  });

  it('counts binary files as skipped, and reads UTF-16', async () => {
    write('a.bin', Buffer.from(`\u0000\u0001k = '${github}'`));
    write('b.png', `k = '${github}'`);
    write('c.txt', Buffer.from(`\uFEFFk = '${github}'\n`, 'utf16le'));
    const { findings, stats } = await report();
    assert.deepEqual(
      findings.map(({ path, startColumn }) => [path, startColumn]),
      [['c.txt', 6]],
    );
    assert.deepEqual([stats.files, stats.skippedFiles], [1, 2]);
  });

  const unreadable = process.platform === 'win32' || process.getuid?.() === 0;
  it('goes on behind a file that cannot be read', { skip: unreadable && 'root reads everything' }, async () => {
    write('a.js', `k = '${github}'\n`);
    write('b.js', '');
    chmodSync(join(folder, 'b.js'), 0);
    const { status, findings, errors } = await report();
    assert.equal(status, 1);
    assert.equal(findings.length, 1);
    assert.deepEqual(errors, [{ path: 'b.js', message: 'permission denied' }]);
  });

  const fifo = process.platform === 'linux' || process.platform === 'darwin';
  it('neither opens pipes nor follows links', { skip: !fifo }, async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    symlinkSync(join(folder, 'pipe'), join(folder, 'link'));
    symlinkSync('/nowhere', join(folder, 'broken'));
    const { status, stats, errors } = await report();
    assert.deepEqual([status, stats.files, errors], [0, 0, []]);
    const pipe = await report('pipe');
    assert.deepEqual(pipe.errors, [{ path: 'pipe', message: 'not a regular file or folder' }]);
  });

  it('gives one key one fingerprint wherever it stands, and hides what can be guessed', async () => {
    write('a.js', `k = '${github}'\npassword = 'winter-Kiefer7'\n`);
    write('b.js', `\n\nother = '${github}'\npassword = 'winter-Kiefer7'\n`);
    const first = (await report()).findings.map(({ fingerprint }) => fingerprint);
    assert.equal(first.length, 4);
    assert.equal(first[0], first[2]);
    assert.notEqual(first[1], first[3]);
    // The place of a password counts and not its value, nor the line's number.
    write('a.js', `\nk = '${github}'\n\npassword = 'sommer-Buche8'\n`);
    assert.deepEqual(
      (await report()).findings.map(({ fingerprint }) => fingerprint),
      first,
    );
  });

  it('scans with threads what it scans without, in the same order', async () => {
    const keys = Array.from({ length: 3 }, () => keyOf('github-pat'));
    for (let i = 0; i < 400; i++) {
      write(
        `${i % 7}/${i % 3}/f${i}.js`,
        i % 9 === 0 ? `${'\n'.repeat(i)}k = '${keys[i % 3]}'\n` : `const x = ${i};\n`,
      );
    }
    const all = await report('--threads', '3');
    const again = await report('--threads', '1');
    assert.equal(all.stats.files, 400);
    assert.equal(all.findings.length, 45);
    assert.deepEqual(again.findings, all.findings);
    const parts = await Promise.all([...Array(7).keys()].map((i) => report(`${i}`)));
    assert.deepEqual(
      parts.flatMap(({ findings }) => findings),
      all.findings,
    );
  });

  it('ends quietly when its reader leaves', async () => {
    for (let i = 0; i < 40; i++) write(`f${i}.js`, `k = '${github}'\n`.repeat(100));
    const child = start(['scan']);
    let err = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.stdout?.once('data', () => child.stdout?.destroy());
    const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
    assert.equal(err, '');
    assert.equal(status, 1);
  });

  it('leaves nothing behind', async () => {
    write('a.js', `k = '${github}'\n`);
    const before = readdirSync(folder);
    await report();
    assert.deepEqual(readdirSync(folder), before);
    assert.ok(existsSync(join(folder, 'a.js')));
  });
});
