/**
 * The vocabulary of the engine. The engine is pure: text in, findings out. Nothing below `engine/` may
 * import `vscode`, a connection, a file system or a Node built-in.
 */

/** How sure Keylift is that a finding is a live credential. Drives the severity of the diagnostic. */
export type Confidence = 'certain' | 'likely' | 'possible';

/** Lower is stronger; used to compare and to filter. */
export const confidenceRank: Readonly<Record<Confidence, number>> = { certain: 0, likely: 1, possible: 2 };

/** One level quieter; `possible` stays `possible`. */
export function lowered(confidence: Confidence): Confidence {
  return confidence === 'certain' ? 'likely' : 'possible';
}

/** The quieter of two. */
export function quieter(a: Confidence, b: Confidence): Confidence {
  return confidenceRank[a] >= confidenceRank[b] ? a : b;
}

/**
 * A hard-coded key found in a text. Holds positions and a rule id, never the value: whoever needs the value
 * reads the text again at the last moment.
 */
export interface Finding {
  /** Id of the rule that found it, as in the rule table, or `generic-…`. */
  readonly ruleId: string;
  /** UTF-16 offset of the first code unit of the key. */
  readonly start: number;
  /** UTF-16 offset just past the key. */
  readonly end: number;
  readonly confidence: Confidence;
  /** Why it is believed, as codes that `describe.ts` turns into words; never contains text of the document. */
  readonly evidence: readonly Evidence[];
}

/** Reasons for (or doubts about) a finding. The wording is in `describe.ts`. */
export type Evidence =
  | 'format' // the provider's own format
  | 'checksum-valid'
  | 'checksum-invalid'
  | 'structure-valid' // decodes to what the provider puts inside
  | 'structure-invalid'
  | 'paired' // its other half is near
  | 'name' // stands in an assignment whose name says key
  | 'keyword' // the provider's name is near
  | 'random' // looks random for its length and alphabet
  | 'word' // a password made of words
  | 'url-credentials'
  | 'encoded' // found inside base64 or percent-encoding
  | 'public' // public by design
  | 'browser-key' // stands where keys meant for browsers stand
  | 'example' // documented or dummy example
  | 'expired'
  | 'test-key' // the provider's test mode
  | 'test-file' // stands in a test or documentation file
  | 'custom'; // a rule from the user's settings

/**
 * A row of the rule table. Plain data (it can be written as JSON), so that the build can check it and strip
 * what only the tests need (`source`, `examples`, `nearMisses`).
 */
export interface Rule {
  /** `provider-what`, lower case, hyphens; stable: people write it in suppressions. */
  readonly id: string;
  /** The company or product that issues the key, in its own spelling. */
  readonly provider: string;
  /** What it is, in a noun phrase that reads well after the provider: `project API key`. */
  readonly what: string;
  readonly confidence: Confidence;
  /** How the key is recognised. */
  readonly match: TokenMatch | NamedMatch;
  /** Suggested environment variable, `[A-Z_][A-Z0-9_]*`. */
  readonly env: string;
  /** Page where the owner revokes or rotates the key. */
  readonly revoke?: string;
  /**
   * Evidence the rule always carries beyond `format`. With `public` (publishable keys, client ids, site keys) and
   * `example` the rule is silent: it recognises the key so that no other rule reports it, and is no finding itself.
   * `test-key` is reported, at the confidence of the row.
   */
  readonly note?: Evidence;
  /** Where the format is documented: a URL, or `observed: …` with what was seen. */
  readonly source: string;
  /** Templates of valid examples, see `test/support/generate.ts`; a check named in `match.check` completes them. */
  readonly examples: readonly string[];
  /** Templates of texts that look alike and must not match this rule. */
  readonly nearMisses: readonly string[];
}

/** A token that identifies itself by a literal part. */
export interface TokenMatch {
  readonly kind: 'token';
  /**
   * Literals (at least 3 characters, case-sensitive unless `ignoreCase`) one of which every match contains.
   * They steer the search over raw text: choose the rarest.
   */
  readonly anchors: readonly string[];
  /** How far before the anchor the token may begin, in UTF-16 code units (default 0: it begins with the anchor). */
  readonly lead?: number;
  /** How far before the anchor it begins at least (default 0); where that equals `lead`, only one start is tried. */
  readonly leastLead?: number;
  /**
   * Regular expression source of the whole match, tried at the token's start (sticky). Every quantifier is bounded.
   * Boundaries are the engine's business: do not write `\b`. Where the match is longer than the key (a URL, a name in
   * front), the key is the named group `key`.
   */
  readonly shape: string;
  readonly ignoreCase?: boolean;
  /** Character class body that may not follow the key (default: derived from the last class of the shape, plus word characters). */
  readonly edge?: string;
  /** Character class body that may not precede the match (default `A-Za-z0-9_`). */
  readonly left?: string;
  /** A check built into the format, by name; it grades the finding. See `checks/index.ts`. */
  readonly check?: string;
  /** Needs one of these words (case-insensitive) within the same or the ±3 neighbouring lines, else it is not reported. */
  readonly near?: readonly string[];
  /**
   * Words (case-insensitive) that, within ±3 lines, say that a key of this format is one for browsers, which visitors may
   * see: it becomes `possible`, with `browser-key` as the reason.
   */
  readonly browser?: readonly string[];
  /** Gives way to every other rule for a token: the shape is a style that many follow. */
  readonly weak?: boolean;
  /** Certain when this pattern is found within ±10 lines (both halves of a pair). */
  readonly pair?: string;
  /** Minimum Shannon entropy of the key in bits per character; rejects `xxxx` and `1234` fillers (default 2.5; 0 switches it off). */
  readonly entropy?: number;
}

/** A value without marks of its own, known by the name it is assigned to. */
export interface NamedMatch {
  readonly kind: 'named';
  /**
   * Words that must stand in the assigned name, or in the surrounding host or file context: each entry is one lower-case
   * alphanumeric word or a run of words joined by `_`, compared with the name split at case changes and separators
   * (`datadog_api` fits `DATADOG_API_KEY` and `datadogApiKey`).
   */
  readonly names: readonly string[];
  /** Regular expression source that the whole value must match. */
  readonly shape: string;
  readonly check?: string;
  /** Certain when this pattern is found within ±10 lines. */
  readonly pair?: string;
  readonly entropy?: number;
}
