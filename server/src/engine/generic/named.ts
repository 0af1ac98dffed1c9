import { gradeKey } from '../grade.ts';
import { type RawMatch, specificity } from '../matcher.ts';
import { Pair } from '../pair.ts';
import { type Characters, charactersOf } from '../shape-characters.ts';
import { longestMatch, shortestMatch } from '../shape-length.ts';
import { DIGIT, LETTER, signsOf } from '../signs.ts';
import { hasEntropy, linesBefore } from '../text.ts';
import type { NamedMatch, Rule } from '../types.ts';
import type { Assignment } from './assignment.ts';
import { nameWords } from './names.ts';
import { randomness } from './randomness.ts';
import { isPlaceholder } from './values.ts';

export type NamedRule = Rule & { readonly match: NamedMatch };

/** How far before the name a provider's name may stand to count as its context: same line and the three before. */
const CONTEXT = { lines: 3, reach: 300 } as const;
const DEFAULT_ENTROPY = 2.5;
/** Shortest value of a named rule, in UTF-16 code units. */
const SHORTEST = 10;

/** One of a rule's names, as words. */
interface RuleName {
  readonly rule: NamedRule;
  readonly words: readonly string[];
}

/** A rule whose keys come with another half. Lengths of its keys are in UTF-16 code units. */
interface PairedRule {
  readonly rule: NamedRule;
  readonly pair: Pair;
  readonly shortest: number;
  readonly longest: number;
}

/** The rules for values without marks of their own, to be looked up by the words of the name a value is assigned to. */
export class NamedRules {
  /** Anchors that lead to names which the anchors of all names do not find. */
  readonly anchors: readonly string[];
  /** By the first word of a rule's name: the provider's, as a rule. */
  private readonly byFirstWord = new Map<string, RuleName[]>();
  private readonly rules: readonly NamedRule[];
  private readonly shapes = new Map<NamedRule, RegExp>();
  /** Made when the first value is met. */
  private paired: readonly PairedRule[] | undefined;
  /** What the values of any rule consist of; compiled when the first value is met. */
  private characters: Characters | undefined;
  private readonly context: ContextWords;

  /** @param nameAnchors the anchors of all names. */
  constructor(rules: readonly NamedRule[], nameAnchors: readonly string[]) {
    const anchors = new Set<string>();
    this.rules = rules;
    for (const rule of rules) {
      for (const name of rule.match.names) {
        const words = nameWords(name);
        const first = words[0] as string;
        this.byFirstWord.set(first, [...(this.byFirstWord.get(first) ?? []), { rule, words }]);
        if (!isFoundBy(words, nameAnchors)) anchors.add(words.reduce((a, b) => (b.length > a.length ? b : a)));
      }
    }
    this.anchors = [...anchors];
    this.context = new ContextWords(this.byFirstWord.keys());
  }

  /**
   * @param words of the assigned name.
   * @param saysSecret whether the name says, without a provider, that its value is a secret: then the other half of a pair
   *   nearby tells whose it is.
   */
  match(
    text: string,
    words: readonly string[],
    saysSecret: boolean,
    assignment: Assignment,
    report: (match: RawMatch) => void,
  ): void {
    const { value, start, end } = assignment;
    if (value.length < SHORTEST || !this.hasOnlyTheirs(value) || !isPlausible(value)) return;
    const done: NamedRule[] = [];
    if (saysSecret) {
      for (const { rule, pair, shortest, longest } of this.pairedRules()) {
        if (value.length < shortest || value.length > longest) continue;
        if (!pair.mayBeNear(text, start, end) || !this.shapeOf(rule).test(value)) continue;
        if (!pair.isNear(text, start, end)) continue;
        done.push(rule);
        const found = this.judge(text, rule, assignment);
        if (found) report(found);
      }
    }
    for (const word of words) this.tryRules(word, words, 0, text, assignment, done, report);
    for (const word of this.context.before(text, assignment.nameStart)) {
      this.tryRules(word, words, 1, text, assignment, done, report);
    }
  }

