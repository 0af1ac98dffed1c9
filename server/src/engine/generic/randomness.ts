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

const DIGIT = 1;
const LOWER = 2;
const UPPER = 4;
/** A letter that is no hexadecimal digit. */
const BEYOND = 8;
const OTHER = 16;

/** By ASCII code: what the character makes part of the alphabet. */
const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code);
  if (/[0-9]/.test(sign)) return DIGIT;
  if (!/[A-Za-z]/.test(sign)) return OTHER;
  return (/[a-z]/.test(sign) ? LOWER : UPPER) | (/[a-f]/i.test(sign) ? 0 : BEYOND);
});

/** Size of the smallest usual alphabet that the text could be drawn from. */
export function alphabetSize(text: string): number {
  let kind = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    kind |= unit < 128 ? (kinds[unit] as number) : OTHER;
  }
  const others = (kind & OTHER) === 0 ? 0 : distinctOthers(text);
  const letters = ((kind & LOWER) !== 0 ? 26 : 0) + ((kind & UPPER) !== 0 ? 26 : 0);
  const isHexadecimal = (kind & DIGIT) !== 0 && (kind & BEYOND) === 0 && others === 0 && letters < 52;
  if (isHexadecimal) return letters > 0 ? 16 : 10;
  return Math.max(2, ((kind & DIGIT) !== 0 ? 10 : 0) + letters + (others === 0 ? 0 : others <= 2 ? 2 : 30));
}

/** How many different characters there are that are no letter or digit; 3 for any more. */
function distinctOthers(text: string): number {
  let first = -1;
  let second = -1;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if ((unit < 128 && kinds[unit] !== OTHER) || unit === first || unit === second) continue;
    if (first < 0) first = unit;
    else if (second < 0) second = unit;
    else return 3;
  }
  return second < 0 ? 1 : 2;
}
