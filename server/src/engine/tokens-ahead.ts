import type { RawMatch } from './matcher.ts';
import type { TokenRule } from './token-matcher.ts';

/** What a rule matches in one piece from `start` on; reads no further than its longest match and its context. */
type MatchFrom = (text: string, start: number) => RawMatch | undefined;

/** One of a rule's anchors. */
interface Beginning {
  readonly anchor: string;
  readonly rule: TokenRule;
  readonly matchFrom: MatchFrom;
}

/** Longest token that is looked for ahead, in UTF-16 code units: the reach of those who ask depends on it. */
const LONGEST = 1200;

/**
 * Tells whether a token with a format of its own stands at a place that the search has not come to yet. A value that is one
 * need not be judged by the name it is assigned to: the token's own match outdoes what that leads to.
 */
export class TokensAhead {
  /** By the first two characters of the anchor, without ASCII case. */
  private readonly beginnings = new Map<number, Beginning[]>();
  private text = '';
  private start = -1;
  /** What was found out about that place, for when the search comes to it. */
  private readonly known = new Map<TokenRule, RawMatch | undefined>();

  /** @param longest match of the rule, in UTF-16 code units. */
  add(rule: TokenRule, longest: number, matchFrom: MatchFrom): void {
    if ((rule.match.lead ?? 0) > 0 || rule.match.ignoreCase || longest > LONGEST) return;
    for (const anchor of rule.match.anchors) {
      const key = keyOf(anchor, 0);
      const list = this.beginnings.get(key) ?? [];
      list.push({ anchor, rule, matchFrom });
      this.beginnings.set(key, list);
    }
  }

  /** Whether a token in one piece takes up exactly `[start, end)`. */
  isAt(text: string, start: number, end: number): boolean {
    const list = this.beginnings.get(keyOf(text, start));
    if (!list) return false;
    this.text = text;
    this.start = start;
    this.known.clear();
    for (const { anchor, rule, matchFrom } of list) {
      if (!text.startsWith(anchor, start) || this.known.has(rule)) continue;
      const match = matchFrom(text, start);
      this.known.set(rule, match);
      if (match?.start === start && match.end === end) return true;
    }
    return false;
  }

  /** What the rule matches in one piece from `start` on: as known, else as `matchFrom` says. */
  match(rule: TokenRule, text: string, start: number, matchFrom: MatchFrom): RawMatch | undefined {
    return start === this.start && text === this.text && this.known.has(rule)
      ? this.known.get(rule)
      : matchFrom(text, start);
  }
}

function keyOf(text: string, at: number): number {
  return (lower(text.charCodeAt(at)) << 7) | lower(text.charCodeAt(at + 1));
}

function lower(code: number): number {
  return code >= 65 && code <= 90 ? code | 32 : code & 127;
}
