import { type Group, groupLiterals, POSITIONS } from './groups.ts';
import { layout, maxEntries, maxLiteralBytes } from './layout.ts';

/** Everything below the hits in the memory of the search, for a list of literals. */
export type Tables = Uint8Array;

/**
 * @param anchors lower-case ASCII; a hit tells the position in this list.
 * @param beginsWord for each anchor, 1 where it only counts at the beginning of a word, as `Engine.beginsWord`.
 * @returns undefined when the list does not fit (a literal of fewer than three characters, too many literals).
 */
export function buildTables(anchors: readonly string[], beginsWord: Uint8Array): Tables | undefined {
  const bytes = anchors.reduce((sum, anchor) => sum + anchor.length, 0);
  const shortest = Math.min(...anchors.map((anchor) => anchor.length));
  if (shortest < 3 || anchors.length > maxEntries || bytes > maxLiteralBytes) return undefined;
  const memory = new Uint8Array(layout.literals + bytes);
  const literalsOf = (kind: number): string[] => anchors.filter((_, number) => beginsWord[number] === kind);
  writeMasks(memory, layout.masks, groupLiterals(literalsOf(0), 16));
  writeMasks(memory, layout.masks + 256, groupLiterals(literalsOf(1), 8));
  for (let code = 0; code < 256; code++) {
    memory[layout.fold + code] = code >= 65 && code <= 90 ? code + 32 : code;
  }
  writeWordClass(memory);
  writeEntries(memory, anchors, beginsWord);
  return memory;
}

function writeMasks(memory: Uint8Array, base: number, groups: readonly Group[]): void {
  groups.forEach(({ low, high }, number) => {
    const bit = 1 << (number & 7);
    for (let position = 0; position < POSITIONS; position++) {
      const table = base + (number >> 3) * 128 + position * 32;
      setNibbles(memory, table, low[position] as number, bit);
      setNibbles(memory, table + 16, high[position] as number, bit);
    }
  });
}

/** Letters, digits and the underscore: each bit stands for one row of ASCII, or two with the same columns. */
function writeWordClass(memory: Uint8Array): void {
  const rows = [
    { high: [3], from: 0, to: 9 },
    { high: [4, 6], from: 1, to: 15 },
    { high: [5, 7], from: 0, to: 10 },
    { high: [5], from: 15, to: 15 },
  ];
  rows.forEach(({ high, from, to }, row) => {
    const columns = ((1 << (to + 1)) - 1) & ~((1 << from) - 1);
    setNibbles(memory, layout.word, columns, 1 << row);
    setNibbles(
      memory,
      layout.word + 16,
      high.reduce((set, nibble) => set | (1 << nibble), 0),
      1 << row,
    );
  });
}

function setNibbles(memory: Uint8Array, base: number, nibbles: number, bit: number): void {
  for (let nibble = 0; nibble < 16; nibble++) {
    if ((nibbles >> nibble) & 1) memory[base + nibble] = (memory[base + nibble] as number) | bit;
  }
}

/** Chains of literals with the same hash, by ascending number, and the set of beginnings. */
function writeEntries(memory: Uint8Array, anchors: readonly string[], beginsWord: Uint8Array): void {
  const view = new DataView(memory.buffer);
  let literal = memory.length;
  for (let number = anchors.length - 1; number >= 0; number--) {
    const anchor = anchors[number] as string;
    literal -= anchor.length;
    for (let i = 0; i < anchor.length; i++) memory[literal + i] = anchor.charCodeAt(i);
    const first = codeUnits(anchor, Math.min(4, anchor.length));
    const head = layout.heads + 2 * (Math.imul(first, HASH) >>> 20);
    const entry = number + 1;
    const address = layout.entries + 16 * entry;
    view.setUint32(address, first, true);
    view.setUint32(address + 4, literal, true);
    view.setUint16(address + 8, anchor.length, true);
    view.setUint16(address + 10, number, true);
    view.setUint16(address + 12, view.getUint16(head, true), true);
    view.setUint16(address + 14, beginsWord[number] as number, true);
    view.setUint16(head, entry, true);
    const beginning = anchor.length === 3 ? (first | 0x202020) << 8 : first | 0x20202020;
    const bit = Math.imul(beginning, HASH) >>> 15;
    memory[layout.beginnings + (bit >>> 3)] = (memory[layout.beginnings + (bit >>> 3)] as number) | (1 << (bit & 7));
  }
}

/** Knuth's multiplier for hashing, as in server/assembly/find.ts. */
const HASH = 0x9e3779b1;

/** The first characters as a little-endian number, as the search loads them. */
function codeUnits(text: string, count: number): number {
  let number = 0;
  for (let i = 0; i < count; i++) number |= text.charCodeAt(i) << (8 * i);
  return number >>> 0;
}
