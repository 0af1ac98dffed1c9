import type { CancellationToken, Connection } from 'vscode-languageserver';
import { type ScanProgressParams, type ScanSummary, type ScanWorkspaceParams, scanProgress } from '../protocol.ts';
import type { ScanFinding } from '../scan/types.ts';
import type { Configuration } from './configuration.ts';
import type { EngineHolder } from './engine-holder.ts';
import type { Folders } from './folders.ts';
import type { Disk, DiskRoot, DiskScanHandlers } from './platform.ts';
import type { ClientFiles } from './project-files.ts';
import type { ScanResults } from './scan-results.ts';
import { scanVirtual } from './virtual-scan.ts';
import type { WatchedFiles } from './watched-files.ts';

export interface WorkspaceScanParts {
  readonly connection: Connection;
  readonly configuration: Configuration;
  readonly engine: EngineHolder;
  readonly folders: Folders;
  readonly disk: Disk | undefined;
  readonly client: ClientFiles | undefined;
  readonly results: ScanResults;
  readonly watched: WatchedFiles;
}

const nothing: ScanSummary = {
  alreadyRunning: false,
  cancelled: false,
  files: 0,
  findings: 0,
  filesWithFindings: 0,
  errors: 0,
  seconds: 0,
};

/** Scans of whole folders, one at a time. */
export class WorkspaceScan {
  private readonly parts: WorkspaceScanParts;
  private running = false;

  constructor(parts: WorkspaceScanParts) {
    this.parts = parts;
  }

  async scan(params: ScanWorkspaceParams, token: CancellationToken): Promise<ScanSummary> {
    if (this.running) return { ...nothing, alreadyRunning: true };
    this.running = true;
    const abort = new AbortController();
    const subscription = token.onCancellationRequested(() => abort.abort());
    if (token.isCancellationRequested) abort.abort();
    try {
      return await this.run(params, abort.signal);
    } finally {
      subscription.dispose();
      this.running = false;
    }
  }

  private async run(params: ScanWorkspaceParams, signal: AbortSignal): Promise<ScanSummary> {
    const began = performance.now();
    await this.parts.watched.watch();
    const roots = await this.roots(params.uris ?? this.parts.folders.all());
    const tally = new Tally(this.parts);
    const local = roots.filter(({ uri }) => this.parts.disk !== undefined && uri.startsWith('file:'));
    const virtual = roots.filter((root) => !local.includes(root));
    let files = 0;
    let errors = 0;
    let cancelled = signal.aborted;
    const engine = this.parts.engine.options;
    if (local.length > 0 && this.parts.disk !== undefined && !signal.aborted) {
      const result = await this.parts.disk.scan({ roots: local, engine }, tally, signal);
      files += result.files;
      errors += result.errors;
      cancelled ||= result.cancelled;
    }
    if (virtual.length > 0 && this.parts.client !== undefined && !signal.aborted) {
      const { current } = this.parts.engine;
      const result = await scanVirtual(virtual, current, this.parts.folders, this.parts.client, tally, signal);
      files += result.files;
      errors += result.errors;
      cancelled ||= result.cancelled;
    }
    await tally.settled();
    if (!cancelled) for (const { uri } of roots) await this.parts.results.complete(uri, tally.reported);
    const seconds = (performance.now() - began) / 1000;
    const { findings, filesWithFindings } = tally;
    return { ...nothing, cancelled, files, errors, seconds, findings, filesWithFindings };
  }

  private async roots(uris: readonly string[]): Promise<DiskRoot[]> {
    return Promise.all(
      uris.map(async (given) => {
        const uri = given.replace(/\/+$/, '');
        const folder = this.parts.folders.of(uri) ?? uri;
        return { uri, folder, exclude: await this.parts.configuration.scanExclusions(folder) };
      }),
    );
  }
}

/** Passes findings on as they come in, and counts them. */
class Tally implements DiskScanHandlers {
  readonly reported = new Set<string>();
  findings = 0;
  filesWithFindings = 0;
  private readonly parts: WorkspaceScanParts;
  private pending: Promise<void> = Promise.resolve();

  constructor(parts: WorkspaceScanParts) {
    this.parts = parts;
  }

  onFindings(uri: string, findings: readonly ScanFinding[]): void {
    this.reported.add(uri);
    this.pending = this.pending.then(async () => {
      const shown = await this.parts.results.countShown(uri, findings);
      this.findings += shown;
      if (shown > 0) this.filesWithFindings++;
      await this.parts.results.set(uri, findings);
    });
  }

  onProgress({ filesDone, filesTotal }: Omit<ScanProgressParams, 'findings'>): void {
    const params: ScanProgressParams = { filesDone, filesTotal, findings: this.findings };
    void this.parts.connection.sendNotification(scanProgress, params);
  }

  async settled(): Promise<void> {
    await this.pending;
  }
}
