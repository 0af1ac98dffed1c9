/** Keys behind base64. What the token rules find in the decoded text covers the encoded text. */
import { fromStandardBase64, toStandard } from './checks/encodings.ts';
import { type Matcher, specificity } from './matcher.ts';
import { shortestMatch } from './shape-length.ts';

/** Longest base64 decoded as a whole, in characters. */
const BASE64 = 1600;

/** A token rule's matcher and the literals its tokens begin with. */
export interface PrefixedMatcher {
  readonly matcher: Matcher;
  readonly prefixes: readonly string[];
  /** Of its tokens, as a regular expression. */
  readonly shape: string;
}

/** Whole tokens in base64, as in Kubernetes secrets: found by what their prefixes become. */
export function base64Matcher(inner: readonly PrefixedMatcher[]): Matcher {
  const byAnchor = new Map<string, PrefixedMatcher[]>();
  const exact = new Map<string, string[]>();
  for (const one of inner) {
    for (const prefix of one.prefixes) {
      const anchor = btoa(prefix).slice(0, Math.floor((prefix.length * 8) / 6));
      if (anchor.length < 5) continue;
      const folded = anchor.toLowerCase();
      byAnchor.set(folded, [...(byAnchor.get(folded) ?? []), one]);
      exact.set(folded, [...(exact.get(folded) ?? []), anchor]);
    }
  }
  return {
    anchors: [...byAnchor.keys()],
    demand: (anchor) => ({
      beginsWord: true,
      spellings: exact.get(anchor),
      // Four characters of base64 are three of the token.
      run: Math.min(...(byAnchor.get(anchor) ?? []).map(({ shape }) => Math.floor((shortestMatch(shape) * 4) / 3))),
      inName: false,
    }),
    before: 1,
    after: BASE64 + 1,
    match(text, at, anchor, report) {
      if (!exact.get(anchor)?.some((literal) => text.startsWith(literal, at))) return;
      if (at > 0 && /[A-Za-z0-9+/_=-]/.test(text[at - 1] as string)) return;
      const run = /^[A-Za-z0-9+/_-]+={0,2}/.exec(text.slice(at, at + BASE64))?.[0] as string;
      const decoded = fromStandardBase64(toStandard(run));
      if (decoded === undefined) return;
      for (const { matcher, prefixes } of byAnchor.get(anchor) ?? []) {
        const prefix = prefixes.find((literal) => decoded.startsWith(literal));
        if (prefix === undefined) continue;
        matcher.match(decoded, 0, prefix.toLowerCase(), (match) => {
          if (match.start !== 0 || decoded.slice(match.end).trim() !== '') return;
          const rank = match.rank - specificity.token + specificity.url;
          report({ ...match, start: at, end: at + run.length, rank, evidence: [...match.evidence, 'encoded'] });
        });
      }
    },
  };
}
