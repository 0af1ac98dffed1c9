import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Engine } from '../engine/engine.ts';
import { regionAnchor } from '../engine/suppress.ts';
import { type Confidence, confidenceRank, type Finding } from '../engine/types.ts';
import { isBinary } from './binary.ts';
import { decode, isUtf16, unitsOf } from './decode.ts';
import { buildTables, Hits, Prefilter } from './prefilter/index.ts';
import { type Base, baseAfter, baseAfterBytes, beginning, Presenter } from './present.ts';
import { RegionState } from './regions.ts';
import { type Segment, SegmentReader } from './segments.ts';
import type { ScanFinding } from './types.ts';

/** What became of a file. */
export type FileOutcome =
  | {
      readonly kind: 'scanned';
      readonly size: number;
      readonly mtimeMs: number;
      readonly findings: ScanFinding[];
      /** There were more findings than are listed. */
      readonly isCut: boolean;
    }
  | { readonly kind: 'binary'; readonly size: number; readonly mtimeMs: number };

export interface FileScannerOptions {
  /** Findings below are left out (default `possible`: none is). */
  readonly minConfidence?: Confidence;
  /** Whether findings get fingerprints (default true). */
  readonly fingerprints?: boolean;
  /** Bytes of a file in memory at a time, apart from the text around (default 1 MiB). */
  readonly segment?: number;
}

/** Most findings of a file: more is a dump, or hostile, and would only fill the memory. */
const MOST_FINDINGS = 100_000;

/** Scans files one after the other, in one buffer. */
export class FileScanner {
  private readonly engine: Engine;
  private readonly minRank: number;
  private readonly withFingerprints: boolean;
  private readonly prefilter: Prefilter | undefined;
  private readonly hits: Hits;
  private readonly margin: number;
  private readonly buffer: Buffer;

  constructor(engine: Engine, options: FileScannerOptions = {}) {
    this.engine = engine;
    this.hits = new Hits(engine.anchors.indexOf(regionAnchor));
    this.minRank = confidenceRank[options.minConfidence ?? 'possible'];
    this.withFingerprints = options.fingerprints ?? true;
    const tables = buildTables(engine.anchors, engine.demands());
    this.prefilter = tables && new Prefilter(tables);
    // Twice the reach: for a key at the edge, and for what overlaps it. A code unit takes three bytes at most.
    this.margin = 6 * (engine.reach.before + engine.reach.after);
    const room = (options.segment ?? 1 << 20) + 2 * this.margin;
    this.buffer = this.prefilter?.buffer(room).subarray(0, room) ?? Buffer.allocUnsafeSlow(room);
  }

  /**
   * @param path on disk.
   * @param context the path as the engine is told it.
   * @throws what `node:fs` throws when the file cannot be read.
   */
  scan(path: string, context: string): FileOutcome {
    const file = openSync(path, 'r');
    try {
      const { size, mtimeMs } = fstatSync(file);
      const reader = new SegmentReader(this.buffer, this.margin, size, (buffer, at, room) =>
        readSync(file, buffer, at, room, null),
      );
      if (isBinary(reader.start())) return { kind: 'binary', size, mtimeMs };
      return { kind: 'scanned', size, mtimeMs, ...this.scanSegments(reader, context) };
    } finally {
      closeSync(file);
    }
  }

  private scanSegments(reader: SegmentReader, context: string): { findings: ScanFinding[]; isCut: boolean } {
    const all: ScanFinding[] = [];
    let presenter: Presenter | undefined;
    let base = beginning;
    const regions = new RegionState();
    for (let segment = reader.current(); ; segment = reader.current()) {
      const { text, findings } = this.scanSegment(segment, context);
      const own = this.ownOf(segment, regions.outside(text, findings));
      if (own.length > 0) {
        presenter ??= new Presenter(this.engine, this.minRank, this.withFingerprints ? context : undefined);
        for (const finding of presenter.present(text, own, base)) all.push(finding);
      }
      if (segment.isLast || all.length > MOST_FINDINGS) break;
      base = this.pass(segment, reader.passedOf(segment), regions, base);
      reader.advance(segment);
    }
    return { findings: all.slice(0, MOST_FINDINGS), isCut: all.length > MOST_FINDINGS };
  }

  /** Takes leave of the bytes that are not part of the next segment: what lines and regions they had. */
  private pass(segment: Segment, bytes: Buffer, regions: RegionState, base: Base): Base {
    const { from, encoding } = segment;
    if (!this.prefilter || isUtf16(encoding)) {
      const text = decode(bytes, encoding);
      regions.pass(text);
      return baseAfter(text, base);
    }
    if (this.hits.holdsMark) regions.pass(decode(bytes, encoding));
    const lineBreaks = this.prefilter.lineBreaks(from, from + bytes.length);
    return baseAfterBytes(bytes, encoding, lineBreaks, base);
  }

  /** Looks for anchors first: a text without need not become a string. */
  private scanSegment(segment: Segment, context: string): { text: string; findings: readonly Finding[] } {
    const { engine, prefilter, hits } = this;
    const { from, to, encoding } = segment;
    const bytes = this.buffer.subarray(from, to);
    if (!prefilter || isUtf16(encoding)) {
      const text = decode(bytes, encoding);
      return { text, findings: engine.scan(text, { path: context }) };
    }
    prefilter.find(to, from, encoding === 'utf8', hits);
    if (hits.count === 0) return { text: '', findings: [] };
    const text = decode(bytes, encoding);
    return { text, findings: engine.scanAt(text, hits, { path: context }) };
  }

  /** The findings that begin in the segment's core. */
  private ownOf(segment: Segment, findings: readonly Finding[]): readonly Finding[] {
    const { from, to, coreFrom, coreTo, encoding } = segment;
    if (findings.length === 0 || (coreFrom === from && coreTo === to)) return findings;
    const first = unitsOf(this.buffer.subarray(from, coreFrom), encoding);
    const end = first + unitsOf(this.buffer.subarray(coreFrom, coreTo), encoding);
    return findings.filter(({ start }) => start >= first && start < end);
  }
}
