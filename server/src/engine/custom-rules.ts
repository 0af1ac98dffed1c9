import type { CustomRule } from './engine.ts';
import { longestMatch } from './shape-length.ts';
import type { Confidence } from './types.ts';

/** Longest match of a custom rule, in UTF-16 code units; longer ones would make typing near them slow. */
const LONGEST = 2000;
const MOST_RULES = 200;

export interface CustomRules {
  readonly rules: readonly CustomRule[];
  /** A sentence for each entry that was refused, without its pattern. */
  readonly problems: readonly string[];
}

/**
 * Reads the setting `keylift.customRules`. Entries that cannot be used are refused one by one, with the reason; the
 * others work on.
 * @param setting whatever stands in the user's settings.
 * @param taken ids of the built-in rules.
 */
export function readCustomRules(setting: unknown, taken: (id: string) => boolean = () => false): CustomRules {
  if (setting === undefined || setting === null) return { rules: [], problems: [] };
  if (!Array.isArray(setting)) return { rules: [], problems: ['keylift.customRules must be a list.'] };
  const rules: CustomRule[] = [];
  const problems: string[] = [];
  const ids = new Set<string>();
  for (const [index, entry] of setting.slice(0, MOST_RULES).entries()) {
    const place = `Custom rule ${index + 1}`;
    const result = readRule(entry);
    if (typeof result === 'string') problems.push(`${place} is not used: ${result}`);
    else if (ids.has(result.id) || taken(result.id)) problems.push(`${place} is not used: its id is taken.`);
    else {
      ids.add(result.id);
      rules.push(result);
    }
  }
  if (setting.length > MOST_RULES) problems.push(`Only the first ${MOST_RULES} custom rules are used.`);
  return { rules, problems };
}

/** The rule, or why it cannot be used. */
function readRule(entry: unknown): CustomRule | string {
  if (typeof entry !== 'object' || entry === null) return 'it must be an object.';
  const { id, pattern, keywords, name, env, confidence } = entry as Record<string, unknown>;
  if (typeof id !== 'string' || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id)) {
    return '"id" must be lower-case letters, digits and single hyphens.';
  }
  if (typeof pattern !== 'string' || pattern === '') return '"pattern" must be a regular expression.';
  if (!Array.isArray(keywords) || keywords.length === 0 || !keywords.every(isKeyword)) {
    return '"keywords" must list literal texts of at least 3 ASCII characters, one of which every match contains.';
  }
  if (name !== undefined && typeof name !== 'string') return '"name" must be a text.';
  if (env !== undefined && (typeof env !== 'string' || !/^[A-Z_][A-Z0-9_]*$/.test(env))) {
    return '"env" must be a variable name in capitals.';
  }
  if (confidence !== undefined && !isConfidence(confidence)) return '"confidence" must be certain, likely or possible.';
  const doubt = patternProblem(pattern);
  if (doubt) return doubt;
  return {
    id,
    pattern,
    keywords,
    confidence: confidence ?? 'likely',
    ...(name === undefined ? {} : { name }),
    ...(env === undefined ? {} : { env }),
  };
}

function isKeyword(keyword: unknown): keyword is string {
  return typeof keyword === 'string' && /^[\x20-\x7e]{3,64}$/.test(keyword);
}

function isConfidence(value: unknown): value is Confidence {
  return value === 'certain' || value === 'likely' || value === 'possible';
}

/**
 * Why a pattern is refused. A pattern is tried at bounded stretches of text only; that makes it linear in the text as
 * long as its own work is bounded, so nested and unbounded repetition is not allowed.
 */
export function patternProblem(pattern: string): string | undefined {
  try {
    new RegExp(pattern);
  } catch {
    return '"pattern" is not a valid regular expression.';
  }
  try {
    const longest = longestMatch(pattern);
    if (longest === 0) return '"pattern" matches nothing.';
    if (longest > LONGEST) return `"pattern" may match more than ${LONGEST} characters; lower its repetitions.`;
  } catch (error) {
    if (error instanceof RangeError && error.message === 'unbounded quantifier') {
      return '"pattern" repeats without a limit, which can take very long; write {1,200} in place of + or *.';
    }
    return '"pattern" uses back references or another construct that is not supported.';
  }
  return costProblem(pattern);
}

/** Repetitions inside a repeated group, or several in a row over the same characters, multiply. */
function costProblem(pattern: string): string | undefined {
  const plain = pattern.replace(/\\./g, 'x').replace(/\[(?:\\.|[^\]\\])*\]/g, 'c');
  if (/\([^()]*(?:\{\d+,\d+\}|\?)[^()]*\)\{\d+,?\d*\}/.test(plain)) {
    return '"pattern" repeats a group that repeats inside, which can take very long.';
  }
  const variable = [...plain.matchAll(/\{(\d+),(\d+)\}/g)].map(([, least, most]) => Number(most) - Number(least));
  const ways = variable.reduce((product, spread) => product * (spread + 1), 1);
  if (ways > 20_000)
    return '"pattern" has several long repetitions, which can take very long; fix the lengths of some.';
  return undefined;
}
