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
  const digits = /[0-9]/.test(text);
  if (digits && /^(?:[0-9a-f]+|[0-9A-F]+)$/.test(text)) return /[a-fA-F]/.test(text) ? 16 : 10;
  let size = digits ? 10 : 0;
  if (/[a-z]/.test(text)) size += 26;
  if (/[A-Z]/.test(text)) size += 26;
  const others = new Set(text.match(/[^A-Za-z0-9]/g));
  return Math.max(2, size + (others.size === 0 ? 0 : others.size <= 2 ? 2 : 30));
}
