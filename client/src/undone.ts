import { type Disposable, TextDocumentChangeReason, type Uri, workspace } from 'vscode';

/** How many fixes are followed; undo stacks are not endless either. */
const MAX_FOLLOWED = 100;

interface Followed {
  readonly source: string;
  readonly files: readonly string[];
  /** The source without the key is on the disk. */
  sourceSaved: boolean;
  pending: 'undo' | 'redo' | undefined;
}

/**
 * Takes an undone fix back on the disk, too: a fix saves the files it changes, undo only changes their buffers. The order
 * sees to it that the value is on the disk at every moment: undone, the source is saved before `.env` loses the value;
 * done again, `.env` has it before.
 */
export class Undone implements Disposable {
  private readonly followed: Followed[] = [];
  private readonly subscriptions: readonly Disposable[];

  constructor() {
    this.subscriptions = [
      workspace.onDidChangeTextDocument(({ document, reason }) => {
        if (reason === TextDocumentChangeReason.Undo) this.step(document.uri, 'undo');
        if (reason === TextDocumentChangeReason.Redo) this.step(document.uri, 'redo');
      }),
      // Undoing the creation of a file deletes it.
      workspace.onDidDeleteFiles(({ files }) => {
        for (const file of files) this.step(file, 'undo');
      }),
      workspace.onDidSaveTextDocument((document) => this.saved(document.uri.toString())),
      workspace.onDidSaveNotebookDocument((notebook) => {
        for (const cell of notebook.getCells()) this.saved(cell.document.uri.toString());
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** @param files the files beside the source that the fix changed. */
  follow(source: string, files: readonly string[]): void {
    if (files.length === 0) return;
    this.followed.unshift({ source, files, sourceSaved: !isUnsaved(source), pending: undefined });
    this.followed.splice(MAX_FOLLOWED);
  }

  private saved(uri: string): void {
    for (const fix of this.followed) if (fix.source === uri) fix.sourceSaved = true;
  }

  /** A step changes several buffers one after the other: saving waits until all have. */
  private step(file: Uri, direction: 'undo' | 'redo'): void {
    const uri = file.toString();
    const fix = this.followed.find((candidate) => candidate.files.includes(uri));
    if (fix === undefined) return;
    const isFirst = fix.pending === undefined;
    fix.pending = direction;
    if (isFirst) setTimeout(() => void this.settle(fix), 0);
  }

  private async settle(fix: Followed): Promise<void> {
    const direction = fix.pending;
    fix.pending = undefined;
    const wasSaved = fix.sourceSaved;
    if (direction === 'undo') {
      if (wasSaved && !(await saveBuffer(fix.source))) return;
      for (const file of fix.files) await saveBuffer(file);
    } else {
      for (const file of fix.files) if (!(await saveBuffer(file))) return;
      if (wasSaved) await saveBuffer(fix.source);
    }
  }
}

function isUnsaved(uri: string): boolean {
  const cell = notebookOf(uri);
  if (cell !== undefined) return cell.isDirty;
  return workspace.textDocuments.some((document) => document.uri.toString() === uri && document.isDirty);
}

/** Saves a file that is open and has changes; false when it could not be saved. */
async function saveBuffer(uri: string): Promise<boolean> {
  const notebook = notebookOf(uri);
  if (notebook !== undefined) return !notebook.isDirty || (await notebook.save());
  const document = workspace.textDocuments.find((open) => open.uri.toString() === uri);
  return document === undefined || !document.isDirty || (await document.save());
}

function notebookOf(uri: string): (typeof workspace.notebookDocuments)[number] | undefined {
  if (!uri.startsWith('vscode-notebook-cell:')) return undefined;
  return workspace.notebookDocuments.find((notebook) =>
    notebook.getCells().some((cell) => cell.document.uri.toString() === uri),
  );
}
