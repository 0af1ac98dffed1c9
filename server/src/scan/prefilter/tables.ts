import { groupLiterals, POSITIONS } from './groups.ts';
import { layout, maxEntries, maxLiteralBytes } from './layout.ts';

/** Everything below the hits in the memory of the search, for a list of literals. */
export type Tables = Uint8Array;

/**
 * @param anchors lower-case ASCII; a hit tells the position in this list.
 * @returns undefined when the list does not fit (a literal of fewer than three characters, too many literals).
 */
export function buildTables(anchors: readonly string[]): Tables | undefined {
  const bytes = anchors.reduce((sum, anchor) => sum + anchor.length, 0);
  const shortest = Math.min(...anchors.map((anchor) => anchor.length));
  if (shortest < 3 || anchors.length > maxEntries || bytes > maxLiteralBytes) return undefined;
  const memory = new Uint8Array(layout.literals + bytes);
  writeMasks(memory, anchors);
  for (let code = 0; code < 256; code++) memory[layout.fold + code] = code >= 65 && code <= 90 ? code + 32 : code;
  writeEntries(memory, anchors);
  return memory;
}

function writeMasks(memory: Uint8Array, anchors: readonly string[]): void {
  groupLiterals(anchors).forEach(({ low, high }, group) => {
    const bit = 1 << (group & 7);
    for (let position = 0; position < POSITIONS; position++) {
      const base = layout.masks + (group >> 3) * 128 + position * 32;
      for (let nibble = 0; nibble < 16; nibble++) {
        if (((low[position] as number) >> nibble) & 1) memory[base + nibble] = (memory[base + nibble] as number) | bit;
        const above = base + 16 + nibble;
        if (((high[position] as number) >> nibble) & 1) memory[above] = (memory[above] as number) | bit;
      }
    }
  });
}

/** Chains of literals with the same hash, by ascending number. */
function writeEntries(memory: Uint8Array, anchors: readonly string[]): void {
  const view = new DataView(memory.buffer);
  let literal: number = layout.literals + anchors.reduce((sum, anchor) => sum + anchor.length, 0);
  for (let number = anchors.length - 1; number >= 0; number--) {
    const anchor = anchors[number] as string;
    literal -= anchor.length;
    for (let i = 0; i < anchor.length; i++) memory[literal + i] = anchor.charCodeAt(i);
    const prefix = anchor.charCodeAt(0) | (anchor.charCodeAt(1) << 8) | (anchor.charCodeAt(2) << 16);
    const head = layout.heads + 2 * (Math.imul(prefix, 0x9e3779b1) >>> 20);
    const entry = number + 1;
    const address = layout.entries + 16 * entry;
    view.setUint32(address, prefix, true);
    view.setUint32(address + 4, literal, true);
    view.setUint16(address + 8, anchor.length, true);
    view.setUint16(address + 10, number, true);
    view.setUint16(address + 12, view.getUint16(head, true), true);
    view.setUint16(head, entry, true);
  }
}
