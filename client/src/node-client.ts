import type { ExtensionContext, LogOutputChannel } from 'vscode';
import type { Middleware } from 'vscode-languageclient';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { createClient } from './connection.ts';
import { serverEnvironment, serverFlags } from './server-flags.ts';

/** The language client whose server is `dist/server.js` in a Node process. */
export function loadNodeClient(
  context: ExtensionContext,
  channel: LogOutputChannel,
  middleware: Middleware,
): LanguageClient {
  const module = context.asAbsolutePath('dist/server.js');
  const options = { execArgv: serverFlags, env: serverEnvironment };
  const run = { module, transport: TransportKind.ipc, options };
  const debug = { ...run, options: { ...options, execArgv: [...serverFlags, '--nolazy', '--inspect=6009'] } };
  return createClient(
    context,
    channel,
    (id, name, clientOptions) => new LanguageClient(id, name, { run, debug }, clientOptions),
    middleware,
  ) as LanguageClient;
}
