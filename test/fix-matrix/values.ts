import { seeded } from '../support/random.ts';

/** A value to be moved, of a kind that some place or some reader treats in its own way. */
export interface MatrixValue {
  readonly kind: string;
  readonly text: string;
  /** Written with a numeric escape in the source where the quote style has one. */
  readonly escaped?: boolean;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Fresh values for one cell; the same seed gives the same ones. */
export function valuesFor(seed: number): readonly MatrixValue[] {
  const random = seeded(seed);
  const draw = (length: number) =>
    Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
  return [
    { kind: 'letters and digits', text: draw(32) },
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
