import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bracketed, knownShapes, references } from '../../server/src/engine/generic/values.ts';
import { rules } from '../../server/src/engine/rules/index.ts';
import { runTest } from '../../server/src/engine/shape-run.ts';
import { signsOf } from '../../server/src/engine/signs.ts';

const secret = '(?:^|[^a-f])[a-f]{20}(?![a-f])';

test('a stretch that holds a match of the shape passes, wherever in it the match stands', () => {
  const holds = runTest(secret);
  const text = fc.array(fc.oneof(fc.stringMatching(/^[a-f]{1,30}$/), fc.stringMatching(/^[ g-z]{1,10}$/)), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(text, fc.nat(40), fc.nat(40), (parts, before, after) => {
      const all = parts.join('');
      const to = Math.max(before, all.length - after);
      if (new RegExp(secret).test(all.slice(before, to))) assert.ok(holds(all, before, to));
    }),
    { numRuns: 2000 },
  );
});

test('a stretch with nothing but shorter runs, or with the run outside, does not pass', () => {
  const holds = runTest(secret);
  const run = 'a'.repeat(20);
  assert.ok(holds(`--${run}--`, 0, 24));
  assert.ok(!holds(`--${run}--`, 3, 24));
  assert.ok(!holds(`--${run}--`, 0, 21));
  assert.ok(!holds(`${'a'.repeat(19)}-`.repeat(50), 0, 1000));
});

test('a shape without a long run, or with alternatives, passes always', () => {
  for (const shape of ['', 'AKIA[A-Z2-7]{8}', '(?:[a-f]{40})?', '[a-f]{40}|[0-9]{2}'])
    assert.ok(runTest(shape)('-', 0, 1));
});

test('the other halves of pairs in the rule table are looked for where they stand', () => {
  const pairs = new Set(rules.flatMap((rule) => rule.match.pair ?? []));
  assert.ok(pairs.size > 5);
  for (const pair of pairs) {
    const holds = runTest(pair);
    fc.assert(
      fc.property(
        fc.stringMatching(new RegExp(pair.replace(/\(\?[=!][^()]*\)/g, '').replace('(?:^|', '(?:'))),
        (text) => {
          if (new RegExp(pair).test(text)) assert.ok(holds(text, 0, text.length));
        },
      ),
      { numRuns: 50 },
    );
  }
});

test('a text that a pattern for values matches holds a character of the kinds it is listed with', () => {
  const patterns = [...bracketed, ...references, ...knownShapes].filter(
    ([, { source }]) => !/\(\?<?[=!]|\\b/.test(source),
  );
  assert.ok(patterns.length > 20);
  for (const [needs, pattern] of patterns) {
    fc.assert(
      fc.property(fc.stringMatching(new RegExp(pattern.source)), (text) => {
        // What letters and digits alone can be is told by another list.
        const rest = text.replace(/^(?:utf|iso|windows)\d.*|^\d+(?:px|em|rem|vh|vw|ms|s)$/is, '-');
        assert.notEqual(signsOf(rest) & needs, 0, pattern.source);
      }),
      { numRuns: 200 },
    );
  }
});
