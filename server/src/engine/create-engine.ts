import { checks } from './checks/index.ts';
import { customMatcher } from './custom-matcher.ts';
import { Messages, masked } from './describe.ts';
import { base64Matcher } from './encoded.ts';
import type { CustomRule, Description, Engine, EngineOptions, OpenText, RuleInfo, TextContext } from './engine.ts';
import { authorizationMatcher, urlMatcher } from './generic/credentials.ts';
import { assignmentMatcher } from './generic/matcher.ts';
import type { NamedRule } from './generic/named.ts';
import { mnemonicMatcher, placeMatcher } from './generic/places.ts';
import { genericRules } from './generic/rules.ts';
import { LiveDocument } from './live-document.ts';
import type { Matcher } from './matcher.ts';
import { ApartReader } from './pieces.ts';
import { type Place, placeOf } from './place.ts';
import type { Candidate } from './resolve.ts';
import { rules } from './rules/index.ts';
import { Scanner } from './scanner.ts';
import { disabledRegions, regionAnchor } from './suppress.ts';
import { type TokenRule, tokenMatcher } from './token-matcher.ts';
import { TokensAhead } from './tokens-ahead.ts';
import type { Finding, Rule, TokenMatch } from './types.ts';
import { lowered } from './types.ts';

/** Builds an engine. Cheap: regular expressions are compiled when their anchor is first met. */
export function createEngine(options: EngineOptions = {}): Engine {
  const custom = options.customRules ?? [];
  const scanner = new Scanner([...custom.map(customMatcher), ...matchersOf(rules)], [regionAnchor]);
  const byId = new Map<string, RuleInfo>(
    [...genericRules, ...rules, ...custom.map(customInfo)].map((rule) => [rule.id, rule]),
  );
  const messages = new Messages((id) => infoOf(byId, id));
  const judged = (text: string, context: TextContext | undefined, find: () => Candidate[]): Finding[] => {
    const place = placeOf(context?.path, context?.languageId);
    if (place.isEnv) return [];
    const found = find();
    return found.length === 0
      ? []
      : finish(
          found.filter((match) => !match.suppressed),
          text,
          place,
        );
  };
  return {
    anchors: scanner.index.anchors,
    demands: () => scanner.demands(),
    reach: {
      before: Math.max(scanner.near.before, scanner.far.before),
      after: Math.max(scanner.near.after, scanner.far.after),
    },
    scan: (text, context) => judged(text, context, () => scanner.scan(text)),
    scanAt: (text, hits, context) => judged(text, context, () => scanner.scanAt(text, hits)),
    open: (text, context) => openText(scanner, text, placeOf(context?.path, context?.languageId)),
    rule: (id) => byId.get(id),
    message: (finding) => messages.of(finding),
    describe: describer(messages),
  };
}

function customInfo(rule: CustomRule): RuleInfo {
  const { id, confidence } = rule;
  return { id, provider: '', what: rule.name ?? id, env: rule.env ?? 'SECRET', confidence };
}

function matchersOf(table: readonly Rule[]): Matcher[] {
  const tokens = table.filter((rule): rule is TokenRule => rule.match.kind === 'token');
  const named = table.filter((rule): rule is NamedRule => rule.match.kind === 'named');
  const apart = new ApartReader();
  const ahead = new TokensAhead();
  const matchers = tokens.map((rule) => ({ rule, matcher: tokenMatcher(rule, apart, ahead) }));
  return [
    ...matchers.map(({ matcher }) => matcher),
    base64Matcher(
      matchers
        .filter(({ rule }) => isPrefixed(rule))
        .map(({ rule, matcher }) => ({
          matcher,
          prefixes: rule.match.anchors,
          shape: rule.match.shape,
        })),
    ),
    urlMatcher(),
    authorizationMatcher(),
    placeMatcher(),
    mnemonicMatcher(),
    assignmentMatcher(named, ahead),
  ];
}

