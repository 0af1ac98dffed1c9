import { type Disposable, EventEmitter, type ExtensionContext, type LogOutputChannel, l10n, workspace } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions, Middleware } from 'vscode-languageclient';
import { isEnabled, isRelevant } from './relevance.ts';

export type ServerState = 'asleep' | 'starting' | 'running' | 'stopped';

/** Loads the language client's code and makes the client; only called when the server is needed. */
export type LoadClient = (
  context: ExtensionContext,
  channel: LogOutputChannel,
  middleware: Middleware,
) => Promise<BaseLanguageClient>;

export type { LanguageClientOptions };

/** Starts the server when the first document or command needs it, and knows how it is. */
export class ServerHost implements Disposable {
  private readonly context: ExtensionContext;
  private readonly channel: LogOutputChannel;
  private readonly load: LoadClient;
  private readonly middleware: Middleware;
  private readonly states = new EventEmitter<ServerState>();
  private readonly starts = new EventEmitter<BaseLanguageClient>();
  private readonly subscriptions: Disposable[] = [];
  private starting: Promise<BaseLanguageClient> | undefined;
  private current: ServerState = 'asleep';

  /** Fires when the server's state has changed. */
  readonly onDidChangeState = this.states.event;
  /** Fires once, when the client was made: the moment to register handlers. */
  readonly onDidMakeClient = this.starts.event;

  constructor(context: ExtensionContext, channel: LogOutputChannel, load: LoadClient, middleware: Middleware) {
    this.context = context;
    this.channel = channel;
    this.load = load;
    this.middleware = middleware;
  }

  get state(): ServerState {
    return this.current;
  }

  /** Starts the server as soon as a document is open that Keylift looks at. */
  startWhenNeeded(): void {
    // Loading the client's code is no part of the activation, for which others wait.
    const timer = setTimeout(() => this.startFor(workspace.textDocuments), 0);
    this.subscriptions.push(
      { dispose: () => clearTimeout(timer) },
      workspace.onDidOpenTextDocument((document) => this.startFor([document])),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('keylift.enable')) this.startFor(workspace.textDocuments);
      }),
    );
  }

  /** The running client; starts it if need be. */
  client(): Promise<BaseLanguageClient> {
    if (this.starting === undefined) {
      this.starting = this.start();
      // Tried again at the next need.
      this.starting.catch(() => {
        this.starting = undefined;
      });
    }
    return this.starting;
  }

  async restart(): Promise<void> {
    const client = await this.client();
    if (client.isRunning()) await client.stop();
    await client.start();
  }

  async stop(): Promise<void> {
    const client = await this.starting?.catch(() => undefined);
    if (client?.isRunning() === true) await client.stop();
  }

  dispose(): void {
    for (const subscription of this.subscriptions.splice(0)) subscription.dispose();
    this.states.dispose();
    this.starts.dispose();
  }

  private startFor(documents: ReadonlyArray<(typeof workspace.textDocuments)[number]>): void {
    if (this.starting !== undefined) return;
    if (!documents.some((document) => isRelevant(document) && isEnabled(document))) return;
    this.client().then(undefined, () => this.channel.error(l10n.t('The server could not be started.')));
  }

  private async start(): Promise<BaseLanguageClient> {
    this.set('starting');
    try {
      const client = await this.load(this.context, this.channel, this.middleware);
      this.subscriptions.push(client.onDidChangeState(({ newState }) => this.set(stateNames[newState] ?? 'stopped')));
      this.starts.fire(client);
      await client.start();
      return client;
    } catch (error) {
      this.set('stopped');
      throw error;
    }
  }

  private set(state: ServerState): void {
    if (state === this.current) return;
    this.current = state;
    this.states.fire(state);
  }
}

/** By `State` of the language client: Stopped 1, Running 2, Starting 3, StartFailed 4. */
const stateNames: Readonly<Record<number, ServerState>> = { 1: 'stopped', 2: 'running', 3: 'starting', 4: 'stopped' };
