import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { ChunkedText, createEngine } from '../../server/src/engine/index.ts';
import { alphabets, draw } from '../support/random.ts';

const engine = createEngine();
const base62 = alphabets[0]?.[1] as string;

/** Pieces that edits are made of: keys, halves of keys, directives, everything that can join or break a match. */
const pieces: readonly string[] = [
  `const apiKey = '${draw(base62, 32, 1)}';\n`,
  `password = "${draw(base62, 12, 2)}!"\n`,
  `gh${'p_'}${draw(base62, 36, 3)}`,
  `AKI${'A'}${draw('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16, 4)}`,
  `aws_secret = '${draw(base62, 40, 5)}'\n`,
  `postgres://app:${draw(base62, 14, 6)}@db.host.tld/x\n`,
  `-----BEGIN RSA ${'PRIVATE'} KEY-----\n`,
  `${draw(`${base62}+/`, 64, 7)}\n`,
  `-----END RSA ${'PRIVATE'} KEY-----\n`,
  '// keylift:ignore\n',
  '# keylift:ignore-next-line\n',
  '/* secretlint-disable */',
  '/* secretlint-enable */',
  `const githubToken = 'gh${'p_'}${draw(base62, 36, 9)}';\n`,
  `"access_token_key": "sk_${'live_'}${draw(base62, 24, 10)}",\n`,
  `mistral_key = ${draw(base62, 32, 11)}\n`,
  `ey${'J'}${draw(base62, 30, 12)}.ey${'J'}${draw(base62, 60, 13)}.${draw(base62, 43, 14)}`,
  `ey${'J'}${draw(base62, 20, 15)}.ey${'J'}`,
  `ghs${'_'}`,
  'mistral ',
  'access_token_key = ',
  'token: ',
  'key',
  "'",
  '"',
  '\n',
  '\r\n',
  '\r',
  ' = ',
  'a',
  '😀',
  '\ud83d',
  '\0',
  'x'.repeat(300),
  `${draw(base62, 700, 8)}`,
  'lorem ipsum dolor sit amet\n'.repeat(12),
];

const edits = fc.array(
  fc.record({
    start: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.oneof(
      { weight: 6, arbitrary: fc.nat(3) },
      { weight: 2, arbitrary: fc.nat(60) },
      { weight: 1, arbitrary: fc.nat(9000) },
    ),
    text: fc.array(fc.constantFrom(...pieces), { maxLength: 4 }).map((parts) => parts.join('')),
    evaluate: fc.boolean(),
  }),
  { minLength: 1, maxLength: 30 },
);
const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 120 }).map((parts) => parts.join(''));

test('after any edits the findings equal those of a fresh scan', () => {
  fc.assert(
    fc.property(texts, edits, (initial, list) => {
      let text = initial;
      const open = engine.open(initial);
      open.findings();
      for (const edit of list) {
        const start = Math.round(edit.start * text.length);
        const end = Math.min(text.length, start + edit.length);
        const range = { start: open.text.positionAt(start), end: open.text.positionAt(end) };
        const from = open.text.offsetAt(range.start);
        const to = open.text.offsetAt(range.end);
        text = text.slice(0, from) + edit.text + text.slice(to);
        open.takeChanged();
        const before = edit.evaluate ? placed(open) : [];
        open.update([{ range, text: edit.text }]);
        assert.equal(open.text.toString(), text);
        if (edit.evaluate) {
          assert.deepEqual(open.findings(), engine.scan(text));
          if (!open.takeChanged()) assert.deepEqual(placed(open), before, 'a change of places was not announced');
        }
      }
      assert.deepEqual(open.findings(), engine.scan(text));
    }),
    { numRuns: 400 },
  );
});

function placed(open: ReturnType<typeof engine.open>): unknown {
  return open
    .findings()
    .map((f) => [f.ruleId, f.confidence, open.text.positionAt(f.start), open.text.positionAt(f.end)]);
}

/** Compares places of a text with those of the library, which keeps no memory of earlier looks. */
function comparePlaces(ours: ChunkedText, text: string): void {
  const theirs = TextDocument.create('file:///a', 'plaintext', 1, text);
  assert.equal(ours.lineCount, theirs.lineCount);
  for (let i = 0; i <= 20; i++) {
    const offset = Math.round((i / 20) * text.length);
    const position = theirs.positionAt(offset);
    assert.deepEqual(ours.positionAt(offset), position);
    for (const character of [0, position.character, position.character + 1, 1e6]) {
      const at = { line: position.line, character };
      assert.equal(ours.offsetAt(at), theirs.offsetAt(at));
    }
  }
}

test('lines and offsets are those of the protocol library, also between edits', () => {
  const anywhere = fc.oneof(
    texts,
    texts.map((text) => text.repeat(60)),
  );
  fc.assert(
    fc.property(anywhere, edits, (initial, list) => {
      const ours = new ChunkedText(initial);
      let text = initial;
      for (const edit of list) {
        if (edit.evaluate) comparePlaces(ours, text);
        const start = Math.round(edit.start * text.length);
        const end = Math.min(text.length, start + edit.length);
        text = text.slice(0, start) + edit.text + text.slice(end);
        ours.replace(start, end, edit.text);
      }
      assert.equal(ours.toString(), text);
      comparePlaces(ours, text);
      const [third, half] = [Math.floor(text.length / 3), Math.floor(text.length / 2)];
      assert.equal(ours.slice(third, half), text.slice(third, half));
    }),
    { numRuns: 300 },
  );
});
