/**
 * A text that is cheap to edit anywhere: a list of chunks of a few thousand characters. An edit rebuilds the chunks it
 * touches; finding a place walks over the lengths of the chunks, a few thousand numbers for tens of megabytes.
 *
 * Lines end at `\n`, `\r\n` or `\r`, as the Language Server Protocol says. A `\r\n` never straddles two chunks.
 */

/** Aim for the length of a chunk in UTF-16 code units; between a quarter and twice of it is left alone. */
const CHUNK = 4096;

export interface Position {
  readonly line: number;
  /** UTF-16 code units from the start of the line. */
  readonly character: number;
}

export class ChunkedText {
  private chunks: string[] = [];
  /** UTF-16 code units in each chunk; walked instead of the chunks, because plain numbers lie side by side in memory. */
  private lengths: number[] = [];
  /** Line breaks in each chunk. */
  private breaks: number[] = [];
  /** Where the lines of each chunk begin, as `lineStartsIn` tells; absent until it is asked for. */
  private starts: Array<Uint16Array | undefined> = [];
  private total = 0;
  private totalBreaks = 0;
  /** The chunk looked at last, where it begins, and the line breaks before it: the next look is usually near. */
  private at = 0;
  private atOffset = 0;
  private atBreaks = 0;

  constructor(text: string) {
    this.setAll(split(text));
  }

  /** Length in UTF-16 code units. */
  get length(): number {
    return this.total;
  }

  get lineCount(): number {
    return this.totalBreaks + 1;
  }

  toString(): string {
    return this.chunks.join('');
  }

  slice(from: number, to: number): string {
    const first = Math.max(0, from);
    const last = Math.min(this.total, to);
    if (first >= last) return '';
    const { index, offset } = this.locate(first);
    let piece = (this.chunks[index] as string).slice(first - offset, last - offset);
    for (let i = index + 1; piece.length < last - first; i++) {
      piece += (this.chunks[i] as string).slice(0, last - first - piece.length);
    }
    return piece;
  }

  /** Replaces `[start, end)`. Offsets outside the text are clamped. */
  replace(start: number, end: number, text: string): void {
    if (this.chunks.length === 0) {
      this.setAll(split(text));
      return;
    }
    const a = this.locate(Math.min(start, this.total));
    const b = this.locate(Math.min(Math.max(start, end), this.total));
    const head = (this.chunks[a.index] as string).slice(0, start - a.offset);
    const tail = (this.chunks[b.index] as string).slice(Math.min(end, this.total) - b.offset);
    let first = a.index;
    let count = b.index - a.index + 1;
    let merged = head + text + tail;
    // A line break that two chunks would share, and a chunk grown too small, take the neighbour in.
    if (first > 0 && (merged.length < CHUNK / 4 || (merged.startsWith('\n') && this.endsInReturn(first - 1)))) {
      merged = (this.chunks[--first] as string) + merged;
      count++;
    }
    const next = this.chunks[first + count];
    if (next !== undefined && (merged.length < CHUNK / 4 || (merged.endsWith('\r') && next.startsWith('\n')))) {
      merged += next;
      count++;
    }
    this.splice(first, count, merged.length > 2 * CHUNK ? split(merged) : merged === '' ? [] : [flat(merged)]);
  }

  /** Position of an offset; offsets outside the text are clamped, one between `\r` and `\n` goes before them. */
  positionAt(offset: number): Position {
    if (this.chunks.length === 0) return { line: 0, character: 0 };
    this.seek(Math.max(0, Math.min(offset, this.total)));
    const chunk = this.chunks[this.at] as string;
    let inside = Math.max(0, Math.min(offset, this.total)) - this.atOffset;
    if (inside > 0 && chunk[inside] === '\n' && chunk[inside - 1] === '\r') inside--;
    const starts = this.startsIn(this.at);
    const count = countUpTo(starts, inside);
    const start =
      count === 0 ? this.lineStartBefore(this.at, this.atOffset) : this.atOffset + (starts[count - 1] as number);
    return { line: this.atBreaks + count, character: this.atOffset + inside - start };
  }

  /** Offset of a position; characters past the end of the line, and lines past the end, are clamped. */
  offsetAt(position: Position): number {
    if (position.line < 0) return 0;
    if (position.line >= this.lineCount) return this.total;
    const start = this.lineStart(position.line);
    const end = this.lineEndFrom(start);
    return Math.min(start + Math.max(0, position.character), end);
  }

  /** Offset of the first code unit of a line that exists. */
  lineStart(line: number): number {
    if (line === 0) return 0;
    this.seekBreak(line);
    return this.atOffset + (this.startsIn(this.at)[line - this.atBreaks - 1] as number);
  }

  private startsIn(index: number): Uint16Array {
    let starts = this.starts[index];
    if (!starts) {
      starts = lineStartsIn(this.chunks[index] as string, this.breaks[index] as number);
      this.starts[index] = starts;
    }
    return starts;
  }

  /** End of the line that begins at `start`, before its line break. */
  private lineEndFrom(start: number): number {
    if (start >= this.total) return this.total;
    const { index, offset } = this.locate(start);
    let base = offset;
    for (let i = index; i < this.chunks.length; i++) {
      const chunk = this.chunks[i] as string;
      if ((this.breaks[i] as number) > 0) {
        for (let j = Math.max(0, start - base); j < chunk.length; j++) {
          const code = chunk.charCodeAt(j);
          if (code === LF || code === CR) return base + j;
        }
      }
      base += chunk.length;
    }
    return this.total;
  }

