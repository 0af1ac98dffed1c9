import { type AnchorDemand, noDemand } from '../../engine/demand.ts';
import { namers } from '../../engine/generic/assignment.ts';
import { bodyCode } from '../../engine/pieces.ts';
import { isSpaceCode, isWordCode } from '../../engine/text.ts';
import { type Group, groupLiterals, type Literal, POSITIONS } from './groups.ts';
import { classes, demands, LEAST_RUN, layout, maxEntries, maxLiteralBytes } from './layout.ts';

/** Everything below the hits in the memory of the search, for a list of literals. */
export type Tables = Uint8Array;

/**
 * @param anchors lower-case ASCII; a hit tells the position in this list.
 * @param wanted for each anchor what is demanded of it; occurrences that do not meet it are no hits.
 * @returns undefined when the list does not fit (a literal of fewer than three characters, too many literals).
 */
export function buildTables(anchors: readonly string[], wanted: readonly AnchorDemand[]): Tables | undefined {
  const literals = anchors.flatMap((anchor, number) => literalsOf(anchor, number, wanted[number] ?? noDemand));
  const bytes = literals.reduce((sum, { text }) => sum + text.length, 0);
  const shortest = Math.min(...literals.map(({ text }) => text.length));
  if (shortest < 3 || literals.length > maxEntries || bytes > maxLiteralBytes) return undefined;
  const memory = new Uint8Array(layout.literals + bytes);
  const isTokens = ({ demand }: Numbered): boolean => demand.beginsWord && demand.run >= LEAST_RUN;
  const others = literals.filter((literal) => !isTokens(literal));
  writeMasks(memory, layout.masks, groupLiterals(others, 16));
  for (let code = 0; code < 256; code++) {
    memory[layout.fold + code] = code >= 65 && code <= 90 ? code + 32 : code;
    memory[layout.classes + code] = classOf(code);
  }
  for (const namer of namers) {
    // The letter before the last three tells more words apart; a word of three has none.
    setBit(memory, layout.namers, hash(codeUnits(namer.slice(-4).padStart(4, '\0'), 4), 12));
  }
  writeSigns(memory);
  writeEntries(memory, literals);
  return memory;
}

interface Numbered extends Literal {
  /** The anchor's. */
  readonly number: number;
  readonly demand: AnchorDemand;
}

function literalsOf(anchor: string, number: number, demand: AnchorDemand): Numbered[] {
  if (!demand.spellings) return [{ text: anchor, number, demand, ignoreCase: true }];
  return demand.spellings.map((text) => ({ text, number, demand, ignoreCase: false }));
}

function classOf(code: number): number {
  const sign = String.fromCharCode(code);
  let bits = isWordCode(code) ? classes.word : 0;
  if (bodyCode[code] === 1) bits |= classes.body;
  if (/["'`\\]/.test(sign)) bits |= classes.interrupt;
  if (isSpaceCode(code)) bits |= classes.space;
  return bits;
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

/** What tokens consist of (`bodyCode`): each bit stands for one row of ASCII, or two, and some of its columns. */
function writeSigns(memory: Uint8Array): void {
  const rows: ReadonlyArray<readonly [high: readonly number[], signs: string]> = [
    [[3], '0123456789'],
    [[4, 6], 'abcdefghijklmno'],
    [[5, 7], 'pqrstuvwxyz'],
    [[5], '_'],
    // No word characters.
    [[2], '!#$%*+-./'],
    [[3], ':='],
    [[4], '@'],
    [[7], '~'],
  ];
  rows.forEach(([high, signs], row) => {
    const columns = Array.from(signs).reduce((set, sign) => set | (1 << (sign.charCodeAt(0) & 15)), 0);
    const nibbles = high.reduce((set, nibble) => set | (1 << nibble), 0);
    setNibbles(memory, layout.signs, columns, 1 << row);
    setNibbles(memory, layout.signs + 16, nibbles, 1 << row);
  });
}

function setNibbles(memory: Uint8Array, base: number, nibbles: number, bit: number): void {
  for (let nibble = 0; nibble < 16; nibble++) {
    if ((nibbles >> nibble) & 1) memory[base + nibble] = (memory[base + nibble] as number) | bit;
  }
}

/** Chains of literals with the same hash, by ascending number, and the set of beginnings. */
function writeEntries(memory: Uint8Array, literals: readonly Numbered[]): void {
  const view = new DataView(memory.buffer);
  let address = memory.length;
  for (let i = literals.length - 1; i >= 0; i--) {
    const { text, number, demand, ignoreCase } = literals[i] as Numbered;
    address -= text.length;
    for (let k = 0; k < text.length; k++) memory[address + k] = text.charCodeAt(k);
    const first = codeUnits(text.toLowerCase(), Math.min(4, text.length));
    const head = layout.heads + 2 * hash(first, 12);
    const entry = layout.entries + 16 * (i + 1);
    view.setUint32(entry, first, true);
    view.setUint32(entry + 4, address, true);
    view.setUint16(entry + 8, text.length, true);
    view.setUint16(entry + 10, number, true);
    view.setUint16(entry + 12, view.getUint16(head, true), true);
    view.setUint8(entry + 14, Math.min(255, demand.run));
    view.setUint8(
      entry + 15,
      (demand.beginsWord ? demands.beginsWord : 0) |
        (ignoreCase ? 0 : demands.exact) |
        (demand.inName ? demands.inName : 0),
    );
    view.setUint16(head, i + 1, true);
    for (const beginning of ignoreCase ? allCases(text.slice(0, 4)) : [text.slice(0, 4)]) {
      const bytes = codeUnits(beginning, beginning.length);
      setBit(memory, layout.beginnings, hash(beginning.length === 3 ? bytes << 8 : bytes, 17));
    }
  }
}

/** A text in all combinations of upper and lower case. */
function allCases(text: string): string[] {
  let all = [''];
  for (const sign of text) {
    all = all.flatMap((start) => [...new Set([sign.toLowerCase(), sign.toUpperCase()])].map((one) => start + one));
  }
  return all;
}

function setBit(memory: Uint8Array, base: number, bit: number): void {
  memory[base + (bit >>> 3)] = (memory[base + (bit >>> 3)] as number) | (1 << (bit & 7));
}

/** As `hash` of server/assembly/memory.ts. */
function hash(bytes: number, bits: number): number {
  return Math.imul(bytes, 0x9e3779b1) >>> (32 - bits);
}

/** The first characters as a little-endian number, as the search loads them. */
function codeUnits(text: string, count: number): number {
  let number = 0;
  for (let i = 0; i < count; i++) number |= text.charCodeAt(i) << (8 * i);
  return number >>> 0;
}
