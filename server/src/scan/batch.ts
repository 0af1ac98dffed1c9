import { statSync } from 'node:fs';
import type { FileScanner } from './file-scanner.ts';
import type { ScanError, ScanFinding } from './types.ts';
import { contextPath, reason } from './walk.ts';

/** Files of one folder, on their way to a thread. */
export interface BatchPart {
  readonly root: number;
  readonly folder: string;
  readonly names: readonly string[];
  readonly context: string;
}

export interface Batch {
  readonly id: number;
  readonly parts: readonly BatchPart[];
  /** Size and time of each file at the last scan, two numbers a file; NaN where unknown. Only with a cache. */
  readonly known?: Float64Array;
}

export interface BatchResult {
  readonly id: number;
  readonly files: number;
  readonly bytes: number;
  readonly skipped: number;
  readonly errors: readonly ScanError[];
  /** Findings by number of the file in the batch. */
  readonly found: ReadonlyArray<readonly [file: number, findings: readonly ScanFinding[]]>;
  /** As `Batch.known`, as it is now; only with a cache. NaN: unchanged, or could not be read. */
  readonly seen?: Float64Array;
  /** What became of each file, by `outcomes`; only with a cache. */
  readonly kinds?: Uint8Array;
}

export const outcomes = { failed: 0, scanned: 1, binary: 2, unchanged: 3 } as const;

/**
 * Scans the files of a batch. A file that cannot be read or scanned is an error of the result, nothing more.
 * @param scanner is asked for when there is a file to scan: where nothing has changed, none need be made.
 */
export function scanBatch(scanner: () => FileScanner, batch: Batch): BatchResult {
  const errors: ScanError[] = [];
  const found: Array<[number, readonly ScanFinding[]]> = [];
  const seen = batch.known && new Float64Array(batch.known.length).fill(Number.NaN);
  const kinds = batch.known && new Uint8Array(batch.known.length / 2);
  let files = 0;
  let bytes = 0;
  let skipped = 0;
  const attempt = <T>(path: string, action: () => T): T | undefined => {
    try {
      return action();
    } catch (error) {
      errors.push({ path, message: describeFailure(error) });
      return undefined;
    }
  };
  eachFile(batch, (path, context, number) => {
    if (batch.known && kinds) {
      const { known } = batch;
      const unchanged = attempt(path, () => isUnchanged(path, known, number));
      if (unchanged) kinds[number] = outcomes.unchanged;
      if (unchanged !== false) return;
    }
    const own = scanner(); // that it cannot be made is not the file's fault
    const outcome = attempt(path, () => own.scan(path, context));
    if (!outcome) return;
    if (seen && kinds) {
      seen[number * 2] = outcome.size;
      seen[number * 2 + 1] = outcome.mtimeMs;
      kinds[number] = outcomes[outcome.kind];
    }
    if (outcome.kind === 'binary') {
      skipped++;
      return;
    }
    files++;
    bytes += outcome.size;
    if (outcome.findings.length > 0) found.push([number, outcome.findings]);
    if (outcome.isCut) errors.push({ path, message: 'more findings than are listed' });
  });
  return { id: batch.id, files, bytes, skipped, errors, found, ...(seen && kinds ? { seen, kinds } : {}) };
}

/** Calls `visit` for each file of a batch with its number in it. */
export function eachFile(batch: Batch, visit: (path: string, context: string, number: number) => void): void {
  let number = 0;
  for (const part of batch.parts) {
    for (const name of part.names) visit(part.folder + name, contextPath(part, name), number++);
  }
}

/** Whether a file still has the size and the time it was scanned with. */
function isUnchanged(path: string, known: Float64Array, number: number): boolean {
  const size = known[number * 2] as number;
  if (Number.isNaN(size)) return false;
  const now = statSync(path);
  return now.size === size && now.mtimeMs === known[number * 2 + 1];
}

/** In words; of an error that is not the file system's only its kind, since its message could quote the text. */
function describeFailure(error: unknown): string {
  if ((error as NodeJS.ErrnoException | undefined)?.syscall !== undefined) return reason(error);
  return `could not be scanned (${error instanceof Error ? error.name : 'unknown error'})`;
}
