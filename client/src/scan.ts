import {
  type CancellationToken,
  commands,
  type Disposable,
  l10n,
  ProgressLocation,
  type Uri,
  window,
  workspace,
} from 'vscode';
import {
  type ScanProgressParams,
  type ScanSummary,
  type ScanWorkspaceParams,
  scanProgress,
  scanWorkspace,
} from '../../server/src/protocol.ts';
import type { ServerHost } from './server-host.ts';

/** The command that scans folders: one scan at a time, with progress, to be cancelled at any moment. */
export class ScanCommand implements Disposable {
  private readonly host: ServerHost;
  private running = false;
  /** What was scanned last; after a crash of the server it is scanned again, for its findings are gone with it. */
  private scanned: ScanWorkspaceParams | undefined;
  private readonly subscription: Disposable;

  constructor(host: ServerHost) {
    this.host = host;
    this.subscription = host.onDidChangeState((state) => {
      if (state === 'running' && this.scanned !== undefined && !this.running) void this.again(this.scanned);
    });
  }

  dispose(): void {
    this.subscription.dispose();
  }

  /** @param targets folders or files; none: all folders of the workspace. */
  async run(targets: readonly Uri[] = []): Promise<ScanSummary | undefined> {
    if (this.running) {
      void window.showInformationMessage(l10n.t('Keylift is scanning already: its progress is in the notifications.'));
      await commands.executeCommand('notifications.showList');
      return undefined;
    }
    if (targets.length === 0 && (workspace.workspaceFolders ?? []).length === 0) {
      const open = l10n.t('Open Folder');
      const chosen = await window.showInformationMessage(l10n.t('Open a folder to scan it for hard-coded keys.'), open);
      if (chosen === open) await commands.executeCommand('vscode.openFolder');
      return undefined;
    }
    this.running = true;
    await commands.executeCommand('setContext', 'keylift.scanning', true);
    try {
      const params: ScanWorkspaceParams = targets.length === 0 ? {} : { uris: targets.map((uri) => uri.toString()) };
      const summary = await this.withProgress(params);
      if (!summary.cancelled && !summary.alreadyRunning) this.scanned = params;
      // Not awaited: the notification stays until the user closes it.
      void announce(summary);
      return summary;
    } catch {
      const message = l10n.t('The scan could not be finished. Files that were scanned keep their findings.');
      void window.showErrorMessage(`Keylift: ${message}`);
      return undefined;
    } finally {
      this.running = false;
      await commands.executeCommand('setContext', 'keylift.scanning', false);
    }
  }

  /** Forgets what was scanned: after results were cleared a restart brings none back. */
  forget(): void {
    this.scanned = undefined;
  }

  private async again(params: ScanWorkspaceParams): Promise<void> {
    // Once: a workspace that makes the server crash must not do so for ever.
    this.scanned = undefined;
    try {
      const client = await this.host.client();
      await client.sendRequest<ScanSummary>(scanWorkspace, params);
      this.scanned = params;
    } catch {
      // The next scan that somebody asks for will tell.
    }
  }

  private async withProgress(params: ScanWorkspaceParams): Promise<ScanSummary> {
    const client = await this.host.client();
    const title = l10n.t('Scanning for hard-coded keys');
    return window.withProgress(
      { location: ProgressLocation.Notification, title, cancellable: true },
      async (progress, token: CancellationToken) => {
        let reached = 0;
        const subscription: Disposable = client.onNotification(scanProgress, (now: ScanProgressParams) => {
          const percent = now.filesTotal ? (100 * now.filesDone) / now.filesTotal : 0;
          const increment = Math.max(0, percent - reached);
          reached += increment;
          progress.report({ message: inWords(now), increment });
        });
        try {
          return await client.sendRequest<ScanSummary>(scanWorkspace, params, token);
        } finally {
          subscription.dispose();
        }
      },
    );
  }
}

function inWords({ filesDone, filesTotal, findings }: ScanProgressParams): string {
  const files =
    filesTotal === undefined
      ? l10n.t('{0} files', filesDone.toLocaleString())
      : l10n.t('{0} of {1} files', filesDone.toLocaleString(), filesTotal.toLocaleString());
  return `${files}, ${keys(findings)}`;
}

function keys(count: number): string {
  return count === 1 ? l10n.t('1 key') : l10n.t('{0} keys', count.toLocaleString());
}

/** The summary, which leads to Problems. */
async function announce(summary: ScanSummary): Promise<void> {
  if (summary.alreadyRunning) {
    void window.showInformationMessage(l10n.t('Keylift is scanning already: its progress is in the notifications.'));
    return;
  }
  const parts = [
    summary.findings === 0
      ? l10n.t('no hard-coded keys in {0} files', summary.files.toLocaleString())
      : l10n.t(
          '{0} in {1} of {2} files',
          keys(summary.findings),
          summary.filesWithFindings.toLocaleString(),
          summary.files.toLocaleString(),
        ),
  ];
  if (summary.errors > 0) parts.push(l10n.t('{0} could not be read', summary.errors.toLocaleString()));
  const what = parts.join(', ');
  const message = summary.cancelled
    ? l10n.t('Keylift: scan cancelled. So far: {0}.', what)
    : l10n.t('Keylift: scan finished. Found {0} ({1} s).', what, summary.seconds.toFixed(1));
  const show = l10n.t('Show Problems');
  const actions = summary.findings > 0 ? [show] : [];
  const chosen = await window.showInformationMessage(message, ...actions);
  if (chosen === show) await commands.executeCommand('keylift.showProblems');
}
