/** Something that hangs on a place in a text. */
export interface Placed {
  /** UTF-16 offset; shifted in place when text before it changes. */
  at: number;
}

/** Things in the order of their places. Removing and shifting touch plain numbers only, so that thousands cost little. */
export class OrderedList<T extends Placed> {
  private items: T[] = [];

  all(): readonly T[] {
    return this.items;
  }

  /** Those in `[from, to)`. */
  range(from: number, to: number): T[] {
    return this.items.slice(this.indexOf(from), this.indexOf(to));
  }

  /** The first one at or after `from`. */
  after(from: number): T | undefined {
    return this.items[this.indexOf(from)];
  }

  /** Takes out those in `[from, to)` and returns them. */
  take(from: number, to: number): T[] {
    const first = this.indexOf(from);
    const last = this.indexOf(to);
    return first === last ? [] : this.items.splice(first, last - first);
  }

  /** Takes out those of a range that `test` picks. */
  takeIf(from: number, to: number, test: (item: T) => boolean): T[] {
    const taken = this.range(from, to).filter(test);
    if (taken.length > 0) {
      const gone = new Set(taken);
      const first = this.indexOf(from);
      const kept = this.range(from, to).filter((item) => !gone.has(item));
      this.items.splice(first, kept.length + taken.length, ...kept);
    }
    return taken;
  }

  /** Moves those at or after `from` by `delta`. */
  shift(from: number, delta: number): void {
    if (delta === 0) return;
    for (let i = this.indexOf(from); i < this.items.length; i++) (this.items[i] as T).at += delta;
  }

  /** Puts in items that are ordered among themselves and all belong between the same neighbours, or anywhere one by one. */
  add(items: readonly T[]): void {
    if (items.length === 0) return;
    const first = items[0] as T;
    const last = items[items.length - 1] as T;
    const index = this.indexOf(first.at);
    const next = this.items[index];
    if (next === undefined || next.at >= last.at) {
      if (index === this.items.length) for (const item of items) this.items.push(item);
      else this.items = [...this.items.slice(0, index), ...items, ...this.items.slice(index)];
    } else this.items = [...this.items, ...items].sort((a, b) => a.at - b.at);
  }

  /** Index of the first item at or after `at`. */
  private indexOf(at: number): number {
    let low = 0;
    let high = this.items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.items[middle] as T).at < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
