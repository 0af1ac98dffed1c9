import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../server/src/engine/index.ts';
import { alphabets, draw } from '../support/random.ts';

const engine = createEngine();
const base62 = alphabets[0]?.[1] as string;
const SIZE = 1_000_000;
/**
 * Widest ratio to ordinary text that passes. Far above what is measured, because tests share the machine; quadratic work
 * would be thousands.
 */
const MOST = 150;
const key = draw(base62, 32, 77);
const line = `const apiKey = '${key}';\n`;

function repeated(piece: string): string {
  return piece.repeat(Math.ceil(SIZE / piece.length)).slice(0, SIZE);
}

const ordinary = repeated("  if (total > limit.max) results.push(normalize(entries[7], 'label'));\n");

/** Text made to be slow, or to make other things in the file go unseen. */
const hostile: Readonly<Record<string, string>> = {
  'one character': repeated('a'),
  'line breaks': repeated('\n'),
  'an anchor again and again': repeated('sk-'),
  'a longer anchor': repeated('sk-proj-'),
  'beginnings of tokens': repeated('eyJ'),
  'tokens without end': repeated('eyJhbGciOi.'),
  'key blocks without end': repeated(`-----BEGIN RSA ${'PRIVATE'} KEY-----\n`),
  'a key block without end': `-----BEGIN ${'PRIVATE'} KEY-----${draw(`${base62}+/`, SIZE, 3)}`,
  'quotes never closed': repeated('key="'),
  'assignments without values': repeated('api_key = '),
  'names in a list': repeated('"token",'),
  'URLs without end': repeated('http://a:b'),
  schemes: repeated('://'),
  'escaped quotes': repeated('key\\"'),
  joints: repeated(`'sk-' + `),
  'nested calls': repeated('secret('),
  directives: repeated('keylift:ignore '),
  regions: repeated('secretlint-disable secretlint-enable '),
  base64: draw(`${base62}+/`, SIZE, 4),
  'percent-encoding': repeated('%2F'),
};

function milliseconds(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

engine.scan(ordinary);
const reference = Math.min(...[1, 2, 3].map(() => milliseconds(() => engine.scan(ordinary))));

for (const [what, text] of Object.entries(hostile)) {
  test(`hostile text takes a bounded multiple of ordinary text, and hides nothing: ${what}`, (t) => {
    const own = /regions/.test(what) ? '' : `\n\n${'lorem ipsum dolor sit amet\n'.repeat(100)}`;
    const whole = `${line}${own}${text}${own}\n\n${line}`;
    const ratio = milliseconds(() => engine.scan(text)) / reference;
    t.diagnostic(`${ratio.toFixed(1)} x ordinary text`);
    assert.ok(ratio < MOST, `${ratio} x ordinary text`);
    const found = engine.scan(whole).filter((finding) => whole.slice(finding.start, finding.end) === key);
    assert.deepEqual(
      found.map((finding) => finding.start),
      [whole.indexOf(key), whole.lastIndexOf(key)],
    );
  });
}

test('ten thousand findings in one file are all found', () => {
  const text = Array.from({ length: 10_000 }, (_, i) => `t${i} = '${'glpat'}-${draw(base62, 20, i)}';\n`).join('');
  assert.equal(engine.scan(text).length, 10_000);
});

test('NUL, lone surrogates and a byte order mark are text like any other', () => {
  for (const odd of ['\0', '\ud800', '\udc00', '\ufeff', '\u2028', '\u202e']) {
    const text = `${odd}${line}${odd}${odd}${line}${odd}`;
    assert.equal(engine.scan(text).length, 2, JSON.stringify(odd));
  }
});

test('keys in one line of 50 MB are found', () => {
  const half = 'lorem ipsum, dolor(sit) amet; '.repeat(833_000);
  const text = `${half}apiKey="${key}",${half}`;
  const [finding, ...others] = engine.scan(text);
  assert.equal(finding?.start, text.indexOf(key));
  assert.deepEqual(others, []);
});
