import { checks } from '../checks/index.ts';
import { shannonEntropy } from '../text.ts';
import type { Rule, TokenMatch } from '../types.ts';
import { longest, type Node, parseShape, paths, type Stretch, sample } from './shape.ts';

/** Longest match the engine reads. */
const LONGEST_MATCH = 16_384;

/** What is wrong with a table, one sentence each, beginning with the row's id. Empty: nothing. The build stops otherwise. */
export function validateRules(rules: readonly Rule[]): string[] {
  const seen = new Set<string>();
  return rules.flatMap((rule) => {
    const problems = [...head(rule), ...proofs(rule), ...match(rule)];
    if (seen.has(rule.id)) problems.push('the id is used twice');
    seen.add(rule.id);
    return problems.map((problem) => `${rule.id}: ${problem}`);
  });
}

function head(rule: Rule): string[] {
  const problems: string[] = [];
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)+$|^jwt$/.test(rule.id)) problems.push('the id is not words joined by hyphens');
  if (rule.what === '') problems.push('`what` is empty');
  if (!/^[A-Z_][A-Z0-9_]*$/.test(rule.env)) problems.push(`${rule.env} is no name of an environment variable`);
  if (rule.revoke !== undefined && !/^https:\/\/\S+$/.test(rule.revoke)) problems.push('`revoke` is no https address');
  if (!/^(?:https:\/\/\S+|observed: .+)$/.test(rule.source))
    problems.push('`source` is neither an address nor observed');
  return problems;
}

function proofs(rule: Rule): string[] {
  const problems: string[] = [];
  if (rule.examples.length === 0) problems.push('no examples');
  if (rule.nearMisses.length === 0) problems.push('no near-misses');
  const failures = [...rule.examples, ...rule.nearMisses].flatMap((template) => failureOf(template) ?? []);
  if (failures.length > 0) return [...problems, ...failures.map((failure) => `template ${failure}`)];
  if (failureOf(rule.match.shape)) return problems;
  if (!rule.examples.every((template) => turns.every((turn) => hasShape(rule, template, turn))))
    problems.push('an example does not match the shape');
  if (rule.nearMisses.some((template) => turns.every((turn) => isKey(rule, template, turn))))
    problems.push('a near-miss matches');
  return problems;
}

const turns = [1, 2, 3];

function hasShape({ match }: Rule, template: string, turn: number): boolean {
  const flags = match.kind === 'token' && match.ignoreCase ? 'i' : '';
  return new RegExp(`^(?:${match.shape})$`, flags).test(sample(parseShape(template), turn));
}

function isKey(rule: Rule, template: string, turn: number): boolean {
  const text = sample(parseShape(template), turn);
  return hasShape(rule, template, turn) && shannonEntropy(text) >= (rule.match.entropy ?? 2.5);
}

function match(rule: Rule): string[] {
  const { match } = rule;
  const failure = failureOf(match.shape);
  if (failure) return [`shape: ${failure}`];
  const shape = parseShape(match.shape);
  const problems = [...nested(shape)];
  if (longest(shape) > LONGEST_MATCH) problems.push(`the shape can be longer than ${LONGEST_MATCH}`);
  if (match.check !== undefined && !checks[match.check]) problems.push(`no check is called ${match.check}`);
  if (match.pair !== undefined && /(?<!\\)(?:[*+]|\{\d+,\})/.test(match.pair.replace(/\[(?:\\.|[^\]\\])*\]/g, '')))
    problems.push('unbounded quantifier in the pair');
  if (match.kind === 'token') return [...problems, ...anchored(shape, match), ...certainty(rule, match)];
  if (match.names.length === 0) problems.push('a named rule without names');
  if (!match.names.every((name) => /^[a-z0-9]+(?:_[a-z0-9]+)*$/.test(name)))
    problems.push('names are words joined by _');
  if (rule.confidence === 'certain') problems.push('a name alone makes nothing certain');
  return problems;
}

