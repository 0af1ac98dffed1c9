/** Where things lie in the memory of the search over bytes. Keep in step with server/assembly/memory.ts. */
export const layout = {
  /** Look-ups by nibble for what tokens consist of: `[low or high nibble][16]`; the four lowest bits are for word characters. */
  signs: 0x300,
  /** Look-ups by nibble: `[set of 8 groups][position][low or high nibble][16]`; two sets. */
  masks: 0x400,
  /** `u8[256]`: ASCII lower case. */
  fold: 0x800,
  /** `u8[256]`: what a byte is, as bits of `classes`. */
  classes: 0x900,
  /** 2^12 bits: hashes of the ends of words behind which a name and a bare value follow. */
  namers: 0xa00,
  /** `u16[4096]`: first entry of a hash, 0 for none. */
  heads: 0x1000,
  /** 2^17 bits: hashes of the first four bytes, or three. */
  beginnings: 0x3000,
  /**
   * 16 bytes each, number 0 unused: first four bytes in lower case `u32` (of a literal of three the fourth is zero),
   * address of the literal `u32`, length, number, next `u16` each, least run and `demands` `u8` each.
   */
  entries: 0x7000,
  /** Literals, one behind the other. */
  literals: 0x18000,
  /** Four bitmaps of a chunk. */
  marks: 0x20000,
  /** Hits at a time. */
  capacity: 0x1000,
  /** `u32[capacity]` and `u16[capacity]`: where the hits are, and which literals. */
  offsets: 0x30000,
  numbers: 0x34000,
  /** The text, with `padding` zero bytes behind it. */
  text: 0x36000,
  padding: 64,
} as const;

/** What a byte can be, to the looks around a literal. */
export const classes = { word: 1, body: 2, interrupt: 4, space: 8 } as const;

/** The least run that is seen at the first look, in bytes. */
export const LEAST_RUN = 16;

/** What has to hold where a literal stands, apart from the run. */
export const demands = { beginsWord: 1, exact: 2, inName: 4 } as const;

export const maxEntries = (layout.literals - layout.entries) / 16 - 1;
export const maxLiteralBytes = layout.marks - layout.literals;
