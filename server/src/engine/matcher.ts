import type { AnchorDemand } from './demand.ts';
import type { Confidence, Evidence } from './types.ts';

/** What a matcher reports before overlaps are resolved and suppressions applied. */
export interface RawMatch {
  readonly ruleId: string;
  /** UTF-16 range of the key. */
  readonly start: number;
  readonly end: number;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  /** How specific the match is; of overlapping matches the highest wins. See `specificity`. */
  readonly rank: number;
}

/** Whether a match is known not to be an alarm; it still keeps other rules from reporting the same text. */
export function isSilent(match: RawMatch): boolean {
  return match.evidence.includes('public') || match.evidence.includes('example');
}

/**
 * Evaluates one rule, or a family of rules, at an occurrence of one of its anchors. What it reports depends on nothing
 * but the text within its reach of the occurrence: that is what makes incremental scanning exact.
 */
export interface Matcher {
  /** Lower-case ASCII literals. */
  readonly anchors: readonly string[];
  /** What must hold at an occurrence of one of its anchors; it reports nothing at others. Absent: nothing. */
  demand?(anchor: string): AnchorDemand;
  /** How many UTF-16 code units before the occurrence it may read. */
  readonly before: number;
  /** How many from the occurrence on. */
  readonly after: number;
  /**
   * A cheap look at the text right before and behind the occurrence: false where `match` reports nothing, whatever stands
   * further away. Absent where it cannot tell.
   */
  mayMatch?(text: string, at: number, anchor: string): boolean;
  /** @param at offset of the occurrence. */
  match(text: string, at: number, anchor: string, report: (match: RawMatch) => void): void;
}

/** Base values of `RawMatch.rank`, far enough apart that a bonus (a valid check, a longer prefix) never crosses. */
export const specificity = {
  custom: 5000,
  token: 4000,
  url: 3000,
  named: 2000,
  generic: 1000,
} as const;
