import { ChunkedText, type Position } from './chunked-text.ts';
import { OrderedList, type Placed } from './ordered-list.ts';
import { Repetition } from './repetition.ts';
import { byPosition, type Candidate, distinct, withoutOverlaps } from './resolve.ts';
import type { Scanner } from './scanner.ts';

/** One change as the Language Server Protocol sends it; without a range the whole text is replaced. */
export interface ContentChange {
  readonly range?: { readonly start: Position; readonly end: Position };
  readonly text: string;
}

/** A match and the anchor that led to it. The offsets of `match` are relative to `at`. */
interface Occurrence extends Placed {
  readonly match: Candidate;
  readonly isFar: boolean;
  /** Not beaten by another match that it overlaps, and the first of its kind. */
  wins: boolean;
}

/** An anchor that is remembered because its matchers reach far. */
interface FarAnchor extends Placed {
  readonly anchor: number;
  dirty: boolean;
}

/** How much text one turn of `advance` evaluates, in UTF-16 code units: some milliseconds of work. */
const TURN = 262_144;
/** How much text is read at a time for anchors that reach far, besides what they reach, in UTF-16 code units. */
const WINDOW = 65_536;

/**
 * An open document: its text, and the matches in it, kept up to date edit by edit.
 *
 * Evaluation is local, so an edit can only affect matches whose anchor lies within reach of it. Those are forgotten when
 * the edit comes in, and the stretch is noted as pending; `advance` evaluates pending stretches. The few matchers with a
 * far reach (multi-line blocks) would make every stretch long; for them the places of their anchors are remembered
 * instead, and only the blocks that an edit touches are read again.
 *
 * Invariant: once nothing is pending, `matches()` equals a fresh scan of the text.
 */
export class LiveDocument {
  readonly text: ChunkedText;
  private readonly scanner: Scanner;
  private readonly found = new OrderedList<Occurrence>();
  private readonly far = new OrderedList<FarAnchor>();
  /** Stretches to evaluate, ascending, not overlapping. */
  private pending: Array<[from: number, to: number]>;
  /** What the pending stretches held before, to tell whether evaluating them changes anything. */
  private removed: Occurrence[] = [];
  private added: Occurrence[] = [];
  private changed = true;

  constructor(scanner: Scanner, text: string) {
    this.scanner = scanner;
    this.text = new ChunkedText(text);
    this.pending = [[0, text.length]];
  }

  /** Applies changes in order. Nothing is evaluated yet. */
  update(changes: readonly ContentChange[]): void {
    for (const change of changes) {
      const start = change.range ? this.text.offsetAt(change.range.start) : 0;
      const end = change.range ? Math.max(start, this.text.offsetAt(change.range.end)) : this.text.length;
      this.replace(start, end, change.text);
    }
  }

  /** Replaces `[start, end)` and notes what has to be evaluated again. */
  replace(start: number, end: number, text: string): void {
    const { scanner } = this;
    const { near, far } = scanner;
    const delta = text.length - (end - start);
    const lines = this.text.lineCount;
    this.text.replace(start, end, text);
    const from = Math.max(0, start - near.after);
    const to = end + near.before;
    this.forget(this.found.take(from, to));
    for (const item of this.removed)
      item.at = item.at >= end ? item.at + delta : Math.min(item.at, start + text.length);
    if (this.far.take(from, to).some((item) => scanner.isMark(item.anchor))) this.changed = true;
    this.found.shift(to, delta);
    this.far.shift(to, delta);
    this.noteMoved(start, start + text.length, from, this.text.lineCount !== lines);
    this.shiftPending(start, end, delta);
    this.addPending(from, Math.min(this.text.length, to + delta));
    for (const anchor of this.far.range(start - far.after, from)) this.touch(anchor);
    for (const anchor of this.far.range(to + delta, end + delta + far.before)) this.touch(anchor);
  }

  /** How much text there is to evaluate, in UTF-16 code units. */
  get pendingLength(): number {
    return this.pending.reduce((length, [from, to]) => length + to - from, 0);
  }

  /**
   * Evaluates some of what is pending.
   * @returns whether all is done.
   */
  advance(): boolean {
    let budget = TURN;
    while (budget > 0 && this.pending.length > 0) {
      const stretch = this.pending[0] as [number, number];
      const to = Math.min(stretch[1], stretch[0] + budget);
      this.evaluate(stretch[0], to);
      budget -= to - stretch[0] + 1;
      if (to >= stretch[1]) this.pending.shift();
      else stretch[0] = to;
    }
    if (this.pending.length > 0) return false;
    this.evaluateTouched();
    this.settle();
    return true;
  }

  /** Evaluates all that is pending. */
  finish(): void {
    while (!this.advance());
  }

  /** Whether matches, or their lines and columns, may have changed since the last call. */
  takeChanged(): boolean {
    const { changed } = this;
    this.changed = false;
    return changed;
  }

  /** The matches that count, ordered; suppressed ones are left out. */
  matches(): Candidate[] {
    return this.found
      .all()
      .filter((item) => item.wins && !item.match.suppressed)
      .map(absolute)
      .sort(byPosition);
  }

  /** Whether the text holds one of the scanner's marks. */
  holdsMark(anchor: number): boolean {
    return this.far.all().some((item) => item.anchor === anchor);
  }

