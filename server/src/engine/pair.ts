import { hasAlternatives } from './shape-head.ts';
import { type RunTest, runTest } from './shape-run.ts';
import { surroundings } from './text.ts';

/** How far the other half of a pair may stand on each side, in lines, and in UTF-16 code units. */
const PAIR_LINES = 10;
export const PAIR_REACH = 700;

/** The other half of a key that comes in two: what it looks like, and whether it is near. */
export class Pair {
  private readonly pattern: RegExp;
  private readonly beginnings: readonly NearLiteral[];
  private readonly mayHold: RunTest;

  /** @param pattern source of a regular expression. */
  constructor(pattern: string) {
    this.pattern = new RegExp(pattern);
    this.beginnings = beginningsOf(pattern).map((literal) => new NearLiteral(literal));
    this.mayHold = runTest(pattern);
  }

  /** Whether it can stand near `[start, end)` at all: cheap, because it most often does not. */
  mayBeNear(text: string, start: number, end: number): boolean {
    const from = Math.max(0, start - PAIR_REACH);
    const to = Math.min(text.length, end + PAIR_REACH);
    return this.mayBegin(text, from, to) && (this.mayHold(text, from, start) || this.mayHold(text, end, to));
  }

  private mayBegin(text: string, from: number, to: number): boolean {
    for (let i = 0; i < this.beginnings.length; i++) {
      if ((this.beginnings[i] as NearLiteral).isWithin(text, from, to)) return true;
    }
    return this.beginnings.length === 0;
  }

  /** Whether it stands near `[start, end)`. */
  isNear(text: string, start: number, end: number): boolean {
    if (!this.mayBeNear(text, start, end)) return false;
    const [from, to] = surroundings(text, start, end, PAIR_LINES, PAIR_REACH);
    return this.pattern.test(`${text.slice(from, start)}\n${text.slice(end, to)}`);
  }
}

/** The literals with one of which each match of a pattern begins; none where the pattern does not tell. */
function beginningsOf(pattern: string): readonly string[] {
  if (hasAlternatives(pattern)) return [];
  const choice = /^\(\?:(\w+(?:\|\w+)*)\)(?![?*{])/.exec(pattern)?.[1];
  const literal = /^\w{2,}(?![?*{\w])/.exec(pattern)?.[0];
  return choice?.split('|') ?? (literal === undefined ? [] : [literal]);
}

/**
 * Whether a literal stands in a stretch of a text. It is asked at one stretch after the other, which overlap, and reads
 * the text once for all of them.
 */
class NearLiteral {
  private readonly literal: string;
  private text = '';
  /** Between these offsets the literal does not begin. */
  private from = 0;
  private to = 0;
  /** Whether it begins at `to`. */
  private isAtEnd = false;

  constructor(literal: string) {
    this.literal = literal;
  }

  isWithin(text: string, from: number, to: number): boolean {
    const isKnown = from >= this.from && from <= this.to && this.text === text;
    // Also where it is equal: comparing a string with itself is fast, with another of the same content it is not.
    this.text = text;
    if (!isKnown) {
      this.from = from;
      this.to = from;
      this.isAtEnd = false;
    }
    if (this.isAtEnd || this.to >= to) return this.isAtEnd && this.to < to;
    const last = Math.max(to, this.to + NearLiteral.STEP);
    const found = text.slice(this.to, last + this.literal.length - 1).indexOf(this.literal);
    this.isAtEnd = found >= 0;
    this.to = found >= 0 ? this.to + found : last;
    return this.isAtEnd && this.to < to;
  }

  /** As much is read at a time, in UTF-16 code units. */
  private static readonly STEP = 8192;
}
