import type { EngineOptions } from '../engine/engine.ts';
import type { ScanProgressParams } from '../protocol.ts';
import type { ScanFinding } from '../scan/types.ts';

/** What differs between Node and a web worker. Everything is optional but nothing is pretended. */
export interface Platform {
  /** The disk, where there is one. */
  readonly disk?: Disk;
}

/** Files on the disk of the machine that the server runs on. URIs are `file:` URIs in VS Code's spelling. */
export interface Disk {
  /** Undefined: it does not exist, is not a file, or cannot be read. */
  readFile(uri: string): Promise<string | undefined>;
  readBytes(uri: string): Promise<Uint8Array | undefined>;
  exists(uri: string): Promise<boolean>;
  /** Names in a folder; empty when it does not exist. */
  listFolder(uri: string): Promise<readonly string[]>;
  /** Where a file that is to be written is or will be, symbolic links followed; without `realUri` its folder is not there yet. */
  target(uri: string): Promise<{ readonly isWritable: boolean; readonly realUri?: string }>;
  scan(request: DiskScanRequest, handlers: DiskScanHandlers, signal: AbortSignal): Promise<DiskScanResult>;
  /**
   * Scans single files again.
   * @param known which of them are scanned even when an ignore file or a glob leaves them out.
   * @returns findings of those that were scanned; files that are gone or left out have none.
   */
  rescan(
    files: readonly string[],
    folders: readonly DiskRoot[],
    engine: EngineOptions,
    known: (uri: string) => boolean,
  ): Promise<ReadonlyMap<string, readonly ScanFinding[]>>;
}

export interface DiskRoot {
  /** A folder or file. */
  readonly uri: string;
  /** The workspace folder that holds it. */
  readonly folder: string;
  /** VS Code globs, relative to the workspace folder. */
  readonly exclude: readonly string[];
}

export interface DiskScanRequest {
  readonly roots: readonly DiskRoot[];
  readonly engine: EngineOptions;
}

export interface DiskScanHandlers {
  onFindings(uri: string, findings: readonly ScanFinding[]): void;
  onProgress(progress: ScanProgressParams): void;
}

export interface DiskScanResult {
  readonly files: number;
  readonly errors: number;
  readonly cancelled: boolean;
}
