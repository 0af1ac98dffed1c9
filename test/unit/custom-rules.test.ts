import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine, readCustomRules } from '../../server/src/engine/index.ts';

const acme = { id: 'acme-key', pattern: 'acme_[a-z0-9]{20}', keywords: ['acme_'], name: 'Acme key', env: 'ACME_KEY' };

test('a custom rule finds its key, with its own name, confidence and variable', () => {
  const { rules, problems } = readCustomRules([{ ...acme, confidence: 'certain' }]);
  assert.deepEqual(problems, []);
  const engine = createEngine({ customRules: rules });
  const text = 'x = acme_abcdefghij0123456789 # and more';
  const [finding, ...others] = engine.scan(text);
  assert.deepEqual(others, []);
  assert.equal(text.slice(finding?.start, finding?.end), 'acme_abcdefghij0123456789');
  assert.equal(finding?.ruleId, 'acme-key');
  assert.equal(finding?.confidence, 'certain');
  assert.deepEqual(engine.rule('acme-key'), {
    id: 'acme-key',
    provider: '',
    what: 'Acme key',
    env: 'ACME_KEY',
    confidence: 'certain',
  });
});

test('the first group, where there is one, is the key', () => {
  const { rules } = readCustomRules([{ ...acme, pattern: 'acme login ([a-z]{8})', keywords: ['login'] }]);
  const text = 'run: acme login qwhdjskf now';
  const [finding] = createEngine({ customRules: rules }).scan(text);
  assert.equal(text.slice(finding?.start, finding?.end), 'qwhdjskf');
});

const refused: ReadonlyArray<readonly [what: string, entry: unknown, reason: RegExp]> = [
  ['no object', 'acme', /must be an object/],
  ['no id', { ...acme, id: undefined }, /"id"/],
  ['an id with spaces', { ...acme, id: 'a b' }, /"id"/],
  ['no keywords', { ...acme, keywords: [] }, /"keywords"/],
  ['a short keyword', { ...acme, keywords: ['ab'] }, /"keywords"/],
  ['a broken pattern', { ...acme, pattern: 'acme_(' }, /not a valid regular expression/],
  ['an unbounded pattern', { ...acme, pattern: 'acme_.*' }, /without a limit/],
  ['nested repetition', { ...acme, pattern: '(?:a{1,20}){1,20}acme' }, /repeats a group that repeats inside/],
  ['an exponential pattern', { ...acme, pattern: '(a+)+acme' }, /without a limit/],
  ['rows of repetitions', { ...acme, pattern: 'a{0,200}a{0,200}a{0,200}acme' }, /several long repetitions/],
  ['a huge match', { ...acme, pattern: 'acme_[a-z]{5000}' }, /more than 2000/],
  ['a back reference', { ...acme, pattern: '(a)\\1acme' }, /back references/],
  ['an unknown confidence', { ...acme, confidence: 'sure' }, /"confidence"/],
  ['an id that is taken', { ...acme, id: 'generic-password' }, /taken/],
];

for (const [what, entry, reason] of refused) {
  test(`refused with a reason, and the others work on: ${what}`, () => {
    const { rules, problems } = readCustomRules(
      [entry, { ...acme, id: 'other-key' }],
      (id) => id === 'generic-password',
    );
    assert.deepEqual(
      rules.map((rule) => rule.id),
      ['other-key'],
    );
    assert.equal(problems.length, 1);
    assert.match(problems[0] as string, reason);
  });
}

test('a setting that is no list is refused whole', () => {
  assert.deepEqual(readCustomRules({}), { rules: [], problems: ['keylift.customRules must be a list.'] });
  assert.deepEqual(readCustomRules(undefined), { rules: [], problems: [] });
});
