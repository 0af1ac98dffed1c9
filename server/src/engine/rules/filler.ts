/**
 * Telling keys from what people write in their place: alphabets, repeats, words. Each test is so strict that one drawn
 * key in a million fails it.
 */

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

/** The longest run of letters and digits: the random part. */
function longestPart(key: string): string {
  return (key.match(/[A-Za-z0-9]+/g) ?? []).reduce((a, b) => (b.length > a.length ? b : a), '');
}

/** At least half of the text goes up or down one by one, in runs of five and more. */
function isSequence(text: string): boolean {
  let covered = 0;
  for (const step of [1, -1]) {
    let run = 1;
    for (let i = 1; i <= text.length; i++) {
      if (i < text.length && follows(text.charCodeAt(i - 1), text.charCodeAt(i), step)) run++;
      else {
        if (run >= 5) covered += run;
        run = 1;
      }
    }
  }
  return covered * 2 >= text.length && covered >= 8;
}

/** Whether `b` comes after `a` in the alphabet or among the digits; 9 and 0, z and a, f and 0 (hexadecimal) go on. */
function follows(a: number, b: number, step: number): boolean {
  if (b - a === step) return true;
  const [from, to] = step === 1 ? [a, b] : [b, a];
  const restart = to === 48 || to === 65 || to === 97 || to === 49; // 0 A a 1
  return restart && (from === 57 || from === 48 || from === 90 || from === 122 || from === 70 || from === 102);
}

/** The same few characters over and over. */
function isRepeat(text: string): boolean {
  for (let period = 1; period <= 16 && period * 2 <= text.length; period++) {
    let same = 0;
    for (let i = period; i < text.length; i++) if (text[i] === text[i - period]) same++;
    if (same >= 8 && same >= 0.9 * (text.length - period)) return true;
  }
  return false;
}

function holdsTwoWords(key: string): boolean {
  return new Set((key.slice(4).match(shortWords) ?? []).map((word) => word.toLowerCase())).size >= 2;
}