/** Whether a rule's tokens begin with an anchor, and are sure enough to be looked for behind base64. */
function isPrefixed(rule: TokenRule): boolean {
  return (
    (rule.match.lead ?? 0) === 0 &&
    rule.match.near === undefined &&
    !rule.match.ignoreCase &&
    rule.confidence !== 'possible'
  );
}

function openText(scanner: Scanner, text: string, place: Place): OpenText {
  const document = new LiveDocument(scanner, text);
  const mark = scanner.index.anchors.indexOf(regionAnchor);
  return {
    text: document.text,
    get pending() {
      return document.pendingLength;
    },
    update: (changes) => document.update(changes),
    advance: () => place.isEnv || document.advance(),
    takeChanged: () => document.takeChanged(),
    findings() {
      if (place.isEnv) return [];
      document.finish();
      return finish(document.matches(), document.holdsMark(mark) ? document.text.toString() : '', place);
    },
  };
}

/** Applies what the place says, and the regions that are switched off. */
function finish(candidates: readonly Candidate[], text: string, place: Place): Finding[] {
  const regions = candidates.length === 0 ? [] : disabledRegions(text);
  const findings: Finding[] = [];
  for (const candidate of candidates) {
    if (regions.some(([start, end]) => candidate.start >= start && candidate.start < end)) continue;
    const finding = inPlace(candidate, place);
    if (finding) findings.push(finding);
  }
  return findings;
}

/** The finding as it counts in a file of this kind; undefined where it does not count at all. */
export function inPlace(candidate: Candidate, place: Place): Finding | undefined {
  const { ruleId, start, end, confidence, evidence } = candidate;
  const bySelf = evidence.includes('format');
  if (place.isGenerated && !bySelf) return undefined;
  if (place.isTranslation && confidence === 'possible' && evidence.includes('word')) return undefined;
  if (!place.isTest || confidence === 'certain') return { ruleId, start, end, confidence, evidence };
  if (confidence === 'possible' && evidence.includes('word')) return undefined;
  return { ruleId, start, end, confidence: lowered(confidence), evidence: [...evidence, 'test-file'] };
}

/** What all keys of a rule begin with, as far as this one does: the longest anchor, or the literal its shape begins with. */
function knownPrefix(prefixes: readonly string[], value: string): string {
  let longest = '';
  for (const prefix of prefixes) if (prefix.length > longest.length && value.startsWith(prefix)) longest = prefix;
  return longest;
}

/** The anchors of a rule, and the literal its shape begins with. */
function prefixesOf({ anchors, shape }: TokenMatch): readonly string[] {
  const literal = /^(?:[\w.:/ -]|\\[./-])*(?![\w.:/ -]?[?{*])/.exec(shape)?.[0].replaceAll('\\', '') ?? '';
  return [...anchors, literal];
}

function infoOf(byId: ReadonlyMap<string, RuleInfo>, id: string): RuleInfo {
  return byId.get(id) ?? { id, provider: '', what: 'secret', env: 'SECRET', confidence: 'possible' };
}

/** Tells of findings; what depends on the rule alone is worked out once. */
function describer(messages: Messages): Engine['describe'] {
  const tokens = new Map<string, Rule>(rules.map((rule) => [rule.id, rule]));
  const prefixes = new Map<string, readonly string[]>();
  return (finding, value) => {
    const { ruleId } = finding;
    const match = tokens.get(ruleId)?.match;
    let known = prefixes.get(ruleId);
    if (!known) {
      known = match?.kind === 'token' ? prefixesOf(match) : [];
      prefixes.set(ruleId, known);
    }
    const details = match?.check === undefined ? NO_DETAILS : (checks[match.check]?.details?.(value) ?? NO_DETAILS);
    return { message: messages.of(finding), masked: masked(knownPrefix(known, value)), details };
  };
}

const NO_DETAILS: Description['details'] = [];
