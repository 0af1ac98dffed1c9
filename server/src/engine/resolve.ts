import type { RawMatch } from './matcher.ts';

/** A raw match with what the lines around it say. */
export interface Candidate extends RawMatch {
  readonly suppressed: boolean;
}

/** Order by position; of two at the same start the stronger first. */
export function byPosition(a: RawMatch, b: RawMatch): number {
  return a.start - b.start || b.rank - a.rank || b.end - a.end || (a.ruleId < b.ruleId ? -1 : 1);
}

/**
 * Keeps, of matches that overlap, the most specific: a match stays unless one that overlaps it is stronger. A stronger
 * match that is suppressed still wins, so that a suppressed key is not reported under another rule.
 * @param matches ordered by `byPosition`, without duplicates.
 */
export function withoutOverlaps<T extends RawMatch>(matches: readonly T[]): T[] {
  const kept: T[] = [];
  let furthest = 0;
  matches.forEach((match, index) => {
    let beaten = false;
    for (let i = index - 1; i >= 0 && !beaten && furthest > match.start; i--) {
      const other = matches[i] as T;
      beaten = other.end > match.start && isStronger(other, match);
      if (index - i > 64) break; // an overlap of more than 64 matches is hostile text
    }
    for (let i = index + 1; i < matches.length && !beaten; i++) {
      const other = matches[i] as T;
      if (other.start >= match.end || i - index > 64) break;
      beaten = isStronger(other, match);
    }
    furthest = Math.max(furthest, match.end);
    if (!beaten) kept.push(match);
  });
  return kept;
}

function isStronger(a: RawMatch, b: RawMatch): boolean {
  if (a.rank !== b.rank) return a.rank > b.rank;
  const length = a.end - a.start - (b.end - b.start);
  return length !== 0 ? length > 0 : byPosition(a, b) < 0;
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
