import { type Matcher, type RawMatch, specificity } from '../matcher.ts';
import type { Confidence, Evidence } from '../types.ts';
import { ASSIGNMENT_REACH, type Assignment, NAME_REACH, nameAround, readAssignment } from './assignment.ts';
import { type NamedRule, NamedRules, PAIR_REACH } from './named.ts';
import { judgeFullName, type NameVerdict, nameWords } from './names.ts';
import { isKnownShape, isPlaceholder, isReference, judgeValue, type ValueVerdict } from './values.ts';

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

/**
 * Finds values by the name they are assigned to: the rules for values without marks of their own (`named`), and the
 * generic rules.
 */
export function assignmentMatcher(named: readonly NamedRule[]): Matcher {
  const rules = new NamedRules(named, nameAnchors);
  const names = new NameCache();
  return {
    anchors: [...nameAnchors, ...rules.anchors],
    before: NAME_REACH + PAIR_REACH,
    after: ASSIGNMENT_REACH + PAIR_REACH,
    match(text, at, anchor, report) {
      const [start, end] = anchor === 'identified by' ? [at, at + anchor.length] : nameAround(text, at);
      if (end - start > 100 || end <= at) return;
      const assignment =
        anchor === 'identified by' ? readSqlPassword(text, end, start) : readAssignment(text, start, end);
      if (!assignment || assignment.value.length < 4 || text.startsWith('::', start - 2)) return;
      const name = names.get(assignment.name);
      rules.match(text, name.words, name.verdict !== undefined, assignment, report);
      const verdict = anchor === 'identified by' ? ({ kind: 'password', strong: true } as const) : name.verdict;
      // Only passwords can be shorter.
      if (!verdict || (verdict.kind !== 'password' && assignment.value.length < 8)) return;
      const found = judge(text, verdict, judgeValue(assignment.value), assignment);
      if (found) report(found);
    },
  };
}

/** Names are judged once: a source file uses the same ones again and again. Holds names only, never values. */
class NameCache {
  private readonly known = new Map<
    string,
    { readonly words: readonly string[]; readonly verdict: NameVerdict | undefined }
  >();

  get(name: string): { readonly words: readonly string[]; readonly verdict: NameVerdict | undefined } {
    let judged = this.known.get(name);
    if (!judged) {
      if (this.known.size >= MOST_NAMES) this.known.clear();
      judged = { words: nameWords(name), verdict: judgeFullName(name) };
      this.known.set(name, judged);
    }
    return judged;
  }
}

/** Names remembered at a time; some 100 bytes each. */
const MOST_NAMES = 2000;

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
