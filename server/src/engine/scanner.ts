import { AnchorIndex } from './anchors.ts';
import type { Matcher, RawMatch } from './matcher.ts';
import { byPosition, type Candidate, withoutOverlaps } from './resolve.ts';
import { isSuppressed } from './suppress.ts';

/** All matchers behind one search for their anchors. */
export class Scanner {
  readonly index: AnchorIndex;
  /** The matchers of each anchor, by the anchor's number. */
  private readonly matchers: ReadonlyArray<readonly Matcher[]>;

  constructor(matchers: readonly Matcher[]) {
    this.index = new AnchorIndex(matchers.flatMap((matcher) => matcher.anchors));
    this.matchers = this.index.anchors.map((anchor) => matchers.filter((matcher) => matcher.anchors.includes(anchor)));
  }

  /** The matchers that own an anchor. */
  owners(anchor: number): readonly Matcher[] {
    return this.matchers[anchor] as readonly Matcher[];
  }

  /** What the matchers report for anchors that begin in `[from, to)`, ordered, without duplicates, overlaps included. */
  candidates(text: string, from: number, to: number): Candidate[] {
    const found: RawMatch[] = [];
    const report = (match: RawMatch): void => void found.push(match);
    this.index.find(text, from, to, (at, anchor) => {
      for (const matcher of this.owners(anchor)) matcher.match(text, at, this.index.anchors[anchor] as string, report);
    });
    return distinct(found.sort(byPosition)).map((match) => ({
      ...match,
      suppressed: isSuppressed(text, match.start, match.end, match.ruleId),
    }));
  }

  /** The winners among the candidates of the whole text. */
  scan(text: string): Candidate[] {
    return withoutOverlaps(this.candidates(text, 0, text.length)).filter((match) => !match.suppressed);
  }
}

/** Several anchors lead to one match; it counts once. */
export function distinct<T extends RawMatch>(ordered: readonly T[]): T[] {
  return ordered.filter((match, i) => {
    for (let j = i - 1; j >= 0; j--) {
      const other = ordered[j] as T;
      if (other.start !== match.start) return true;
      if (other.end === match.end && other.ruleId === match.ruleId) return false;
    }
    return true;
  });
}
