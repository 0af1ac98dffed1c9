import { gradeKey } from '../grade.ts';
import { type Matcher, type RawMatch, specificity } from '../matcher.ts';
import { shannonEntropy, surroundings } from '../text.ts';
import type { Confidence, Evidence, NamedMatch, Rule } from '../types.ts';
import { ASSIGNMENT_REACH, type Assignment, NAME_REACH, nameAround, readAssignment } from './assignment.ts';
import { judgeFullName, type NameVerdict, nameWords } from './names.ts';
import { isKnownShape, isPlaceholder, isReference, judgeValue, type ValueVerdict } from './values.ts';

type NamedRule = Rule & { readonly match: NamedMatch };

/** Literals that names of secrets contain. Every name that `judgeName` accepts holds one of them. */
const nameAnchors = [
  'key',
  'token',
  'secret',
  'pass',
  'pwd',
  'cred',
  'auth',
  'bearer',
  'jwt',
  '_pat',
  'psw',
  'senha',
  'contrasena',
  'salt',
  '_pw',
  'identified by',
];

/** How far the other half of a pair may stand, in UTF-16 code units on each side; ten lines at most. */
const PAIR_REACH = 700;

/** How far before the name a provider's name may stand to count as its context: same line and the three before. */
const CONTEXT = { lines: 3, reach: 300 } as const;

/**
 * Finds values by the name they are assigned to: the rules for values without marks of their own (`named`), and the
 * generic rules.
 */
export function assignmentMatcher(named: readonly NamedRule[]): Matcher {
  const table = named.map(prepare);
  const byWord = new Map<string, PreparedRule[]>();
  for (const rule of table) for (const word of rule.words) byWord.set(word, [...(byWord.get(word) ?? []), rule]);
  const anchors = new Set([...nameAnchors, ...table.flatMap((rule) => rule.anchors)]);
  return {
    anchors: [...anchors],
    before: NAME_REACH + PAIR_REACH,
    after: ASSIGNMENT_REACH + PAIR_REACH,
    match(text, at, anchor, report) {
      const [start, end] = anchor === 'identified by' ? [at, at + anchor.length] : nameAround(text, at);
      if (end - start > 100 || end <= at) return;
      const assignment =
        anchor === 'identified by' ? readSqlPassword(text, end, start) : readAssignment(text, start, end);
      if (!assignment || assignment.value.length < 4 || text.startsWith('::', start - 2)) return;
      const words = nameWords(assignment.name);
      for (const rule of table) {
        const found = matchNamed(text, rule, words, assignment);
        if (found) report(found);
      }
      const verdict =
        anchor === 'identified by' ? ({ kind: 'password', strong: true } as const) : judgeFullName(assignment.name);
      const found = verdict && judge(text, verdict, judgeValue(assignment.value), assignment);
      if (found) report(found);
    },
  };
}

interface PreparedRule {
  readonly rule: NamedRule;
  readonly names: readonly string[][];
  readonly words: ReadonlySet<string>;
  readonly anchors: readonly string[];
  readonly shape: RegExp;
  readonly pair: RegExp | undefined;
}

function prepare(rule: NamedRule): PreparedRule {
  const names = rule.match.names.map((name) => nameWords(name));
  return {
    rule,
    names,
    words: new Set(names.flat()),
    anchors: names
      .filter((words) => !holdsNameAnchor(words))
      .map((words) => words.reduce((a, b) => (b.length > a.length ? b : a))),
    shape: new RegExp(`^(?:${rule.match.shape})$`),
    pair: rule.match.pair === undefined ? undefined : new RegExp(rule.match.pair),
  };
}

/**
 * Whether a name with these words is found by the anchors of all names, also where its first word, the provider, stands
 * before it. Provider's words are common words more often than not: an anchor less is a faster search.
 */
function holdsNameAnchor(words: readonly string[]): boolean {
  const inName = words.length > 1 ? words.slice(1) : words;
  return inName.some((word) => nameAnchors.some((anchor) => word.includes(anchor)));
}

const DEFAULT_ENTROPY = 2.5;

function matchNamed(
  text: string,
  prepared: PreparedRule,
  words: readonly string[],
  assignment: Assignment,
): RawMatch | undefined {
  const { rule } = prepared;
  const { value, start, end } = assignment;
  if (!prepared.shape.test(value)) return undefined;
  if (shannonEntropy(value) < (rule.match.entropy ?? DEFAULT_ENTROPY) || isPlaceholder(value)) return undefined;
  if (!prepared.names.some((name) => fits(text, name, words, assignment.nameStart))) return undefined;
  const [from, to] = surroundings(text, start, end, 10, PAIR_REACH);
  const paired = prepared.pair?.test(`${text.slice(from, start)}\n${text.slice(end, to)}`) ?? false;
  const { confidence, evidence, bonus } = gradeKey(rule, value, ['keyword', 'name'], paired);
  const rank = specificity.named + Math.min(200, value.length) + bonus;
  return { ruleId: rule.id, start, end, confidence, evidence, rank };
}

