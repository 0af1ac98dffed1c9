import { gradeKey } from '../grade.ts';
import { type RawMatch, specificity } from '../matcher.ts';
import { shannonEntropy, surroundings } from '../text.ts';
import type { NamedMatch, Rule } from '../types.ts';
import type { Assignment } from './assignment.ts';
import { nameWords } from './names.ts';
import { randomness } from './randomness.ts';
import { isPlaceholder } from './values.ts';

export type NamedRule = Rule & { readonly match: NamedMatch };

/** How far the other half of a pair may stand, in UTF-16 code units on each side; ten lines at most. */
export const PAIR_REACH = 700;
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

/** The rules for values without marks of their own, to be looked up by the words of the name a value is assigned to. */
export class NamedRules {
  /** Anchors that lead to names which the anchors of all names do not find. */
  readonly anchors: readonly string[];
  /** By the first word of a rule's name: the provider's, as a rule. */
  private readonly byFirstWord = new Map<string, RuleName[]>();
  private readonly paired: readonly NamedRule[];
  private readonly shapes = new Map<NamedRule, RegExp>();

  /** @param nameAnchors the anchors of all names. */
  constructor(rules: readonly NamedRule[], nameAnchors: readonly string[]) {
    const anchors = new Set<string>();
    this.paired = rules.filter((rule) => rule.match.pair !== undefined);
    for (const rule of rules) {
      for (const name of rule.match.names) {
        const words = nameWords(name);
        const first = words[0] as string;
        this.byFirstWord.set(first, [...(this.byFirstWord.get(first) ?? []), { rule, words }]);
        if (!isFoundBy(words, nameAnchors)) anchors.add(words.reduce((a, b) => (b.length > a.length ? b : a)));
      }
    }
    this.anchors = [...anchors];
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
    if (!isPlausible(assignment.value)) return;
    const done = new Set<NamedRule>();
    if (saysSecret) {
      for (const rule of this.paired) {
        if (!this.shapeOf(rule).test(assignment.value) || !isPaired(text, rule, assignment)) continue;
        done.add(rule);
        const found = judgeNamed(text, rule, assignment);
        if (found) report(found);
      }
    }
    for (const word of words) this.tryRules(word, words, 0, text, assignment, done, report);
    for (const word of contextWords(text, assignment.nameStart)) {
      if (word.length >= 4) this.tryRules(word, words, 1, text, assignment, done, report);
    }
  }

  /** @param skipped how many of a rule's words need not stand in the assigned name: the provider may stand before it. */
  private tryRules(
    word: string,
    words: readonly string[],
    skipped: 0 | 1,
    text: string,
    assignment: Assignment,
    done: Set<NamedRule>,
    report: (match: RawMatch) => void,
  ): void {
    for (const { rule, words: wanted } of this.byFirstWord.get(word) ?? []) {
      if (done.has(rule) || wanted.length <= skipped || !holdsInOrder(words, wanted, skipped)) continue;
      if (!this.shapeOf(rule).test(assignment.value)) continue;
      done.add(rule);
      const found = judgeNamed(text, rule, assignment);
      if (found) report(found);
    }
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

function judgeNamed(text: string, rule: NamedRule, assignment: Assignment): RawMatch | undefined {
  const { value, start, end } = assignment;
  if (shannonEntropy(value) < (rule.match.entropy ?? DEFAULT_ENTROPY) || isPlaceholder(value)) return undefined;
  // Keys without a digit are rare, identifiers of that length are not.
  if (/^[A-Za-z_/+-]+$/.test(value) && randomness(value) < 22) return undefined;
  const paired = isPaired(text, rule, assignment);
  const { confidence, evidence, bonus } = gradeKey(rule, value, ['keyword', 'name'], paired);
  const rank = specificity.named + Math.min(200, value.length) + bonus;
  return { ruleId: rule.id, start, end, confidence, evidence, rank };
}

function isPaired(text: string, rule: NamedRule, { start, end }: Assignment): boolean {
  if (rule.match.pair === undefined) return false;
  const [from, to] = surroundings(text, start, end, 10, PAIR_REACH);
  return new RegExp(rule.match.pair).test(`${text.slice(from, start)}\n${text.slice(end, to)}`);
}

/** Whether a value can have any rule's shape: cheap, because most assigned values are not. */
function isPlausible(value: string): boolean {
  return value.length >= SHORTEST && (/[0-9]/.test(value) || (/[a-z]/.test(value) && /[A-Z]/.test(value)));
}

/** The words shortly before a name, where the provider's name may stand. */
function contextWords(text: string, nameStart: number): Set<string> {
  const [from] = surroundings(text, nameStart, nameStart, CONTEXT.lines, CONTEXT.reach);
  return new Set(
    text
      .slice(from, nameStart)
      .toLowerCase()
      .split(/[^a-z]+/),
  );
}

function holdsInOrder(words: readonly string[], wanted: readonly string[], from: number): boolean {
  let next = from;
  for (const word of words) if (word === wanted[next]) next++;
  return next === wanted.length;
}
