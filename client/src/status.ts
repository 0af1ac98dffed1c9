import {
  commands,
  type Disposable,
  LanguageStatusSeverity,
  l10n,
  languages,
  StatusBarAlignment,
  type TextEditor,
  window,
  workspace,
} from 'vscode';
import { countFindings, everyDocument, isEnabled, isRelevant } from './relevance.ts';
import type { ServerHost, ServerState } from './server-host.ts';

/** Says how the server is (in the language status) and how many keys the file in front has (in the status bar). */
export class Status implements Disposable {
  private readonly host: ServerHost;
  private readonly language = languages.createLanguageStatusItem('keylift.status', everyDocument);
  private readonly bar = window.createStatusBarItem('keylift.findings', StatusBarAlignment.Right, 90);
  private readonly subscriptions: Disposable[];
  private sawFinding = false;

  constructor(host: ServerHost) {
    this.host = host;
    this.language.name = 'Keylift';
    this.bar.name = l10n.t('Keylift: keys in this file');
    this.bar.command = 'keylift.showProblems';
    const update = (): void => this.update(window.activeTextEditor);
    this.subscriptions = [
      this.language,
      this.bar,
      host.onDidChangeState(update),
      window.onDidChangeActiveTextEditor(update),
      workspace.onDidChangeConfiguration((change) => change.affectsConfiguration('keylift') && update()),
      languages.onDidChangeDiagnostics(({ uris }) => {
        const front = window.activeTextEditor?.document.uri.toString();
        if (uris.some((uri) => uri.toString() === front)) update();
      }),
    ];
    update();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private update(editor: TextEditor | undefined): void {
    const document = editor?.document;
    const count = document === undefined ? 0 : countFindings(document.uri);
    const enabled = document === undefined || isEnabled(document);
    this.updateLanguage(this.host.state, count, enabled);
    if (document === undefined || !isRelevant(document) || count === 0) {
      this.bar.hide();
      return;
    }
    this.noteFirstFinding();
    this.bar.text = `$(key) ${count}`;
    this.bar.tooltip = inWords(count);
    this.bar.accessibilityInformation = { label: `Keylift: ${inWords(count)}` };
    this.bar.show();
  }

  /** Ticks the first step of the walkthrough. */
  private noteFirstFinding(): void {
    if (this.sawFinding) return;
    this.sawFinding = true;
    void commands.executeCommand('setContext', 'keylift.sawFinding', true);
  }

  private updateLanguage(state: ServerState, count: number, enabled: boolean): void {
    const { language } = this;
    language.busy = state === 'starting';
    language.severity = state === 'stopped' ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    language.detail = 'Keylift';
    if (state === 'stopped') {
      language.text = l10n.t('Not running');
      language.command = { command: 'keylift.restartServer', title: l10n.t('Restart') };
    } else if (!enabled) {
      language.text = l10n.t('Switched off');
      language.command = {
        command: 'workbench.action.openSettings',
        title: l10n.t('Settings'),
        arguments: ['keylift.enable'],
      };
    } else {
      language.text = state === 'starting' ? l10n.t('Starting…') : inWords(count);
      language.command = { command: 'keylift.scanWorkspace', title: l10n.t('Scan Workspace') };
    }
  }
}

function inWords(count: number): string {
  if (count === 0) return l10n.t('No hard-coded keys');
  return count === 1 ? l10n.t('1 hard-coded key') : l10n.t('{0} hard-coded keys', count);
}
