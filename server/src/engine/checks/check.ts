import type { Evidence } from '../types.ts';

/** `unknown`: the format has no sum, or this key is of a generation without one. */
export type Verdict = 'valid' | 'invalid' | 'unknown';

/** What a format carries that can be judged without the provider. Pure and synchronous. */
export interface Check {
  /** What is checked: a sum over the key, or what it decodes to. */
  readonly kind: 'checksum' | 'structure';
  /** Grades a key that has matched the rule's shape. */
  verify(key: string): Verdict;
  /**
   * Makes a valid key of one that only has the shape: replaces the sum, or the part that is decoded. The result has the
   * same prefix and still matches the shape. Used by generators in tests.
   */
  complete(draft: string): string;
  /**
   * What the key tells about itself, as (label, value) pairs for the hover: account, organisation, expiry. Never a part
   * that is secret.
   */
  details?(key: string): Array<[label: string, value: string]>;
  /**
   * A reason to lower the confidence that stands in the key itself.
   * @param now milliseconds since 1970.
   */
  doubt?(key: string, now: number): Evidence | undefined;
}

/** A check that only reads details: the format carries nothing to verify. */
export function informative(details: NonNullable<Check['details']>): Check {
  return { kind: 'structure', verify: () => 'unknown', complete: (draft) => draft, details };
}

/**
 * A sum at a known place: `split` takes the key apart, `sum` computes what must stand in its last part.
 * @param split the text that is summed and the sum that is there; undefined where the key has none.
 */
export function checksum(
  split: (key: string) => readonly [body: string, sum: string] | undefined,
  sum: (body: string) => string,
): Check {
  return {
    kind: 'checksum',
    verify: (key) => {
      const parts = split(key);
      return parts === undefined ? 'unknown' : sum(parts[0]) === parts[1] ? 'valid' : 'invalid';
    },
    complete: (draft) => {
      const parts = split(draft);
      return parts === undefined ? draft : draft.slice(0, draft.length - parts[1].length) + sum(parts[0]);
    },
  };
}

/** A date as `2026-03-31` from seconds since 1970; undefined where it is none. */
export function dateOf(seconds: unknown): string | undefined {
  if (typeof seconds !== 'number' || !(seconds > 0 && seconds < 1e11)) return undefined;
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** The pair, if the value is a short text or a number; nothing otherwise. */
export function detail(label: string, value: unknown): Array<[string, string]> {
  if (typeof value === 'number') return [[label, String(value)]];
  return typeof value === 'string' && value !== '' && value.length <= 200 ? [[label, value]] : [];
}
