/** Anchors with the same first two characters up to which they are compared one after the other. */
const SHORT_LIST = 3;

/**
 * The search for anchors: the literals one of which every finding needs. One pass over the text, ASCII case ignored.
 *
 * The table answers, for two neighbouring characters, whether any anchor begins with them; almost all text is
 * rejected by that single look-up. Each entry holds the number of a short list of anchors to compare in full.
 */
export class AnchorIndex {
  /** Lower-case, without duplicates; the position in this list is the anchor's number. */
  readonly anchors: readonly string[];
  /** `first << 7 | second` (ASCII, both cases filled in) -> number of the list, 0 for none. */
  private readonly pairs = new Uint16Array(128 * 128);
  private readonly lists: Array<ReadonlyArray<number>> = [[]];
  /** For the long ones of `lists`: the part of it with each third character, by its folded code. */
  private readonly byThird: Array<ReadonlyMap<number, ReadonlyArray<number>> | undefined> = [undefined];

  /** @throws RangeError when an anchor is shorter than two characters or not ASCII. */
  constructor(anchors: Iterable<string>) {
    this.anchors = [...new Set([...anchors].map(fold))];
    const byPair = new Map<string, number[]>();
    this.anchors.forEach((anchor, number) => {
      if (anchor.length < 2 || /[^\x20-\x7e]/.test(anchor)) throw new RangeError(`unusable anchor: ${anchor}`);
      const pair = anchor.slice(0, 2);
      byPair.set(pair, [...(byPair.get(pair) ?? []), number]);
    });
    for (const [pair, list] of byPair) {
      this.byThird.push(list.length > SHORT_LIST ? this.dividedByThird(list) : undefined);
      this.fill(pair, this.lists.push(list) - 1);
    }
  }

  private fill(pair: string, list: number): void {
    for (const first of bothCases(pair.charCodeAt(0))) {
      for (const second of bothCases(pair.charCodeAt(1))) this.pairs[(first << 7) | second] = list;
    }
  }

  /** Undefined where an anchor has no third character. */
  private dividedByThird(list: readonly number[]): ReadonlyMap<number, readonly number[]> | undefined {
    const divided = new Map<number, number[]>();
    for (const number of list) {
      const anchor = this.anchors[number] as string;
      if (anchor.length < 3) return undefined;
      const third = anchor.charCodeAt(2);
      divided.set(third, [...(divided.get(third) ?? []), number]);
    }
    return divided;
  }

  /**
   * Calls `hit` for every occurrence that begins in `[from, to)`, in ascending order of offset. An occurrence may end
   * past `to`, not past the text.
   */
  find(text: string, from: number, to: number, hit: (offset: number, anchor: number) => void): void {
    const pairs = this.pairs;
    const last = Math.min(to, text.length - 1);
    let first = from < text.length ? text.charCodeAt(from) : 0;
    if (first > 127) first = 0;
    for (let offset = from; offset < last; offset++) {
      let second = text.charCodeAt(offset + 1);
      if (second > 127) second = 0;
      const list = pairs[(first << 7) | second] as number;
      if (list !== 0) this.compare(text, offset, list, hit);
      first = second;
    }
  }

  private compare(text: string, offset: number, list: number, hit: (offset: number, anchor: number) => void): void {
    const divided = this.byThird[list];
    const candidates = divided
      ? divided.get(foldCode(text.charCodeAt(offset + 2)))
      : (this.lists[list] as ReadonlyArray<number>);
    if (candidates === undefined) return;
    for (let i = 0; i < candidates.length; i++) {
      const number = candidates[i] as number;
      if (startsWithFolded(text, offset, this.anchors[number] as string)) hit(offset, number);
    }
  }
}

/** ASCII lower case; other characters stay (`toLowerCase` would change lengths in some scripts). */
function fold(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function bothCases(code: number): number[] {
  return code >= 97 && code <= 122 ? [code, code - 32] : [code];
}

function foldCode(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

/** Whether the text at `offset` reads `folded`, ASCII case ignored. The first two characters are known to. */
function startsWithFolded(text: string, offset: number, folded: string): boolean {
  const length = folded.length;
  if (offset + length > text.length) return false;
  for (let i = 2; i < length; i++) {
    if (foldCode(text.charCodeAt(offset + i)) !== folded.charCodeAt(i)) return false;
  }
  return true;
}
