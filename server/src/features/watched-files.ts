import {
  type ClientCapabilities,
  type Connection,
  DidChangeWatchedFilesNotification,
  type DidChangeWatchedFilesParams,
  FileChangeType,
} from 'vscode-languageserver';
import type { Configuration } from './configuration.ts';
import type { EngineHolder } from './engine-holder.ts';
import type { Folders } from './folders.ts';
import type { Log } from './log.ts';
import type { Disk, DiskRoot } from './platform.ts';
import type { Publisher } from './publisher.ts';
import type { ScanResults } from './scan-results.ts';

/** With more changes at once (a checkout of another branch) only files with findings are scanned again. */
const MANY = 500;

export interface WatchedFilesParts {
  readonly connection: Connection;
  readonly configuration: Configuration;
  readonly engine: EngineHolder;
  readonly folders: Folders;
  readonly disk: Disk | undefined;
  readonly results: ScanResults;
  readonly publisher: Publisher;
  readonly isOpen: (uri: string) => boolean;
  readonly log: Log;
}

/** Keeps what a scan found true: files that change on disk are scanned again, files that go lose their findings. */
export class WatchedFiles {
  private readonly parts: WatchedFilesParts;
  private canWatch = false;
  private watching = false;

  constructor(parts: WatchedFilesParts) {
    this.parts = parts;
    parts.connection.onDidChangeWatchedFiles((params) => this.changed(params));
  }

  initialize(capabilities: ClientCapabilities): void {
    this.canWatch = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
  }

  /** Begins to watch, once: before the first scan nobody needs to know. */
  async watch(): Promise<void> {
    if (!this.canWatch || this.watching) return;
    this.watching = true;
    await this.parts.connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [{ globPattern: '**/*' }],
    });
  }

  /** To be called when a document was closed: its file, as it is on disk, counts again; it may hold other findings, or none. */
  async closed(uri: string): Promise<void> {
    const { results, publisher, isOpen } = this.parts;
    const found = results.covers(uri) ? await this.rescan([uri]) : undefined;
    if (isOpen(uri) || found?.has(uri) === true) return;
    if (results.has(uri)) await results.show(uri);
    else publisher.clear(uri);
  }

  /** Forgets files and folders that are gone. */
  async deleted(uris: readonly string[]): Promise<void> {
    for (const uri of uris) await this.parts.results.forget(uri);
  }

  private async changed({ changes }: DidChangeWatchedFilesParams): Promise<void> {
    const { results, log } = this.parts;
    try {
      await this.deleted(changes.filter(({ type }) => type === FileChangeType.Deleted).map(({ uri }) => uri));
      const uris = changes.filter(({ type }) => type !== FileChangeType.Deleted).map(({ uri }) => uri);
      const covered = uris.filter((uri) => results.covers(uri));
      await this.rescan(covered.length <= MANY ? covered : covered.filter((uri) => results.has(uri)));
    } catch (error) {
      log.failure('scanning changed files again', error);
    }
  }

  private async rescan(uris: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
    const { results, disk, engine, isOpen } = this.parts;
    if (disk === undefined) return new Map();
    const local = uris.filter((uri) => uri.startsWith('file:') && !isOpen(uri));
    if (local.length === 0) return new Map();
    const found = await disk.rescan(local, await this.roots(), engine.options, (uri) => results.has(uri));
    for (const [uri, findings] of found) await results.set(uri, findings);
    return found;
  }

  private async roots(): Promise<DiskRoot[]> {
    const { folders, configuration } = this.parts;
    return Promise.all(
      folders.all().map(async (uri) => ({ uri, folder: uri, exclude: await configuration.scanExclusions(uri) })),
    );
  }
}
