/** The search for anchors over bytes, held to the search over text. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { buildModule } from '../../scripts/build-wasm.ts';
import { AnchorIndex } from '../../server/src/engine/anchors.ts';
import { type AnchorDemand, noDemand } from '../../server/src/engine/demand.ts';
import { nameEnd, nameStart, readAssignment, UnbrokenRuns } from '../../server/src/engine/generic/assignment.ts';
import { createEngine } from '../../server/src/engine/index.ts';
import { rules } from '../../server/src/engine/rules/index.ts';
import type { Rule } from '../../server/src/engine/types.ts';
import { buildTables, Hits, Prefilter, variants } from '../../server/src/scan/prefilter/index.ts';
import { chosen, forms, passwordForms } from '../support/forms.ts';
import { assignedNames, generate } from '../support/generate.ts';
import { alphabets, draw } from '../support/random.ts';
import { namedDocuments, tokenDocuments } from '../support/surroundings.ts';

type Hit = readonly [offset: number, anchor: string];

/** What the search over text finds, less what does not meet its demand. */
function expected(anchors: readonly string[], demands: readonly AnchorDemand[], text: string): Hit[] {
  const index = new AnchorIndex(anchors);
  const hits: Hit[] = [];
  index.find(text, 0, text.length, (offset, number) => {
    const anchor = index.anchors[number] as string;
    if (isMet(demands[anchors.indexOf(anchor)] as AnchorDemand, text, offset)) hits.push([offset, anchor]);
  });
  return sorted(hits);
}