  /** Start of the line that chunk `index`, beginning at `base`, begins in the middle of. */
  private lineStartBefore(index: number, base: number): number {
    let end = base;
    for (let i = index - 1; i >= 0; i--) {
      const start = end - (this.lengths[i] as number);
      if ((this.breaks[i] as number) > 0) return start + (this.startsIn(i).at(-1) as number);
      end = start;
    }
    return 0;
  }

  /** Moves to the chunk that holds an offset (the last one for the end of the text). */
  private seek(offset: number): void {
    const last = this.chunks.length - 1;
    while (this.atOffset > offset) this.step(-1);
    while (this.at < last && offset >= this.atOffset + (this.lengths[this.at] as number)) this.step(1);
  }

  /** Moves to the chunk that holds the `count`th line break, from 1. */
  private seekBreak(count: number): void {
    while (this.atBreaks >= count) this.step(-1);
    while (count > this.atBreaks + (this.breaks[this.at] as number)) this.step(1);
  }

  private step(by: 1 | -1): void {
    if (by < 0) this.at--;
    this.atOffset += by * (this.lengths[this.at] as number);
    this.atBreaks += by * (this.breaks[this.at] as number);
    if (by > 0) this.at++;
  }

  private locate(offset: number): { readonly index: number; readonly offset: number } {
    this.seek(offset);
    return { index: this.at, offset: this.atOffset };
  }

  private endsInReturn(index: number): boolean {
    return (this.chunks[index] as string).endsWith('\r');
  }

  private splice(first: number, count: number, chunks: string[]): void {
    for (let i = first; i < first + count; i++) {
      this.total -= (this.chunks[i] as string).length;
      this.totalBreaks -= this.breaks[i] as number;
    }
    const breaks = chunks.map(countBreaks);
    const lengths = chunks.map((chunk) => chunk.length);
    // Stand on the chunk before the change, which stays as it is.
    while (this.at > 0 && this.at >= first) this.step(-1);
    chunks.forEach((chunk, i) => {
      this.total += chunk.length;
      this.totalBreaks += breaks[i] as number;
    });
    if (count === chunks.length && count === 1) {
      this.chunks[first] = chunks[0] as string;
      this.breaks[first] = breaks[0] as number;
      this.lengths[first] = lengths[0] as number;
      this.starts[first] = undefined;
    } else {
      this.chunks = [...this.chunks.slice(0, first), ...chunks, ...this.chunks.slice(first + count)];
      this.breaks = [...this.breaks.slice(0, first), ...breaks, ...this.breaks.slice(first + count)];
      this.lengths = [...this.lengths.slice(0, first), ...lengths, ...this.lengths.slice(first + count)];
      const unknown = chunks.map(() => undefined);
      this.starts = [...this.starts.slice(0, first), ...unknown, ...this.starts.slice(first + count)];
    }
  }

  private setAll(chunks: string[]): void {
    this.chunks = [];
    this.lengths = [];
    this.breaks = [];
    this.starts = [];
    this.total = 0;
    this.totalBreaks = 0;
    this.at = 0;
    this.atOffset = 0;
    this.atBreaks = 0;
    this.splice(0, 0, chunks);
  }
}

function split(text: string): string[] {
  const chunks: string[] = [];
  for (let from = 0; from < text.length; ) {
    let to = Math.min(text.length, from + CHUNK);
    if (text.charCodeAt(to - 1) === 13 && text.charCodeAt(to) === 10) to++;
    chunks.push(flat(text.slice(from, to)));
    from = to;
  }
  return chunks;
}

/**
 * A copy of its own. A slice would keep the whole text it was cut from alive, and a concatenation would be flattened at
 * each look; cutting a character off a concatenation makes V8 write out a flat text that nothing else shares.
 */
function flat(text: string): string {
  return ` ${text}`.slice(1);
}

function countBreaks(chunk: string): number {
  let count = 0;
  for (let i = chunk.indexOf('\n'); i >= 0; i = chunk.indexOf('\n', i + 1)) count++;
  for (let i = chunk.indexOf('\r'); i >= 0; i = chunk.indexOf('\r', i + 1)) {
    if (chunk.charCodeAt(i + 1) !== LF) count++;
  }
  return count;
}

/**
 * Offsets in a chunk just past its line breaks, in order.
 * @param count how many there are.
 */
function lineStartsIn(chunk: string, count: number): Uint16Array {
  const starts = new Uint16Array(count);
  let found = 0;
  if (chunk.includes('\r')) {
    for (let i = 0; i < chunk.length; i++) {
      const code = chunk.charCodeAt(i);
      if (code === LF || (code === CR && chunk.charCodeAt(i + 1) !== LF)) starts[found++] = i + 1;
    }
  } else {
    for (let i = chunk.indexOf('\n'); i >= 0; i = chunk.indexOf('\n', i + 1)) starts[found++] = i + 1;
  }
  return starts;
}

/** How many of the ascending numbers are not above `limit`. */
function countUpTo(numbers: Uint16Array, limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

const LF = 10;
const CR = 13;
