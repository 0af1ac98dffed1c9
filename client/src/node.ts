import type { ExtensionContext } from 'vscode';
import { type Api, activateWith } from './extension.ts';

let api: Api | undefined;

/** The extension in VS Code for the desktop, and on a remote machine: the server is a process of its own. */
export function activate(context: ExtensionContext): Api {
  api = activateWith(context, async (extension, channel, middleware) => {
    // Loaded only now: the language client is most of the extension's code.
    const { loadNodeClient } = await import('./node-client.ts');
    return loadNodeClient(extension, channel, middleware);
  });
  return api;
}

export async function deactivate(): Promise<void> {
  await api?.host.stop();
}
