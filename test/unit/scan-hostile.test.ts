/** Files that would hurt a careless scanner: the cost stays linear, memory bounded, and no key behind them is lost. */
import assert from 'node:assert/strict';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { createEngine } from '../../server/src/engine/index.ts';
import { FileScanner } from '../../server/src/scan/file-scanner.ts';
import { keyOf } from '../protocol/keys.ts';
import { hostileTexts, ordinaryText } from '../support/hostile.ts';

const scanner = new FileScanner(createEngine());
const folder = mkdtempSync(join(tmpdir(), 'keylift-hostile-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'a.js');
const key = keyOf('github-pat');
const SIZE = 2_000_000;
/** Widest ratio to ordinary text that passes; twice to three times what is measured, because tests share the machine. */
const MOST = 10;
/** Ends what a hostile text may have left open. */
const end = `\n"'\n\n-----END RSA PRIVATE KEY-----\n\n\nconst k = '${key}';\n`;

function scan() {
  const outcome = scanner.scan(file, 'a.js');
  assert.equal(outcome.kind, 'scanned');
  return outcome.findings;
}

/** The least of three measurements, in milliseconds of processor time. */
function cost(text: string): number {
  writeFileSync(file, text);
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) {
    const before = process.cpuUsage();
    scan();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

describe('hostile files', () => {
  for (const [name, make] of Object.entries(hostileTexts)) {
    it(`${name}: linear, and the key behind is found`, () => {
      const small = cost(make(150_000));
      const large = cost(make(600_000));
      assert.ok(large < 4 * 4 * small + 20, `${small} ms for 150 KB, ${large} ms for 600 KB`);
      writeFileSync(file, make(300_000) + end);
      const found = scan().filter(({ ruleId }) => ruleId === 'github-pat');
      assert.equal(found.length, 1);
    });
  }

  it('text that repeats itself costs a few times what ordinary text of its size does', () => {
    const ordinary = cost(ordinaryText(SIZE));
    for (const [name, make] of Object.entries(hostileTexts)) {
      const ratio = cost(make(SIZE)) / ordinary;
      assert.ok(ratio < MOST, `${name}: ${ratio.toFixed(1)} x`);
    }
  });

  it('10,000 keys in one file are all found, each where it is', () => {
    const lines = Array.from({ length: 10_000 }, (_, i) => `k${i} = '${key.slice(0, -1)}${i % 10}'`);
    writeFileSync(file, lines.join('\n'));
    const found = scan();
    assert.equal(found.length, 10_000);
    assert.deepEqual(
      found.map(({ startLine }) => startLine),
      [...lines.keys()],
    );
    const small = cost(ordinaryText(200_000));
    const many = cost(lines.slice(0, 2000).join('\n'));
    assert.ok(many < 100 * small + 100, `${many} ms for 2,000 keys, ${small} ms for 200 KB of ordinary text`);
  });

  it('a file of 60 MB on one line needs no more memory than a small one', () => {
    const piece = ordinaryText(1_000_000).replaceAll('\n', ' ');
    const handle = openSync(file, 'w');
    for (let i = 0; i < 60; i++) writeSync(handle, piece);
    writeSync(handle, ` const k = '${key}';`);
    closeSync(handle);
    const before = process.memoryUsage().rss;
    const [found, ...others] = scan();
    assert.equal(found?.startLine, 0);
    assert.equal(found?.startCharacter, 60 * piece.length + 12);
    assert.equal(others.length, 0);
    const grown = (process.memoryUsage().rss - before) / 1e6;
    assert.ok(grown < 150, `${grown} MB more`);
  });

  it('random bytes are scanned or left out, and never end the scan', () => {
    for (let seed = 0; seed < 40; seed++) {
      const bytes = Buffer.alloc(20_000);
      for (let i = 0; i < bytes.length; i++) bytes[i] = (Math.imul(i * 40 + seed, 0x9e3779b1) >>> 13) & 255 || 1;
      if (seed % 2 === 0) bytes.writeUInt16LE(seed % 4 === 0 ? 0xfeff : 0xfffe);
      writeFileSync(file, bytes);
      assert.match(scanner.scan(file, 'a.js').kind, /scanned|binary/);
    }
  });
});
