import { leastRun } from './demand.ts';
import { gradeKey } from './grade.ts';
import { type Matcher, type RawMatch, specificity } from './matcher.ts';
import { PAIR_REACH, Pair } from './pair.ts';
import { ApartReader, LONGEST_JOINTS } from './pieces.ts';
import { charactersOf } from './shape-characters.ts';
import { firstCodes, type HeadTest, headTest } from './shape-head.ts';
import { longestMatch } from './shape-length.ts';
import { asciiTable, beginsToken, hasEntropy, isWordCode, surroundings } from './text.ts';
import { TokensAhead } from './tokens-ahead.ts';
import type { Evidence, Rule, TokenMatch } from './types.ts';

/** How far `near` looks, in lines and in code units on each side. */
const NEAR = { lines: 3, reach: 400 } as const;
/** How much text before a match shows that it lies inside a longer piece of base64. */
const INSIDE_BASE64 = 48;
/** Longest match that is put together from pieces, in UTF-16 code units. */
const LONGEST_APART = 400;
const DEFAULT_ENTROPY = 2.5;

export type TokenRule = Rule & { readonly match: TokenMatch };

/**
 * A matcher for a rule with an anchor. Its regular expressions are compiled when the anchor is first met.
 * @param apart to be shared by all matchers of an engine.
 * @param ahead is told of the rule; to be shared as well.
 */
export function tokenMatcher(rule: TokenRule, apart = new ApartReader(), ahead = new TokensAhead()): Matcher {
  const { match } = rule;
  const lead = match.lead ?? 0;
  const longest = longestMatch(match.shape);
  const context = match.pair !== undefined ? PAIR_REACH : match.near || match.browser ? NEAR.reach : INSIDE_BASE64;
  const beginsWord = lead === 0 && holdsWord(match.left);
  const spellingsOf = (anchor: string): string[] => match.anchors.filter((exact) => exact.toLowerCase() === anchor);
  let compiled: CompiledToken | undefined;
  const ofRule = (): CompiledToken => {
    compiled ??= compileToken(match);
    return compiled;
  };
  const mayBegin = (text: string, start: number): boolean =>
    ofRule().mayBegin(text, start) && beginsToken(text, start, ofRule().left);
  const matchWhole = (text: string, start: number): RawMatch | undefined =>
    matchAt(text, start, rule, ofRule(), longest);
  ahead.add(rule, longest, (text, start) => (mayBegin(text, start) ? matchWhole(text, start) : undefined));
  /** Whether the occurrence begins a word, where it has to, and has the letter case of an anchor. */
  const isOwn = (text: string, at: number, anchor: string): boolean =>
    (!beginsWord || at === 0 || !isWordCode(text.charCodeAt(at - 1)) || beginsToken(text, at, isWordCode)) &&
    (match.ignoreCase === true || isExact(text, at, anchor, match.anchors));
  return {
    anchors: match.anchors.map((anchor) => anchor.toLowerCase()),
    demand: (anchor) => ({
      beginsWord,
      run: lead === 0 ? leastRun(match.shape) : 0,
      inName: false,
      spellings: match.ignoreCase ? undefined : spellingsOf(anchor),
    }),
    before: lead + context,
    after: longest + 1 + context + (longest > LONGEST_APART ? 0 : LONGEST_JOINTS),
    mayMatch(text, at, anchor) {
      return isOwn(text, at, anchor) && (lead > 0 || mayBegin(text, at));
    },
    match(text, at, anchor, report) {
      if (!isOwn(text, at, anchor)) return;
      const { first } = ofRule();
      const last = Math.max(0, at - lead);
      for (let start = at - (match.leastLead ?? 0); start >= last; start--) {
        const code = text.charCodeAt(start);
        if ((code < 128 && first[code] === 0) || !mayBegin(text, start)) continue;
        const found =
          ahead.match(rule, text, start, matchWhole) ?? matchApart(text, start, rule, ofRule(), longest, apart);
        if (found) {
          report(found);
          return;
        }
      }
    },
  };
}

/** Whether one of the anchors stands at `at` with its own letter case; `folded` does without. */
function isExact(text: string, at: number, folded: string, anchors: readonly string[]): boolean {
  for (let i = 0; i < anchors.length; i++) {
    const exact = anchors[i] as string;
    if (exact.length === folded.length && text.startsWith(exact, at)) return true;
  }
  return false;
}

/** Whether a class for what may not stand before a token holds all word characters. */
function holdsWord(left: string | undefined): boolean {
  return left === undefined || (left.startsWith('A-Za-z0-9') && left.includes('_'));
}

export interface CompiledToken {
  readonly shape: RegExp;
  /** A cheap look whether the shape, in one piece or in several, can begin at a place. */
  readonly mayBegin: HeadTest;
  /** By ASCII code, 1 for the characters with which it can begin. */
  readonly first: Uint8Array;
  /** Whether a code unit can be part of what the shape matches. */
  readonly holds: (code: number) => boolean;
  readonly left: (code: number) => boolean;
  readonly edge: (code: number) => boolean;
  readonly near: RegExp | undefined;
  readonly browser: RegExp | undefined;
  readonly pair: Pair | undefined;
}

