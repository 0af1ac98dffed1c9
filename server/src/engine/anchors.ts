/** Anchors with the same beginning up to which they are compared one after the other. */
const SHORT_LIST = 2;
/** As many characters of an anchor are looked up one by one at most. */
const DEEPEST = 8;

/** The anchors with one beginning. */
interface Branch {
  /** Those to compare in full when no character leads further. */
  readonly anchors: readonly number[];
  /** For a long list: what remains of it, by the code of the next character. */
  readonly next: ReadonlyArray<Branch | undefined> | undefined;
}

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
  private readonly lists: Branch[] = [{ anchors: [], next: undefined }];
  /** By the anchor's number, 1 where it is one character again and again. */
  private readonly isRun: Uint8Array;
  /** Where such an anchor was found last: one character further, only the last one is new. */
  private runAt = -2;
  private runAnchor = -1;

  /** @throws RangeError when an anchor is shorter than two characters or not ASCII. */
  constructor(anchors: Iterable<string>) {
    this.anchors = [...new Set([...anchors].map(fold))];
    const byPair = new Map<string, number[]>();
    this.anchors.forEach((anchor, number) => {
      if (anchor.length < 2 || /[^\x20-\x7e]/.test(anchor)) throw new RangeError(`unusable anchor: ${anchor}`);
      const pair = anchor.slice(0, 2);
      byPair.set(pair, [...(byPair.get(pair) ?? []), number]);
    });
    for (const [pair, list] of byPair) this.fill(pair, this.lists.push(this.branch(list, 2)) - 1);
    this.isRun = Uint8Array.from(this.anchors, (anchor) =>
      anchor === (anchor[0] as string).repeat(anchor.length) ? 1 : 0,
    );
  }

  private fill(pair: string, list: number): void {
    for (const first of bothCases(pair.charCodeAt(0))) {
      for (const second of bothCases(pair.charCodeAt(1))) this.pairs[(first << 7) | second] = list;
    }
  }

  /** Divides anchors that are the same up to `depth` by the character there, until few are left. */
  private branch(list: readonly number[], depth: number): Branch {
    const longer = list.filter((number) => (this.anchors[number] as string).length > depth);
    if (list.length <= SHORT_LIST || depth >= DEEPEST || longer.length < 2) return { anchors: list, next: undefined };
    const codeOf = (number: number): number => (this.anchors[number] as string).charCodeAt(depth);
    const next: Array<Branch | undefined> = new Array(128).fill(undefined);
    // Those that end here come with all others, so that a place's anchors stay in the order of their numbers.
    const ended = list.filter((number) => !longer.includes(number));
    const rest: Branch | undefined = ended.length > 0 ? { anchors: ended, next: undefined } : undefined;
    next.fill(rest);
    for (const code of new Set(longer.map(codeOf))) {
      const branch = this.branch(
        list.filter((number) => ended.includes(number) || codeOf(number) === code),
        depth + 1,
      );
      for (const either of bothCases(code)) next[either] = branch;
    }
    return { anchors: ended, next };
  }

  /**
   * Calls `hit` for every occurrence that begins in `[from, to)`, in ascending order of offset. An occurrence may end
   * past `to`, not past the text.
   */
  find(text: string, from: number, to: number, hit: (offset: number, anchor: number) => void): void {
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

  private compare(text: string, offset: number, list: number, hit: (offset: number, anchor: number) => void): void {
    let branch = this.lists[list] as Branch;
    for (let at = offset + 2; branch.next !== undefined; at++) {
      const code = text.charCodeAt(at);
      // Past the end of the text and beyond ASCII there are only those that end here.
      const next = code < 128 ? branch.next[code] : undefined;
      if (next === undefined) break;
      branch = next;
    }
    const candidates = branch.anchors;
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
