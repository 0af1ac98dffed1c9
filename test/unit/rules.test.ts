import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createEngine } from '../../server/src/engine/index.ts';
import { rules } from '../../server/src/engine/rules/index.ts';
import { longest, parseShape, shortest } from '../../server/src/engine/rules/shape.ts';
import { validateRules } from '../../server/src/engine/rules/validate.ts';
import type { Rule } from '../../server/src/engine/types.ts';
import { assignedNames, generate, generateNearMisses } from '../support/generate.ts';
import { type Document, namedDocuments, tokenDocuments } from '../support/surroundings.ts';

const engine = createEngine({});
const seeds = [1, 2];

/** Rules that only keep others from reporting what is public: they are no findings themselves. */
const isSilent = (rule: Rule): boolean => rule.note === 'public' || rule.note === 'example';

function documentsOf(rule: Rule, seed: number): Document[] {
  return generate(rule, seed).flatMap((key) =>
    rule.match.kind === 'token'
      ? tokenDocuments(rule, key)
      : assignedNames(rule).flatMap((name) => namedDocuments(name, key)),
  );
}

/** The text where the rule would look: near its word, or assigned to its first name. */
function placed(rule: Rule, text: string): string {
  if (rule.match.kind === 'named') return `${assignedNames(rule)[0]} = "${text}"\n`;
  return `${rule.match.near === undefined ? '' : `# ${rule.match.near[0]}\n`}value = "${text}"\n`;
}

const idsIn = (text: string): string[] => engine.scan(text).map((finding) => finding.ruleId);

/** What is wrong in a document, without the key; undefined: nothing. */
function fault(rule: Rule, { place, text, start, end }: Document): string | undefined {
  const over = engine.scan(text).filter((finding) => finding.start < end && finding.end > start);
  const got = over.map((finding) => `${finding.ruleId} ${finding.start - start}..${finding.end - start}`).join(', ');
  const wanted = isSilent(rule) ? '' : `${rule.id} 0..${end - start}`;
  return got === wanted ? undefined : `${place}: ${got === '' ? 'nothing' : got}`;
}

describe('the rule table', () => {
  it('does not contradict itself', () => {
    assert.deepEqual(validateRules(rules), []);
  });

  it('has the breadth it promises', () => {
    assert.ok(rules.length >= 250, `${rules.length} rules`);
    const providers = new Set(rules.map((rule) => rule.provider));
    assert.ok(providers.size >= 150, `${providers.size} providers`);
  });
});

describe('every rule proves itself', () => {
  for (const rule of rules) {
    it(rule.id, () => {
      for (const seed of seeds) {
        const documents = documentsOf(rule, seed);
        assert.ok(documents.length >= 8, 'fewer than eight surroundings');
        assert.deepEqual(
          documents.flatMap((document) => fault(rule, document) ?? []),
          [],
          'found with its exact span',
        );
        for (const [index, text] of generateNearMisses(rule, seed).entries())
          assert.ok(!idsIn(placed(rule, text)).includes(rule.id), `near-miss ${index} is reported`);
      }
      cutShort(rule);
      glued(rule);
    });
  }
});

/** A key of fixed length is not recognised when its last character is missing. */
function cutShort(rule: Rule): void {
  const shape = parseShape(rule.match.shape);
  if (longest(shape) !== shortest(shape)) return;
  for (const { text } of generate(rule, 3))
    assert.ok(!idsIn(placed(rule, text.slice(0, -1))).includes(rule.id), 'reported though cut short');
}

/** A key within a longer word is not one. */
function glued(rule: Rule): void {
  if (rule.match.kind !== 'token') return;
  for (const { text, start, end } of generate(rule, 4)) {
    const [key, word] = [text.slice(start, end), /^\w/];
    if (word.test(text) && rule.match.left === undefined && rule.match.lead === undefined)
      assert.ok(!idsIn(placed(rule, `prefix${text}`)).includes(rule.id), 'reported within a word');
    const longer = placed(rule, `${text.slice(0, end)}Ab1${text.slice(end)}`);
    const spans = engine.scan(longer).filter((finding) => finding.ruleId === rule.id);
    assert.ok(
      spans.every((finding) => longer.slice(finding.start, finding.end) !== key),
      'reported though it goes on',
    );
  }
}
