import { type Batch, type BatchPart, type BatchResult, eachFile, outcomes } from './batch.ts';
import type { CachedFile, ScanCache, ScanError, ScanFinding, ScanHandlers, ScanRequest, ScanStats } from './types.ts';
import { type WalkStep, walk } from './walk.ts';

/** Files in a batch: about 2 MB of source code, a few milliseconds of work. */
const BATCH = 128;
/** Least time between two reports of progress, in milliseconds. */
const PROGRESS_INTERVAL = 50;

/** One scan: cuts the walk into batches and adds up their results. */
export class Run {
  private readonly handlers: ScanHandlers;
  private readonly signal: AbortSignal | undefined;
  private readonly cache: ScanCache | undefined;
  private readonly started = performance.now();
  private readonly errors: ScanError[] = [];
  private readonly steps: Generator<WalkStep, void, void>;
  /** What is left of the last step. */
  private rest: WalkStep | undefined;
  private walking = true;
  private readonly ready: Batch[] = [];
  private batches = 0;
  private found = 0;
  private done = 0;
  private files = 0;
  private bytes = 0;
  private skipped = 0;
  private reused = 0;
  private findings = 0;
  private lastProgress = Number.NEGATIVE_INFINITY;

  constructor(request: ScanRequest, handlers: ScanHandlers, signal: AbortSignal | undefined) {
    this.handlers = handlers;
    this.signal = signal;
    this.steps = walk(request, this.errors);
    this.cache = request.cache;
    const key = JSON.stringify([
      request.engine ?? {},
      request.minConfidence ?? 'possible',
      request.fingerprints ?? true,
    ]);
    if (this.cache && this.cache.key !== key) {
      this.cache.key = key;
      this.cache.entries.clear();
    }
  }

  /** All batches when there are at most `limit` files; else undefined, and `next` gives them. */
  takeFew(limit: number): Batch[] | undefined {
    if (limit <= 0) return undefined;
    const few: Batch[] = [];
    while (this.found <= limit) {
      const batch = this.cut();
      if (!batch) return few;
      few.push(batch);
    }
    this.ready.push(...few);
    return undefined;
  }

  /** The next batch of files; undefined at the end, and once the scan is cancelled. */
  next(): Batch | undefined {
    return this.signal?.aborted ? undefined : (this.ready.shift() ?? this.cut());
  }

  private cut(): Batch | undefined {
    const parts: BatchPart[] = [];
    let count = 0;
    while (count < BATCH) {
      const step = this.rest ?? this.advance();
      if (!step) break;
      const names = step.names.slice(0, BATCH - count);
      this.rest =
        names.length < step.names.length ? { ...step, skipped: 0, names: step.names.slice(names.length) } : undefined;
      if (names.length > 0) parts.push({ root: step.root, folder: step.folder, names, context: step.context });
      count += names.length;
    }
    if (count === 0) return undefined;
    this.found += count;
    const batch = { id: this.batches++, parts };
    return this.cache ? { ...batch, known: this.knownOf(batch, count) } : batch;
  }

  private advance(): WalkStep | undefined {
    const step = this.steps.next().value ?? undefined;
    if (step) this.skipped += step.skipped;
    else this.walking = false;
    return step;
  }

  private knownOf(batch: Batch, count: number): Float64Array {
    const known = new Float64Array(count * 2).fill(Number.NaN);
    eachFile(batch, (path, _context, number) => {
      const entry = this.cache?.entries.get(path);
      if (!entry) return;
      known[number * 2] = entry.size;
      known[number * 2 + 1] = entry.mtimeMs;
    });
    return known;
  }

  /** Takes the result of a batch; undefined: its thread died. */
  finish(batch: Batch, result: BatchResult | undefined): void {
    if (this.signal?.aborted) return;
    if (!result) {
      eachFile(batch, (path) => this.errors.push({ path, message: 'the scanning thread ended' }));
    } else {
      this.files += result.files;
      this.bytes += result.bytes;
      this.skipped += result.skipped;
      this.errors.push(...result.errors);
      this.reportFindings(batch, result);
    }
    for (const part of batch.parts) this.done += part.names.length;
    if (!this.signal?.aborted) this.progress(false);
  }

  private reportFindings(batch: Batch, result: BatchResult): void {
    const found = new Map(result.found);
    let number = 0;
    for (const part of batch.parts) {
      for (const name of part.names) {
        const path = part.folder + name;
        const findings = this.cache ? this.remember(path, number, result, found.get(number)) : found.get(number);
        if (findings && findings.length > 0 && !this.signal?.aborted) {
          this.findings += findings.length;
          this.handlers.onFindings?.({ path, root: part.root, findings });
        }
        number++;
      }
    }
  }

  /** Brings the cache up to date with what became of a file, and tells its findings. */
  private remember(
    path: string,
    number: number,
    result: BatchResult,
    findings: readonly ScanFinding[] | undefined,
  ): readonly ScanFinding[] | undefined {
    const entries = this.cache?.entries as Map<string, CachedFile>;
    const kind = result.kinds?.[number];
    const entry = entries.get(path);
    if (kind === outcomes.unchanged && entry) {
      this.reused++;
      if (entry.findings) {
        this.files++;
        this.bytes += entry.size;
      } else this.skipped++;
      return entry.findings;
    }
    if (kind === outcomes.failed) entries.delete(path);
    else {
      entries.set(path, {
        size: result.seen?.[number * 2] as number,
        mtimeMs: result.seen?.[number * 2 + 1] as number,
        findings: kind === outcomes.binary ? undefined : (findings ?? NONE),
      });
    }
    return findings;
  }

  private progress(last: boolean): void {
    const now = performance.now();
    if (!last && now - this.lastProgress < PROGRESS_INTERVAL) return;
    this.lastProgress = now;
    const { done, found, walking, findings } = this;
    this.handlers.onProgress?.({ filesDone: done, filesFound: found, walking, findings });
  }

  /** The sums, and a last report of progress unless the scan was cancelled. */
  stats(): ScanStats {
    const cancelled = this.signal?.aborted ?? false;
    if (!cancelled) this.progress(true);
    return {
      files: this.files,
      bytes: this.bytes,
      skippedFiles: this.skipped,
      reusedFiles: this.reused,
      findings: this.findings,
      seconds: (performance.now() - this.started) / 1000,
      errors: this.errors.sort((a, b) => (a.path < b.path ? -1 : 1)),
      cancelled,
    };
  }
}

const NONE: readonly ScanFinding[] = [];
