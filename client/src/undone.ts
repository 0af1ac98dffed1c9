import { type Disposable, type TextDocument, TextDocumentChangeReason, Uri, workspace } from 'vscode';
import type { AppliedFix } from '../../server/src/protocol.ts';

/** How many fixes are followed; undo stacks are not endless either. */
const MAX_FOLLOWED = 100;

interface Followed {
  readonly fix: AppliedFix & { readonly env: string };
  /** Whether the entry is in `.env`, as far as its buffer was seen. */
  present: boolean;
  /** Whether the source without the key is on the disk. */
  sourceSaved: boolean;
}

/**
 * Takes an undone fix back on the disk, too: a fix saves the files it changes, undo only changes their buffers. The order
 * sees to it that the value is on the disk at every moment: undone, the source is saved before `.env` loses the value;
 * done again, `.env` has it before.
 */
export class Undone implements Disposable {
  private followed: Followed[] = [];
  private readonly subscriptions: readonly Disposable[];

  constructor() {
    this.subscriptions = [
      workspace.onDidChangeTextDocument(({ document, reason }) => this.changed(document, reason)),
      // A file without an editor is loaded for the step, and arrives with the step done.
      workspace.onDidOpenTextDocument((document) => {
        if (document.isDirty)
          this.settleAll(document.uri.toString(), (entry) => document.getText().includes(entry), 'any');
      }),
      // Undoing the creation of a file deletes it.
      workspace.onDidDeleteFiles(({ files }) => {
        for (const file of files) this.settleAll(file.toString(), () => false, 'undo');
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

  /** To be called when a fix is about to be applied, and again when it has been, with `applied`. */
  follow(fix: AppliedFix, applied = false): void {
    const { env, name, source } = fix;
    if (env === undefined) return;
    const same = (other: Followed): boolean =>
      other.fix.env === env && other.fix.name === name && other.fix.source === source;
    const known = this.followed.find(same);
    // VS Code may have saved and unloaded the file by now.
    const present = applied || (openDocument(env)?.getText().includes(`${name}=`) ?? known?.present ?? false);
    const sourceSaved = present && !isUnsaved(source);
    this.followed = [{ fix: { ...fix, env }, present, sourceSaved }, ...this.followed.filter((other) => !same(other))];
    this.followed.splice(MAX_FOLLOWED);
  }

  private saved(uri: string): void {
    for (const followed of this.followed)
      if (followed.fix.source === uri && followed.present) followed.sourceSaved = true;
  }

  private changed(document: TextDocument, reason: TextDocumentChangeReason | undefined): void {
    if (this.followed.length === 0) return;
    const direction = reason === undefined ? undefined : reason === TextDocumentChangeReason.Undo ? 'undo' : 'redo';
    this.settleAll(document.uri.toString(), (entry) => document.getText().includes(entry), direction);
  }

  /** Notes whether the entries are in a `.env` file now, and saves what an undo or redo has changed. */
  private settleAll(
    env: string,
    has: (entry: string) => boolean,
    direction: 'undo' | 'redo' | 'any' | undefined,
  ): void {
    for (const followed of this.followed) {
      if (followed.fix.env !== env) continue;
      const present = has(`${followed.fix.name}=`);
      if (present === followed.present) continue;
      followed.present = present;
      const step = present ? 'redo' : 'undo';
      if (direction !== step && direction !== 'any') continue;
      // A step changes several buffers one after the other: saving waits until all have.
      setTimeout(() => void (step === 'undo' ? afterUndo(followed) : afterRedo(followed)), 0);
    }
  }
}

async function afterUndo({ fix, sourceSaved }: Followed): Promise<void> {
  if (sourceSaved && !(await save(fix.source))) return;
  for (const file of fix.files) await save(file);
}

async function afterRedo({ fix, sourceSaved }: Followed): Promise<void> {
  for (const file of fix.files) if (!(await save(file))) return;
  if (sourceSaved) await save(fix.source);
}

function isUnsaved(uri: string): boolean {
  return (notebookOf(uri) ?? openDocument(uri))?.isDirty === true;
}

/** Saves a file, or the notebook of a cell, when it is open and has changes; false when that failed. */
export async function save(uri: string): Promise<boolean> {
  const open = notebookOf(uri) ?? openDocument(uri);
  return open === undefined || !open.isDirty || (await open.save());
}

function openDocument(uri: string): TextDocument | undefined {
  const wanted = Uri.parse(uri, true).toString();
  return workspace.textDocuments.find((document) => document.uri.toString() === wanted);
}

function notebookOf(uri: string): (typeof workspace.notebookDocuments)[number] | undefined {
  if (!uri.startsWith('vscode-notebook-cell:')) return undefined;
  return workspace.notebookDocuments.find((notebook) =>
    notebook.getCells().some((cell) => cell.document.uri.toString() === uri),
  );
}
