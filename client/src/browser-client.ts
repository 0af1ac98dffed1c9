import type { ExtensionContext, LogOutputChannel } from 'vscode';
import type { Middleware } from 'vscode-languageclient';
import { LanguageClient } from 'vscode-languageclient/browser';
import { createClient } from './connection.ts';

/** The language client whose server is a web worker; a new one for each start, so that a crash can be recovered from. */
export function loadBrowserClient(
  context: ExtensionContext,
  channel: LogOutputChannel,
  middleware: Middleware,
  serverFile: string,
): LanguageClient {
  const start = async (): Promise<Worker> => new Worker(serverFile, { name: 'Keylift' });
  return createClient(
    context,
    channel,
    (id, name, options) => new LanguageClient(id, name, start, options),
    middleware,
  ) as LanguageClient;
}
