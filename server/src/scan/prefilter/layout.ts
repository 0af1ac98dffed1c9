/** Where things lie in the memory of the search over bytes. Keep in step with server/assembly/find.ts. */
export const layout = {
  /** Look-ups by nibble: `[half of the groups][position][low or high nibble][16]`. */
  masks: 0x400,
  /** `u8[256]`: ASCII lower case. */
  fold: 0x800,
  /** `u16[4096]`: first entry of a hash, 0 for none. */
  heads: 0x1000,
  /** 16 bytes each, number 0 unused: prefix `u32`, address of the literal `u32`, length `u16`, number `u16`, next `u16`. */
  entries: 0x4000,
  /** Literals, one behind the other. */
  literals: 0xc000,
  /** `u32[capacity]` and `u16[capacity]`: where the hits are, and which literals. */
  offsets: 0x20000,
  numbers: 0x60000,
  capacity: 0x10000,
  /** The text, with `padding` zero bytes behind it. */
  text: 0x80000,
  padding: 64,
} as const;

export const maxEntries = (layout.literals - layout.entries) / 16 - 1;
export const maxLiteralBytes = layout.offsets - layout.literals;
