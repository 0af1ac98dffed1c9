/** Where things lie in the memory. Keep in step with server/src/scan/prefilter/layout.ts, which says what they are. */
export const SIGNS: usize = 0x300; // [low or high nibble] v128: not both zero for what tokens consist of, in bits of WORD_SIGN for word characters
export const MASKS: usize = 0x400; // [set of groups][position][low or high nibble] v128
export const FOLD: usize = 0x800; // u8[256], ASCII lower case
export const CLASSES: usize = 0x900; // u8[256]
export const NAMERS: usize = 0xa00; // 2^12 bits
export const HEADS: usize = 0x1000; // u16[4096], first entry of a hash, 0 for none
export const BEGINNINGS: usize = 0x3000; // 2^17 bits
export const ENTRIES: usize = 0x7000; // 16 bytes each
/** Hits at a time: few, so that the caller can say how far nothing can follow from any. */
export const CAPACITY: u32 = 0x1000;
export const OFFSETS: usize = 0x30000; // u32[CAPACITY]
export const NUMBERS: usize = 0x34000; // u16[CAPACITY]
// A bit for each byte of a chunk: literals that count anywhere, and those with a run that begin words, may have begun three
// bytes before; what tokens consist of; what ends them.
export const MARKS: usize = 0x20000;
export const WORD_MARKS: usize = 0x21000;
export const BODIES: usize = 0x22000;
export const STOPS: usize = 0x23000;
export const TEXT: usize = 0x36000;

/** The signs of word characters. */
export const WORD_SIGN: i8 = 15;

/** Classes of bytes. */
export const IS_WORD: u32 = 1;
export const IS_BODY: u32 = 2;
export const IS_INTERRUPT: u32 = 4;
export const IS_SPACE: u32 = 8;

/** What is demanded of a literal's occurrence. */
export const BEGINS_WORD: u32 = 1;
export const EXACT: u32 = 2;
export const IN_NAME: u32 = 4;

/** The classes of the byte at an address. */
export function classOf(at: usize): u32 {
  return load<u8>(CLASSES + load<u8>(at));
}

/** Hash of four bytes, after Knuth: a number of so many bits. */
export function hash(bytes: u32, bits: u32): u32 {
  return (bytes * 0x9e3779b1) >>> (32 - bits);
}

/** Whether a bit of a bitmap is set. */
export function isSet(bitmap: usize, bit: u32): bool {
  return ((load<u8>(bitmap + (bit >>> 3)) >>> (bit & 7)) & 1) !== 0;
}
