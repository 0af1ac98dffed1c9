import { type Disposable, type ExtensionContext, type LogOutputChannel, l10n, Uri, window, workspace } from 'vscode';
import type { AppliedFix } from '../../server/src/protocol.ts';
import { normalized, openDocument, save } from './documents.ts';
import { tellHowItIsLoaded } from './loading-hint.ts';
import { Undone } from './undone.ts';

/** How long an edit that is about to be applied may take, in milliseconds. */
const APPLY_TIME = 10_000;

/**
 * What follows a fix. VS Code saves all files of a quick fix that touches several, unless the setting
 * `files.refactoring.autoSave` is off; the value has to be on the disk in any case, for the program to find it.
 */
export class AfterFix implements Disposable {
  private readonly context: ExtensionContext;
  private readonly channel: LogOutputChannel;
  private readonly undone = new Undone();

  constructor(context: ExtensionContext, channel: LogOutputChannel) {
    this.context = context;
    this.channel = channel;
  }

  dispose(): void {
    this.undone.dispose();
  }

  /** To be called when a fix was built and may be applied next. */
  expect(fix: AppliedFix): void {
    this.undone.expect(fix);
  }

  /** For edits whose end VS Code does not tell: follows up when all files of the fixes have changed. */
  runWhenApplied(...fixes: readonly AppliedFix[]): void {
    for (const fix of fixes) this.expect(fix);
    const missing = new Set(fixes.flatMap(({ source, files }) => [source, ...files]).map(normalized));
    const written = fixes.flatMap(({ files }) => files);
    const stop = (): void => {
      clearTimeout(timer);
      subscription.dispose();
    };
    const subscription = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) missing.delete(document.uri.toString());
      // Whether a file has changes to save comes as an event of its own, behind that of the change.
      if (missing.size > 0 || !written.every((file) => openDocument(file)?.isDirty ?? true)) return;
      stop();
      void this.run(...fixes);
    });
    const timer = setTimeout(stop, APPLY_TIME);
  }

  /** To be called when fixes have been applied in one step. */
  async run(...fixes: readonly AppliedFix[]): Promise<void> {
    const failed = new Set<string>();
    const undone = fixes.some((fix) => this.undone.isBeingUndone(fix));
    for (const file of new Set(undone ? [] : fixes.flatMap(({ files }) => files))) {
      if (!(await save(file))) failed.add(workspace.asRelativePath(Uri.parse(file, true)));
    }
    for (const fix of fixes) this.undone.applied(fix);
    if (undone) return;
    if (failed.size > 0) {
      this.channel.warn('A file of a fix could not be saved.');
      const message = l10n.t('{0} could not be saved. Save it before you close it.', [...failed].join(', '));
      void window.showErrorMessage(`Keylift: ${message}`);
      return;
    }
    for (const { afterwards } of fixes) {
      if (afterwards !== undefined) void window.showInformationMessage(`Keylift: ${afterwards}`);
    }
    for (const fix of fixes) await tellHowItIsLoaded(this.context, fix);
  }
}

/** The text has changed since the fix was offered. */
export function tellStale(reason: unknown): void {
  const why = typeof reason === 'string' ? reason : l10n.t('The text has changed since the key was found.');
  void window.showWarningMessage(`Keylift: ${why}`);
}
