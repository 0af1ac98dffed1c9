/** Bounded looks at a text. Every function here reads at most the distance it is given, so that evaluation stays local. */

const NEWLINE = 10;

/** By ASCII code, 1 for what `isWordCode` accepts: which kind of character comes next in a key, no processor can foretell. */
const wordCodes = asciiTable(/\w/);

/** ASCII letter, digit or underscore. */
export function isWordCode(code: number): boolean {
  return code < 128 && wordCodes[code] === 1;
}

export function isSpaceCode(code: number): boolean {
  return code === 32 || code === 9;
}

/** Start of the line that holds `offset`, or `offset - reach` when the line begins further away. */
export function lineStart(text: string, offset: number, reach: number): number {
  const stop = Math.max(0, offset - reach);
  for (let i = offset; i > stop; i--) if (text.charCodeAt(i - 1) === NEWLINE) return i;
  return stop;
}

/** End of the line that holds `offset` (before its line break), or `offset + reach` when it ends further away. */
export function lineEnd(text: string, offset: number, reach: number): number {
  const stop = Math.min(text.length, offset + reach);
  for (let i = offset; i < stop; i++) {
    if (text.charCodeAt(i) === NEWLINE) return i > offset && text.charCodeAt(i - 1) === 13 ? i - 1 : i;
  }
  return stop;
}

/** The range of `lines` lines on each side of `[start, end)`, cut off at `reach` code units on each side. */
export function surroundings(
  text: string,
  start: number,
  end: number,
  lines: number,
  reach: number,
): readonly [from: number, to: number] {
  let to = end;
  for (let left = lines + 1; to < text.length && to - end < reach; to++) {
    if (text.charCodeAt(to) === NEWLINE && --left === 0) break;
  }
  return [linesBefore(text, start, lines, reach), to];
}

/** Start of the line `lines` lines above that of `offset`, or `offset - reach` when that is nearer. */
export function linesBefore(text: string, offset: number, lines: number, reach: number): number {
  let from = offset;
  for (let left = lines + 1; from > 0 && offset - from < reach; from--) {
    if (text.charCodeAt(from - 1) === NEWLINE && --left === 0) break;
  }
  return from;
}

/**
 * Whether a token can begin at `offset`: what stands before is not part of the same word. An escape (`\n`, `\u0022`)
 * and a percent-encoded character (`%3D`) end in word characters and yet separate.
 * @param left tells whether a code unit would belong to the word.
 */
export function beginsToken(text: string, offset: number, left: (code: number) => boolean): boolean {
  if (offset === 0) return true;
  if (!left(text.charCodeAt(offset - 1))) return true;
  return endsEscape(text, offset);
}

/** Whether the text before `offset` ends in a character escape of a string literal, a URL, or ANSI colours. */
function endsEscape(text: string, offset: number): boolean {
  if (!holdsEscapeSign(text, Math.max(0, offset - 6), offset)) return false;
  const BACKSLASH = 92;
  if (
    text.charCodeAt(offset - 2) !== BACKSLASH &&
    text.charCodeAt(offset - 3) !== 37 &&
    text.charCodeAt(offset - 4) !== BACKSLASH &&
    text.charCodeAt(offset - 6) !== BACKSLASH
  ) {
    return false; // by far the most frequent, and this is asked at every anchor
  }
  const before = text.slice(Math.max(0, offset - 6), offset);
  return (
    /(?:^|[^\\])(?:\\\\)*\\[nrtbfv0]$/.test(before) ||
    /%[0-9A-Fa-f]{2}$/.test(before) ||
    /\\u[0-9A-Fa-f]{4}$|\\x[0-9A-Fa-f]{2}$/.test(before)
  );
}

/** By ASCII code, 1 for the characters that a pattern matches. */
export function asciiTable(pattern: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (pattern.test(String.fromCharCode(code)) ? 1 : 0));
}

/** Whether a backslash or a percent sign stands in the range; saves most texts from the patterns. */
function holdsEscapeSign(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code === 92 || code === 37) return true;
  }
  return false;
}

/** Used again and again: an array for each text would cost more than counting. */
const counts = new Uint32Array(128);
/** `n * log2(n)` for the counts that are met. */
const weights = Float64Array.from({ length: 1024 }, (_, n) => (n === 0 ? 0 : n * Math.log2(n)));

/** Shannon entropy of the distribution of characters, in bits per character. */
export function shannonEntropy(text: string): number {
  return entropyUpTo(text, Number.POSITIVE_INFINITY);
}

/** Whether the Shannon entropy of a text is `bits` per character or more; faster than working it out. */
export function hasEntropy(text: string, bits: number): boolean {
  return entropyUpTo(text, bits) >= bits;
}

/** The Shannon entropy of a text, or a lower bound of it that is not below `enough`. Bits per character. */
function entropyUpTo(text: string, enough: number): number {
  const { length } = text;
  if (length === 0) return 0;
  let most = 0;
  let others: Map<number, number> | undefined;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    let count = 1;
    if (code < 128) {
      count = (counts[code] as number) + 1;
      counts[code] = count;
    } else {
      others ??= new Map();
      count = (others.get(code) ?? 0) + 1;
      others.set(code, count);
    }
    if (count > most) most = count;
  }
  // The entropy of the most frequent character alone (the min-entropy) is never above that of all.
  const least = Math.log2(length / most);
  let sum = 0;
  if (least < enough) {
    for (let code = 0; code < counts.length; code++) sum += weight(counts[code] as number);
    if (others) for (const count of others.values()) sum += weight(count);
  }
  counts.fill(0);
  return least < enough ? Math.log2(length) - sum / length : least;
}

function weight(count: number): number {
  return count < weights.length ? (weights[count] as number) : count * Math.log2(count);
}

/** What a sticky pattern matches at `at`; undefined where it does not. */
export function stick(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
