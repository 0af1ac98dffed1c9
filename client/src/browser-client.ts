import { type ExtensionContext, type LogOutputChannel, Uri, workspace } from 'vscode';
import type { Middleware } from 'vscode-languageclient';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { createClient } from './connection.ts';

/** The language client whose server is a web worker; a new one for each start, so that a crash can be recovered from. */
export function loadBrowserClient(
  context: ExtensionContext,
  channel: LogOutputChannel,
  middleware: Middleware,
  serverFile: string,
): LanguageClient {
  // Not the worker itself, which the language client asks for `instanceof Worker`: VS Code puts a function of its own
  // into the place of `Worker`, and what that makes is no instance of it.
  const start = async (): Promise<MessageTransports> => {
    const worker = await startWorker(serverFile);
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  return createClient(
    context,
    channel,
    (id, name, options) => new LanguageClient(id, name, start, options),
    middleware,
  ) as LanguageClient;
}

/** VS Code makes no worker from a file on a remote machine, where the extension is when `remote.extensionKind` says so. */
async function startWorker(file: string): Promise<Worker> {
  const options = { name: 'Keylift' };
  const uri = Uri.parse(file, true);
  if (uri.scheme !== 'vscode-remote') return new Worker(file, options);
  const text = await workspace.fs.readFile(uri);
  return new Worker(
    URL.createObjectURL(new Blob([text as Uint8Array<ArrayBuffer>], { type: 'text/javascript' })),
    options,
  );
}
