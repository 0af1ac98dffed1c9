import { isAscii, isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import type { Engine } from '../engine/engine.ts';
import { type Confidence, confidenceRank, type Finding } from '../engine/types.ts';
import { hasUtf16Mark, isBinary } from './binary.ts';
import { decode, markLength } from './decode.ts';
import { Fingerprints } from './fingerprint.ts';
import { PositionReader } from './positions.ts';
import { buildTables, Hits, Prefilter } from './prefilter/index.ts';
import type { ScanFinding } from './types.ts';

/** What became of a file. */
export type FileOutcome =
  | { readonly kind: 'scanned'; readonly size: number; readonly mtimeMs: number; readonly findings: ScanFinding[] }
  | { readonly kind: 'binary'; readonly size: number; readonly mtimeMs: number }
  | { readonly kind: 'unchanged'; readonly size: number; readonly mtimeMs: number };

/** What an earlier scan saw of a file. */
export interface KnownFile {
  readonly size: number;
  readonly mtimeMs: number;
}

/** Scans files one after the other, in one buffer. */
export class FileScanner {
  private readonly engine: Engine;
  private readonly minRank: number;
  private readonly prefilter: Prefilter | undefined;
  private readonly hits = new Hits();
  private buffer: Buffer;

  constructor(engine: Engine, minConfidence: Confidence = 'possible') {
    this.engine = engine;
    this.minRank = confidenceRank[minConfidence];
    const tables = buildTables(engine.anchors, engine.beginsWord);
    this.prefilter = tables && new Prefilter(tables);
    this.buffer = this.makeRoom(1 << 20);
  }

  private makeRoom(size: number): Buffer {
    return this.prefilter?.buffer(size) ?? Buffer.allocUnsafeSlow(size);
  }

  /**
   * @param path on disk.
   * @param context the path as the engine is told it.
   * @param known when the file still has this size and time, it is not read.
   * @throws what `node:fs` throws when the file cannot be read.
   */
  scan(path: string, context: string, known?: KnownFile): FileOutcome {
    if (known) {
      const now = statSync(path);
      if (isSame(now, known)) return { kind: 'unchanged', ...known };
    }
    const file = openSync(path, 'r');
    try {
      const { size, mtimeMs } = fstatSync(file);
      const bytes = this.read(file, size);
      if (isBinary(bytes)) return { kind: 'binary', size, mtimeMs };
      return { kind: 'scanned', size, mtimeMs, findings: this.scanBytes(bytes, context) };
    } finally {
      closeSync(file);
    }
  }

  /** The whole content, in the shared buffer. The size is a hint: the file may be growing. */
  private read(file: number, size: number): Buffer {
    if (size >= this.buffer.length) this.buffer = this.makeRoom(size + 4096);
    let length = 0;
    for (;;) {
      const read = readSync(file, this.buffer, length, this.buffer.length - length, null);
      length += read;
      if (read === 0 || (length >= size && length < this.buffer.length)) break;
    }
    return this.buffer.subarray(0, length);
  }

  /** Looks for anchors first; most files hold none and need not become text. */
  private scanBytes(bytes: Buffer, context: string): ScanFinding[] {
    const { prefilter, hits } = this;
    if (!prefilter || hasUtf16Mark(bytes)) return this.scanText(decode(bytes), context);
    const skip = markLength(bytes);
    prefilter.find(bytes.length, skip, false, hits);
    if (hits.count === 0) return [];
    if (!isAscii(bytes) && isUtf8(bytes)) prefilter.find(bytes.length, skip, true, hits);
    const text = decode(bytes);
    return this.present(text, context, this.engine.scanAt(text, hits, { path: context }));
  }

  /** The findings of a text, with all that is shown of them. */
  scanText(text: string, context: string): ScanFinding[] {
    return this.present(text, context, this.engine.scan(text, { path: context }));
  }

  private present(text: string, context: string, findings: readonly Finding[]): ScanFinding[] {
    if (findings.length === 0) return [];
    const positions = new PositionReader(text);
    const fingerprints = new Fingerprints(text, context, findings);
    const presented: ScanFinding[] = [];
    for (const [index, finding] of findings.entries()) {
      const fingerprint = fingerprints.of(index);
      if (confidenceRank[finding.confidence] > this.minRank) continue;
      const { line: startLine, character: startCharacter } = positions.at(finding.start);
      const { line: endLine, character: endCharacter } = positions.at(finding.end);
      const { message, masked } = this.engine.describe(finding, text.slice(finding.start, finding.end));
      presented.push({
        ruleId: finding.ruleId,
        provider: this.engine.rule(finding.ruleId)?.provider ?? '',
        confidence: finding.confidence,
        evidence: finding.evidence,
        start: finding.start,
        end: finding.end,
        startLine,
        startCharacter,
        endLine,
        endCharacter,
        message,
        masked,
        fingerprint,
      });
    }
    return presented;
  }
}

function isSame(now: Stats, known: KnownFile): boolean {
  return now.size === known.size && now.mtimeMs === known.mtimeMs;
}