  /** @param skipped how many of a rule's words need not stand in the assigned name: the provider may stand before it. */
  private tryRules(
    word: string,
    words: readonly string[],
    skipped: 0 | 1,
    text: string,
    assignment: Assignment,
    done: NamedRule[],
    report: (match: RawMatch) => void,
  ): void {
    for (const { rule, words: wanted } of this.byFirstWord.get(word) ?? NO_RULES) {
      if (done.includes(rule) || wanted.length <= skipped || !holdsInOrder(words, wanted, skipped)) continue;
      if (!this.shapeOf(rule).test(assignment.value)) continue;
      done.push(rule);
      const found = this.judge(text, rule, assignment);
      if (found) report(found);
    }
  }

  private judge(text: string, rule: NamedRule, assignment: Assignment): RawMatch | undefined {
    const { value, start, end } = assignment;
    if (!hasEntropy(value, rule.match.entropy ?? DEFAULT_ENTROPY) || isPlaceholder(value)) return undefined;
    // Keys without a digit are rare, identifiers of that length are not.
    if (/^[A-Za-z_/+-]+$/.test(value) && randomness(value) < 22) return undefined;
    const other = rule.match.pair === undefined ? undefined : this.pairedRules().find((paired) => paired.rule === rule);
    const paired = other?.pair.isNear(text, start, end) === true;
    const { confidence, evidence, bonus } = gradeKey(rule, value, ['keyword', 'name'], paired);
    const rank = specificity.named + Math.min(200, value.length) + bonus;
    return { ruleId: rule.id, start, end, confidence, evidence, rank };
  }

  private pairedRules(): readonly PairedRule[] {
    this.paired ??= this.rules.flatMap((rule) => {
      const { pair, shape } = rule.match;
      if (pair === undefined) return [];
      return { rule, pair: new Pair(pair), shortest: shortestMatch(shape), longest: longestMatch(shape) };
    });
    return this.paired;
  }

  private hasOnlyTheirs(value: string): boolean {
    this.characters ??= charactersOf(this.rules.map(({ match }) => match.shape));
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code > 127 ? !this.characters.others : this.characters.ascii[code] === 0) return false;
    }
    return true;
  }

  private shapeOf(rule: NamedRule): RegExp {
    let shape = this.shapes.get(rule);
    if (!shape) {
      shape = new RegExp(`^(?:${rule.match.shape})$`);
      this.shapes.set(rule, shape);
    }
    return shape;
  }
}

/**
 * Whether a name with these words is found by the anchors of all names, also where its first word, the provider, stands
 * before it. Provider's words are common words more often than not: an anchor less is a faster search.
 */
function isFoundBy(words: readonly string[], nameAnchors: readonly string[]): boolean {
  const inName = words.length > 1 ? words.slice(1) : words;
  return inName.some((word) => nameAnchors.some((anchor) => word.includes(anchor)));
}

/** Whether a value can have any rule's shape: cheap, because most assigned values are not. */
function isPlausible(value: string): boolean {
  const signs = signsOf(value);
  return (signs & DIGIT) !== 0 || (signs & LETTER) === LETTER;
}

/** Shortest word that counts as a provider's name in front of a name. */
const SHORTEST_CONTEXT = 4;

/**
 * Finds the first words of rules' names shortly before a name, where the provider's name may stand. It is asked at one name
 * after the other, and reads the text once for all of them.
 */
class ContextWords {
  private readonly words: ReadonlySet<string>;
  /** By the hash of a beginning, 1 for those of the words: most words in a text are told from them by it. */
  private readonly beginnings = new Uint8Array(1 << BEGINNING_BITS);
  private text = '';
  /** Read up to here. */
  private to = 0;
  /** Where the run of letters that `to` may stand in begins. */
  private wordStart = 0;
  /** Of the line that holds `to` and of those before it, in turns; 0 where they are too far away to matter. */
  private readonly lineStarts = new Int32Array(CONTEXT.lines + 1);
  /** Where in `lineStarts` the oldest of them is. */
  private oldest = 0;
  private readonly found: FoundWord[] = [];