/** Whether the words of a rule's name stand in order in the assigned name, the first (the provider) possibly shortly before it. */
function fits(text: string, name: readonly string[], words: readonly string[], nameStart: number): boolean {
  if (holdsInOrder(words, name)) return true;
  const [provider, ...rest] = name;
  if (rest.length === 0 || provider === undefined || provider.length < 4 || !holdsInOrder(words, rest)) return false;
  const [from] = surroundings(text, nameStart, nameStart, CONTEXT.lines, CONTEXT.reach);
  return new RegExp(`(?:^|[^a-z])${provider}(?:[^a-z]|$)`, 'i').test(text.slice(from, nameStart));
}

function holdsInOrder(words: readonly string[], wanted: readonly string[]): boolean {
  let next = 0;
  for (const word of words) if (word === wanted[next]) next++;
  return next === wanted.length;
}

function readSqlPassword(text: string, end: number, nameStart: number): Assignment | undefined {
  const pattern =
    /[ \t]+(?:with[ \t]+\w{1,40}[ \t]+(?:by|as)[ \t]+)?(?:password[ \t]+|values[ \t]+)?(?:'([^'\n]{4,128})'|"([^"\n]{4,128})")/iy;
  pattern.lastIndex = end;
  const found = pattern.exec(text);
  const value = found?.[1] ?? found?.[2];
  if (!found || value === undefined) return undefined;
  const stop = end + found[0].length - 1;
  return { name: 'password', nameStart, start: stop - value.length, end: stop, value, form: 'quoted' };
}

/** Bits beyond which a value is believed even under a weak name or without quotes. */
const CLEARLY_RANDOM = 32;

function judge(text: string, name: NameVerdict, value: ValueVerdict, assignment: Assignment): RawMatch | undefined {
  if (value.kind === 'no') return undefined;
  const { start, end, form } = assignment;
  const { length } = assignment.value;
  let confidence: Confidence;
  const evidence: Evidence[] = ['name'];
  if (value.kind === 'random') {
    evidence.push('random');
    const enough = name.kind === 'password' ? 8 : 16;
    if (length < enough) confidence = 'possible';
    else confidence = name.strong || value.bits >= 2 * CLEARLY_RANDOM ? 'likely' : 'possible';
    if (form === 'bare' && value.bits < CLEARLY_RANDOM) confidence = 'possible';
    if (!name.strong && value.bits < (name.bare ? 2 * CLEARLY_RANDOM : CLEARLY_RANDOM)) return undefined;
    if (name.bare) confidence = 'possible';
    if (form === 'bare' && isExpression(text, assignment)) return undefined;
  } else if (value.kind === 'uuid') {
    if (!name.strong || (name.kind !== 'key' && name.kind !== 'secret') || form === 'bare') return undefined;
    evidence.push('random');
    confidence = 'possible';
  } else {
    if (name.kind !== 'password' && !(name.kind === 'secret' && name.strong && value.mixed && length >= 8))
      return undefined;
    if (!(name.strong || value.mixed) || !acceptsWords(text, assignment)) return undefined;
    evidence.push('word');
    confidence = value.mixed && length >= 8 && name.kind === 'password' ? 'likely' : 'possible';
  }
  const rank = specificity.generic + (name.strong ? 100 : 0) + Math.min(90, length);
  return { ruleId: `generic-${name.kind === 'key' ? 'api-key' : name.kind}`, start, end, confidence, evidence, rank };
}

/** A bare word that goes on as an expression, or is a number with a suffix: code, not a value. */
function isExpression(text: string, { end, value }: Assignment): boolean {
  return (
    /^[ \t]*[([{.|&?]/.test(text.slice(end, end + 4)) ||
    /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/.test(value) ||
    value.length < 12
  );
}

/** Words count as passwords in quotes and in arguments; bare ones only where the line holds nothing but the assignment. */
function acceptsWords(text: string, { form, start, end, value }: Assignment): boolean {
  if (value.length < 5 || /\s/.test(value)) return false;
  if (isKnownShape(value) || isReference(value) || isPlaceholder(value)) return false;
  if (form === 'pair') return false;
  if (form === 'quoted' || form === 'element') return true;
  if (/^[a-z]+$/i.test(value) || (/^[A-Za-z_$][\w$.]*$/.test(value) && !/[0-9]/.test(value))) return false;
  if (form === 'argument') return /[0-9]/.test(value);
  const before = text.slice(Math.max(0, start - 80), start);
  return (
    /(?:^|\n)[ \t]*(?:[#;*-]{1,2}[ \t]?|\/\/[ \t]?)?(?:export[ \t]|ENV[ \t]|ARG[ \t]|set[ \t])?[\w.-]{2,60}[ \t]?[=:][ \t]*$/.test(
      before,
    ) && /^[ \t]*(?:\r?\n|$|#)/.test(text.slice(end, end + 8))
  );
}
