import type { Reach } from './scanner.ts';

/** Longest piece whose repetition is noticed, in UTF-16 code units. */
export const LONGEST_PERIOD = 2048;
/** As much text as must stand there twice before the rest is compared, in UTF-16 code units. */
const PROBE = 32;
/** As much text is compared at a time where it goes on repeating itself, in UTF-16 code units. */
const BLOCK = 8192;
/** Anchors between two looks for a repetition, at first and when none is found. */
const FIRST_PAUSE = 48;
const LONGEST_PAUSE = 1024;

/**
 * Saves evaluating the same piece of text again and again, where a text is nothing but repetitions of it: evaluation is
 * local, so that an anchor with the same text as far as its evaluation reaches as one that led to nothing leads to nothing.
 *
 * To be asked at all anchors of a text, in ascending order.
 */
export class Repetition {
  private readonly text: string;
  private readonly reach: Reach;
  /** The text between these offsets is that of one period earlier, as far as any evaluation reaches. */
  private from = 0;
  private to = 0;
  private period = 0;
  private lastFound = Number.NEGATIVE_INFINITY;
  private count = 0;
  private pause = FIRST_PAUSE;

  /** @param reach of the evaluations that are to be saved. */
  constructor(text: string, reach: Reach) {
    this.text = text;
    this.reach = reach;
  }

  /** Whether it is known that the evaluation at `at` finds nothing. */
  isBarren(at: number): boolean {
    if (at < this.to) return at >= this.from && this.lastFound < at - this.period;
    if (++this.count >= this.pause) this.look(at);
    return false;
  }

  /** Up to where it is known that evaluations from `at` on find nothing; `at` where that is not known. */
  barrenTo(at: number): number {
    return at < this.to && this.isBarren(at) ? this.to : at;
  }

  /** Something was found at an anchor. */
  found(at: number): void {
    this.lastFound = at;
  }

  private look(at: number): void {
    const { text, reach } = this;
    this.count = 0;
    const base = Math.max(0, at - LONGEST_PERIOD);
    const before = text.slice(base, at + PROBE).lastIndexOf(text.slice(at, at + PROBE), at - base - 1);
    const period = at - base - before;
    let end = at;
    if (at > base && before >= 0) end = repeatedTo(text, at, period);
    // What lies one period before an anchor in the range must itself be evaluated within the repetition.
    this.period = period;
    this.from = at + period + reach.before;
    this.to = end - reach.after;
    this.pause = this.from < this.to ? FIRST_PAUSE : Math.min(2 * this.pause, LONGEST_PAUSE);
  }
}

/** Up to where each character from `at` on is the one a period before it. */
function repeatedTo(text: string, at: number, period: number): number {
  let end = at;
  // Strings are compared many times faster than characters.
  for (let size = BLOCK; size > 1; size = size === BLOCK ? PROBE : 1) {
    while (end + size <= text.length && text.slice(end, end + size) === text.slice(end - period, end - period + size)) {
      end += size;
    }
  }
  while (end < text.length && text.charCodeAt(end) === text.charCodeAt(end - period)) end++;
  return end;
}
