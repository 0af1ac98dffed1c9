import { commands, type Disposable, type ExtensionContext, type LogOutputChannel, l10n, window } from 'vscode';
import {
  type BaseLanguageClient,
  CloseAction,
  type CloseHandlerResult,
  ErrorAction,
  type ErrorHandler,
  type ErrorHandlerResult,
  type LanguageClientOptions,
  type Middleware,
  RevealOutputChannelOn,
} from 'vscode-languageclient';
import { type InitializationOptions, listFolder, pickEnvFile, readFiles } from '../../server/src/protocol.ts';
import { answerListFolder, answerReadFiles } from './files.ts';
import { answerPickEnvFile } from './pick-env-file.ts';
import { everyDocument, isRelevant } from './relevance.ts';
import { TraceChannel } from './trace.ts';

/** Restarts within this time before Keylift gives up and asks, in milliseconds. */
const CRASH_WINDOW = 180_000;
const MAX_CRASHES = 4;

/**
 * Makes the platform's language client. Its id is not `keylift`: the library reads `<id>.trace.server` itself, and would print
 * documents for a hand-written `verbose`.
 */
export type MakeClient = (id: string, name: string, options: LanguageClientOptions) => BaseLanguageClient;

/** A language client for the server, not started yet. */
export function createClient(
  context: ExtensionContext,
  channel: LogOutputChannel,
  make: MakeClient,
  extra: Middleware,
): BaseLanguageClient {
  const trace = new TraceChannel(channel);
  context.subscriptions.push(trace);
  const initializationOptions: InitializationOptions = {
    hasCommands: true,
    servesFiles: true,
    l10n: l10n.bundle as Record<string, string> | undefined,
  };
  const client = make('keylift-server', 'Keylift', {
    documentSelector: everyDocument,
    outputChannel: channel,
    traceOutputChannel: trace,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    diagnosticCollectionName: 'keylift',
    initializationOptions,
    initializationFailedHandler: () => false,
    errorHandler: new CrashHandler(channel),
    middleware: { ...onlyRelevant, ...extra },
  });
  context.subscriptions.push(
    client.onRequest(readFiles, answerReadFiles) as Disposable,
    client.onRequest(listFolder, answerListFolder) as Disposable,
    client.onRequest(pickEnvFile, answerPickEnvFile) as Disposable,
  );
  return client;
}

/** Keeps documents that are none of Keylift's business from the server. */
const onlyRelevant: Middleware = {
  didOpen: async (document, next) => {
    if (isRelevant(document)) await next(document);
  },
  didChange: async (event, next) => {
    if (isRelevant(event.document)) await next(event);
  },
  didClose: async (document, next) => {
    if (isRelevant(document)) await next(document);
  },
  provideHover: (document, position, token, next) =>
    isRelevant(document) ? next(document, position, token) : undefined,
  provideCodeActions: (document, range, context, token, next) =>
    isRelevant(document) ? next(document, range, context, token) : undefined,
};

/** Starts the server again when it dies, up to a limit; then asks. */
class CrashHandler implements ErrorHandler {
  private readonly channel: LogOutputChannel;
  private crashes: number[] = [];

  constructor(channel: LogOutputChannel) {
    this.channel = channel;
  }

  error(_error: Error, _message: unknown, count: number | undefined): ErrorHandlerResult {
    const action = (count ?? 1) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown;
    return { action, message: 'The connection to the server has an error.', handled: true };
  }

  closed(): CloseHandlerResult {
    const now = Date.now();
    this.crashes = [...this.crashes.filter((time) => now - time < CRASH_WINDOW), now];
    if (this.crashes.length <= MAX_CRASHES) {
      this.channel.warn('The server ended unexpectedly and is started again.');
      return { action: CloseAction.Restart, message: 'Starting again.', handled: true };
    }
    this.crashes = [];
    void askForRestart();
    return { action: CloseAction.DoNotRestart, message: 'The server keeps ending and stays off.', handled: true };
  }
}

async function askForRestart(): Promise<void> {
  const restart = l10n.t('Restart');
  const message = l10n.t('Keylift stopped: its server ended {0} times within 3 minutes.', MAX_CRASHES + 1);
  const chosen = await window.showErrorMessage(message, restart);
  if (chosen === restart) await commands.executeCommand('keylift.restartServer');
}
