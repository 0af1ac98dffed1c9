/**
 * Keys for the tests in a real editor. They begin and end with letters drawn once for the whole run, so that the canary
 * test knows what to look for in the editor's files without a list of keys lying about.
 */
import { createHash, randomBytes } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const MARK_LENGTH = 10;

/** Letters and digits that depend on nothing but the seed. */
function letters(seed: string, length: number): string {
  const hash = createHash('shake256', { outputLength: length }).update(seed).digest();
  return Array.from(hash, (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** A new seed; `KEYLIFT_TEST_SEED` hands it from the runner to the suites. */
export function newSeed(): string {
  return randomBytes(16).toString('hex');
}

/** The seed of this run. */
export function currentSeed(): string {
  const seed = process.env['KEYLIFT_TEST_SEED'];
  if (!seed) throw new Error('KEYLIFT_TEST_SEED is not set: start the tests with npm test.');
  return seed;
}

/** What every key of a run begins and ends with, behind its public prefix. */
export function marks(seed: string): readonly [string, string] {
  return [letters(`${seed} first`, MARK_LENGTH), letters(`${seed} last`, MARK_LENGTH)];
}

/** An OpenAI key of the oldest form, the same for the same seed and label. */
export function openaiKey(label: string, seed = currentSeed()): string {
  const [first, last] = marks(seed);
  const middle = letters(`${seed} openai ${label}`, 20);
  return `sk-${first}${middle.slice(0, 10)}${'T3Blbk'}${'FJ'}${middle.slice(10)}${last}`;
}