function failureOf(source: string): string | undefined {
  try {
    new RegExp(source);
    parseShape(source);
    return undefined;
  } catch (error) {
    return `${source.slice(0, 40)}: ${(error as Error).message}`;
  }
}

/** A name that has to be near is no proof by itself. */
function certainty(rule: Rule, match: TokenMatch): string[] {
  if (rule.confidence !== 'certain' || !match.near) return [];
  return ['certain, yet it needs a word nearby'];
}

/** Every way through the shape must hold an anchor, not further in than `lead`; every anchor must be of use. */
function anchored(shape: Node, match: TokenMatch): string[] {
  const fold = (text: string): string => (match.ignoreCase ? text.toLowerCase() : text);
  const problems = match.anchors
    .filter((anchor) => !/^[\x20-\x7e]{3,}$/.test(anchor))
    .map((anchor) => `anchor ${anchor} is shorter than 3 characters or not ASCII`);
  const unused = new Set(match.anchors.map(fold));
  const { lead = 0, leastLead = 0 } = match;
  for (const path of paths(shape)) {
    const offsets = match.anchors.map(fold).flatMap((anchor) => {
      const offset = offsetOf(path, anchor, fold);
      if (offset) unused.delete(anchor);
      return offset ?? [];
    });
    const [first] = offsets.sort((a, b) => a.most - b.most);
    if (!first) problems.push(`a match need not hold an anchor: ${spell(path)}`);
    else if (first.most > lead) problems.push(`the anchor may stand ${first.most} in, lead is ${lead}`);
    else if (first.least < leastLead)
      problems.push(`the anchor may stand ${first.least} in, leastLead is ${leastLead}`);
  }
  return [...problems.slice(0, 1), ...[...unused].map((anchor) => `no match holds the anchor ${anchor}`)];
}

interface Offset {
  readonly least: number;
  readonly most: number;
}

/** Where a literal stretch of the path holds the anchor first. */
function offsetOf(path: readonly Stretch[], anchor: string, fold: (text: string) => string): Offset | undefined {
  let [least, most] = [0, 0];
  let run = '';
  for (const stretch of [...path, { gap: 0, least: 0 }]) {
    if ('text' in stretch) {
      run += fold(stretch.text);
      continue;
    }
    const found = run.indexOf(anchor);
    if (found >= 0) return { least: least + found, most: most + found };
    least += run.length + stretch.least;
    most += run.length + stretch.gap;
    run = '';
  }
  return undefined;
}

function spell(path: readonly Stretch[]): string {
  return path
    .map((stretch) => ('text' in stretch ? stretch.text : '…'))
    .join('')
    .slice(0, 60);
}

/** A repeated group that can end in a repeat of what it begins with can be divided in many ways: exponential time. */
function nested(node: Node): string[] {
  switch (node.kind) {
    case 'repeat': {
      const open = node.max > 1 && node.min !== node.max ? lastOpen(node.item) : undefined;
      return open && canBeginWith(node.item, open)
        ? ['a repeated group can be divided in many ways']
        : nested(node.item);
    }
    case 'choice':
      return node.options.flatMap(nested);
    case 'sequence':
      return node.items.flatMap(nested);
    case 'look':
      return nested(node.item);
    default:
      return [];
  }
}

/** What is repeated, from `min` to more than `min` times, at the end of a node. */
function lastOpen(node: Node | undefined): Node | undefined {
  if (node?.kind === 'repeat') return node.min !== node.max ? node.item : lastOpen(node.item);
  if (node?.kind === 'choice') return node.options.map(lastOpen).find((found) => found !== undefined);
  return node?.kind === 'sequence' ? lastOpen(node.items.at(-1)) : undefined;
}

/** Whether a node may begin with a character that `open` accepts; where that is not plain to see, it may. */
function canBeginWith(node: Node, open: Node): boolean {
  const first = node.kind === 'sequence' ? node.items[0] : node;
  if (first?.kind !== 'literal') return true;
  return open.kind === 'class' ? open.test.test(first.text) : open.kind !== 'literal' || open.text === first.text;
}
