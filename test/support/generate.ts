import { checks } from '../../server/src/engine/checks/index.ts';
import { members, type Node, parseShape } from '../../server/src/engine/rules/shape.ts';
import type { Rule } from '../../server/src/engine/types.ts';
import { seeded } from './random.ts';

/** A generated text that matches a rule, and where in it the key is. */
export interface Generated {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

type Random = () => number;

/** Attempts at a draw that looks random; one in ten thousand fails, so the limit is never met. */
const MOST_DRAWS = 200;

/**
 * One valid key for each example of a rule: the template expanded, and the check's sum put in. The same seed gives the
 * same keys.
 * @throws Error when an example does not match its own rule.
 */
export function generate(rule: Rule, seed: number): Generated[] {
  return rule.examples.map((template, index) => {
    const random = randomFor(rule, seed, index);
    for (let attempt = 0; attempt < MOST_DRAWS; attempt++) {
      const draft = expandTemplate(template, random);
      const whole = locate(rule, draft);
      if (!whole) throw new Error(`${rule.id}: example ${index} does not match its own shape`);
      const generated = completed(rule, whole);
      if (generated && looksRandom(generated.text.slice(generated.start, generated.end), template, entropyOf(rule)))
        return generated;
    }
    throw new Error(`${rule.id}: example ${index} never looks random`);
  });
}

/** One text for each near-miss of a rule. */
export function generateNearMisses(rule: Rule, seed: number): string[] {
  return rule.nearMisses.map((template, index) => expandTemplate(template, randomFor(rule, seed, 1000 + index)));
}

/** Names under which a value of a `named` rule is found, in the case of environment variables. */
export function assignedNames(rule: Rule): string[] {
  return rule.match.kind === 'named' ? rule.match.names.map((name) => name.toUpperCase()) : [];
}

/** A text the template matches: a regular expression as `parseShape` reads it. */
export function expandTemplate(template: string, random: Random): string {
  return expand(parseShape(template), random);
}

function expand(node: Node, random: Random): string {
  switch (node.kind) {
    case 'literal':
      return node.text;
    case 'class':
      return pick([...members(node)], random);
    case 'look':
      return '';
    case 'choice':
      return expand(pick(node.options, random), random);
    case 'sequence':
      return node.items.map((item) => expand(item, random)).join('');
    case 'repeat': {
      const count = node.min + Math.floor(random() * (node.max - node.min + 1));
      return Array.from({ length: count }, () => expand(node.item, random)).join('');
    }
  }
}

function pick<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random() * items.length)] as T;
}

/** A generator of its own for each template, so that adding a row leaves the keys of the others alone. */
function randomFor(rule: Rule, seed: number, index: number): Random {
  let hash = 2166136261;
  for (const character of `${rule.id}/${index}/${seed}`) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619);
  return seeded(hash >>> 0);
}

/** The match of the rule's shape that covers the whole text. */
function locate(rule: Rule, text: string): Generated | undefined {
  const ignoreCase = rule.match.kind === 'token' && rule.match.ignoreCase ? 'i' : '';
  const found = new RegExp(`^(?:${rule.match.shape})$`, `d${ignoreCase}`).exec(text);
  if (!found) return undefined;
  const [start, end] = found.indices?.groups?.['key'] ?? [0, text.length];
  return { text, start, end };
}

/** The same with the check's sum in it; undefined where the sum has a character that the provider avoids. */
function completed(rule: Rule, { text, start, end }: Generated): Generated | undefined {
  const check = rule.match.check === undefined ? undefined : checks[rule.match.check];
  if (!check) return { text, start, end };
  const key = check.complete(text.slice(start, end));
  return locate(rule, text.slice(0, start) + key + text.slice(end));
}

function entropyOf(rule: Rule): number {
  return rule.match.entropy ?? 2.5;
}

/** Whether a drawn key would pass for one: varied enough for its rule, and no character drawn four times in a row. */
function looksRandom(key: string, template: string, least: number): boolean {
  const counts = new Map<string, number>();
  for (const character of key) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / key.length) * Math.log2(count / key.length);
  return bits >= least && (!/(.)\1{3}/.test(key) || /(.)\1{3}/.test(template) || key.length > 200);
}
