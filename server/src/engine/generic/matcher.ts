import { noDemand } from '../demand.ts';
import { isDocumentedExample } from '../grade.ts';
import { type Matcher, type RawMatch, specificity } from '../matcher.ts';
import { PAIR_REACH } from '../pair.ts';
import { isWordCode } from '../text.ts';
import type { TokensAhead } from '../tokens-ahead.ts';
import type { Confidence, Evidence } from '../types.ts';
import {
  ASSIGNMENT_REACH,
  type Assignment,
  NAME_REACH,
  nameEnd,
  nameStart,
  readAssignment,
  UnbrokenRuns,
} from './assignment.ts';
import { isEmptyBasic } from './credentials.ts';
import { type NamedRule, NamedRules } from './named.ts';
import { judgeFullName, type NameVerdict, nameWords, saysWhichKey } from './names.ts';
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
  'psk=',
  '_psk',
  'bindpw',
  'rootpw',
  'adminpw',
  'userpw',
  'githubpat',
];

/**
 * Finds values by the name they are assigned to: the rules for values without marks of their own (`named`), and the
 * generic rules.
 * @param ahead knows the rules for values that have some.
 */
export function assignmentMatcher(named: readonly NamedRule[], ahead: TokensAhead): Matcher {
  const rules = new NamedRules(named, nameAnchors);
  const names = new NameCache();
  const runs = new UnbrokenRuns();
  const done = new LastName();
  return {
    anchors: [...nameAnchors, ...rules.anchors],
    before: NAME_REACH + PAIR_REACH,
    after: ASSIGNMENT_REACH + PAIR_REACH,
    demand: (anchor) => ({ ...noDemand, inName: anchor !== 'identified by' }),
    match(text, at, anchor, report) {
      const isSql = anchor === 'identified by';
      const start = isSql ? at : nameStart(text, at);
      const end = isSql ? at + anchor.length : nameEnd(text, at);
      if (end - start > 100 || end <= at || done.holds(text, start, end, at)) return;
      const assignment = isSql ? readSqlPassword(text, end, start) : readAssignment(text, start, end, runs);
      if (!assignment || assignment.value.length < 4 || text.startsWith('::', start - 2)) return;
      if (ahead.isAt(text, assignment.start, assignment.end)) return;
      const alone = names.get(assignment.name);
      const name = alone.verdict?.bare ? names.get(withQualifier(text, assignment)) : alone;
      rules.match(text, name.words, name.verdict !== undefined, assignment, report);
      const verdict = isSql ? ({ kind: 'password', strong: true } as const) : name.verdict;
      // Only passwords can be shorter.
      if (!verdict || (verdict.kind !== 'password' && assignment.value.length < 8)) return;
      const found = judge(text, verdict, judgeValue(assignment.value), assignment);
      if (found) report(found);
    },
  };
}

/**
 * The name that was evaluated last. Names hold several anchors (`access_token_key`), and what one of them leads to, the next
 * leads to as well.
 */
class LastName {
  private text = '';
  private start = -1;
  private end = -1;
  private at = -1;

  /** Whether the name was evaluated, in the same text, at an anchor before `at`; if not, it is now. */
  holds(text: string, start: number, end: number, at: number): boolean {
    if (this.start === start && this.end === end && this.at < at && this.text === text) return true;
    this.text = text;
    this.start = start;
    this.end = end;
    this.at = at;
    return false;
  }
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
      const words = nameWords(name);
      judged = { words, verdict: judgeFullName(name, words) };
      // A copy: a piece of a text keeps all of the text in memory.
      this.known.set(` ${name}`.slice(1), judged);
    }
    return judged;
  }
}

/** Names remembered at a time; some 100 bytes each. */
const MOST_NAMES = 2000;

