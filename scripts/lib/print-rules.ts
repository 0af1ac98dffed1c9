/**
 * Prints the shipped fields of the rule table as JSON. Where the table contradicts itself: nothing but the problems, on
 * stderr, each beginning with the id of its row, and status 1.
 */
import { rules } from '../../server/src/engine/rules/index.ts';
import { validateRules } from '../../server/src/engine/rules/validate.ts';
import type { Rule } from '../../server/src/engine/types.ts';

function shipped(rule: Rule): Omit<Rule, 'source' | 'examples' | 'nearMisses'> {
  const { source: _source, examples: _examples, nearMisses: _nearMisses, ...rest } = rule;
  return rest;
}

const problems = validateRules(rules);
if (problems.length > 0) {
  console.error(`The rule table contradicts itself:\n${problems.join('\n')}`);
  process.exitCode = 1;
} else {
  console.log(JSON.stringify(rules.map(shipped)));
}
