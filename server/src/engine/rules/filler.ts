/**
 * Telling keys from what people write in their place: alphabets, repeats, words. Each test is so strict that one drawn
 * key in a million fails it.
 */
import { isWordCode } from '../text.ts';

/** Words of six letters and more that no drawn key holds. */
const longWords =
  /example|placeholder|change[-_]?me|replace|redacted|sample|insert[-_]|goes[-_]?here|qwerty|asdfgh|not[-_]?a[-_]?real|foobar|deadbeef|lorem|ipsum|yourkey|mykey123|xxxxxx/i;

/** Shorter ones, of which a drawn key may hold one by chance, not two. */
const shortWords = /your|here|fake|dummy|test|token|secret|api[-_]?key|access|demo|real|valid|pass|user|hello/gi;

/** Whether a text in the place of a key is plainly none: a sequence, a repeat, or made of words. */
export function isFiller(key: string): boolean {
  if (key.length > 400 || /\s/.test(key)) return false;
  const body = longestPart(key);
  return isSequence(body) || isRepeat(body) || longWords.test(key) || holdsTwoWords(key);
}

/** The longest run of letters and digits: the random part. Of several the first. */
function longestPart(key: string): string {
  let from = 0;
  let to = 0;
  for (let start = 0, at = 0; at <= key.length; at++) {
    const code = at < key.length ? key.charCodeAt(at) : 0;
    if (isWordCode(code) && code !== UNDERSCORE) continue;
    if (at - start > to - from) [from, to] = [start, at];
    start = at + 1;
  }
  return key.slice(from, to);
}

const UNDERSCORE = 95;

/** At least half of the text goes up or down one by one, in runs of five and more. */
function isSequence(text: string): boolean {
  if (!mayHoldRun(text)) return false;
  let covered = 0;
  let up = 1;
  let down = 1;
  for (let i = 1; i <= text.length; i++) {
    const a = text.charCodeAt(i - 1);
    const b = text.charCodeAt(i); // NaN behind the end: follows nothing
    if (follows(a, b)) up++;
    else {
      if (up >= 5) covered += up;
      up = 1;
    }
    if (follows(b, a)) down++;
    else {
      if (down >= 5) covered += down;
      down = 1;
    }
  }
  return covered * 2 >= text.length && covered >= 8;
}

/** Whether there is a run at all. One of five characters has four steps, one of which is at every fourth place. */
function mayHoldRun(text: string): boolean {
  for (let i = 4; i < text.length; i += 4) {
    if (runAround(text, i, 1) >= 5 || runAround(text, i, -1) >= 5) return true;
  }
  return false;
}

/** Length of the run up (1) or down (-1) that goes over the step to `at`; 1 where there is none. */
function runAround(text: string, at: number, direction: 1 | -1): number {
  let from = at;
  while (from > 0 && steps(text, from, direction)) from--;
  if (from === at) return 1;
  let to = at;
  while (to + 1 < text.length && steps(text, to + 1, direction)) to++;
  return to - from + 1;
}

function steps(text: string, at: number, direction: 1 | -1): boolean {
  const a = text.charCodeAt(at - 1);
  const b = text.charCodeAt(at);
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

/** How many different characters there are in a text of letters and digits. */
function distinctCharacters(text: string): number {
  calls = (calls + 1) >>> 0;
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (seen[code] === calls) continue;
    seen[code] = calls;
    count++;
  }
  return count;
}

/** The same few characters over and over. */
function isRepeat(text: string): boolean {
  // A tenth may be others than the first few.
  if (distinctCharacters(text) > LONGEST_PERIOD + 0.1 * text.length) return false;
  for (let period = 1; period <= LONGEST_PERIOD && period * 2 <= text.length; period++) {
    const pairs = text.length - period;
    const most = 0.1 * pairs;
    let others = 0;
    for (let i = period; i < text.length && others <= most; i++) {
      if (text.charCodeAt(i) !== text.charCodeAt(i - period)) others++;
    }
    if (pairs - others >= 8 && pairs - others >= 0.9 * pairs) return true;
  }
  return false;
}

function holdsTwoWords(key: string): boolean {
  const words = key.slice(4).match(shortWords);
  return words !== null && words.length >= 2 && new Set(words.map((word) => word.toLowerCase())).size >= 2;
}
