/** `scanFiles`: what callers are told, and what a scan costs in memory and in time the second time. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  createScanCache,
  excludeGlobs,
  type FileFindings,
  type ScanProgress,
  type ScanRequest,
  scanFiles,
} from '../../server/src/scan/index.ts';
import { keyOf } from '../protocol/keys.ts';

describe('scanFiles', () => {
  let folder: string;
  let key: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keylift-files-'));
    key = keyOf('github-pat');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(path: string, content: string): string {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  function fill(files: number): void {
    for (let i = 0; i < files; i++) write(`d${i % 10}/f${i}.js`, i % 10 === 0 ? `k = '${key}'\n` : 'const x = 1;\n');
  }

  async function scan(options: Partial<ScanRequest> = {}) {
    const found: FileFindings[] = [];
    const progress: ScanProgress[] = [];
    const stats = await scanFiles(
      { roots: [{ path: folder }], threads: 2, ...options },
      { onFindings: (file) => found.push(file), onProgress: (at) => progress.push(at) },
    );
    return { stats, found, progress };
  }

  it('tells findings and progress, and holds no value', async () => {
    fill(500);
    const { stats, found, progress } = await scan();
    assert.deepEqual([stats.files, stats.findings, stats.cancelled, stats.errors], [500, 50, false, []]);
    assert.equal(found.length, 50);
    assert.ok(!JSON.stringify({ found, stats, progress }).includes(key.slice(4)));
    const last = progress.at(-1) as ScanProgress;
    assert.deepEqual(last, { filesDone: 500, filesFound: 500, walking: false, findings: 50 });
    for (let i = 1; i < progress.length; i++) {
      assert.ok((progress[i] as ScanProgress).filesDone >= (progress[i - 1] as ScanProgress).filesDone);
    }
    const { startLine, startCharacter, endCharacter, message } = (found[0] as FileFindings)
      .findings[0] as FileFindings['findings'][number];
    assert.deepEqual([startLine, startCharacter, endCharacter], [0, 5, 5 + key.length]);
    assert.match(message, /GitHub/);
  });

  it('stops at once when it is cancelled, at any moment, and tells nothing more', async () => {
    fill(1500);
    for (const after of [0, 1, 2, 4, 8]) {
      const controller = new AbortController();
      let told = 0;
      let late = 0;
      const handlers = {
        onFindings: () => {
          if (controller.signal.aborted) late++;
          if (++told === after) controller.abort();
        },
        onProgress: () => {
          if (controller.signal.aborted) late++;
        },
      };
      if (after === 0) controller.abort();
      const stats = await scanFiles({ roots: [{ path: folder }], threads: 2 }, handlers, controller.signal);
      assert.equal(stats.cancelled, true);
      assert.ok(stats.files < 1500);
      assert.equal(late, 0);
    }
  });

  it('reads only what has changed since the last scan', async () => {
    fill(300);
    const cache = createScanCache();
    const first = await scan({ cache });
    assert.deepEqual([first.stats.files, first.stats.reusedFiles, first.stats.findings], [300, 0, 30]);
    const changed = write('d1/f1.js', `const now = '${key}';\n`);
    rmSync(join(folder, 'd0/f0.js'));
    write('d2/new.js', 'x\n');
    const second = await scan({ cache });
    assert.deepEqual([second.stats.files, second.stats.reusedFiles, second.stats.findings], [300, 298, 30]);
    assert.ok(second.found.some(({ path }) => path === changed));
    // The same size and content but another time: read again.
    utimesSync(changed, new Date(), new Date(Date.now() + 10_000));
    assert.equal((await scan({ cache })).stats.reusedFiles, 299);
    const rule = { id: 'own', pattern: 'const x = 1', keywords: ['const'], confidence: 'likely' } as const;
    const other = await scan({ cache, engine: { customRules: [rule] } });
    assert.equal(other.stats.reusedFiles, 0, 'other rules, other findings');
    assert.ok(other.stats.findings > 200);
  });

  it('a scan of what is known costs a small part of the first', async () => {
    const line = `const identifier${'_x'.repeat(20)} = compute(key, token); // see the documentation\n`;
    for (let i = 0; i < 400; i++) write(`f${i}.js`, line.repeat(1500));
    const cache = createScanCache();
    const first = await scan({ cache, threads: 1 });
    const second = await scan({ cache, threads: 1 });
    assert.equal(second.stats.reusedFiles, 400);
    // The start of the thread is in both.
    assert.ok(second.stats.seconds < first.stats.seconds, `${second.stats.seconds} s after ${first.stats.seconds} s`);
  });

  it('is rejected when no thread can work', async () => {
    fill(300);
    const broken = { id: 'own', pattern: '(', keywords: ['const'], confidence: 'likely' } as const;
    await assert.rejects(scan({ engine: { customRules: [broken] } }), /^Error: the scanning threads keep ending/);
  });

  it('ends with what a handler throws', async () => {
    fill(300);
    const handlers = {
      onFindings: () => {
        throw new Error('enough');
      },
    };
    await assert.rejects(scanFiles({ roots: [{ path: folder }], threads: 2 }, handlers), /^Error: enough/);
  });

  it('roots that do not exist or are no files are errors, not an end', async () => {
    write('a.js', `k = '${key}'\n`);
    const { stats } = await scan({ roots: [{ path: join(folder, 'gone') }, { path: folder }] });
    assert.equal(stats.findings, 1);
    assert.deepEqual(stats.errors, [{ path: join(folder, 'gone'), message: 'no such file or folder' }]);
  });

  it('globs of the editor count per root', async () => {
    for (const path of ['one/dist/a.js', 'one/b.js', 'two/dist/c.js']) write(path, `k = '${key}'\n`);
    const exclude = excludeGlobs(
      { '**/dist': true, '**/*.js': { when: '$(basename).ts' }, 'b.js': true },
      { 'b.js': false },
    );
    assert.deepEqual(exclude, ['**/dist']);
    const { found } = await scan({ roots: [{ path: join(folder, 'one'), exclude }, { path: join(folder, 'two') }] });
    assert.deepEqual(found.map(({ path }) => path).sort(), [join(folder, 'one/b.js'), join(folder, 'two/dist/c.js')]);
  });

  it('judges test folders below the work tree only', async () => {
    write('tests/proj/.git/HEAD', 'ref: refs/heads/main\n');
    write('tests/proj/src/a.js', `password = 'winter-Kiefer7'\n`);
    write('tests/proj/spec/a.js', `password = 'winter-Kiefer7'\n`);
    const { found } = await scan({ roots: [{ path: join(folder, 'tests/proj') }] });
    const levels = new Map(found.map(({ path, findings }) => [path, findings[0]?.evidence.includes('test-file')]));
    assert.equal(levels.get(join(folder, 'tests/proj/src/a.js')), false);
    assert.notEqual(levels.get(join(folder, 'tests/proj/spec/a.js')), false);
  });
});
