/**
 * Search for many short literals in bytes, ASCII case ignored. AssemblyScript, built by scripts/build-wasm.mjs.
 *
 * Sixteen bytes at a time, each position is held against sets of bytes for the first four bytes of the literals
 * ("Teddy", from Hyperscan): a literal belongs to one of sixteen groups, and two look-ups by nibble, one for each half of
 * the byte, give the groups that a byte can stand in. What passes is looked up by a hash of its first three bytes and
 * compared in full.
 *
 * The memory is laid out by server/src/scan/prefilter/layout.ts, the tables are filled by tables.ts beside it.
 */

// Keep in step with layout.ts.
const MASKS: usize = 0x400; // [group half][position][low or high nibble] v128
const FOLD: usize = 0x800; // u8[256], ASCII lower case
const HEADS: usize = 0x1000; // u16[4096], first entry of a hash, 0 for none
const ENTRIES: usize = 0x4000; // 16 bytes each: prefix u32, address of literal u32, length u16, number u16, next u16
const OFFSETS: usize = 0x20000; // u32[65536]
const NUMBERS: usize = 0x60000; // u16[65536]
const CAPACITY: u32 = 0x10000;
const TEXT: usize = 0x80000;

/** Where the search goes on when the room for hits is full: offset in the text. */
export let resume: u32 = 0;

// @ts-expect-error: decorator
@inline
function groups(half: usize, at: usize): v128 {
  const nibble = i8x16.splat(15);
  const masks = MASKS + half * 128;
  const a = v128.load(at);
  const b = v128.load(at, 1);
  const c = v128.load(at, 2);
  const d = v128.load(at, 3);
  const first = v128.and(
    i8x16.swizzle(v128.load(masks, 0), v128.and(a, nibble)),
    i8x16.swizzle(v128.load(masks, 16), i8x16.shr_u(a, 4)),
  );
  const second = v128.and(
    i8x16.swizzle(v128.load(masks, 32), v128.and(b, nibble)),
    i8x16.swizzle(v128.load(masks, 48), i8x16.shr_u(b, 4)),
  );
  const third = v128.and(
    i8x16.swizzle(v128.load(masks, 64), v128.and(c, nibble)),
    i8x16.swizzle(v128.load(masks, 80), i8x16.shr_u(c, 4)),
  );
  const fourth = v128.and(
    i8x16.swizzle(v128.load(masks, 96), v128.and(d, nibble)),
    i8x16.swizzle(v128.load(masks, 112), i8x16.shr_u(d, 4)),
  );
  return v128.and(v128.and(first, second), v128.and(third, fourth));
}

/**
 * Finds literals that begin in `[from, length)` of the text. 64 bytes behind the text must be zero.
 * @returns the number of hits, in ascending order; when it is the capacity, the search goes on at `resume`.
 */
export function find(from: u32, length: u32): u32 {
  let count: u32 = 0;
  resume = length;
  for (let block: u32 = from; block < length; block += 16) {
    const at = TEXT + block;
    const found = v128.or(groups(0, at), groups(1, at));
    if (!v128.any_true(found)) continue;
    let lanes = i8x16.bitmask(i8x16.ne(found, i8x16.splat(0)));
    while (lanes !== 0) {
      const offset = block + ctz(lanes);
      lanes &= lanes - 1;
      if (count > CAPACITY - 64) {
        resume = offset;
        return count;
      }
      count = verify(offset, count);
    }
  }
  return count;
}

// @ts-expect-error: decorator
@inline
function fold(at: usize): u32 {
  return load<u8>(FOLD + load<u8>(at));
}

/** Compares with all literals that share the first three bytes; adds those that stand here to the hits. */
function verify(offset: u32, hits: u32): u32 {
  let count = hits;
  const at = TEXT + offset;
  const prefix = fold(at) | (fold(at + 1) << 8) | (fold(at + 2) << 16);
  let entry: u32 = load<u16>(HEADS + ((((prefix * 0x9e3779b1) >>> 20) as usize) << 1));
  while (entry !== 0) {
    const address = ENTRIES + ((entry as usize) << 4);
    if (load<u32>(address) === prefix && stands(at, load<u32>(address, 4), load<u16>(address, 8))) {
      store<u32>(OFFSETS + ((count as usize) << 2), offset);
      store<u16>(NUMBERS + ((count as usize) << 1), load<u16>(address, 10));
      count++;
    }
    entry = load<u16>(address, 12);
  }
  return count;
}

/** Whether the literal stands at `at`; its first three bytes are known to. */
// @ts-expect-error: decorator
@inline
function stands(at: usize, literal: u32, length: u32): bool {
  for (let i: u32 = 3; i < length; i++) {
    if (fold(at + i) !== load<u8>(literal + i)) return false;
  }
  return true;
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
