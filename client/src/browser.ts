import { type ExtensionContext, Uri } from 'vscode';
import { type Api, activateWith } from './extension.ts';

let api: Api | undefined;

/** The extension in VS Code for the Web: the server is a web worker. */
export function activate(context: ExtensionContext): Api {
  api = activateWith(context, async (extension, channel, middleware) => {
    const { loadBrowserClient } = await import('./browser-client.ts');
    const file = Uri.joinPath(extension.extensionUri, 'dist/server.js');
    return loadBrowserClient(extension, channel, middleware, file.toString(true));
  });
  return api;
}

export async function deactivate(): Promise<void> {
  await api?.host.stop();
}