export function compileToken(match: TokenMatch): CompiledToken {
  const edge = match.edge ?? deriveEdge(match.shape);
  return {
    shape: new RegExp(match.shape, `${match.ignoreCase ? 'i' : ''}${match.shape.includes('(?<key>') ? 'd' : ''}y`),
    mayBegin: headTest(match.shape, match.ignoreCase === true),
    first: firstCodes(match.shape, match.ignoreCase === true),
    holds: match.ignoreCase ? () => true : holdsTest(match.shape),
    left: classTest(match.left ?? 'A-Za-z0-9_'),
    edge: classTest(edge),
    near: match.near && anyOf(match.near),
    browser: match.browser && anyOf(match.browser),
    pair: match.pair === undefined ? undefined : new Pair(match.pair),
  };
}

function matchAt(
  text: string,
  start: number,
  rule: TokenRule,
  compiled: CompiledToken,
  longest: number,
): RawMatch | undefined {
  const piece = text.slice(start, start + longest);
  compiled.shape.lastIndex = 0;
  const result = compiled.shape.exec(piece);
  if (!result) return undefined;
  const key = result.groups?.['key'] ?? result[0];
  const from = start + (result.indices?.groups?.['key']?.[0] ?? 0);
  const end = from + key.length;
  if (end < text.length && compiled.edge(text.charCodeAt(end))) return undefined;
  if (!hasEntropy(key, rule.match.entropy ?? DEFAULT_ENTROPY)) return undefined;
  if (insideBase64(text, start)) return undefined;
  const evidence: Evidence[] = ['format'];
  if (compiled.near) {
    if (!isNear(text, start, end, compiled.near)) return undefined;
    evidence.push('keyword');
  }
  const found = grade(rule, key, from, end, evidence, compiled.pair?.isNear(text, start, end) === true);
  return compiled.browser && isNear(text, start, end, compiled.browser) ? asBrowserKey(found) : found;
}

function isNear(text: string, start: number, end: number, words: RegExp): boolean {
  const [from, to] = surroundings(text, start, end, NEAR.lines, NEAR.reach);
  return words.test(text.slice(from, to));
}

function asBrowserKey(match: RawMatch): RawMatch {
  return { ...match, confidence: 'possible', evidence: [...match.evidence, 'browser-key'] };
}

/** The same for a token that is split over several literals, or has escaped characters. */
function matchApart(
  text: string,
  start: number,
  rule: TokenRule,
  compiled: CompiledToken,
  longest: number,
  apart: ApartReader,
): RawMatch | undefined {
  if (longest > LONGEST_APART || compiled.near) return undefined;
  const joined = apart.read(text, start, longest + 1, compiled.holds);
  const found = joined && matchAt(joined.text, 0, rule, compiled, longest);
  if (!found) return undefined;
  return { ...found, start: joined.source(found.start), end: joined.source(found.end) };
}

function grade(
  rule: TokenRule,
  key: string,
  start: number,
  end: number,
  evidence: Evidence[],
  paired: boolean,
): RawMatch {
  const { confidence, evidence: found, bonus } = gradeKey(rule, key, evidence, paired);
  const rank =
    specificity.token + Math.min(200, key.length) + (rule.match.weak ? -200 : rule.match.near ? 0 : 300) + bonus;
  return { ruleId: rule.id, start, end, confidence, evidence: found, rank };
}

/**
 * Whether a match begins inside a longer piece of base64 (an image, a font, a certificate), where any short prefix turns
 * up by chance after a `+` or `/`.
 */
function insideBase64(text: string, start: number): boolean {
  const before = start > 0 ? text.charCodeAt(start - 1) : 0;
  if (before !== 43 && before !== 47) return false;
  const run = text.slice(Math.max(0, start - INSIDE_BASE64), start);
  return run.length === INSIDE_BASE64 && /^[A-Za-z0-9+/]+$/.test(run) && /[0-9]/.test(run) && /[A-Z]/.test(run);
}

/** The class of characters that would make the key longer: what its last class accepts, and word characters. */
function deriveEdge(shape: string): string {
  const source = shape.replace(/\(\?<key>/g, '(');
  const last = [...source.matchAll(/\[((?:\\.|[^\]\\])+)\]/g)].at(-1)?.[1] ?? '';
  return `A-Za-z0-9_${last.startsWith('^') ? '' : last.includes('-') && /(?:^-|-$|\\-)/.test(last) ? '\\-' : ''}`;
}

function classTest(body: string): (code: number) => boolean {
  const table = asciiTable(new RegExp(`[${body}]`));
  return (code) => code < 128 && table[code] === 1;
}

/** Worked out when it is first asked. */
function holdsTest(shape: string): (code: number) => boolean {
  let characters: ReturnType<typeof charactersOf> | undefined;
  return (code) => {
    characters ??= charactersOf([shape]);
    return code < 128 ? characters.ascii[code] === 1 : characters.others;
  };
}

function anyOf(words: readonly string[]): RegExp {
  return new RegExp(words.map(escapeRegExp).join('|'), 'i');
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