function readSqlPassword(text: string, end: number, nameStart: number): Assignment | undefined {
  if (!/\b(?:user|role|create|alter|grant|connect)\b/i.test(text.slice(Math.max(0, nameStart - 200), nameStart)))
    return undefined;
  const pattern =
    /[ \t]+(?:with[ \t]+\w{1,40}[ \t]+(?:by|as)[ \t]+)?(?:password[ \t]+|values[ \t]+)?(?:'([^'\n]{4,128})'|"([^"\n]{4,128})"|([A-Za-z]\w{0,40}[0-9]\w{0,20}(?![\w.])))/iy;
  pattern.lastIndex = end;
  const found = pattern.exec(text);
  const value = found?.[1] ?? found?.[2] ?? found?.[3];
  if (!found || value === undefined) return undefined;
  const stop = end + found[0].length - (found[3] === undefined ? 1 : 0);
  return { name: 'password', nameStart, start: stop - value.length, end: stop, value, form: 'quoted' };
}

/** Bits beyond which a value is believed even under a weak name or without quotes. */
const CLEARLY_RANDOM = 32;

function judge(text: string, name: NameVerdict, value: ValueVerdict, assignment: Assignment): RawMatch | undefined {
  if (value.kind === 'no' || isDocumentedExample(assignment.value)) return undefined;
  if (name.kind === 'token' && isEmptyBasic(assignment.value)) return undefined;
  if (isFingerprint(assignment) || isPublicPlace(text, assignment)) return undefined;
  if (name.bare && hexadecimal40.test(assignment.value)) return undefined; // most often a fingerprint
  const { start, end, form } = assignment;
  const { length } = assignment.value;
  let confidence: Confidence;
  if (value.kind === 'random') {
    const enough = name.kind === 'password' ? 8 : 16;
    if (length < enough) confidence = 'possible';
    else confidence = name.strong || value.bits >= 2 * CLEARLY_RANDOM ? 'likely' : 'possible';
    if (form === 'bare' && value.bits < CLEARLY_RANDOM) confidence = 'possible';
    if (!name.strong && name.kind === 'password') confidence = isMixedWord(assignment.value) ? 'likely' : 'possible';
    else if (!name.strong && value.bits < (name.bare ? 2 * CLEARLY_RANDOM : CLEARLY_RANDOM)) return undefined;
    if (name.bare) confidence = 'possible';
    if (form === 'bare' && isExpression(text, assignment, name.kind === 'password')) return undefined;
  } else if (value.kind === 'uuid') {
    if (!name.strong || (name.kind === 'token' && !name.qualified && !isConstant(assignment.name))) return undefined;
    if (name.kind === 'password') return undefined;
    if (form === 'bare' && !isWholeLine(text, assignment)) return undefined;
    confidence = 'possible';
  } else {
    if (name.kind !== 'password' && !(name.kind === 'secret' && name.strong && value.mixed && length >= 8))
      return undefined;
    if (!(name.strong || value.mixed) || !acceptsWords(text, assignment) || saysName(assignment)) return undefined;
    confidence = value.mixed && length >= 8 && name.kind === 'password' ? 'likely' : 'possible';
  }
  const rank = specificity.generic + (name.strong ? 100 : 0) + Math.min(90, length);
  const evidence = value.kind === 'word' ? byWord : byRandomness;
  return { ruleId: ruleOf[name.kind], start, end, confidence, evidence, rank };
}

const hexadecimal40 = /^[0-9A-F]{40}$/;
const byWord: readonly Evidence[] = ['name', 'word'];
const byRandomness: readonly Evidence[] = ['name', 'random'];
const ruleOf: Readonly<Record<NameVerdict['kind'], string>> = {
  password: 'generic-password',
  key: 'generic-api-key',
  token: 'generic-token',
  secret: 'generic-secret',
};

/** `dot1x_password = "dot1xPassword"`: the name again. */
function saysName({ name, value }: Assignment): boolean {
  const plain = value.toLowerCase().replace(/[^a-z0-9]/g, '');
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .endsWith(plain);
}

/** `badge.svg?token=`: the token of a badge, which visitors are meant to see. */
function isPublicPlace(text: string, { nameStart }: Assignment): boolean {
  return text.startsWith('.svg?', nameStart - 5);
}

