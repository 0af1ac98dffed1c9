import type { ChunkedText } from './chunked-text.ts';
import type { AnchorDemand } from './demand.ts';
import type { ContentChange } from './live-document.ts';
import type { Confidence, Finding, Rule } from './types.ts';

/** What is known about a text besides the text. */
export interface TextContext {
  /** Path or URI path with `/`; decides what counts as a test file, a lock file, a `.env` file. */
  readonly path?: string;
  readonly languageId?: string;
}

/** What the rest of Keylift may know of a rule. */
export type RuleInfo = Pick<Rule, 'id' | 'provider' | 'what' | 'env' | 'revoke' | 'confidence'>;

/** Words for a finding. None of them holds more of the value than its public prefix. */
export interface Description {
  /** One line for the diagnostic: which key of which provider, and why it is believed. */
  readonly message: string;
  /** The known prefix and a fixed number of dots; does not tell the length. */
  readonly masked: string;
  /** What the token itself tells, decoded offline (`AWS account`, `expires`), as label and text. */
  readonly details: ReadonlyArray<readonly [label: string, text: string]>;
}

/** An open document whose findings are kept up to date while it is edited. */
export interface OpenText {
  /** The text, with line and offset look-ups that do not slow down with its length. */
  readonly text: ChunkedText;
  /** Applies changes of the Language Server Protocol, in order. Nothing is evaluated yet. */
  update(changes: readonly ContentChange[]): void;
  /** How much text changes left to evaluate, in UTF-16 code units. */
  readonly pending: number;
  /** Evaluates a few milliseconds' worth of what changes left to do; returns whether all is done. */
  advance(): boolean;
  /** Whether findings, or their lines and columns, may have changed since the last call. */
  takeChanged(): boolean;
  /** The findings, as `Engine.scan` of the same text would give them. Evaluates what is still to do. */
  findings(): Finding[];
}

/** Where anchors stand in a text, some at a time: the first `count` entries of both arrays, in ascending order of offset. */
export interface AnchorHits {
  readonly count: number;
  /** UTF-16 offset of the first code unit. */
  readonly offsets: Uint32Array;
  /** Which one: its position in `Engine.anchors`. */
  readonly anchors: Uint16Array;
  /**
   * Replaces the hits by the next ones; returns false when there are none. Those before `from`, an offset behind the hits
   * there were, may be left out: nothing follows from them.
   */
  more?(from: number): boolean;
}

/** Stateless and reusable; safe to keep for the life of a process. */
export interface Engine {
  /**
   * All findings of a text, in order of `start`, never overlapping.
   * @param text any string, lone surrogates included; offsets are UTF-16 code units.
   */
  scan(text: string, context?: TextContext): Finding[];
  /**
   * The same as `scan`, where the anchors were found before (over the bytes of a file, say).
   * @param hits all anchors that the text holds, apart from occurrences that do not meet the anchor's demand.
   */
  scanAt(text: string, hits: AnchorHits, context?: TextContext): Finding[];
  /** Opens a text for editing; its findings are not evaluated yet. */
  open(text: string, context?: TextContext): OpenText;
  /** The rule of an id, generic and custom rules included. */
  rule(id: string): RuleInfo | undefined;
  /** What `describe` says as the message, for callers who need no more. */
  message(finding: Finding): string;
  /** @param value the text of the finding's range, read by the caller just now. */
  describe(finding: Finding, value: string): Description;
  /** Lower-case ASCII literals: a text that holds none of them, compared without ASCII case, has no finding. */
  readonly anchors: readonly string[];
  /** For each anchor, what must hold at an occurrence for anything to be found there. `scanAt` need not be told of others. */
  demands(): readonly AnchorDemand[];
  /** How far around an anchor its evaluation may read, in UTF-16 code units: text further away changes nothing. */
  readonly reach: { readonly before: number; readonly after: number };
}

/** A rule from the user's settings (`keylift.customRules`), already checked. */
export interface CustomRule {
  readonly id: string;
  readonly pattern: string;
  readonly keywords: readonly string[];
  readonly name?: string;
  readonly env?: string;
  readonly confidence: Confidence;
}

export interface EngineOptions {
  readonly customRules?: readonly CustomRule[];
}
