import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseShape, paths } from '../../server/src/engine/rules/shape.ts';
import { validateRules } from '../../server/src/engine/rules/validate.ts';
import type { NamedMatch, Rule, TokenMatch } from '../../server/src/engine/types.ts';

const good: Rule = {
  id: 'acme-api-key',
  provider: 'Acme',
  what: 'API key',
  confidence: 'certain',
  match: { kind: 'token', anchors: ['acme_'], shape: 'acme_[a-z0-9]{32}' },
  env: 'ACME_API_KEY',
  revoke: 'https://acme.test/keys',
  source: 'https://acme.test/docs',
  examples: ['acme_[a-z0-9]{32}'],
  nearMisses: ['acme_[a-z0-9]{16}'],
};

const withToken = (match: Partial<TokenMatch>): Rule => ({
  ...good,
  match: { ...(good.match as TokenMatch), ...match },
});
const withNamed = (match: Partial<NamedMatch>): Rule => ({
  ...good,
  confidence: 'likely',
  match: { kind: 'named', names: ['acme_key'], shape: '[a-z0-9]{32}', ...match },
  examples: ['[a-z0-9]{32}'],
  nearMisses: ['[a-z0-9]{16}'],
});

/** What the validation says of one row, without its id. */
function problems(rule: Rule): string[] {
  return validateRules([rule]).map((problem) => {
    assert.ok(problem.startsWith(`${rule.id}: `), 'begins with the id of the row');
    return problem.slice(rule.id.length + 2);
  });
}

describe('validation of the rule table', () => {
  it('accepts good rows', () => {
    assert.deepEqual(validateRules([good, { ...withNamed({}), id: 'acme-secret' }]), []);
  });

  const bad: ReadonlyArray<[what: string, rule: Rule, problem: RegExp]> = [
    ['an id that is no words', { ...good, id: 'Acme Key' }, /^the id is not words/],
    ['a variable name with a hyphen', { ...good, env: 'ACME-KEY' }, /^ACME-KEY is no name/],
    ['a page without https', { ...good, revoke: 'acme.test' }, /^`revoke`/],
    ['no source', { ...good, source: 'somewhere' }, /^`source`/],
    ['no examples', { ...good, examples: [] }, /^no examples$/],
    ['no near-misses', { ...good, nearMisses: [] }, /^no near-misses$/],
    ['an example that is no template', { ...good, examples: ['acme_[a-z'] }, /^template acme_\[a-z/],
    ['an example that has not the shape', { ...good, examples: ['acme_[a-z0-9]{31}'] }, /^an example does not match/],
    ['a near-miss that has the shape', { ...good, nearMisses: ['acme_[a-z0-9]{32}'] }, /^a near-miss matches/],
    ['a shape that is no pattern', withToken({ shape: 'acme_([a-z]' }), /^shape: /],
    ['a star', withToken({ shape: 'acme_[a-z0-9]*' }), /unbounded quantifier/],
    ['a plus', withToken({ shape: 'acme_[a-z0-9]+' }), /unbounded quantifier/],
    ['an open range', withToken({ shape: 'acme_[a-z0-9]{32,}' }), /unbounded quantifier/],
    ['a dot', withToken({ shape: 'acme_.{32}' }), /\. may not be used/],
    ['lookbehind', withToken({ shape: '(?<!x)acme_[a-z0-9]{32}' }), /unknown group/],
    ['a back reference', withToken({ shape: 'acme_([a-z0-9]{16})\\1' }), /\\1 may not be used/],
    ['repeats in repeats', withToken({ shape: 'acme_(?:[a-z0-9]{1,9}){1,9}' }), /divided in many ways/],
    ['a match without end', withToken({ shape: 'acme_[a-z0-9]{32,20000}' }), /longer than 16384/],
    ['a short anchor', withToken({ anchors: ['ac'] }), /^anchor ac is shorter/],
    ['an anchor that no match holds', withToken({ anchors: ['acme_', 'apex_'] }), /^no match holds the anchor apex_/],
    [
      'a match without the anchor',
      withToken({ shape: '(?:acme|apex)_[a-z0-9]{32}' }),
      /^a match need not hold an anchor/,
    ],
    [
      'an anchor further in',
      withToken({ shape: '[a-z]{4}-acme_[a-z0-9]{32}' }),
      /^the anchor may stand 5 in, lead is 0/,
    ],
    ['an anchor nearer', withToken({ lead: 9, leastLead: 1 }), /^the anchor may stand 0 in, leastLead is 1/],
    ['a check that is not there', withToken({ check: 'luck' }), /^no check is called luck/],
    ['an open range in a pair', withToken({ pair: 'acme_id_[a-z]+' }), /^unbounded quantifier in the pair/],
    ['certain by a word nearby', withToken({ near: ['acme'] }), /^certain, yet it needs/],
    ['no names', withNamed({ names: [] }), /^a named rule without names/],
    ['a name with a hyphen', withNamed({ names: ['acme-key'] }), /^names are words/],
    ['certain by name', { ...withNamed({}), confidence: 'certain' }, /^a name alone/],
  ];
  for (const [what, rule, problem] of bad)
    it(`refuses ${what}`, () => {
      assert.ok(
        problems(rule).some((text) => problem.test(text)),
        problems(rule).join('\n'),
      );
    });

  it('refuses an id that is used twice', () => {
    assert.deepEqual(validateRules([good, good]), ['acme-api-key: the id is used twice']);
  });
});

describe('shapes', () => {
  it('are taken apart into literal stretches and gaps', () => {
    assert.deepEqual(paths(parseShape('(?:a|b)-[0-9]{2,20}x?')), [
      [{ text: 'a' }, { text: '-' }, { gap: 20, least: 2 }],
      [{ text: 'a' }, { text: '-' }, { gap: 20, least: 2 }, { text: 'x' }],
      [{ text: 'b' }, { text: '-' }, { gap: 20, least: 2 }],
      [{ text: 'b' }, { text: '-' }, { gap: 20, least: 2 }, { text: 'x' }],
    ]);
  });
});
