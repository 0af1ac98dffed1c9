/** The search for anchors over bytes, held to the search over text. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { buildModule } from '../../scripts/build-wasm.ts';
import { AnchorIndex } from '../../server/src/engine/anchors.ts';
import { createEngine } from '../../server/src/engine/index.ts';
import { buildTables, Hits, Prefilter, variants } from '../../server/src/scan/prefilter/index.ts';

type Hit = readonly [offset: number, anchor: string];

/** What the search over text finds, less what may be left out: word anchors that begin within a word. */
function expected(anchors: readonly string[], beginsWord: Uint8Array, text: string): Hit[] {
  const index = new AnchorIndex(anchors);
  const hits: Hit[] = [];
  index.find(text, 0, text.length, (offset, number) => {
    const anchor = index.anchors[number] as string;
    // Six bytes: what ends an escape is ASCII.
    const before = Buffer.from(text.slice(Math.max(0, offset - 6), offset))
      .subarray(-6)
      .toString('latin1');
    const within = /[A-Za-z0-9_]$/.test(before) && !/[\\%]/.test(before);
    if (!(within && beginsWord[anchors.indexOf(anchor)] === 1)) hits.push([offset, anchor]);
  });
  return sorted(hits);
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
  const list = Array.from({ length: hits.count }, (_, i): Hit => {
    return [hits.offsets[i] as number, anchors[hits.anchors[i] as number] as string];
  });
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
  .chain((anchors) =>
    fc.tuple(fc.constant(anchors), fc.uint8Array({ minLength: anchors.length, maxLength: anchors.length, max: 1 })),
  );

for (const [name, module] of Object.entries(variants)) {
  test(`random anchors in random text (${name})`, () => {
    const property = fc.property(anchorList, fc.array(fc.nat(), { maxLength: 60 }), fc.nat(3), (list, picks, skip) => {
      const [anchors, beginsWord] = list;
      const prefilter = new Prefilter(buildTables(anchors, beginsWord) as Uint8Array, module());
      const sample = fc.sample(fc.oneof(alphabet, fc.constantFrom(...anchors)), { numRuns: 300, seed: picks.length });
      const text = [...picks.map((pick) => sample[pick % 300]), ...sample.slice(0, picks.length * 3)].join('');
      assert.deepEqual(found(prefilter, anchors, text, skip), expected(anchors, beginsWord, text));
    });
    fc.assert(property, { numRuns: Number(process.env.KEYLIFT_RUNS ?? 150) });
  });
}

test("the engine's own anchors, in every place of a block and of a chunk", () => {
  const { anchors, beginsWord } = createEngine();
  const prefilter = new Prefilter(buildTables(anchors, beginsWord) as Uint8Array);
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
  const { anchors, beginsWord } = createEngine();
  const prefilter = new Prefilter(buildTables(anchors, beginsWord) as Uint8Array);
  const text = 'é key'.repeat(200_000);
  const hits = found(prefilter, anchors, text);
  assert.equal(hits.length, 200_000);
  assert.deepEqual(hits.at(-1), [200_000 * 5 - 3, 'key']);
});

test('a list that does not fit is refused', () => {
  assert.equal(buildTables(['ab'], new Uint8Array(1)), undefined);
  const many = Array.from({ length: 5000 }, (_, i) => `a${i}`);
  assert.equal(buildTables(many, new Uint8Array(5000)), undefined);
});

test('module.ts is what server/assembly/find.ts compiles to', async () => {
  const file = new URL('../../server/src/scan/prefilter/module.ts', import.meta.url);
  assert.equal(await buildModule(), readFileSync(file, 'utf8'));
});
