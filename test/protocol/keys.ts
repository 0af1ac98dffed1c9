import { randomInt } from 'node:crypto';
import { rules } from '../../server/src/engine/rules/index.ts';
import { generate } from '../support/generate.ts';

/** A new key for a rule, made when it is needed: nothing in the repository looks like a live key. */
export function keyOf(ruleId: string): string {
  const rule = rules.find(({ id }) => id === ruleId);
  const generated = rule && generate(rule, randomInt(2 ** 30))[0];
  if (generated === undefined) throw new Error(`no rule ${ruleId}`);
  return generated.text.slice(generated.start, generated.end);
}

/** An OpenAI project key: certain, and of a form that is found anywhere. */
export function openaiKey(): string {
  return keyOf('openai-project-key');
}

/** Another provider's, to tell two keys in one text apart. */
export function groqKey(): string {
  return keyOf('groq-api-key');
}
