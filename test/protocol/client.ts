import { type ChildProcess, spawn } from 'node:child_process';
import { Transform } from 'node:stream';
import { fileURLToPath } from 'node:url';
import {
  type ClientCapabilities,
  type CodeAction,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import type { InitializationOptions } from '../../server/src/protocol.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** How long something that must happen may take, in milliseconds: a deadline, not a pause. */
const DEADLINE = 20_000;

export interface ClientOptions {
  /** Workspace folders, as URIs. */
  readonly folders?: readonly string[];
  /** Value of the settings below `keylift`; change it with `configure`. */
  readonly settings?: Record<string, unknown>;
  /** Other settings by their section (`files.exclude`). */
  readonly sections?: Record<string, unknown>;
  readonly options?: InitializationOptions;
  readonly capabilities?: ClientCapabilities;
}

const capabilities: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
  },
  textDocument: {
    codeAction: { disabledSupport: true, dataSupport: true, resolveSupport: { properties: ['edit', 'command'] } },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    publishDiagnostics: { versionSupport: true, codeDescriptionSupport: true, dataSupport: true },
  },
};

/** A language client that drives the real server in a process of its own, and keeps every byte that went over the wire. */
export class TestClient {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  /** What the server wrote, raw, and what it wrote to stderr. */
  received = '';
  errors = '';
  result: InitializeResult | undefined;
  /** Every publication of diagnostics, in order. */
  readonly published: PublishDiagnosticsParams[] = [];
  readonly registered: string[] = [];
  readonly messages: string[] = [];
  readonly exited: Promise<number | null>;
  private settings: Record<string, unknown>;
  private readonly sections: Record<string, unknown>;
  private waiting: Array<() => void> = [];

  private constructor(options: ClientOptions) {
    this.settings = options.settings ?? {};
    this.sections = options.sections ?? {};
    const server = process.env.KEYLIFT_SERVER ?? `${root}server/src/node.ts`;
    this.process = spawn(
      process.execPath,
      ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', '--disable-warning=ExperimentalWarning', server, '--stdio'],
      { stdio: ['pipe', 'pipe', 'pipe'] },
    );
    this.exited = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.errors += text;
    });
    const tap = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        this.received += chunk.toString('utf8');
        done(null, chunk);
      },
    });
    this.process.stdout?.pipe(tap);
    this.connection = createProtocolConnection(
      new StreamMessageReader(tap),
      new StreamMessageWriter(this.process.stdin!),
    );
    this.answer();
    this.connection.listen();
  }

  static async start(options: ClientOptions = {}): Promise<TestClient> {
    const client = new TestClient(options);
    client.result = await client.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: options.capabilities ?? capabilities,
      initializationOptions: options.options ?? { hasCommands: true },
      workspaceFolders: (options.folders ?? []).map((uri) => ({ uri, name: uri.slice(uri.lastIndexOf('/') + 1) })),
    });
    await client.connection.sendNotification('initialized', {});
    return client;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      await this.connection.sendRequest('shutdown').catch(() => undefined);
      await this.connection.sendNotification('exit').catch(() => undefined);
      await this.exited;
    }
    this.connection.dispose();
  }

  async open(uri: string, text: string, languageId = 'javascript', version = 1): Promise<void> {
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version, text },
    });
  }

  /** Replaces a range; without one the whole text. */
  async change(uri: string, version: number, text: string, range?: Range): Promise<void> {
    const change = range === undefined ? { text } : { text, range };
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [change],
    });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  async configure(settings: Record<string, unknown>): Promise<void> {
    this.settings = settings;
    await this.connection.sendNotification('workspace/didChangeConfiguration', { settings: {} });
  }

  /** The diagnostics that an editor would show for a file now. */
  shown(uri: string): readonly Diagnostic[] {
    return this.published.findLast((params) => params.uri === uri)?.diagnostics ?? [];
  }

  /** Waits until something is so; looks again whenever a message came in. */
  async until(what: string, test: () => boolean): Promise<void> {
    const deadline = Date.now() + DEADLINE;
    while (!test()) {
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`This did not happen: ${what}. Server's stderr: ${this.errors}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  async untilCodes(uri: string, codes: readonly string[]): Promise<readonly Diagnostic[]> {
    await this.until(`${uri} shows [${codes.join(', ')}]`, () => {
      const now = this.published.findLast((params) => params.uri === uri);
      return now !== undefined && now.diagnostics.map(({ code }) => String(code)).join() === codes.join();
    });
    return this.shown(uri);
  }

  /**
   * All messages sent before this are handled when it resolves, and what they led to without a pause is published: a
   * request is answered in its turn, and passes wait at most 8 ms.
   */
  async settle(uri: string): Promise<void> {
    for (let i = 0; i < 3; i++) {
      await this.connection.sendRequest('textDocument/hover', {
        textDocument: { uri },
        position: { line: 0, character: 0 },
      });
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }

  async actions(uri: string, range: Range, only?: readonly string[]): Promise<CodeAction[]> {
    const diagnostics = this.shown(uri);
    const context = only === undefined ? { diagnostics } : { diagnostics, only };
    return this.connection.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context });
  }

  async resolve(action: CodeAction): Promise<CodeAction> {
    return this.connection.sendRequest('codeAction/resolve', action);
  }

  private answer(): void {
    const { connection } = this;
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.push(params);
      this.wake();
    });
    connection.onRequest('workspace/configuration', ({ items }: { items: Array<{ section: string }> }) =>
      items.map(({ section }) => this.section(section)),
    );
    connection.onRequest('client/registerCapability', (params: { registrations: Array<{ method: string }> }) => {
      this.registered.push(...params.registrations.map(({ method }) => method));
      this.wake();
      return null;
    });
    connection.onNotification('window/showMessage', ({ message }: { message: string }) => {
      this.messages.push(message);
      this.wake();
    });
    connection.onNotification('window/logMessage', () => this.wake());
    connection.onError(() => this.wake());
  }

  /** Tells those who wait to look again. */
  wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const wake of waiting) wake();
  }

  private section(section: string): unknown {
    if (section === 'keylift') return this.settings;
    if (section.startsWith('keylift.')) return this.settings[section.slice('keylift.'.length)] ?? null;
    return this.sections[section] ?? null;
  }
}
