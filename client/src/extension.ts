import { commands, type ExtensionContext, l10n, type Uri, window } from 'vscode';
import type { Middleware } from 'vscode-languageclient';
import {
  type AppliedFix,
  clearResults,
  clientCommands,
  type FindOccurrencesParams,
} from '../../server/src/protocol.ts';
import { AfterFix, tellStale } from './after-fix.ts';
import { MoveKeysCommands } from './move-keys.ts';
import { registerPasteGuard } from './paste-guard.ts';
import { ScanCommand } from './scan.ts';
import { type LoadClient, ServerHost } from './server-host.ts';
import { Status } from './status.ts';

/** What other extensions and the extension's own tests can use. */
export interface Api {
  readonly host: ServerHost;
}

/** The part of the extension that is the same everywhere. Runs when VS Code is up and must be quick: the server waits. */
export function activateWith(context: ExtensionContext, load: LoadClient): Api {
  const channel = window.createOutputChannel('Keylift', { log: true });
  const afterFix = new AfterFix(context, channel);
  const middleware: Middleware = {
    resolveCodeAction: async (item, token, next) => {
      const resolved = await next(item, token);
      const command = resolved?.command;
      if (command?.command === clientCommands.afterFix) {
        for (const fix of (command.arguments ?? []) as AppliedFix[]) afterFix.expect(fix);
      }
      return resolved;
    },
  };
  const host = new ServerHost(context, channel, load, middleware);
  const scan = new ScanCommand(host);
  const move = new MoveKeysCommands(host, afterFix);
  context.subscriptions.push(
    channel,
    host,
    afterFix,
    scan,
    new Status(host),
    commands.registerCommand('keylift.scanWorkspace', () => scan.run()),
    commands.registerCommand('keylift.scanResource', (clicked?: Uri, selected?: Uri[]) =>
      scan.run(selected ?? (clicked === undefined ? [] : [clicked])),
    ),
    commands.registerCommand('keylift.clearResults', async () => {
      scan.forget();
      await (await host.client()).sendNotification(clearResults);
    }),
    commands.registerCommand('keylift.showProblems', () => commands.executeCommand('workbench.actions.view.problems')),
    commands.registerCommand('keylift.showOutput', () => channel.show()),
    commands.registerCommand('keylift.restartServer', async () => {
      await host.restart();
      void window.showInformationMessage(l10n.t('Keylift was started again.'));
    }),
    commands.registerCommand(clientCommands.afterFix, (...fixes: AppliedFix[]) => afterFix.run(...fixes)),
    commands.registerCommand(clientCommands.staleFix, tellStale),
    commands.registerCommand('keylift.moveKeyAtCursor', () => move.atCursor()),
    commands.registerCommand('keylift.moveAllInFile', () => move.inFile()),
    commands.registerCommand(clientCommands.moveOccurrences, (at?: FindOccurrencesParams) => move.occurrences(at)),
  );
  const pasteGuard = registerPasteGuard(host, afterFix);
  if (pasteGuard !== undefined) context.subscriptions.push(pasteGuard);
  host.startWhenNeeded();
  return { host };
}
