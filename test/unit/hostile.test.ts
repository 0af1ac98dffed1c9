import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../server/src/engine/index.ts';
import { ordinaryText } from '../support/hostile.ts';
import { alphabets, draw } from '../support/random.ts';

const engine = createEngine();
const base62 = alphabets[0]?.[1] as string;
const SIZE = 1_000_000;
/**
 * Widest ratios to ordinary text that pass, with room for a busy machine: of text that repeats itself exactly, and of text
 * with an anchor every few characters and something new behind each, which has to be evaluated.
 */
const MOST = 5;
const MOST_VARIED = 65;
/** The same for text with nothing but findings, one a line. */
const MOST_FOUND = 45;
const key = draw(base62, 32, 77);
const line = `const apiKey = '${key}';\n`;

function repeated(piece: string): string {
  return piece.repeat(Math.ceil(SIZE / piece.length)).slice(0, SIZE);
}

const ordinary = ordinaryText(SIZE);

function varied(piece: (i: number) => string): string {
  let text = '';
  for (let i = 0; text.length < SIZE; i++) text += piece(i);
  return text;
}

const separators = ' ,;.:|/+-_=~!?&%#*()[]{}<>\t\n@$^';

/** The same with something else behind each anchor. */
const variations: Readonly<Record<string, string>> = {
  'an anchor and a number': varied((i) => `sk-${i}`),
  'an anchor and a separator': varied((i) => `sk-${separators[(i * 7) % separators.length]}`),
  'beginnings of tokens and numbers': varied((i) => `eyJ${i}.`),
  'IDs that are too short': varied((i) => `AKI${'A'}${i} `),
  'schemes and numbers': varied((i) => `://${i}`),
  'key blocks without end, numbered': varied((i) => `-----BEGIN RSA ${'PRIVATE'} KEY-----${i}\n`),
  'assignments and numbers': varied((i) => `key${i}=`),
  'names and separators': varied((i) => `key${separators[(i * 7) % separators.length]}`),
  'quotes never closed, numbered': varied((i) => `key${i} = "`),
  'short values': varied((i) => `key=${i} `),
};

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
  'an access key ID again and again': repeated('AKIA'),
  'a GitHub prefix again and again': repeated('ghp_'),
  'a Slack prefix again and again': repeated('xoxb-'),
  'assignments in a row': repeated('key='),
  'passwords in a row': repeated('password='),
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

for (const [what, text] of [...Object.entries(hostile), ...Object.entries(variations)]) {
  const most = what in variations ? MOST_VARIED : MOST;
  test(`hostile text takes a bounded multiple of ordinary text, and hides nothing: ${what}`, (t) => {
    const own = /regions/.test(what) ? '' : `\n\n${'lorem ipsum dolor sit amet\n'.repeat(100)}`;
    const whole = `${line}${own}${text}${own}\n\n${line}`;
    const ratio = Math.min(...[1, 2].map(() => milliseconds(() => engine.scan(text)))) / reference;
    t.diagnostic(`${ratio.toFixed(1)} x ordinary text`);
    assert.ok(ratio < most, `${ratio} x ordinary text`);
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

const allFound: Readonly<Record<string, (i: number) => string>> = {
  tokens: (i) => `const token${i} = '${'glpat'}-${draw(base62, 20, i)}'; // service number ${i} of the list\n`,
  'keys without a format': (i) => `const apiKey${i} = '${draw(base62, 32, i)}'; // service number ${i} of the list\n`,
};

for (const [what, lineOf] of Object.entries(allFound)) {
  test(`a file of nothing but findings takes a bounded multiple of ordinary text: ${what}`, (t) => {
    const text = varied(lineOf);
    assert.ok(engine.scan(text).length > 10_000);
    const ratio = Math.min(...[1, 2].map(() => milliseconds(() => engine.scan(text)))) / reference;
    t.diagnostic(`${ratio.toFixed(1)} x ordinary text`);
    assert.ok(ratio < MOST_FOUND, `${ratio} x ordinary text`);
  });
}

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