  constructor(words: Iterable<string>) {
    this.words = new Set([...words].filter((word) => word.length >= SHORTEST_CONTEXT));
    for (const word of this.words) this.beginnings[beginning(word, 0)] = 1;
  }

  before(text: string, nameStart: number): readonly string[] {
    this.readTo(text, nameStart);
    const from = Math.max(this.lineStarts[this.oldest] as number, nameStart - CONTEXT.reach);
    let found: string[] | undefined;
    for (let i = this.found.length - 1; i >= 0 && (this.found[i] as FoundWord).start >= from; i--) {
      const { word } = this.found[i] as FoundWord;
      if (found?.includes(word)) continue;
      if (found) found.push(word);
      else found = [word];
    }
    return found ?? NO_WORDS;
  }

  /** Reads on to `end`, or begins anew as far before it as words count. */
  private readTo(text: string, end: number): void {
    const isKnown = this.to <= end && this.to >= end - CONTEXT.reach && this.text === text;
    // Also where it is equal: comparing a string with itself is fast, with another of the same content it is not.
    this.text = text;
    if (!isKnown || end - this.to > LEAP) {
      const start = linesBefore(text, end, CONTEXT.lines, CONTEXT.reach);
      if (!isKnown || start > this.to) this.beginAt(text, start, end);
    }
    let start = this.wordStart;
    for (let at = this.to; at < end; at++) {
      const code = text.charCodeAt(at);
      if (isLetter(code)) continue;
      if (at - start >= SHORTEST_CONTEXT) this.readWord(text, start, at);
      start = at + 1;
      if (code !== NEWLINE) continue;
      this.lineStarts[this.oldest] = start;
      this.oldest = this.oldest === CONTEXT.lines ? 0 : this.oldest + 1;
    }
    if (end - start >= SHORTEST_CONTEXT && !isLetter(text.charCodeAt(end))) this.readWord(text, start, end);
    this.wordStart = start;
    this.to = end;
  }

  private beginAt(text: string, start: number, end: number): void {
    this.to = start;
    this.lineStarts.fill(0);
    this.found.length = 0;
    this.wordStart = this.to;
    while (this.to > 0 && this.to < end && isLetter(text.charCodeAt(this.to - 1))) this.wordStart = ++this.to;
  }

  private readWord(text: string, start: number, end: number): void {
    if (this.beginnings[beginning(text, start)] === 0) return;
    const word = text.slice(start, end).toLowerCase();
    if (!this.words.has(word)) return;
    if (this.found.length >= MOST_FOUND) this.found.splice(0, MOST_FOUND / 2);
    this.found.push({ start, word });
  }
}

interface FoundWord {
  readonly start: number;
  readonly word: string;
}

/** Where more is unread, most of it may not count any more. UTF-16 code units. */
const LEAP = 128;
/** Words kept at a time; far fewer fit in what counts. */
const MOST_FOUND = 256;
const NEWLINE = 10;
const NO_RULES: readonly RuleName[] = [];
const NO_WORDS: readonly string[] = [];

function isLetter(code: number): boolean {
  return ((code | 32) - 97) >>> 0 < 26;
}

const BEGINNING_BITS = 14;

/** Hash of the four letters at `at`, without ASCII case. */
function beginning(text: string, at: number): number {
  const pair = ((text.charCodeAt(at) & 31) << 5) | (text.charCodeAt(at + 1) & 31);
  const next = ((text.charCodeAt(at + 2) & 31) << 5) | (text.charCodeAt(at + 3) & 31);
  return (Math.imul((pair << 10) | next, 0x9e3779b1) >>> (32 - BEGINNING_BITS)) | 0;
}

function holdsInOrder(words: readonly string[], wanted: readonly string[], from: number): boolean {
  let next = from;
  for (const word of words) if (word === wanted[next]) next++;
  return next === wanted.length;
}
