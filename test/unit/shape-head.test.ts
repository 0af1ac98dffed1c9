import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '../../server/src/engine/rules/index.ts';
import { firstCodes, headTest } from '../../server/src/engine/shape-head.ts';
import { longestMatch, shortestMatch } from '../../server/src/engine/shape-length.ts';
import type { Rule } from '../../server/src/engine/types.ts';
import { expandTemplate } from '../support/generate.ts';
import { seeded } from '../support/random.ts';

const shapes = rules.flatMap(({ match }: Rule) =>
  match.kind === 'token' ? [{ shape: match.shape, ignoreCase: match.ignoreCase === true }] : [],
);

test('what a shape matches begins as its head says, also in pieces and with escapes', () => {
  for (const { shape, ignoreCase } of shapes) {
    const mayBegin = headTest(shape, ignoreCase);
    const first = firstCodes(shape, ignoreCase);
    const random = seeded(shape.length);
    for (let i = 0; i < 30; i++) {
      const text = expandTemplate(shape, random);
      assert.ok(mayBegin(text, 0), shape);
      assert.equal(first[text.charCodeAt(0)], 1, shape);
      assert.ok(mayBegin(`--${text}`, 2), shape);
      for (let cut = 1; cut < Math.min(20, text.length); cut++) {
        assert.ok(mayBegin(`${text.slice(0, cut)}' + '${text.slice(cut)}`, 0), shape);
        const code = text.charCodeAt(cut).toString(16).padStart(2, '0');
        assert.ok(mayBegin(`${text.slice(0, cut)}%${code}${text.slice(cut + 1)}`, 0), shape);
      }
    }
  }
});

test('what a shape matches is as long as its shortest and longest match say', () => {
  for (const { shape } of shapes) {
    const random = seeded(shape.length);
    for (let i = 0; i < 30; i++) {
      const { length } = expandTemplate(shape, random);
      assert.ok(length >= shortestMatch(shape) && length <= longestMatch(shape), shape);
    }
  }
  assert.equal(shortestMatch('ab{2,5}(?:cde|f?)(?=x{9})[0-9]{3}'), 6);
  assert.equal(longestMatch('ab{2,5}(?:cde|f?)(?=x{9})[0-9]{3}'), 12);
});

test('most shapes do not begin at an anchor with nothing behind', () => {
  const rejected = rules.filter(
    ({ match }) => match.kind === 'token' && !headTest(match.shape, false)(`${match.anchors[0]} and more`, 0),
  );
  assert.ok(rejected.length > shapes.length / 2, `${rejected.length} of ${shapes.length}`);
});

test('a character with which no match can begin is no first one', () => {
  assert.deepEqual(
    ['s', 't', "'"].map((sign) => firstCodes('sk-(?:a|b)', false)[sign.charCodeAt(0)]),
    [1, 0, 1],
  );
  assert.deepEqual(
    ['5', 't', '%'].map((sign) => firstCodes('[0-9]{3}x', false)[sign.charCodeAt(0)]),
    [1, 0, 1],
  );
});

test('alternatives are not looked at', () => {
  for (const shape of ['ab[0-9]{3}|cd[0-9]{3}', '(?:ab|cd)[0-9]', 'a?[0-9]']) {
    assert.ok(headTest(shape, false)('cdef', 0), shape);
  }
});

test('of a shape with a class that may be absent, or a group behind its literal, the literal is looked at', () => {
  for (const shape of ['ab[0-9]{0,3}', 'ab[0-9]?c', 'ab(?:x|y)[0-9]', 'abc?[0-9]', 'abc{0,2}[0-9]']) {
    const mayBegin = headTest(shape, false);
    assert.ok(mayBegin('ab??', 0), shape);
    assert.ok(mayBegin("a' + 'b??", 0), shape);
    assert.ok(!mayBegin('ax??', 0), shape);
  }
  assert.ok(!headTest('ab[0-9]{2}(?:x|y)', false)('ab0-', 0));
});
