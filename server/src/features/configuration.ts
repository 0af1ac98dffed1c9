import {
  type ClientCapabilities,
  type Connection,
  DidChangeConfigurationNotification,
  type Disposable,
} from 'vscode-languageserver';
import { excludeGlobs } from '../scan/exclude-globs.ts';
import type { Folders } from './folders.ts';
import type { Log } from './log.ts';
import { readSettings, type Settings } from './settings.ts';

/** The client's settings: asked for when they are needed, and again after each change. */
export class Configuration {
  private readonly connection: Connection;
  private readonly folders: Folders;
  private readonly log: Log;
  private pulls = false;
  private pushed: unknown;
  private byFolder = new Map<string, Promise<Settings>>();
  /** Those that have arrived. */
  private arrived = new Map<string, Settings>();
  private readonly listeners: Array<() => void> = [];

  constructor(connection: Connection, folders: Folders, log: Log) {
    this.connection = connection;
    this.folders = folders;
    this.log = log;
  }

  /** @param initial settings below `keylift`, for clients that do not answer `workspace/configuration`. */
  initialize(capabilities: ClientCapabilities, initial: unknown): void {
    this.pulls = capabilities.workspace?.configuration === true;
    this.pushed = initial;
    this.connection.onDidChangeConfiguration((change) => {
      const settings = change.settings as { keylift?: unknown } | null | undefined;
      this.pushed = settings?.keylift ?? this.pushed;
      this.changed();
    });
  }

  /** To be called when the client is ready for requests. */
  async initialized(capabilities: ClientCapabilities): Promise<Disposable | undefined> {
    if (capabilities.workspace?.didChangeConfiguration?.dynamicRegistration !== true) return undefined;
    return this.connection.client.register(DidChangeConfigurationNotification.type, { section: 'keylift' });
  }

  /** Listeners are called after each change of settings or folders, when `of` gives the new settings. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  changed(): void {
    this.byFolder = new Map();
    this.arrived = new Map();
    for (const listener of this.listeners) listener();
  }

  /** The settings in force for a document, a file or a folder. */
  of(uri: string): Promise<Settings> {
    const folder = this.folders.of(uri) ?? '';
    let settings = this.byFolder.get(folder);
    if (settings === undefined) {
      const { arrived } = this;
      settings = this.section('keylift', folder).then((section) => {
        const read = readSettings(section);
        arrived.set(folder, read);
        return read;
      });
      this.byFolder.set(folder, settings);
    }
    return settings;
  }

  /** The same without waiting; undefined until they have been asked for and have arrived. */
  known(uri: string): Settings | undefined {
    return this.arrived.get(this.folders.of(uri) ?? '');
  }

  /** The setting `keylift.customRules`, as it was written. */
  async customRules(): Promise<unknown> {
    if (this.pulls) return this.section('keylift.customRules', '');
    return (this.pushed as { customRules?: unknown } | undefined)?.customRules;
  }

  /** The globs of `files.exclude` and `search.exclude`, and Keylift's own, of a workspace folder. */
  async scanExclusions(folder: string): Promise<string[]> {
    const own = (await this.of(folder)).exclude;
    if (!this.pulls) return [...own];
    const [files, search] = await Promise.all([
      this.section('files.exclude', folder),
      this.section('search.exclude', folder),
    ]);
    return [...excludeGlobs(objectOf(files), objectOf(search)), ...own];
  }

  private async section(section: string, folder: string): Promise<unknown> {
    if (!this.pulls) return this.pushed;
    try {
      return await this.connection.workspace.getConfiguration({ section, ...(folder !== '' && { scopeUri: folder }) });
    } catch (error) {
      this.log.failure('asking for settings', error);
      return undefined;
    }
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
