/** The vocabulary of scanning files on disk. Nothing here holds the value of a key. */
import type { EngineOptions } from '../engine/engine.ts';
import type { Confidence, Evidence } from '../engine/types.ts';

/** A file or folder to scan. */
export interface ScanRoot {
  /** Path as it will be printed: results are this path, joined with the path below it. `''` is the current folder. */
  readonly path: string;
  /** VS Code globs (`files.exclude`, `search.exclude`), relative to this root. See `excludeGlobs`. */
  readonly exclude?: readonly string[];
  /**
   * Folder that the path given to the engine is relative to (which folders are called `test`, `docs`, … is judged
   * below it). Default: the git work tree that holds the root, else the current folder or the root itself.
   */
  readonly contextBase?: string;
}

export interface ScanRequest {
  readonly roots: readonly ScanRoot[];
  readonly engine?: EngineOptions;
  /** Findings below are left out (default `possible`: none is). */
  readonly minConfidence?: Confidence;
  /** Whether findings get fingerprints (default true); without them the field is empty, and a scan is a little faster. */
  readonly fingerprints?: boolean;
  /** Patterns in the style of `.gitignore` that leave files out in all roots, relative to the current folder. */
  readonly excludePatterns?: readonly string[];
  /** Whether ignore files (`.gitignore`, `.ignore`, `.git/info/exclude`, git's global one) count (default true). */
  readonly useIgnoreFiles?: boolean;
  /** Worker threads (default: one per core). */
  readonly threads?: number;
  /** Raises the niceness of the threads where the system has it per thread (Linux), so that an editor goes first. */
  readonly background?: boolean;
  /** Up to this many files are scanned on the calling thread, without starting workers (default 0). */
  readonly inlineFiles?: number;
  /** What earlier scans found; unchanged files are not read again. The scan updates it. */
  readonly cache?: ScanCache;
}

/** Kept by the caller for as long as it wants results reused. See `createScanCache`. */
export interface ScanCache {
  /** Identifies engine options and version; entries of another key are dropped. */
  key: string;
  readonly entries: Map<string, CachedFile>;
}

export interface CachedFile {
  readonly size: number;
  readonly mtimeMs: number;
  /** Undefined: it was skipped as binary. */
  readonly findings: readonly ScanFinding[] | undefined;
}

/** A finding with everything that is shown of it, so that the file need not be read again. */
export interface ScanFinding {
  readonly ruleId: string;
  readonly provider: string;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  /** UTF-16 offsets in the decoded text (without a byte order mark). */
  readonly start: number;
  readonly end: number;
  /** Zero-based, in UTF-16 code units, end exclusive: a range of the language server protocol. */
  readonly startLine: number;
  readonly startCharacter: number;
  readonly endLine: number;
  readonly endCharacter: number;
  /** The diagnostic's line. */
  readonly message: string;
  readonly masked: string;
  /** See `fingerprint.ts`; empty where none was asked for. */
  readonly fingerprint: string;
}

export interface FileFindings {
  readonly path: string;
  /** Number of the root it was found under. */
  readonly root: number;
  /** In order of position, at least one. */
  readonly findings: readonly ScanFinding[];
}

export interface ScanProgress {
  readonly filesDone: number;
  /** Files known so far; final when `walking` is false. */
  readonly filesFound: number;
  readonly walking: boolean;
  readonly findings: number;
}

export interface ScanHandlers {
  /** Called once for each file with findings, in the order in which files are finished. */
  onFindings?(file: FileFindings): void;
  /** Called at most some 20 times a second and once at the end. */
  onProgress?(progress: ScanProgress): void;
}

export interface ScanError {
  readonly path: string;
  readonly message: string;
}

export interface ScanStats {
  /** Files whose text was scanned, or known to be unchanged. */
  readonly files: number;
  /** Bytes of these files. */
  readonly bytes: number;
  /** Files left out because they are binary. */
  readonly skippedFiles: number;
  /** Files that were known from the cache. */
  readonly reusedFiles: number;
  readonly findings: number;
  readonly seconds: number;
  /** In order of path. A file that cannot be read does not end the scan. */
  readonly errors: readonly ScanError[];
  /** True when the signal ended the scan before its end. */
  readonly cancelled: boolean;
}
