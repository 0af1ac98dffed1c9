import {
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  l10n,
  type TextDocument,
  TextDocumentChangeReason,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { AppliedFix } from '../../server/src/protocol.ts';
import { tellHowItIsLoaded } from './loading-hint.ts';

/** How many files the follow-up of an undo remembers. */
const MAX_REMEMBERED = 200;

/**
 * What follows a fix. VS Code saves all files of a quick fix that touches several, unless the setting
 * `files.refactoring.autoSave` is off; the value has to be on the disk in any case, for the program to find it.
 */
export class AfterFix implements Disposable {
  private readonly context: ExtensionContext;
  private readonly channel: LogOutputChannel;
  private readonly subscriptions: Disposable[];
  /** Files that a fix has written: undoing it takes the entry out of the buffer, and has to reach the disk as well. */
  private readonly written = new Set<string>();

  constructor(context: ExtensionContext, channel: LogOutputChannel) {
    this.context = context;
    this.channel = channel;
    const isWritten = ({ uri }: TextDocument): boolean => this.written.has(uri.toString());
    this.subscriptions = [
      // Saving what is not changed does nothing; `isDirty` may not have been told yet.
      workspace.onDidChangeTextDocument(({ document, reason }) => {
        const isStep = reason === TextDocumentChangeReason.Undo || reason === TextDocumentChangeReason.Redo;
        if (isStep && isWritten(document)) void document.save();
      }),
      // A file without an editor is loaded for the step, and arrives here with the step done.
      workspace.onDidOpenTextDocument((document) => {
        if (document.isDirty && isWritten(document)) void document.save();
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  async run(fix: AppliedFix): Promise<void> {
    const failed: string[] = [];
    for (const file of fix.files) {
      const uri = Uri.parse(file, true);
      if (!(await this.save(uri))) failed.push(workspace.asRelativePath(uri));
    }
    if (failed.length > 0) {
      this.channel.warn('A file of a fix could not be saved.');
      void window.showErrorMessage(
        l10n.t('Keylift: {0} could not be saved. Save it before you close it.', failed.join(', ')),
      );
      return;
    }
    if (fix.afterwards !== undefined) void window.showInformationMessage(`Keylift: ${fix.afterwards}`);
    await tellHowItIsLoaded(this.context, fix);
  }

  private async save(uri: Uri): Promise<boolean> {
    const document = workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
    this.remember(uri.toString());
    if (document === undefined || !document.isDirty) return true;
    return document.save();
  }

  private remember(uri: string): void {
    this.written.add(uri);
    const [oldest] = this.written;
    if (this.written.size > MAX_REMEMBERED && oldest !== undefined) this.written.delete(oldest);
  }
}

/** The text has changed since the fix was offered. */
export function tellStale(reason: unknown): void {
  const why = typeof reason === 'string' ? reason : l10n.t('The text has changed since the key was found.');
  void window.showWarningMessage(`Keylift: ${why}`);
}
