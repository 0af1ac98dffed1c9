import type { EscapeRules } from './escapes.ts';

/**
 * A tolerant lexer driven by a table per language: comments, strings with their holes, words, brackets. It never fails; text
 * that the table does not describe becomes punctuation.
 */
export interface Syntax {
  /** Literal openings, or sticky patterns where more than the opening decides. */
  readonly lineComments: ReadonlyArray<string | RegExp>;
  readonly blockComments?: ReadonlyArray<{ readonly open: string; readonly close: string; readonly nests?: boolean }>;
  /** Sticky; matches wherever one of many forms could begin, to be spared trying them all. */
  readonly mayOpen?: RegExp;
  /** Tried in order. */
  readonly strings: readonly StringForm[];
  /** Sticky; default `[A-Za-z_$][\w$]*` and numbers. */
  readonly word?: RegExp;
  /** Finds where a construct with rules of its own ends (a regular expression, `$'…'`); `previous` is the token before. */
  readonly special?: (text: string, at: number, previous: Token | undefined) => number | undefined;
  /** A `#` begins a comment only at the start or after white space (shells). */
  readonly commentNeedsSpace?: boolean;
}

/** One way of writing a string. */
export interface StringForm {
  readonly id: string;
  /** Sticky; matches the whole opening, prefix included. */
  readonly open: RegExp;
  /** What ends it; a function where it depends on the opening. */
  readonly close: string | ((opening: RegExpExecArray) => string);
  readonly escapes: EscapeRules;
  readonly multiline?: boolean;
  /** Code inside the string. */
  readonly holes?: readonly Hole[];
  /** The character before must not match (lifetimes, `don't`). */
  readonly notAfter?: RegExp;
  /** The body begins on the next line and ends with a line that holds the tag alone, which a named group of `open` gives. */
  readonly heredoc?: { readonly indented: (opening: RegExpExecArray) => boolean };
  /** Not a string that a lookup can replace: a character, a regular expression. A sentence says why. */
  readonly opaque?: boolean | string;
}

export interface Hole {
  readonly open: string;
  /** Without it, the hole is the opening sign and a name. */
  readonly close?: string;
}

export interface Token {
  readonly kind: 'word' | 'punct' | 'string' | 'comment' | 'special';
  readonly start: number;
  readonly end: number;
  /** Index in the same level of the bracket that opens around this token, or -1. */
  readonly parent: number;
  readonly string?: StringParts;
}

export interface StringParts {
  readonly form: StringForm;
  /** The opening as written, prefix included; for a heredoc, its tag with the arrows. */
  readonly opening: string;
  /** Range of the text between the quotes; for a heredoc, of its body. */
  readonly innerStart: number;
  readonly innerEnd: number;
  readonly closed: boolean;
  readonly holes: ReadonlyArray<{ readonly start: number; readonly end: number; readonly level: Level }>;
}

/** The tokens of the program or of the code in a hole. */
export interface Level {
  readonly tokens: readonly Token[];
}
