import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../server/src/engine/index.ts';
import { ApartReader, bodyEnd } from '../../server/src/engine/pieces.ts';
import { rules } from '../../server/src/engine/rules/index.ts';
import { compileToken } from '../../server/src/engine/token-matcher.ts';
import { expandTemplate } from '../support/generate.ts';
import { alphabets, draw, seeded } from '../support/random.ts';

const engine = createEngine();
const base62 = alphabets[0]?.[1] as string;
const [head, body] = [`${'glpat'}-`, draw(base62, 20, 9)];
const token = head + body;
const webhook = `T${draw('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 8, 1)}/B${draw('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 10, 2)}/${draw(base62, 24, 3)}`;

/** The text with one character as an escape made of its hexadecimal code. */
function escapeAt(text: string, at: number, encode: (code: string) => string): string {
  return text.slice(0, at) + encode(text.charCodeAt(at).toString(16)) + text.slice(at + 1);
}

/** Each text, and the range that the squiggle must cover, between « and ». */
const cases: ReadonlyArray<readonly [what: string, text: string]> = [
  ['joined by +', `const t = '«${head}${body.slice(0, 9)}' + '${body.slice(9)}»';`],
  ['adjacent literals on two lines', `t = ("«${head}${body.slice(0, 9)}"\n     "${body.slice(9)}»")`],
  ['joined by + over lines', `String t = "«${token.slice(0, 12)}" +\n    "${token.slice(12)}»";`],
  ['three pieces', `t = '«${token.slice(0, 9)}' + '${token.slice(9, 15)}' + '${token.slice(15)}»'`],
  ['a line joined by a backslash', `export T=«${token.slice(0, 12)}\\\n${token.slice(12)}»\n`],
  ['an escaped letter', `t = "«${escapeAt(token, 12, (code) => `\\u00${code}`)}»"`],
  ['a percent-encoded letter', `https://x.host.tld/?t=«${escapeAt(token, 12, (code) => `%${code}`)}»&y=1`],
  ['a percent-encoded separator before it', `https://x.host.tld/?q=t%3D«${token}»`],
  ['an escaped line break before it', `{"source": ["a\\n«${token}»\\n"]}`],
  ['base64', `  token: «${btoa(token)}»\n`],
  ['base64 with a line break at the end', `  token: "«${btoa(`${token}\n`)}»"\n`],
  [
    'slashes escaped as PHP does',
    `{"url":"«https:\\/\\/hooks.slack.com\\/services\\/${webhook.replaceAll('/', '\\/')}»"}`,
  ],
  ['full-width text around', `トークン：«${token}»。`],
  ['right-to-left text around', `אסימון: «${token}»؛`],
  ['an emoji before', `😀😀 = '«${token}»'`],
  ['tabs and CRLF', `\t\tt =\t'«${token}»'\r\n\r\n`],
];

for (const [what, marked] of cases) {
  test(`found with its exact range: ${what}`, () => {
    const text = marked.replace('«', '').replace('»', '');
    const expected = [marked.indexOf('«'), marked.indexOf('»') - 1];
    assert.deepEqual(
      engine.scan(text).map(({ start, end }) => [start, end]),
      [expected],
    );
  });
}

test('pieces of different things are not put together', () => {
  assert.deepEqual(engine.scan(`['${head}${body.slice(0, 9)}', '${body.slice(9)}']`), []);
  assert.deepEqual(engine.scan(`x = '${head}' + suffix + '${body}'`), []);
});

test('what a reader remembers of a text changes nothing', () => {
  const random = seeded(7);
  const any = () => true;
  const pieces = [
    'ab',
    'c-d',
    '%41',
    '%',
    '\\u0042',
    '\\/',
    "' + '",
    '" "',
    "'",
    ' ',
    'x'.repeat(450),
    '%2B'.repeat(90),
    'é',
  ];
  for (let round = 0; round < 60; round++) {
    const text = Array.from({ length: 30 }, () => pieces[Math.floor(random() * pieces.length)]).join('');
    const reader = new ApartReader();
    for (let i = 0; i < 200; i++) {
      // In all orders, most of them upwards, as anchors come.
      const start = i < 150 ? Math.floor((i / 150) * text.length) : Math.floor(random() * text.length);
      const limit = 20 + Math.floor(random() * 380);
      const [one, other] = [reader.read(text, start, limit, any), new ApartReader().read(text, start, limit, any)];
      assert.equal(one?.text, other?.text);
      for (const end of [1, 5, one?.text.length ?? 0]) assert.equal(one?.source(end), other?.source(end));
    }
  }
});

test('decoding goes on up to the end of what a shape matches, and one character more', () => {
  for (const { match } of rules) {
    if (match.kind !== 'token') continue;
    const random = seeded(match.shape.length);
    const { holds } = compileToken(match);
    for (let i = 0; i < 20; i++) {
      const key = expandTemplate(match.shape, random).slice(0, 300);
      if (bodyEnd(key, 0, key.length) < key.length || key.includes('%')) continue;
      const text = `${escapeAt(key, Math.floor(random() * key.length), (code) => `%${code.padStart(2, '0')}`)}~rest`;
      const joined = new ApartReader().read(text, 0, 401, holds);
      assert.ok(joined?.text.startsWith(`${key}~`), match.shape);
      assert.equal(joined?.source(key.length), key.length + 2, match.shape);
    }
  }
});
