/**
 * Scanning files on disk: `scanFiles` walks the roots by the rules of ripgrep, reads and scans on worker threads, and
 * reports findings file by file. Results hold positions, rule ids and masks, never the value of a key.
 */
import { availableParallelism } from 'node:os';
import { createEngine } from '../engine/index.ts';
import { scanBatch } from './batch.ts';
import { FileScanner } from './file-scanner.ts';
import { Pool } from './pool.ts';
import { Run } from './run.ts';
import type { ScanCache, ScanHandlers, ScanRequest, ScanStats } from './types.ts';

export { excludeGlobs } from './exclude-globs.ts';
export type {
  CachedFile,
  FileFindings,
  ScanCache,
  ScanError,
  ScanFinding,
  ScanHandlers,
  ScanProgress,
  ScanRequest,
  ScanRoot,
  ScanStats,
} from './types.ts';

/** An empty memory of files that were scanned; see `ScanRequest.cache`. */
export function createScanCache(): ScanCache {
  return { key: '', entries: new Map() };
}

/**
 * Scans all files of the request.
 *
 * @param handlers told of findings and progress while the scan runs. What they throw ends the scan.
 * @param signal ends the scan at once; the promise then resolves with `cancelled: true`, and no handler is called after.
 * @returns when all files are done. Errors of single files and folders, roots that do not exist included, are in
 *   `stats.errors`; the promise itself is rejected only when thread after thread dies.
 */
export async function scanFiles(
  request: ScanRequest,
  handlers: ScanHandlers = {},
  signal?: AbortSignal,
): Promise<ScanStats> {
  const run = new Run(request, handlers, signal);
  if (signal?.aborted) return run.stats();
  const setup = {
    engine: request.engine ?? {},
    minConfidence: request.minConfidence ?? 'possible',
    fingerprints: request.fingerprints ?? true,
    background: request.background ?? false,
  } as const;
  const few = run.takeFew(request.inlineFiles ?? 0);
  if (few) {
    const scanner = new FileScanner(createEngine(setup.engine), setup);
    for (const batch of few) {
      if (signal?.aborted) break;
      run.finish(
        batch,
        scanBatch(() => scanner, batch),
      );
    }
    return run.stats();
  }
  const pool = new Pool(
    setup,
    () => run.next(),
    (batch, result) => run.finish(batch, result),
  );
  const stop = (): void => void pool.stop();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await pool.run(request.threads ?? availableParallelism());
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  return run.stats();
}