function isMet({ beginsWord, spellings, run }: AnchorDemand, text: string, offset: number): boolean {
  // Six bytes: what ends an escape is ASCII.
  const before = Buffer.from(text.slice(Math.max(0, offset - 6), offset))
    .subarray(-6)
    .toString('latin1');
  if (beginsWord && /[A-Za-z0-9_]$/.test(before) && !/[\\%]/.test(before)) return false;
  if (spellings && !spellings.some((spelling) => text.startsWith(spelling, offset))) return false;
  const body = /^[A-Za-z0-9_.+/=:~@%$!#*-]*/.exec(text.slice(offset, offset + run))?.[0] as string;
  return body.length === run || /["'`\\]/.test(text[offset + body.length] ?? '');
}

function sorted(hits: Hit[]): Hit[] {
  return hits.sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
}

function found(prefilter: Prefilter, anchors: readonly string[], text: string, skip = 0): Hit[] {
  const bytes = Buffer.concat([Buffer.alloc(skip, 0xbf), Buffer.from(text)]);
  const buffer = prefilter.buffer(bytes.length + 100);
  // What was in the buffer before must not count.
  buffer.fill('keykeytoken', 0, Math.min(buffer.length, bytes.length + 100));
  bytes.copy(buffer);
  const hits = new Hits();
  prefilter.find(bytes.length, skip, true, hits);
  assert.equal(buffer.toString('latin1', bytes.length, bytes.length + 11).length, 11);
  const list: Hit[] = [];
  do {
    for (let i = 0; i < hits.count; i++) {
      list.push([hits.offsets[i] as number, anchors[hits.anchors[i] as number] as string]);
    }
  } while (hits.more(0));
  for (let i = 1; i < list.length; i++) assert.ok((list[i] as Hit)[0] >= (list[i - 1] as Hit)[0], 'out of order');
  return sorted(list);
}

const alphabet = fc.constantFrom(...'abkeyszAKS_-:/.0189% \\"=~@[`{\n'.split(''), '\0', 'é', '密', '🔑');
const ascii = fc.constantFrom(...'abkeysz_-:/.0189@[`{~'.split(''));
const anchorList = fc
  .uniqueArray(
    fc.array(ascii, { minLength: 3, maxLength: 9 }).map((chars) => chars.join('')),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  .chain((anchors) => fc.tuple(fc.constant(anchors), fc.tuple(...anchors.map(demandOf))));

function demandOf(anchor: string): fc.Arbitrary<AnchorDemand> {
  const capital = `${anchor[0]?.toUpperCase()}${anchor.slice(1)}`;
  return fc.record({
    beginsWord: fc.boolean(),
    spellings: fc.constantFrom(undefined, undefined, [anchor], [capital], [...new Set([anchor, capital])]),
    run: fc.constantFrom(0, 0, 3, 9, 15, 16, 17, 40),
    inName: fc.constant(false),
  });
}

for (const [name, module] of Object.entries(variants)) {
  test(`random anchors in random text (${name})`, () => {
    const property = fc.property(anchorList, fc.array(fc.nat(), { maxLength: 60 }), fc.nat(3), (list, picks, skip) => {
      const [anchors, demands] = list;
      const prefilter = new Prefilter(buildTables(anchors, demands) as Uint8Array, module());
      const piece = fc.oneof(
        alphabet,
        fc.constantFrom(...anchors),
        fc.constantFrom(...anchors).map((anchor) => `${anchor[0]?.toUpperCase()}${anchor.slice(1)}`),
        fc.integer({ min: 1, max: 20 }).map((length) => 'aZ0/-=x'.repeat(3).slice(0, length)),
      );
      const sample = fc.sample(piece, { numRuns: 300, seed: picks.length });
      const text = [...picks.map((pick) => sample[pick % 300]), ...sample.slice(0, picks.length * 3)].join('');
      assert.deepEqual(found(prefilter, anchors, text, skip), expected(anchors, demands, text));
    });
    fc.assert(property, { numRuns: Number(process.env.KEYLIFT_RUNS ?? 150) });
  });
}

const nameDemand: AnchorDemand = { ...noDemand, inName: true };
const around = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('key', 'api_key', 'Token', 'MY-PASS', 'a.key', 'key$', '_pw', 'x_key-', '$key'),
  },
  { weight: 2, arbitrary: fc.constantFrom(...' \t\n\r"\'`\\&<>()[]{}=:!?|+-,.;*/@#$%'.split('')) },
  fc.constantFrom(
    '\r\n',
    '=>',
    ':=',
    '::',
    '||=',
    '+=',
    '<-',
    '[]',
    '[20]',
    '&quot;',
    '</key>',
    '<string>',
    '{ get; set; } = ',
  ),
  fc.constantFrom(
    ' As String = ',
    ' *string = ',
    ' []byte = ',
    ' string =',
    ' = ',
    ': ',
    ' #define ',
    'name: ',
    'key: "',
  ),
  fc.constantFrom(
    'ENV ',
    'set ',
    'SetEnv\t',
    'fastcgi_param ',
    'with ',
    'machine ',
    'login bob\n',
    'password ',
    '--',
    ' -p ',
    ' /M ',
  ),
  fc.constantFrom(
    '"x9Kq2"',
    "'abcd'",
    'u"tok"',
    '@"tok"',
    '“tok”',
    'r##"tok"',
    'abcd1234',
    '0x10',
    'é',
    '密',
    ' '.repeat(30),
  ),
  fc.constantFrom(' '.repeat(118), ' '.repeat(130), 'n'.repeat(60), 'n'.repeat(70)),
);

test('where a value is assigned to the name around an anchor, the anchor is found', () => {
  const anchors = ['key', 'token', 'pass', '_pw'];
  const prefilter = new Prefilter(
    buildTables(
      anchors,
      anchors.map(() => nameDemand),
    ) as Uint8Array,
  );
  const index = new AnchorIndex(anchors);
  const runs = new UnbrokenRuns();
  let assigned = 0;
  const property = fc.property(fc.array(around, { maxLength: 14 }), fc.boolean(), (pieces, endsLine) => {
    const text = pieces.join('') + (endsLine ? '\n' : '');
    const hits = new Set(found(prefilter, anchors, text).map(String));
    index.find(text, 0, text.length, (at, number) => {
      const start = nameStart(text, at);
      const end = nameEnd(text, at);
      if (!readAssignment(text, start, end, runs)) return;
      assigned++;
      assert.ok(hits.has(String([at, index.anchors[number]])), `${JSON.stringify(text)} at ${at}`);
    });
  });
  fc.assert(property, { numRuns: 100 * Number(process.env.KEYLIFT_RUNS ?? 150) });
  assert.ok(assigned > 1000, `${assigned} assignments`);
});

test('names that are given no value are not found', () => {
  const { anchors, demands } = createEngine();
  const prefilter = new Prefilter(buildTables(anchors, demands()) as Uint8Array);
  const none = [
    'return key;',
    'int use_key(struct key *key, int pass)',
    '#define DP_TEST_PATTERN__KEY_MASK 0x10',
    'p->key->token++;',
    'a comment on the key that is passed here.',
    'std::token::value',
    'if (key < limit && pass > 1)',
    'sk_buff, ghp_ and SK-LIVE',
  ];
  for (const text of none) assert.deepEqual(found(prefilter, anchors, text), [], text);
});

test("the engine finds over bytes what it finds in text, in everybody's surroundings", () => {
  const engine = createEngine();
  const prefilter = new Prefilter(buildTables(engine.anchors, engine.demands()) as Uint8Array);
  const hits = new Hits();
  let findings = 0;
  const check = (path: string, text: string): void => {
    const bytes = Buffer.from(text);
    bytes.copy(prefilter.buffer(bytes.length));
    prefilter.find(bytes.length, 0, true, hits);
    const all = engine.scan(text, { path });
    findings += all.length;
    assert.deepEqual(engine.scanAt(text, hits, { path }), all, `${path}: ${text.length} characters`);
  };
  for (const [seed, [path, form]] of [...forms, ...passwordForms].entries()) {
    for (const [, alphabet, length] of alphabets)
      check(
        path,
        form.replace('¤', () => draw(alphabet, length, seed)),
      );
    for (const value of chosen)
      check(
        path,
        form.replace('¤', () => value),
      );
  }
  for (const rule of rules as readonly Rule[]) {
    for (const key of generate(rule, 3)) {
      const documents =
        rule.match.kind === 'token'
          ? tokenDocuments(rule, key)
          : assignedNames(rule).flatMap((name) => namedDocuments(name, key));
      for (const { text } of documents) {
        check('a.txt', text);
        check('a.txt', Buffer.from(text).toString('base64'));
      }
      const { length } = key.text;
      for (let cut = 1; cut < length; cut += 7) {
        check('a.js', `f('${key.text.slice(0, cut)}' +\n  '${key.text.slice(cut)}')`);
        const code = key.text.charCodeAt(cut).toString(16).padStart(2, '0');
        check('a.js', `f('${key.text.slice(0, cut)}\\x${code}${key.text.slice(cut + 1)}')`);
      }
      check('a.yaml', `value: ${Buffer.from(key.text).toString('base64')}\n`);
    }
  }
  assert.ok(findings > 10_000, `${findings} findings`);
});

test("the engine's own anchors, in every place of a block and of a chunk", () => {
  const { anchors } = createEngine();
  const prefilter = new Prefilter(buildTables(anchors, []) as Uint8Array);
  for (const [number, anchor] of anchors.entries()) {
    const text = `${'.'.repeat(number % 67)}${anchor.toUpperCase()}${'.'.repeat(16384 - 30)}${anchor}`;
    const hits = found(prefilter, anchors, text).filter(([, found]) => found === anchor);
    const last = text.length - anchor.length;
    assert.deepEqual(
      hits.map(([offset]) => offset),
      [number % 67, last],
      anchor,
    );
  }
});

test('more hits than there is room for', () => {
  const { anchors } = createEngine();
  const prefilter = new Prefilter(buildTables(anchors, []) as Uint8Array);
  const text = 'é key'.repeat(200_000);
  const hits = found(prefilter, anchors, text);
  assert.equal(hits.length, 200_000);
  assert.deepEqual(hits.at(-1), [200_000 * 5 - 3, 'key']);
});

test('hits before an offset are left out, counted in code units', () => {
  const anchors = ['key'];
  const prefilter = new Prefilter(buildTables(anchors, []) as Uint8Array);
  const text = '🔑é key '.repeat(20_000);
  const bytes = Buffer.from(text);
  bytes.copy(prefilter.buffer(bytes.length));
  const hits = new Hits();
  prefilter.find(bytes.length, 0, true, hits);
  const first = hits.count;
  assert.ok(first > 100 && first < 10_000);
  assert.equal(hits.offsets[0], 4);
  assert.ok(hits.more(8 * 15_000));
  assert.equal(hits.offsets[0], 8 * 15_000 + 4);
  while (hits.more(0));
  assert.equal(hits.more(0), false);
});

test('what is left out in long repetitions held nothing', () => {
  const engine = createEngine();
  const prefilter = new Prefilter(buildTables(engine.anchors, engine.demands()) as Uint8Array);
  const key = `${'gh'}p_${draw('abcdefghijkmnpqrstuvwxyz23456789', 36, 1)}`;
  const secret = `api_secret = "${draw('abcdefghijkmnpqrstuvwxyzABCDEF23456789', 32, 2)}"\n`;
  const piece = fc.constantFrom(
    ...[
      'sk-',
      'key=',
      'token: x',
      'auth("',
      '-----BEGIN RSA PRIVATE KEY-----',
      'eyJhbGciOi.',
      '://a:',
      ' ',
      '\n',
      'é',
      '🔑',
      '"',
    ],
    ...['secretlint-disable ', ' aaaaaaaaaaaaaaaaaaaaaaaa', secret, `${key}\n`, `'${key}'`],
  );
  const block = fc.record({
    text: fc.array(piece, { minLength: 1, maxLength: 4 }),
    times: fc.oneof(
      { weight: 2, arbitrary: fc.constant(1) },
      { weight: 1, arbitrary: fc.integer({ min: 500, max: 6000 }) },
    ),
  });
  let found = 0;
  let seen = 0;
  const property = fc.property(fc.array(block, { maxLength: 5 }), (blocks) => {
    const text = blocks
      .map((block) => block.text.join('').repeat(block.text.includes(secret) ? 1 : block.times))
      .join('');
    const bytes = Buffer.from(text);
    bytes.copy(prefilter.buffer(bytes.length));
    const hits = new Hits();
    prefilter.find(bytes.length, 0, true, hits);
    const { more } = hits;
    seen += hits.count;
    hits.more = (from) => {
      const isMore = more.call(hits, from);
      seen += hits.count;
      return isMore;
    };
    const all = engine.scan(text);
    assert.deepEqual(engine.scanAt(text, hits), all);
    found += all.length;
  });
  fc.assert(property, { numRuns: Math.ceil(Number(process.env.KEYLIFT_RUNS ?? 150) / 3) });
  assert.ok(found > 100, `${found} findings`);
  assert.ok(seen > 20_000, `${seen} anchors`);
});

test('a list that does not fit is refused', () => {
  assert.equal(buildTables(['ab'], []), undefined);
  const many = Array.from({ length: 5000 }, (_, i) => `a${i}`);
  assert.equal(buildTables(many, []), undefined);
});

test('module.ts is what server/assembly/find.ts compiles to', async () => {
  const file = new URL('../../server/src/scan/prefilter/module.ts', import.meta.url);
  assert.equal(await buildModule(), readFileSync(file, 'utf8'));
});
