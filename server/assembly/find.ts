/**
 * Search for many short literals in bytes, with or without ASCII case, and a look at what stands around them.
 * AssemblyScript, built by scripts/build-wasm.ts.
 *
 * Sixteen bytes at a time, each position is held against sets of bytes for the first four bytes of the literals
 * ("Teddy", from Hyperscan): a literal belongs to one of 16 groups, and two look-ups by nibble, one for each half of the
 * byte, give the groups that a byte can stand in. Most literals are the beginnings of tokens, count only where a word
 * begins, and are followed by more of the token: of these, a place needs to be nothing but the beginning of a word that goes
 * on for 16 bytes. What passes is held against a set of hashes of beginnings, then looked up by its first four bytes and
 * compared in full. Last come the demands on what stands around: most names are given no value, most prefixes of tokens no
 * token.
 *
 * The tables are filled by server/src/scan/prefilter/tables.ts.
 */

import { forgetName, mayBeAssigned } from './assigned';
import {
  BEGINNINGS,
  BEGINS_WORD,
  BODIES,
  CAPACITY,
  classOf,
  ENTRIES,
  EXACT,
  FOLD,
  HEADS,
  hash,
  IN_NAME,
  IS_BODY,
  IS_INTERRUPT,
  IS_WORD,
  isSet,
  MARKS,
  MASKS,
  NUMBERS,
  OFFSETS,
  SIGNS,
  STOPS,
  TEXT,
  WORD_MARKS,
  WORD_SIGN,
} from './memory';

const CHUNK: u32 = 0x4000;

/** Where the search goes on when the room for hits is full: offset in the text. */
export let resume: u32 = 0;

/** Looks nibbles up in 16 bytes; they are below 16, so both instructions do the same. */
function pick(bytes: v128, nibbles: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i8x16.relaxed_swizzle(bytes, nibbles);
  return i8x16.swizzle(bytes, nibbles);
}

function look(table: usize, nibbles: v128): v128 {
  return pick(v128.load(table), nibbles);
}

/** The groups, as bits, that let the bytes stand at a position. */
function groups(table: usize, low: v128, high: v128): v128 {
  return v128.and(look(table, low), look(table + 16, high));
}

// What the first look knows of the 16 bytes before: groups by position of both sets, word characters, signs
// of escapes.
let a0 = i8x16.splat(0);
let a1 = i8x16.splat(0);
let a2 = i8x16.splat(0);
let b0 = i8x16.splat(0);
let b1 = i8x16.splat(0);
let b2 = i8x16.splat(0);
let words = i8x16.splat(0);
let signs = i8x16.splat(0);

/**
 * Finds literals that begin in `[from, length)` of the text. 64 bytes behind the text must be zero.
 * @returns the number of hits, in ascending order; when it is near the capacity, the search goes on at `resume`.
 */
export function find(from: u32, length: u32): u32 {
  const zero = i8x16.splat(0);
  a0 = zero;
  a1 = zero;
  a2 = zero;
  b0 = zero;
  b1 = zero;
  b2 = zero;
  words = zero;
  signs = zero;
  runFrom = 0;
  runTo = 0;
  forgetName();
  let count: u32 = 0;
  resume = length;
  // Three more bytes: the first look knows of a literal when it sees its fourth byte.
  for (let chunk: u32 = from; chunk < length + 3; chunk += CHUNK) {
    const bytes = min(CHUNK, length + 3 - chunk);
    mark(chunk, bytes);
    dropShort(bytes);
    for (let part: u32 = 0; part < bytes; part += 64) {
      let marks = load<u64>(MARKS + (part >>> 3));
      while (marks !== 0) {
        const offset = chunk + part + (ctz(marks) as u32) - 3;
        marks &= marks - 1;
        if (!isBeginning(TEXT + offset)) continue;
        if (count > CAPACITY - 64) {
          resume = offset;
          return count;
        }
        count = verify(offset, count);
      }
    }
  }
  return count;
}

/**
 * The groups that let four bytes stand one behind the other: lane i is about the literal that begins three bytes before
 * byte i. The groups of the first three bytes are in lanes before, partly of the block before.
 */
