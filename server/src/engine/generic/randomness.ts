import { ALPHANUMERIC, DIGIT, LOWER, signsOf, UPPER } from '../signs.ts';
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
  const signs = signsOf(text);
  const others = (signs & ~ALPHANUMERIC) === 0 ? 0 : new Set(text.match(/[^A-Za-z0-9]/g)).size;
  const digits = (signs & DIGIT) !== 0 ? 10 : 0;
  const letters = ((signs & LOWER) !== 0 ? 26 : 0) + ((signs & UPPER) !== 0 ? 26 : 0);
  if (digits > 0 && others === 0 && letters < 52 && !beyondHexadecimal.test(text)) return letters > 0 ? 16 : 10;
  return Math.max(2, digits + letters + (others === 0 ? 0 : others <= 2 ? 2 : 30));
}

const beyondHexadecimal = /[g-zG-Z]/;
