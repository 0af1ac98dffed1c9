/** Anchors with the same beginning up to which they are compared one after the other. */
const SHORT_LIST = 2;
/** As many characters of an anchor are looked up one by one at most. */
const DEEPEST = 8;

/**
 * The search for anchors: the literals one of which every finding needs. One pass over the text, ASCII case ignored.
 *
 * The table answers, for two neighbouring characters, whether any anchor begins with them; almost all text is
 * rejected by that single look-up. Each entry holds the number of a short list of anchors to compare in full.
 */
export class AnchorIndex {
  /** Lower-case, without duplicates; the position in this list is the anchor's number. */
  readonly anchors: readonly string[];
  /** `first << 7 | second` (ASCII, both cases filled in) -> number of the branch of anchors that begin so, 0 for none. */
  private readonly pairs = new Uint16Array(128 * 128);
  /** By the number of a branch: the anchors to compare in full when no character leads further. */
  private readonly lists: Array<readonly number[]> = [[]];
  /** By the number of a branch: where its row in `rows` begins; -1 for one that does not lead further. */
  private readonly rowOf: number[] = [-1];
  /** Rows by the code of the next character (both cases filled in): number of the branch, 0 where nothing leads further. */
  private rows = new Uint16Array(0);
  private isBuilt = false;
  /** By the anchor's number, 1 where it is one character again and again. */
  private readonly isRun: Uint8Array;
  /** Where such an anchor was found last: one character further, only the last one is new. */
  private runAt = -2;
  private runAnchor = -1;

  /** @throws RangeError when an anchor is shorter than two characters or not ASCII. */
  constructor(anchors: Iterable<string>) {
    this.anchors = [...new Set([...anchors].map(fold))];
    const unusable = this.anchors.find((anchor) => anchor.length < 2 || /[^\x20-\x7e]/.test(anchor));
    if (unusable !== undefined) throw new RangeError(`unusable anchor: ${unusable}`);
    this.isRun = Uint8Array.from(this.anchors, (anchor) =>
      anchor === (anchor[0] as string).repeat(anchor.length) ? 1 : 0,
    );
  }

  /** Makes the tables, at the first search: where anchors are searched for in bytes there is none. */
  private build(): void {
    const byPair = new Map<string, number[]>();
    this.anchors.forEach((anchor, number) => {
      const pair = anchor.slice(0, 2);
      byPair.set(pair, [...(byPair.get(pair) ?? []), number]);
    });
    const rows: number[] = [];
    for (const [pair, list] of byPair) this.fill(pair, this.branch(list, 2, rows));
    this.rows = Uint16Array.from(rows);
    this.isBuilt = true;
  }

  private fill(pair: string, list: number): void {
    for (const first of bothCases(pair.charCodeAt(0))) {
      for (const second of bothCases(pair.charCodeAt(1))) this.pairs[(first << 7) | second] = list;
    }
  }

  /**
   * Divides anchors that are the same up to `depth` by the character there, until few are left.
   * @returns the number of the branch.
   */
  private branch(list: readonly number[], depth: number, rows: number[]): number {
    const longer = list.filter((number) => (this.anchors[number] as string).length > depth);
    const isShort = list.length <= SHORT_LIST || depth >= DEEPEST || longer.length < 2;
    // Those that end here come with all others, so that a place's anchors stay in the order of their numbers.
    const ended = isShort ? list : list.filter((number) => !longer.includes(number));
    const branch = this.lists.push(ended) - 1;
    this.rowOf.push(-1);
    if (isShort) return branch;
    const row = rows.length;
    this.rowOf[branch] = row;
    for (let code = 0; code < 128; code++) rows.push(0);
    const codeOf = (number: number): number => (this.anchors[number] as string).charCodeAt(depth);
    for (const code of new Set(longer.map(codeOf))) {
      const divided = list.filter((number) => ended.includes(number) || codeOf(number) === code);
      const next = this.branch(divided, depth + 1, rows);
      for (const either of bothCases(code)) rows[row + either] = next;
    }
    return branch;
  }

  /**
   * Calls `hit` for every occurrence that begins in `[from, to)`, in ascending order of offset. An occurrence may end
   * past `to`, not past the text.
   */
  find(text: string, from: number, to: number, hit: (offset: number, anchor: number) => void): void {
    if (!this.isBuilt) this.build();
    const pairs = this.pairs;
    this.runAt = -2;
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

  private compare(text: string, offset: number, first: number, hit: (offset: number, anchor: number) => void): void {
    const { rows, rowOf, lists } = this;
    let branch = first;
    for (let at = offset + 2; ; at++) {
      const row = rowOf[branch] as number;
      if (row < 0) break;
      const code = text.charCodeAt(at);
      // Past the end of the text and beyond ASCII there are only those that end here.
      const next = code < 128 ? (rows[row + code] as number) : 0;
      if (next === 0) break;
      branch = next;
    }
    const candidates = lists[branch] as readonly number[];
    for (let i = 0; i < candidates.length; i++) {
      const number = candidates[i] as number;
      if (this.isAt(text, offset, number)) hit(offset, number);
    }
  }

  private isAt(text: string, offset: number, number: number): boolean {
    const anchor = this.anchors[number] as string;
    if (this.isRun[number] === 0) return startsWithFolded(text, offset, anchor);
    const last = anchor.length - 1;
    const isKnown = this.runAt === offset - 1 && this.runAnchor === number;
    const found = isKnown
      ? foldCode(text.charCodeAt(offset + last)) === anchor.charCodeAt(last)
      : startsWithFolded(text, offset, anchor);
    if (found) {
      this.runAt = offset;
      this.runAnchor = number;
    }
    return found;
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
