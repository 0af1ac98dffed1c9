/**
 * Search for many short literals in bytes, ASCII case ignored. AssemblyScript, built by scripts/build-wasm.ts.
 *
 * Sixteen bytes at a time, each position is held against sets of bytes for the first four bytes of the literals
 * ("Teddy", from Hyperscan): a literal belongs to one of 24 groups, and two look-ups by nibble, one for each half of the
 * byte, give the groups that a byte can stand in. Sixteen groups are for literals that count anywhere; eight for those that
 * only count at the beginning of a word, which are many more: there most positions fall away for not being one. What passes is held against a set of hashes of beginnings, then looked up by its first four bytes and compared in full.
 *
 * The memory is laid out by server/src/scan/prefilter/layout.ts, the tables are filled by tables.ts beside it.
 */

// Keep in step with layout.ts.
const WORD: usize = 0x300; // [low or high nibble] v128: not both zero for ASCII letters, digits, underscore
const MASKS: usize = 0x400; // [set of groups][position][low or high nibble] v128
const FOLD: usize = 0x800; // u8[256], ASCII lower case
const HEADS: usize = 0x1000; // u16[4096], first entry of a hash, 0 for none
const BEGINNINGS: usize = 0x3000; // 2^17 bits
const ENTRIES: usize = 0x7000; // 16 bytes each: see layout.ts
const OFFSETS: usize = 0x30000; // u32[65536]
const NUMBERS: usize = 0x70000; // u16[65536]
const MARKS: usize = 0x20000; // a bit for each byte of a chunk
const CHUNK: u32 = 0x4000;
const CAPACITY: u32 = 0x10000;
const TEXT: usize = 0x90000;

/** Where the search goes on when the room for hits is full: offset in the text. */
export let resume: u32 = 0;

/** Looks nibbles up in 16 bytes; they are below 16, so both instructions do the same. */
function look(table: usize, nibbles: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i8x16.relaxed_swizzle(v128.load(table), nibbles);
  return i8x16.swizzle(v128.load(table), nibbles);
}

/** The groups, as bits, that let the bytes stand at a position. */
function groups(table: usize, low: v128, high: v128): v128 {
  return v128.and(look(table, low), look(table + 16, high));
}

// What the first look knows of the 16 bytes before: groups by position of each of the three sets, word characters, signs
// of escapes.
let a0 = i8x16.splat(0);
let a1 = i8x16.splat(0);
let a2 = i8x16.splat(0);
let b0 = i8x16.splat(0);
let b1 = i8x16.splat(0);
let b2 = i8x16.splat(0);
let c0 = i8x16.splat(0);
let c1 = i8x16.splat(0);
let c2 = i8x16.splat(0);
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
  c0 = zero;
  c1 = zero;
  c2 = zero;
  words = zero;
  signs = zero;
  let count: u32 = 0;
  resume = length;
  // Three more bytes: the first look knows of a literal when it sees its fourth byte.
  for (let chunk: u32 = from; chunk < length + 3; chunk += CHUNK) {
    const bytes = min(CHUNK, length + 3 - chunk);
    mark(chunk, bytes);
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
  let f0 = c0;
  let f1 = c1;
  let f2 = c2;
  let lastWords = words;
  let lastSigns = signs;
  store<u64>(MARKS + ((length >>> 6) << 3), 0);
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
    const i0 = groups(MASKS + 256, low, high);
    const i1 = groups(MASKS + 288, low, high);
    const i2 = groups(MASKS + 320, low, high);
    let beginning = standing(f0, i0, f1, i1, f2, i2, groups(MASKS + 352, low, high));
    f0 = i0;
    f1 = i1;
    f2 = i2;
    // Behind a backslash or percent sign a word may begin within what looks like one: there all positions count.
    const word = groups(WORD, low, high);
    const sign = v128.or(i8x16.eq(bytes, i8x16.splat(0x5c)), i8x16.eq(bytes, i8x16.splat(0x25)));
    if (!v128.any_true(v128.or(sign, lastSigns))) {
      const before = i8x16.shuffle(lastWords, word, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27);
      beginning = v128.and(beginning, i8x16.eq(before, zero));
    }
    lastWords = word;
    lastSigns = sign;
    const found = v128.or(v128.or(some, others), beginning);
    store<u16>(MARKS + (block >>> 3), i8x16.bitmask(i8x16.ne(found, zero)));
  }
  a0 = d0;
  a1 = d1;
  a2 = d2;
  b0 = e0;
  b1 = e1;
  b2 = e2;
  c0 = f0;
  c1 = f1;
  c2 = f2;
  words = lastWords;
  signs = lastSigns;
}

/** Whether a literal may begin with these bytes: by its first four, or three where it has no more. */
function isBeginning(at: usize): bool {
  // More than letters become equal by this; it only lets more pass.
  const four = load<u32>(at) | 0x20202020;
  const long = (four * 0x9e3779b1) >>> 15;
  const short = ((four << 8) * 0x9e3779b1) >>> 15;
  const ofFour: u32 = load<u8>(BEGINNINGS + (long >>> 3));
  const ofThree: u32 = load<u8>(BEGINNINGS + (short >>> 3));
  const bits = (ofFour >>> (long & 7)) | (ofThree >>> (short & 7));
  return (bits & 1) !== 0;
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

/** @param first the literals' first bytes: four, or three and a zero. */
function walk(first: u32, offset: u32, hits: u32): u32 {
  let count = hits;
  let entry: u32 = load<u16>(HEADS + ((((first * 0x9e3779b1) >>> 20) as usize) << 1));
  while (entry !== 0) {
    const address = ENTRIES + ((entry as usize) << 4);
    if (load<u32>(address) === first && stands(TEXT + offset, load<u32>(address, 4), load<u16>(address, 8))) {
      if (load<u16>(address, 14) === 0 || beginsWord(offset)) {
        store<u32>(OFFSETS + ((count as usize) << 2), offset);
        store<u16>(NUMBERS + ((count as usize) << 1), load<u16>(address, 10));
        count++;
      }
    }
    entry = load<u16>(address, 12);
  }
  return count;
}

/** Whether the literal stands at `at`; its first four bytes are known to. */
function stands(at: usize, literal: u32, length: u32): bool {
  for (let i: u32 = 4; i < length; i++) {
    if (fold(at + i) !== load<u8>(literal + i)) return false;
  }
  return true;
}

/** Whether no word character stands before the offset, or an escape may end there. */
function beginsWord(offset: u32): bool {
  if (offset === 0) return true;
  const before: u32 = load<u8>(TEXT + offset - 1);
  const letter = (before | 32) - 97 < 26;
  if (!letter && before - 48 >= 10 && before !== 95) return true;
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
