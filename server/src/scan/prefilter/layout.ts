/** Where things lie in the memory of the search over bytes. Keep in step with server/assembly/find.ts. */
export const layout = {
  /** Look-ups by nibble for word characters: `[low or high nibble][16]`. */
  word: 0x300,
  /** Look-ups by nibble: `[set of 8 groups][position][low or high nibble][16]`; two sets for anywhere, one for words. */
  masks: 0x400,
  /** `u8[256]`: ASCII lower case. */
  fold: 0x800,
  /** `u16[4096]`: first entry of a hash, 0 for none. */
  heads: 0x1000,
  /** 2^17 bits: hashes of the first four bytes, or three. */
  beginnings: 0x3000,
  /**
   * 16 bytes each, number 0 unused: first four bytes `u32` (of a literal of three the fourth is zero), address of the literal `u32`, length, number, next and whether it only
   * counts at the beginning of a word, `u16` each.
   */
  entries: 0x7000,
  /** Literals, one behind the other. */
  literals: 0x18000,
  /** `u32[capacity]` and `u16[capacity]`: where the hits are, and which literals. */
  offsets: 0x30000,
  numbers: 0x70000,
  /** The text, with `padding` zero bytes behind it. */
  text: 0x90000,
  padding: 64,
} as const;

export const maxEntries = (layout.literals - layout.entries) / 16 - 1;
export const maxLiteralBytes = layout.offsets - layout.literals;
