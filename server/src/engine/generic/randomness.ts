import { alphabet, bigrams } from './bigrams.ts';

const SIZE = alphabet.length;
const UNKNOWN = 70; // eighths of a bit: an unseen pair is about as unlikely as the rarest seen
const codes = new Int8Array(128).fill(-1);
for (let i = 0; i < SIZE; i++) codes[alphabet.charCodeAt(i)] = i;

/**
 * How much likelier a text is as a draw from its own alphabet than as something a person named, in bits
 * (log-likelihood ratio). Words, identifiers and paths are far below zero, random keys far above, and the distance
 * grows with the length, so one threshold serves all lengths.
 * @param text without spaces; at most a few hundred characters are meant.
 */
export function randomness(text: string): number {
  if (text.length < 2) return 0;
  if (text === lastText) return lastBits;
  lastText = text;
  lastBits = compare(text);
  return lastBits;
}

/** Several judgements of one value ask one after the other. */
let lastText = '';
let lastBits = 0;

function compare(text: string): number {
  let words = 0;
  let previous = code(text, 0);
  for (let i = 1; i < text.length; i++) {
    const current = code(text, i);
    words += previous < 0 || current < 0 ? UNKNOWN : bigrams.charCodeAt(previous * SIZE + current) - 33;
    previous = current;
  }
  return words / 8 - (text.length - 1) * Math.log2(alphabetSize(text));
}

function code(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit < 128 ? (codes[unit] as number) : -1;
}

/** Size of the smallest usual alphabet that the text could be drawn from. */
export function alphabetSize(text: string): number {
  let digits = false;
  let lower = 0;
  let upper = 0;
  // Whether there are letters that are no hexadecimal digits.
  let beyond = false;
  let others = 0;
  let first = -1;
  let second = -1;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 48 && unit <= 57) digits = true;
    else if (unit >= 97 && unit <= 122) {
      lower = 26;
      if (unit > 102) beyond = true;
    } else if (unit >= 65 && unit <= 90) {
      upper = 26;
      if (unit > 70) beyond = true;
    } else if (others === 0) {
      others = 1;
      first = unit;
    } else if (others === 1 && unit !== first) {
      others = 2;
      second = unit;
    } else if (unit !== first && unit !== second) others = 3;
  }
  if (digits && !beyond && others === 0 && (lower === 0 || upper === 0)) return lower + upper > 0 ? 16 : 10;
  return Math.max(2, (digits ? 10 : 0) + lower + upper + (others === 0 ? 0 : others <= 2 ? 2 : 30));
}
