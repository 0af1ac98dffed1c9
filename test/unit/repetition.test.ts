import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Repetition } from '../../server/src/engine/repetition.ts';

const reach = { before: 7, after: 12 };

/** A stand-in for an evaluation: something is found at an anchor when a `!` is in its reach. */
function finds(text: string, at: number): boolean {
  return text.slice(Math.max(0, at - reach.before), at + reach.after).includes('!');
}

/** The number of anchors (`k`) whose evaluation was saved. */
function check(text: string): number {
  const repeated = new Repetition(text, reach);
  let saved = 0;
  for (let at = text.indexOf('k'); at >= 0; at = text.indexOf('k', at + 1)) {
    if (repeated.isBarren(at)) {
      if (finds(text, at)) assert.fail(`something is found at ${at} of ${JSON.stringify(text)}`);
      saved++;
    } else if (finds(text, at)) repeated.found(at);
  }
  return saved;
}

test('what is left out as a repetition finds nothing', () => {
  const piece = fc.record({
    text: fc.array(fc.constantFrom('k', 'k', 'a', '=', '!', '"', 'kk'), { minLength: 1, maxLength: 12 }),
    times: fc.oneof(fc.nat(4), fc.nat(120)),
  });
  let saved = 0;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      saved += check(pieces.map(({ text, times }) => text.join('').repeat(times)).join(''));
    }),
    { numRuns: 2000 },
  );
  assert.ok(saved > 10_000, `${saved} saved`);
});

test('a repetition is left out but for its ends', () => {
  const times = 100_000;
  assert.ok(check('key='.repeat(times)) > times - 100);
  assert.ok(check(`k${'-'.repeat(700)}`.repeat(5000)) > 4800);
  assert.equal(check('k !'.repeat(times)), 0);
});
