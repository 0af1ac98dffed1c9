import type { Confidence, Evidence, NamedMatch, Rule, TokenMatch } from '../types.ts';

/** What token and named rows have in common. */
interface Row {
  /** Default `certain`: a literal of the provider's own and a long random part. */
  readonly confidence?: Confidence;
  readonly env: string;
  readonly revoke?: string;
  readonly note?: Evidence;
  readonly source: string;
  readonly examples: readonly string[];
  readonly nearMisses: readonly string[];
}

type TokenRow = Row & Omit<TokenMatch, 'kind'>;
type NamedRow = Row & Omit<NamedMatch, 'kind'>;

/**
 * A row for a key that identifies itself by a literal part.
 * @param what noun phrase that reads well after the provider.
 */
export function token(id: string, provider: string, what: string, row: TokenRow): Rule {
  const { confidence = 'certain', env, revoke, note, source, examples, nearMisses, ...match } = row;
  return rule({ id, provider, what, confidence, match: { kind: 'token', ...match } }, row);
}

/** A row for a value without marks of its own, known by the name it is assigned to. Default confidence `likely`. */
export function named(id: string, provider: string, what: string, row: NamedRow): Rule {
  const { confidence = 'likely', env, revoke, note, source, examples, nearMisses, ...match } = row;
  return rule({ id, provider, what, confidence, match: { kind: 'named', ...match } }, row);
}

function rule(head: Pick<Rule, 'id' | 'provider' | 'what' | 'confidence' | 'match'>, row: Row): Rule {
  const { env, revoke, note, source, examples, nearMisses } = row;
  return {
    ...head,
    env,
    ...(revoke === undefined ? {} : { revoke }),
    ...(note === undefined ? {} : { note }),
    source,
    examples,
    nearMisses,
  };
}