  private evaluate(from: number, to: number): void {
    const { scanner } = this;
    const base = Math.max(0, from - scanner.near.before);
    const window = this.text.slice(base, to + scanner.near.after);
    const added: Occurrence[] = [];
    const far: FarAnchor[] = [];
    const repeated = new Repetition(window, scanner.near);
    scanner.index.find(window, from - base, to - base, (at, anchor) => {
      if (!repeated.isBarren(at)) {
        for (const match of scanner.matchNear(window, at, anchor)) {
          added.push(occurrence(match, at, base, false));
          repeated.found(at);
        }
      }
      if (scanner.isMark(anchor)) this.changed = true;
      if (scanner.isFar(window, at, anchor)) far.push({ at: at + base, anchor, dirty: true });
    });
    this.far.add(far);
    this.keep(added);
  }

  private evaluateTouched(): void {
    const { far } = this.scanner;
    const added: Occurrence[] = [];
    let base = 0;
    let window = '';
    let repeated = new Repetition(window, far);
    for (const anchor of this.far.all()) {
      if (anchor.dirty && anchor.at + far.after > base + window.length && base + window.length < this.text.length) {
        base = Math.max(0, anchor.at - far.before);
        window = this.text.slice(base, anchor.at + far.after + WINDOW);
        repeated = new Repetition(window, far);
      }
      const at = anchor.at - base;
      if (!anchor.dirty) {
        // What it led to is not looked at here; it may be something.
        repeated.found(at);
        continue;
      }
      anchor.dirty = false;
      if (repeated.isBarren(at)) continue;
      for (const match of this.scanner.matchFar(window, at, anchor.anchor)) {
        added.push(occurrence(match, at, base, true));
        repeated.found(at);
      }
    }
    this.keep(added);
  }

  private keep(added: readonly Occurrence[]): void {
    this.found.add(added);
    for (const item of added) this.added.push(item);
  }

  private touch(anchor: FarAnchor): void {
    anchor.dirty = true;
    this.forget(this.found.takeIf(anchor.at, anchor.at + 1, (item) => item.isFar));
  }

  /** Keeps what an edit took out, at the place where it would be now. */
  private forget(taken: readonly Occurrence[]): void {
    for (const item of taken) this.removed.push(item);
  }

  /** An edit moves what follows on the line where it ends, and when it changes the number of lines everything after. */
  private noteMoved(start: number, end: number, from: number, linesChanged: boolean): void {
    if (this.changed) return;
    let next = this.found.after(from)?.at ?? Number.POSITIVE_INFINITY;
    for (const item of this.removed) {
      if (item.wins && item.at + item.match.end > start) next = Math.min(next, item.at);
    }
    if (next > this.text.length) return;
    if (linesChanged || this.text.positionAt(next).line <= this.text.positionAt(end).line) this.changed = true;
  }

  /** Settles which matches win where something was taken out or put in. */
  private settle(): void {
    const { removed, added } = this;
    this.removed = [];
    this.added = [];
    if (isSame(removed, added)) {
      added.forEach((item, i) => {
        item.wins = (removed[i] as Occurrence).wins;
      });
      return;
    }
    this.changed = true;
    let from = Number.POSITIVE_INFINITY;
    let to = 0;
    for (const item of [...removed, ...added]) {
      from = Math.min(from, item.at + item.match.start);
      to = Math.max(to, item.at + item.match.end);
    }
    this.resolve(from, to);
  }

  /** Decides anew for matches that overlap `[from, to)`. */
  private resolve(from: number, to: number): void {
    const { far, near } = this.scanner;
    const reach = Math.max(far.after, near.after) + Math.max(far.before, near.before);
    const nearby = this.found.range(from - 2 * reach, to + 2 * reach);
    const pairs = nearby.map((item) => ({ ...absolute(item), item })).sort(byPosition);
    const winners = new Set(withoutOverlaps(distinct(pairs)).map((pair) => pair.item));
    for (const item of nearby) {
      if (item.at + item.match.end >= from && item.at + item.match.start <= to) item.wins = winners.has(item);
    }
  }

  private shiftPending(start: number, end: number, delta: number): void {
    this.pending = this.pending
      .map(([from, to]): [number, number] => [
        from >= end ? from + delta : Math.min(from, start),
        to >= end ? to + delta : Math.min(to, start),
      ])
      .filter(([from, to]) => from < to);
  }

  private addPending(from: number, to: number): void {
    const merged: Array<[number, number]> = [];
    for (const stretch of [...this.pending, [from, to] as [number, number]].sort((a, b) => a[0] - b[0])) {
      const last = merged.at(-1);
      if (last && stretch[0] <= last[1]) last[1] = Math.max(last[1], stretch[1]);
      else merged.push([stretch[0], stretch[1]]);
    }
    this.pending = merged;
  }
}

function occurrence(match: Candidate, at: number, base: number, isFar: boolean): Occurrence {
  return { at: at + base, match: { ...match, start: match.start - at, end: match.end - at }, isFar, wins: false };
}

function absolute(item: Occurrence): Candidate {
  return { ...item.match, start: item.at + item.match.start, end: item.at + item.match.end };
}

function isSame(removed: readonly Occurrence[], added: readonly Occurrence[]): boolean {
  return (
    removed.length === added.length &&
    removed.every((old, i) => {
      const item = added[i] as Occurrence;
      const a = old.match;
      const b = item.match;
      return (
        old.at === item.at &&
        a.ruleId === b.ruleId &&
        a.start === b.start &&
        a.end === b.end &&
        a.rank === b.rank &&
        a.confidence === b.confidence &&
        a.suppressed === b.suppressed &&
        a.evidence.join() === b.evidence.join()
      );
    })
  );
}
