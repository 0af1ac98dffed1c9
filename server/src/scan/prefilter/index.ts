/** The search for anchors over the bytes of a file, in WebAssembly. */
import { layout } from './layout.ts';
import { relaxedSimd, simd } from './module.ts';
import type { Tables } from './tables.ts';

export { buildTables, type Tables } from './tables.ts';

/** Where anchors stand, in ascending order of offset. The arrays are longer than `count` and used again. */
export class Hits {
  count = 0;
  offsets = new Uint32Array(4096);
  /** Positions in the list of anchors. */
  anchors = new Uint16Array(4096);

  includes(anchor: number): boolean {
    for (let i = 0; i < this.count; i++) if (this.anchors[i] === anchor) return true;
    return false;
  }

  /** Makes room for `more` hits behind those there are. */
  reserve(more: number): void {
    const needed = this.count + more;
    if (needed <= this.offsets.length) return;
    const size = Math.max(needed, 2 * this.offsets.length);
    const { offsets, anchors } = this;
    this.offsets = new Uint32Array(size);
    this.offsets.set(offsets);
    this.anchors = new Uint16Array(size);
    this.anchors.set(anchors);
  }
}

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly resume: WebAssembly.Global;
  find(from: number, length: number): number;
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
   * Finds the anchors in the first `length` bytes of the buffer.
   * @param skip bytes at the beginning that are no text.
   * @param utf8 the bytes are valid UTF-8 and offsets are wanted in UTF-16 code units; else they are in bytes. Both count
   *   from `skip`.
   */
  find(length: number, skip: number, utf8: boolean, hits: Hits): void {
    const { exports } = this;
    const { buffer } = exports.memory;
    const behind = new Uint8Array(buffer, layout.text + length, layout.padding);
    this.saved.set(behind);
    behind.fill(0);
    hits.count = 0;
    let bytes = skip;
    let units = 0;
    for (let from = skip; from < length; from = exports.resume.value as number) {
      const count = exports.find(from, length);
      if (count === 0) break;
      const offsets = new Uint32Array(buffer, layout.offsets, count);
      const last = offsets[count - 1] as number;
      if (utf8) units = exports.toUtf16(count, bytes, units);
      else if (skip > 0) for (let i = 0; i < count; i++) offsets[i] = (offsets[i] as number) - skip;
      bytes = last;
      hits.reserve(count);
      hits.offsets.set(offsets, hits.count);
      hits.anchors.set(new Uint16Array(buffer, layout.numbers, count), hits.count);
      hits.count += count;
    }
    behind.set(this.saved);
  }

  /** Line breaks (LF, CRLF, a lone CR) in these bytes of the buffer; one that is cut in two counts as none here. */
  lineBreaks(from: number, to: number): number {
    return this.exports.lineBreaks(from, to);
  }
}
