import { hasUtf16Mark } from './binary.ts';
import { type Encoding, encodingOf, markLength } from './decode.ts';

/** A piece of a file's text, with text around it so that everything in its core is judged as in the whole. */
export interface Segment {
  /** Bytes in the buffer that make the text, without a byte order mark. */
  readonly from: number;
  readonly to: number;
  readonly encoding: Encoding;
  /** What begins in these bytes is the segment's own; the rest belongs to its neighbours. */
  readonly coreFrom: number;
  readonly coreTo: number;
  readonly isLast: boolean;
}

/** Reads more of a file to the end of what is in the buffer; returns the number of bytes, 0 at the end. */
export type Fill = (buffer: Buffer, at: number, room: number) => number;

const LF = 10;
const CR = 13;

/**
 * Cuts a file into segments that fit a buffer. Nearly every file is one segment; a file of any size needs no more memory
 * than that.
 * @param size what the file system says, which saves asking for the end of the file.
 */
export class SegmentReader {
  private readonly fill: Fill;
  private readonly buffer: Buffer;
  private readonly margin: number;
  private size: number;
  private length = 0;
  private coreFrom = 0;
  private mark = 0;
  private ended = false;
  private utf16: Encoding | undefined;

  /** @param buffer holds a core and two margins. */
  constructor(buffer: Buffer, margin: number, size: number, fill: Fill) {
    this.buffer = buffer;
    this.margin = margin;
    this.size = size;
    this.fill = fill;
  }

  /** The bytes at the beginning of the file, as many as the first segment holds. */
  start(): Buffer {
    this.readOn();
    const head = this.buffer.subarray(0, this.length);
    this.mark = hasUtf16Mark(head) ? 2 : markLength(head);
    this.coreFrom = this.mark;
    if (this.mark === 2) this.utf16 = head[0] === 0xff ? 'utf16le' : 'utf16be';
    return head;
  }

  /** The segment that begins with what was read; `advance` goes to the next. */
  current(): Segment {
    const from = this.mark;
    const isLast = this.ended;
    const to = isLast ? this.length : this.cut(this.length - 1);
    const encoding = this.utf16 ?? encodingOf(this.buffer.subarray(from, to));
    const coreTo = isLast ? to : this.cut(this.length - this.margin);
    return { from, to, encoding, coreFrom: this.coreFrom, coreTo, isLast };
  }

  /** The bytes of a segment that are not part of the next one. It must not be the last. */
  passedOf(segment: Segment): Buffer {
    return this.buffer.subarray(segment.from, this.cut(Math.max(segment.from, segment.coreTo - this.margin)));
  }

  /** Goes on behind the core of a segment that is not the last. */
  advance(segment: Segment): void {
    const keep = segment.from + this.passedOf(segment).length;
    this.buffer.copyWithin(0, keep, this.length);
    this.length -= keep;
    this.size -= keep;
    this.coreFrom = segment.coreTo - keep;
    this.mark = 0;
    this.readOn();
  }

  /** Reads until the buffer is full or the file at its end. */
  private readOn(): void {
    const { buffer } = this;
    while (this.length < buffer.length && !this.ended) {
      const read = this.fill(buffer, this.length, buffer.length - this.length);
      this.length += read;
      // A file that is as long as it said it is has ended; another may be growing, or be no plain file.
      this.ended = read === 0 || (this.length >= this.size && this.length < buffer.length);
    }
  }

  /** The last place at or before `at` where neither a character nor a line break is cut in two. */
  private cut(at: number): number {
    if (this.utf16) return at - (at % 2);
    const { buffer } = this;
    let cut = at;
    while (cut > 0 && at - cut < 4 && ((buffer[cut] as number) & 0xc0) === 0x80) cut--;
    if (((buffer[cut] as number) & 0xc0) === 0x80) cut = at; // no UTF-8
    return buffer[cut] === LF && buffer[cut - 1] === CR ? cut - 1 : cut;
  }
}