function standing(p0: v128, n0: v128, p1: v128, n1: v128, p2: v128, n2: v128, n3: v128): v128 {
  const first = i8x16.shuffle(p0, n0, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28);
  const second = i8x16.shuffle(p1, n1, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
  const third = i8x16.shuffle(p2, n2, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
  return v128.and(v128.and(first, second), v128.and(third, n3));
}

/** The first look: sets a bit for each byte of the chunk that a literal may have begun three bytes before. */
function mark(chunk: u32, length: u32): void {
  const nibble = i8x16.splat(15);
  const zero = i8x16.splat(0);
  // In locals, which stay in registers.
  let d0 = a0;
  let d1 = a1;
  let d2 = a2;
  let e0 = b0;
  let e1 = b1;
  let e2 = b2;
  let lastWords = words;
  let lastSigns = signs;
  // The last ones may be filled in part only.
  const last: usize = (length >>> 6) << 3;
  store<u64>(MARKS + last, 0);
  store<u64>(WORD_MARKS + last, 0);
  store<u64>(BODIES + last, 0);
  store<u64>(STOPS + last, 0);
  for (let block: u32 = 0; block < length; block += 16) {
    const bytes = v128.load(TEXT + chunk + block);
    const low = v128.and(bytes, nibble);
    const high = i8x16.shr_u(bytes, 4);
    const g0 = groups(MASKS, low, high);
    const g1 = groups(MASKS + 32, low, high);
    const g2 = groups(MASKS + 64, low, high);
    const some = standing(d0, g0, d1, g1, d2, g2, groups(MASKS + 96, low, high));
    d0 = g0;
    d1 = g1;
    d2 = g2;
    const h0 = groups(MASKS + 128, low, high);
    const h1 = groups(MASKS + 160, low, high);
    const h2 = groups(MASKS + 192, low, high);
    const others = standing(e0, h0, e1, h1, e2, h2, groups(MASKS + 224, low, high));
    e0 = h0;
    e1 = h1;
    e2 = h2;
    // Behind a backslash or percent sign a word may begin within what looks like one: there all positions count.
    const body = groups(SIGNS, low, high);
    const word = v128.and(body, i8x16.splat(WORD_SIGN));
    const sign = i8x16.eq(bytes, pick(i8x16(-1, -1, -1, -1, -1, 0x25, -1, -1, -1, -1, -1, -1, 0x5c, -1, -1, 0), low));
    let beginning = i8x16.splat(-1);
    if (!v128.any_true(v128.or(sign, lastSigns))) {
      const before = i8x16.shuffle(lastWords, word, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27);
      beginning = i8x16.eq(before, zero);
    }
    lastWords = word;
    lastSigns = sign;
    const quote = i8x16.eq(
      bytes,
      pick(i8x16(0x60, -1, 0x22, -1, -1, -1, -1, 0x27, -1, -1, -1, -1, 0x5c, -1, -1, 0), low),
    );
    const at: usize = block >>> 3;
    store<u16>(MARKS + at, i8x16.bitmask(i8x16.ne(v128.or(some, others), zero)));
    store<u16>(WORD_MARKS + at, i8x16.bitmask(beginning));
    store<u16>(BODIES + at, i8x16.bitmask(i8x16.ne(body, zero)));
    store<u16>(STOPS + at, i8x16.bitmask(i8x16.eq(v128.or(body, quote), zero)));
  }
  a0 = d0;
  a1 = d1;
  a2 = d2;
  b0 = e0;
  b1 = e1;
  b2 = e2;
  words = lastWords;
  signs = lastSigns;
}

/** Bits of a word `by` places further on in the text; the last ones come from the word behind. */
function ahead(bits: u64, behind: u64, by: u64): u64 {
  return (bits >>> by) | (behind << (64 - by));
}

/**
 * Joins the marks of a chunk into MARKS. Those of literals with a run fall away where something that ends a token comes too
 * soon: what tokens consist of goes on for less than 16 bytes and then ends in a stop. All positions at once: whether a stop
 * is reached within 1, 3, 7 and 15 steps.
 */
function dropShort(length: u32): void {
  // Of the word behind, which is done already; behind the chunk there is none, which lets marks at its end stay.
  let stop0: u64 = 0;
  let stop1: u64 = 0;
  let stop2: u64 = 0;
  let stop3: u64 = 0;
  let body0: u64 = 0;
  let body1: u64 = 0;
  let body2: u64 = 0;
  let wordMarks: u64 = 0;
  const lastWord: i32 = (length >>> 6) << 3;
  for (let at = lastWord; at >= 0; at -= 8) {
    const here = at as usize;
    const s0 = load<u64>(STOPS + here);
    const b0 = load<u64>(BODIES + here);
    const s1 = s0 | (ahead(s0, stop0, 1) & b0);
    const b1 = b0 & ahead(b0, body0, 1);
    const s2 = s1 | (ahead(s1, stop1, 2) & b1);
    const b2 = b1 & ahead(b1, body1, 2);
    const s3 = s2 | (ahead(s2, stop2, 4) & b2);
    const b3 = b2 & ahead(b2, body2, 4);
    const short = s3 | (ahead(s3, stop3, 8) & b3);
    // A mark is three bytes behind the place where the literal begins: this word's first three stand for the word before.
    const own = load<u64>(WORD_MARKS + here);
    if (at < lastWord) store<u64>(MARKS + here + 8, load<u64>(MARKS + here + 8) | (wordMarks & ~(short >>> 61)));
    store<u64>(MARKS + here, load<u64>(MARKS + here) | (own & ~(short << 3) & ~(7 as u64)));
    wordMarks = own & 7;
    stop0 = s0;
    stop1 = s1;
    stop2 = s2;
    stop3 = s3;
    body0 = b0;
    body1 = b1;
    body2 = b2;
  }
  store<u64>(MARKS, load<u64>(MARKS) | wordMarks);
}

/** Whether a literal may begin with these bytes: by its first four, or three where it has no more. */
function isBeginning(at: usize): bool {
  const four = load<u32>(at);
  return isSet(BEGINNINGS, hash(four, 17)) || isSet(BEGINNINGS, hash(four << 8, 17));
}

function fold(at: usize): u32 {
  return load<u8>(FOLD + load<u8>(at));
}

/** Compares with all literals that share the first four bytes, or have three; adds those that stand here to the hits. */
function verify(offset: u32, hits: u32): u32 {
  const at = TEXT + offset;
  const three = fold(at) | (fold(at + 1) << 8) | (fold(at + 2) << 16);
  const fourth = fold(at + 3);
  const count = walk(three, offset, hits);
  return fourth === 0 ? count : walk(three | (fourth << 24), offset, count);
}

/** @param first the literals' first bytes in lower case: four, or three and a zero. */
function walk(first: u32, offset: u32, hits: u32): u32 {
  let count = hits;
  let entry: u32 = load<u16>(HEADS + ((hash(first, 12) as usize) << 1));
  while (entry !== 0) {
    const address = ENTRIES + ((entry as usize) << 4);
    if (load<u32>(address) === first && isMet(address, offset)) {
      store<u32>(OFFSETS + ((count as usize) << 2), offset);
      store<u16>(NUMBERS + ((count as usize) << 1), load<u16>(address, 10));
      count++;
    }
    entry = load<u16>(address, 12);
  }
  return count;
}

/** Whether the literal of an entry stands at the offset, and its demands are met. */
function isMet(address: usize, offset: u32): bool {
  const at = TEXT + offset;
  const literal = load<u32>(address, 4);
  const length: u32 = load<u16>(address, 8);
  const demands: u32 = load<u8>(address, 15);
  if (!((demands & EXACT) !== 0 ? standsExactly(at, literal, length) : stands(at, literal, length))) return false;
  if ((demands & BEGINS_WORD) !== 0 && !beginsWord(offset)) return false;
  if ((demands & IN_NAME) !== 0 && !mayBeAssigned(at)) return false;
  return hasRun(at, load<u8>(address, 14));
}

/** Whether the literal stands at `at`, in any case; its first four bytes are known to. */
function stands(at: usize, literal: u32, length: u32): bool {
  for (let i: u32 = 4; i < length; i++) {
    if (fold(at + i) !== load<u8>(literal + i)) return false;
  }
  return true;
}

/** Whether the literal stands at `at`, in its own case. */
function standsExactly(at: usize, literal: u32, length: u32): bool {
  for (let i: u32 = 0; i < length; i++) {
    if (load<u8>(at + i) !== load<u8>(literal + i)) return false;
  }
  return true;
}

// Characters of tokens stand between these addresses: where anchors follow each other closely, each is looked at once.
let runFrom: usize = 0;
let runTo: usize = 0;

/** Whether so many characters of a token stand from `at` on, or fewer and then what may join it with more of it. */
function hasRun(at: usize, length: usize): bool {
  if (length === 0) return true;
  if (at < runFrom || at > runTo) {
    runFrom = at;
    runTo = at;
  }
  const end = at + length;
  while (runTo < end && (classOf(runTo) & IS_BODY) !== 0) runTo++;
  return runTo >= end || (classOf(runTo) & IS_INTERRUPT) !== 0;
}

/** Whether no word character stands before the offset, or an escape may end there. */
function beginsWord(offset: u32): bool {
  if (offset === 0) return true;
  if ((classOf(TEXT + offset - 1) & IS_WORD) === 0) return true;
  for (let i: u32 = 1; i <= 6 && i <= offset; i++) {
    const byte = load<u8>(TEXT + offset - i);
    if (byte === 0x5c || byte === 0x25) return true;
  }
  return false;
}

/**
 * Turns the offsets of the hits from bytes of UTF-8 into UTF-16 code units.
 * @param bytes offset in bytes up to which was counted before.
 * @param units the same place in code units.
 * @returns code units up to the last hit.
 */
export function toUtf16(count: u32, bytes: u32, units: u32): u32 {
  let byte = bytes;
  let unit = units;
  for (let i: u32 = 0; i < count; i++) {
    const address = OFFSETS + ((i as usize) << 2);
    const end = load<u32>(address);
    unit += unitsBetween(byte, end);
    byte = end;
    store<u32>(address, unit);
  }
  return unit;
}

/** UTF-16 code units of valid UTF-8: one for each byte that begins a character, two for one of four bytes. */
export function unitsBetween(from: u32, to: u32): u32 {
  let units: u32 = 0;
  let i = from;
  for (; i + 16 <= to; i += 16) {
    const bytes = v128.load(TEXT + i);
    const begins = i8x16.bitmask(i8x16.gt_s(bytes, i8x16.splat(-65)));
    const wide = i8x16.bitmask(i8x16.ge_u(bytes, i8x16.splat(-16)));
    units += popcnt(begins) + popcnt(wide);
  }
  for (; i < to; i++) {
    const byte = load<u8>(TEXT + i);
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}

/** How many bytes from `from` on it takes to come to so many code units. */
export function bytesOf(from: u32, units: u32): u32 {
  let i = from;
  for (let unit: u32 = 0; unit < units; i++) {
    const byte = load<u8>(TEXT + i);
    if ((byte & 0xc0) !== 0x80) unit += byte >= 0xf0 ? 2 : 1;
  }
  return i - from;
}

/** Line breaks in `[from, to)`: LF, and CR that no LF follows. The byte at `to` counts for what follows. */
export function lineBreaks(from: u32, to: u32): u32 {
  const lf = i8x16.splat(10);
  const cr = i8x16.splat(13);
  let count: u32 = 0;
  let i = from;
  for (; i + 16 <= to; i += 16) {
    const bytes = v128.load(TEXT + i);
    const lone = v128.andnot(i8x16.eq(bytes, cr), i8x16.eq(v128.load(TEXT + i, 1), lf));
    count += popcnt(i8x16.bitmask(v128.or(i8x16.eq(bytes, lf), lone)));
  }
  for (; i < to; i++) {
    const byte = load<u8>(TEXT + i);
    if (byte === 10 || (byte === 13 && load<u8>(TEXT + i, 1) !== 10)) count++;
  }
  return count;
}
