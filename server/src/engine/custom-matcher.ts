import type { CustomRule } from './engine.ts';
import { type Matcher, specificity } from './matcher.ts';
import { longestMatch } from './shape-length.ts';

/** A matcher for a rule from the user's settings: the pattern may begin anywhere before the keyword that it contains. */
export function customMatcher(rule: CustomRule): Matcher {
  const longest = longestMatch(rule.pattern);
  const pattern = new RegExp(rule.pattern, 'dg');
  return {
    anchors: rule.keywords.map((keyword) => keyword.toLowerCase()),
    before: longest,
    after: longest + 1,
    match(text, at, anchor, report) {
      const from = Math.max(0, at - longest);
      const piece = text.slice(from, at + longest);
      pattern.lastIndex = 0;
      for (let found = pattern.exec(piece); found; found = pattern.exec(piece)) {
        const [start, end] = found.indices?.[1] ?? found.indices?.[0] ?? [0, 0];
        const [whole, wholeEnd] = found.indices?.[0] ?? [0, 0];
        if (whole > at - from) return;
        if (wholeEnd >= at - from + anchor.length && end > start) {
          report({
            ruleId: rule.id,
            start: from + start,
            end: from + end,
            confidence: rule.confidence,
            evidence: ['custom'],
            rank: specificity.custom,
          });
          return;
        }
        pattern.lastIndex = whole + 1;
      }
    },
  };
}
