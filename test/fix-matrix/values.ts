import { rules } from '../../server/src/engine/rules/index.ts';
import { generate } from '../support/generate.ts';
import { seeded } from '../support/random.ts';

/** A value to be moved, of a kind that some place or some reader treats in its own way. */
export interface MatrixValue {
  readonly kind: string;
  readonly text: string;
  /** A real format: the engine must find it before the fix and nothing after it. */
  readonly detected?: boolean;
  /** Written with a numeric escape in the source where the quote style has one. */
  readonly escaped?: boolean;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A key as one of the providers issues it, made for this seed. */
export function providerKey(seed: number): string {
  const ids = ['anthropic-api-key', 'github-pat', 'github-fine-grained-pat', 'gitlab-pat'];
  const chosen = rules.filter((rule) => ids.includes(rule.id));
  const rule = chosen[seed % chosen.length];
  const made = rule === undefined ? undefined : generate(rule, seed)[0];
  if (made === undefined) throw new Error('the rule table lacks the rules that the matrix uses');
  return made.text.slice(made.start, made.end);
}

/** Fresh values for one cell; the same seed gives the same ones. */
export function valuesFor(seed: number): readonly MatrixValue[] {
  const random = seeded(seed);
  const draw = (length: number) =>
    Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
  return [
    { kind: 'letters and digits', text: draw(32) },
    { kind: 'provider key', text: providerKey(seed), detected: true },
    { kind: 'dashes', text: `zz-${draw(8)}_${draw(20)}-${draw(4)}` },
    { kind: 'base64', text: `${draw(20)}+${draw(10)}/${draw(6)}==` },
    { kind: 'escaped', text: draw(28), escaped: true },
    { kind: 'signs', text: `${draw(6)}:${draw(6)}@${draw(6)}%,${draw(6)}.~` },
    { kind: 'hash and space', text: `${draw(10)} # ${draw(10)}` },
    { kind: 'double quote', text: `${draw(10)}"${draw(10)}` },
    { kind: 'single quote', text: `${draw(10)}'${draw(10)}` },
    { kind: 'braces', text: `${draw(8)}{${draw(8)}}${draw(4)}` },
    { kind: 'backslash', text: `${draw(8)}\\${draw(8)}` },
    { kind: 'not ASCII', text: `${draw(10)}é€${draw(10)}` },
    { kind: 'dollar', text: `${draw(8)}$${draw(8)}` },
    { kind: 'lines', text: `${draw(10)}\n${draw(10)}\n${draw(6)}` },
  ];
}
