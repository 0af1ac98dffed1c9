/**
 * Telling keys from what people write in their place: alphabets, repeats, words. Each test is so strict that one drawn
 * key in a million fails it.
 */
import { isWordCode } from '../text.ts';

/** Words of six letters and more that no drawn key holds, in lower case. */
const longWords =
  /example|placeholder|change[-_]?me|replace|redacted|sample|insert[-_]|goes[-_]?here|qwerty|asdfgh|not[-_]?a[-_]?real|foobar|deadbeef|lorem|ipsum|yourkey|mykey123|xxxxxx/;

/** Shorter ones, of which a drawn key may hold one by chance, not two. */
const shortWords = /your|here|fake|dummy|test|token|secret|api[-_]?key|access|demo|real|valid|pass|user|hello/g;

/** Any of them: what holds none, as most keys, is read once only. */
const anyWord = new RegExp(`${longWords.source}|${shortWords.source}`);

/** Longest text that is looked at, in UTF-16 code units; no key is longer that people write something in place of. */
const LONGEST = 400;

/** Whether a text in the place of a key is plainly none: a sequence, a repeat, or made of words. */
export function isFiller(key: string): boolean {
  if (key.length > LONGEST) return false;
  const length = readLongestPart(key);
  if (length < 0) return false;
  if (isSequence(length) || isRepeat(length)) return true;
  const lower = key.toLowerCase(); // faster than a pattern that ignores case
  return anyWord.test(lower) && (longWords.test(lower) || holdsTwoWords(lower));
}

/** The code units of the part that is looked at: an array is read several times as fast as a string. */
const part = new Uint8Array(LONGEST + 1);

/**
 * Puts the longest run of letters and digits, the random part, into `part`. Of several the first.
 * @returns its length; -1 where there is white space in the key.
 */
function readLongestPart(key: string): number {
  let from = 0;
  let length = 0;
  let start = 0;
  for (let at = 0; at <= key.length; at++) {
    const code = at < key.length ? key.charCodeAt(at) : 0;
    if (isWordCode(code) && code !== UNDERSCORE) {
      part[at] = code;
      continue;
    }
    if (isWhite(code)) return -1;
    if (at - start > length) {
      from = start;
      length = at - start;
    }
    start = at + 1;
  }
  part.copyWithin(0, from, from + length);
  return length;
}

/** The end of a key is read as the code 0. */
function isWhite(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || (code >= 0xa0 && /\s/.test(String.fromCharCode(code)));
}

const UNDERSCORE = 95;

/** At least half of the part goes up or down one by one, in runs of five and more. */
function isSequence(length: number): boolean {
  if (!mayHoldRun(length)) return false;
  let covered = 0;
  let up = 1;
  let down = 1;
  for (let i = 1; i <= length; i++) {
    const a = part[i - 1] as number;
    const b = i < length ? (part[i] as number) : 0; // follows nothing
    if (follows(a, b)) up++;
    else {
      if (up >= 5) covered += up;
      up = 1;
    }
    if (i < length && follows(b, a)) down++;
    else {
      if (down >= 5) covered += down;
      down = 1;
    }
  }
  return covered * 2 >= length && covered >= 8;
}

/** Whether there is a run at all. One of five characters has four steps, one of which is at every fourth place. */
function mayHoldRun(length: number): boolean {
  for (let i = 4; i < length; i += 4) {
    if (runAround(i, length, 1) >= 5 || runAround(i, length, -1) >= 5) return true;
  }
  return false;
}

/** Length of the run up (1) or down (-1) that goes over the step to `at`; 1 where there is none. */
function runAround(at: number, length: number, direction: 1 | -1): number {
  let from = at;
  while (from > 0 && steps(from, direction)) from--;
  if (from === at) return 1;
  let to = at;
  while (to + 1 < length && steps(to + 1, direction)) to++;
  return to - from + 1;
}

function steps(at: number, direction: 1 | -1): boolean {
  const a = part[at - 1] as number;
  const b = part[at] as number;
  return direction === 1 ? follows(a, b) : follows(b, a);
}

/** Whether `b` comes after `a` in the alphabet or among the digits; 9 and 0, z and a, f and 0 (hexadecimal) go on. */
function follows(a: number, b: number): boolean {
  if (b - a === 1) return true;
  if (b !== 48 && b !== 65 && b !== 97 && b !== 49) return false; // 0 A a 1
  return a === 57 || a === 48 || a === 90 || a === 122 || a === 70 || a === 102;
}

const LONGEST_PERIOD = 16;
/** By character, when it was seen last, as the number of a call of `distinctCharacters`. */
const seen = new Uint32Array(128);
let calls = 0;

/** How many different characters there are in the part. */
function distinctCharacters(length: number): number {
  calls = (calls + 1) >>> 0;
  let count = 0;
  for (let i = 0; i < length; i++) {
    const code = part[i] as number;
    count += seen[code] === calls ? 0 : 1;
    seen[code] = calls;
  }
  return count;
}

/** The same few characters over and over. */
function isRepeat(length: number): boolean {
  // A tenth may be others than the first few.
  if (distinctCharacters(length) > LONGEST_PERIOD + 0.1 * length) return false;
  for (let period = 1; period <= LONGEST_PERIOD && period * 2 <= length; period++) {
    const pairs = length - period;
    const most = 0.1 * pairs;
    let others = 0;
    for (let i = period; i < length && others <= most; i++) if (part[i] !== part[i - period]) others++;
    if (pairs - others >= 8 && pairs - others >= 0.9 * pairs) return true;
  }
  return false;
}

function holdsTwoWords(key: string): boolean {
  const words = key.slice(4).match(shortWords);
  return words !== null && words.length >= 2 && new Set(words).size >= 2;
}
