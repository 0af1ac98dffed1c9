import { checks } from './checks/index.ts';
import { documentedExamples } from './rules/examples.ts';
import { isFiller } from './rules/filler.ts';
import type { Confidence, Evidence, Rule } from './types.ts';
import { lowered, quieter } from './types.ts';

export interface Grade {
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  /** To be added to the match's rank: a valid check outdoes other rules of the same length. */
  readonly bonus: number;
}

let examples: readonly RegExp[] | undefined;

/**
 * What a key that matches a rule is worth: a check built into the format, the other half nearby, and what the key says
 * of itself. Nothing is dropped here; what is no alarm is marked `public` or `example`.
 * @param evidence what has been found out already.
 * @param paired whether the other half of the pair is near.
 */
export function gradeKey(rule: Rule, key: string, evidence: readonly Evidence[], paired: boolean): Grade {
  const found = [...evidence];
  let { confidence } = rule;
  let bonus = 0;
  if (paired) {
    confidence = 'certain';
    found.push('paired');
  }
  const check = rule.match.check === undefined ? undefined : checks[rule.match.check];
  const verdict = check?.verify(key) ?? 'unknown';
  if (check && verdict !== 'unknown') found.push(`${check.kind}-${verdict}`);
  if (verdict === 'valid') {
    if (rule.note === undefined && check?.kind === 'checksum') confidence = 'certain';
    bonus = 400;
  } else if (verdict === 'invalid') confidence = lowered(confidence);
  const doubt = check?.doubt?.(key, Date.now());
  if (doubt) {
    confidence = quieter(lowered(confidence), 'likely');
    found.push(doubt);
  }
  if (isDocumentedExample(key) || (verdict !== 'valid' && isFiller(key))) found.push('example');
  else if (rule.note) found.push(rule.note);
  return { confidence, evidence: found, bonus };
}

/** Whether a provider or a standard prints this key in its documentation. */
export function isDocumentedExample(key: string): boolean {
  examples ??= compileExamples();
  return examples.some((pattern) => pattern.test(key));
}

/** What stands at the beginning is apart from the rest, so that it is looked for there only. */
function compileExamples(): readonly RegExp[] {
  const beginnings = documentedExamples.filter((source) => source.startsWith('^')).map((source) => source.slice(1));
  const others = documentedExamples.filter((source) => !source.startsWith('^'));
  return [new RegExp(`^(?:${beginnings.join('|')})`), new RegExp(others.join('|'))];
}