/** `PROVIDER_TOKEN`: variables of the environment are not named after what passes by. */
function isConstant(name: string): boolean {
  return /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(name) && !/CLIENT|REQUEST|SESSION|DEVICE|RESET|TEST/.test(name);
}

/** `GPG_KEY=` and the forty digits of a fingerprint: which key to trust, not the key. */
function isFingerprint({ name, value }: Assignment): boolean {
  return ofGpg.test(name) && /^(?:0x)?(?:[0-9A-F]{16}|[0-9A-F]{40})$/i.test(value);
}

const ofGpg = /gpg|pgp/i;

/** A bare word that goes on as an expression, or is a number with a suffix: code, not a value. */
function isExpression(text: string, assignment: Assignment, mayBeShort: boolean): boolean {
  const { start, end, value } = assignment;
  const next = text.slice(end, end + 4);
  return (
    /^[ \t]*[([{?]/.test(next) ||
    (/^[ \t]*[|&]/.test(next) && !isTight(text, start)) ||
    /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/.test(value) ||
    (value.length < 12 && !(mayBeShort && (isWholeLine(text, assignment) || isInList(text, assignment))))
  );
}

/** Words count as passwords in quotes and in arguments; bare ones only where nothing else is assigned from. */
function acceptsWords(text: string, assignment: Assignment): boolean {
  const { form, value } = assignment;
  if (value.length < 5 || /\s/.test(value)) return false;
  if (isKnownShape(value) || isReference(value) || isPlaceholder(value)) return false;
  if (form === 'pair') return false;
  if (form === 'quoted' || form === 'element') return true;
  if (/^[a-z]+$/i.test(value) || (/^[A-Za-z_$][\w$.]*$/.test(value) && !/[0-9]/.test(value))) return false;
  if (/^[A-Za-z_]\w{0,20}\.[A-Z]\w*$/.test(value)) return false; // a class of a module
  if (form === 'argument') return /[0-9]/.test(value);
  return isWholeLine(text, assignment) || (isMixedWord(value) && isInList(text, assignment));
}

/** Whether the line holds nothing but the assignment, as in a configuration file. */
function isWholeLine(text: string, { start, end }: Assignment): boolean {
  const before = text.slice(Math.max(0, start - 80), start);
  return (
    /(?:^|\n)[ \t]*(?:[#;*-]{1,2}[ \t]?|\/\/[ \t]?)?(?:export[ \t]|ENV[ \t]|ARG[ \t]|set[ \t])?[\w.-]{2,60}[ \t]?[=:][ \t]*$/.test(
      before,
    ) && /^[ \t]*(?:\r?\n|$|#)/.test(text.slice(end, end + 8))
  );
}

/** Whether the assignment is one of a list of them on a line: of a shell, of a connection string, of options of a command. */
function isInList(text: string, { nameStart, start, end }: Assignment): boolean {
  return (
    isTight(text, start) &&
    /(?:^|[\s"',-])$/.test(text.slice(Math.max(0, nameStart - 1), nameStart)) &&
    /^(?:$|[\r\n"']|[ \t]+[\w./$"'-])/.test(text.slice(end, end + 4))
  );
}

/** `name=value` without a space. */
function isTight(text: string, start: number): boolean {
  return text[start - 1] === '=' && isWordCode(text.charCodeAt(start - 2));
}

/** Letters with digits, long enough to have been chosen. */
function isMixedWord(value: string): boolean {
  return value.length >= 8 && /[A-Za-z]/.test(value) && /[0-9]/.test(value);
}

/** A name that is just `key`, with the word before it where that says which key: `API key`, `public key`. */
function withQualifier(text: string, { name, nameStart }: Assignment): string {
  const word = /([A-Za-z]{3,12})[ ]$/.exec(text.slice(Math.max(0, nameStart - 14), nameStart))?.[1];
  return word !== undefined && saysWhichKey(word.toLowerCase()) ? `${word} ${name}` : name;
}
