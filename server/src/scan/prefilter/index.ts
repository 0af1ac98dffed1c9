/** The search for anchors over the bytes of a file, in WebAssembly. */
import type { AnchorHits } from '../../engine/engine.ts';
import { layout } from './layout.ts';
import { relaxedSimd, simd } from './module.ts';
import type { Tables } from './tables.ts';

export { buildTables, type Tables } from './tables.ts';

/** Where anchors stand, in ascending order of offset, some at a time. The arrays are longer than `count` and used again. */
export class Hits implements AnchorHits {
  count = 0;
  readonly offsets = new Uint32Array(layout.capacity);
  /** Positions in the list of anchors. */
  readonly anchors = new Uint16Array(layout.capacity);
  /** Fills in the next ones. */
  next: (from: number) => void = () => {};

  more(from: number): boolean {
    this.next(from);
    return this.count > 0;
  }

  /** Whether the mark was among all there were. */
  holdsMark = false;
  private readonly mark: number;

  /** @param mark an anchor to watch for. */
  constructor(mark = -1) {
    this.mark = mark;
  }

  /** Takes hits out of the memory of the search. */
  take(memory: ArrayBuffer, count: number): void {
    this.count = count;
    this.offsets.set(new Uint32Array(memory, layout.offsets, count));
    this.anchors.set(new Uint16Array(memory, layout.numbers, count));
    const found = this.anchors.indexOf(this.mark);
    if (found >= 0 && found < count) this.holdsMark = true;
  }
}

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly resume: WebAssembly.Global;
  find(from: number, length: number): number;
  bytesOf(from: number, units: number): number;
  toUtf16(count: number, bytes: number, units: number): number;
  lineBreaks(from: number, to: number): number;
}

const PAGE = 65536;

/** The search as WebAssembly: with the relaxed instructions about twice as fast, without them for older engines. */
export const variants = {
  simd: () => new WebAssembly.Module(Buffer.from(simd, 'base64')),
  relaxedSimd: () => new WebAssembly.Module(Buffer.from(relaxedSimd, 'base64')),
} as const;

function fastest(): WebAssembly.Module {
  try {
    return variants.relaxedSimd();
  } catch {
    return variants.simd();
  }
}

/** A buffer for a file's bytes that can be searched in place. Holds its memory for good: keep one per thread. */
export class Prefilter {
  private readonly exports: Exports;
  private bytes: Buffer;
  /** What the search has to write zeros over. */
  private readonly saved = new Uint8Array(layout.padding);

  /** @throws what `WebAssembly` throws where it is switched off. */
  constructor(tables: Tables, module = fastest()) {
    this.exports = new WebAssembly.Instance(module).exports as unknown as Exports;
    this.bytes = this.view(1 << 20);
    new Uint8Array(this.exports.memory.buffer).set(tables);
  }

  /**
   * The buffer to read into; an earlier one is no longer valid.
   * @param size bytes it has to hold at least. What was in the buffer stays.
   */
  buffer(size: number): Buffer {
    if (this.bytes.length < size) this.bytes = this.view(size);
    return this.bytes;
  }

  private view(size: number): Buffer {
    const { memory } = this.exports;
    const missing = layout.text + size + layout.padding - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    return Buffer.from(memory.buffer, layout.text, memory.buffer.byteLength - layout.text - layout.padding);
  }

  /**
   * Finds the anchors in the first `length` bytes of the buffer: the first of them, `hits.more` goes on. The buffer must stay
   * as it is until then.
   * @param skip bytes at the beginning that are no text.
   * @param utf8 the bytes are valid UTF-8 and offsets are wanted in UTF-16 code units; else they are in bytes. Both count
   *   from `skip`.
   */
  find(length: number, skip: number, utf8: boolean, hits: Hits): void {
    let at = skip;
    // The place of the last hit, in the buffer and in the text.
    let bytes = skip;
    let units = 0;
    hits.next = (from) => {
      if (from > units) {
        const wanted = bytes + (utf8 ? this.exports.bytesOf(bytes, from - units) : from - units);
        at = Math.max(at, Math.min(wanted, length));
      }
      const count = at < length ? this.search(at, length) : 0;
      at = this.exports.resume.value as number;
      if (count === 0) {
        hits.count = 0;
        return;
      }
      const { buffer } = this.exports.memory;
      const offsets = new Uint32Array(buffer, layout.offsets, count);
      const last = offsets[count - 1] as number;
      if (utf8) units = this.exports.toUtf16(count, bytes, units);
      else {
        for (let i = 0; i < count && skip > 0; i++) offsets[i] = (offsets[i] as number) - skip;
        units = last - skip;
      }
      bytes = last;
      hits.take(buffer, count);
    };
    hits.holdsMark = false;
    hits.next(0);
  }

  /** @returns the number of hits in the bytes `[from, length)`, as many as there is room for. */
  private search(from: number, length: number): number {
    const behind = new Uint8Array(this.exports.memory.buffer, layout.text + length, layout.padding);
    this.saved.set(behind);
    behind.fill(0);
    const count = this.exports.find(from, length);
    behind.set(this.saved);
    return count;
  }

  /** Line breaks (LF, CRLF, a lone CR) in these bytes of the buffer; one that is cut in two counts as none here. */
  lineBreaks(from: number, to: number): number {
    return this.exports.lineBreaks(from, to);
  }
}
