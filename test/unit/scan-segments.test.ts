/** Files cut into segments, searched over bytes: held to what the engine finds in the whole text. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { createEngine } from '../../server/src/engine/index.ts';
import { FileScanner } from '../../server/src/scan/file-scanner.ts';

const engine = createEngine();
const folder = mkdtempSync(join(tmpdir(), 'keylift-scan-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'a.js');

const whole = new FileScanner(engine);
/** Small segments: a few hundred bytes and the margins, so that little files have many. */
const cut = new FileScanner(engine, { segment: 700 });

/** Line and column of an offset by the plain definition. */
function position(text: string, offset: number): [line: number, character: number] {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r(?!$)/);
  const before = text.slice(0, offset);
  // Between CR and LF one is still on the line that they end.
  if (before.endsWith('\r') && text[offset] !== '\n') return [lines.length, 0];
  return [lines.length - 1, (lines.at(-1) as string).length];
}

function expected(text: string) {
  return engine.scan(text, { path: 'a.js' }).map(({ ruleId, start, end, confidence }) => {
    const [startLine, startCharacter] = position(text, start);
    return { ruleId, start, end, confidence, startLine, startCharacter };
  });
}

function scanned(scanner: FileScanner, bytes: Buffer) {
  writeFileSync(file, bytes);
  const outcome = scanner.scan(file, 'a.js');
  assert.equal(outcome.kind, 'scanned');
  return outcome.findings.map(({ ruleId, start, end, confidence, startLine, startCharacter }) => {
    return { ruleId, start, end, confidence, startLine, startCharacter };
  });
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const random = (length: number) =>
  fc.array(fc.constantFrom(...letters), { minLength: length, maxLength: length }).map((chars) => chars.join(''));
/** Prefixes are put together so that no literal of this file looks like a key. */
const key = fc.oneof(
  random(36).map((body) => `${'gh'}${'p_'}${body}`),
  random(24).map((body) => `${'sk'}_${'live_'}${body}`),
  random(35).map((body) => `${'AI'}${'za'}${body}`),
  random(40).map((body) => `client_secret = "${body}"`),
  random(12).map((body) => `password: '${body}'`),
  random(16).map((body) => `postgres${'://'}user:${body}@db.example.org/x`),
  random(20).map((body) => `\\n${'gh'}${'o_'}${body}${body.slice(4)}`),
);
const filler = fc.oneof(
  fc.constantFrom(
    '\n',
    '\r\n',
    '\r',
    ' ',
    '\t',
    '"',
    "'",
    '`',
    ' = ',
    ': ',
    ',',
    ';',
    '%3D',
    '\\n',
    '\\',
    '// ',
    'key',
    'token',
    'KEY_A',
    'sk-',
    'sk-sk-sk-',
    'eyJ',
    'eyJeyJ.eyJ',
    'AKIA',
    '-----BEGIN ',
    'password',
    '://',
    '"auth"',
    'keylift:ignore',
    'secretlint-disable',
    'secretlint-enable',
    'é',
    'ключ',
    '密钥',
    '🔑',
    '\u200f',
    '\uff21',
    'x'.repeat(90),
  ),
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
); // prettier-ignore
const piece = fc.oneof({ weight: 6, arbitrary: filler }, { weight: 1, arbitrary: key });
const text = fc.array(piece, { minLength: 1, maxLength: 120 }).map((pieces) => wellFormed(pieces.join('')));

/** What a file can hold and be text: no NUL, no lone surrogates, no second byte order mark. */
function wellFormed(text: string): string {
  return Buffer.from(text.replace(/\0/g, '').replace(/^\uFEFF+/, '')).toString();
}

/** The same several times over, so that there are many segments; the copies are apart by more than any rule reads. */
const long = fc.tuple(text, fc.integer({ min: 1, max: 4 })).map(([once, times]) => once.repeat(times));
const runs = { numRuns: Number(process.env.KEYLIFT_RUNS ?? 120) };

test('UTF-8: bytes and text give the same findings', () => {
  fc.assert(
    fc.property(text, (text) => assert.deepEqual(scanned(whole, Buffer.from(text)), expected(text))),
    runs,
  );
});

test('the first byte order mark is no part of the text', () => {
  fc.assert(
    fc.property(text, fc.constantFrom('utf8', 'utf16le', 'utf16be'), (text, encoding) => {
      const marked = encoding === 'utf8' ? Buffer.from(`\uFEFF${text}`) : Buffer.from(`\uFEFF${text}`, 'utf16le');
      const bytes = encoding === 'utf16be' ? marked.swap16() : marked;
      assert.deepEqual(scanned(whole, bytes), expected(text));
      assert.deepEqual(scanned(cut, bytes), expected(text));
    }),
    runs,
  );
});

test('bytes that are no UTF-8 are Latin-1', () => {
  fc.assert(
    fc.property(text, (text) => {
      const bytes = Buffer.concat([Buffer.from([0xff, 0x41, 0xe9]), Buffer.from(text)]);
      assert.deepEqual(scanned(whole, bytes), expected(bytes.toString('latin1')));
    }),
    runs,
  );
});

test('segments: a cut file has the findings of the whole', () => {
  const margin = 6 * (engine.reach.before + engine.reach.after);
  const property = fc.property(text, long, text, fc.integer({ min: 0, max: 1500 }), (before, middle, behind, shift) => {
    // As long as the margins, so that the middle is far from both ends.
    const gap = `${'lorem ipsum, dolor sit amet\n'.repeat(Math.ceil((2 * margin) / 28))}${'.'.repeat(shift)}`;
    const all = before + gap + middle + gap + behind;
    assert.deepEqual(scanned(cut, Buffer.from(all)), expected(all));
  });
  fc.assert(property, { numRuns: Math.ceil(runs.numRuns / 6) });
});
