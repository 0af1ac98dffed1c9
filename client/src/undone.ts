import {
  commands,
  type Disposable,
  type TextDocument,
  TextDocumentChangeReason,
  type Uri,
  window,
  workspace,
} from 'vscode';
import type { AppliedFix } from '../../server/src/protocol.ts';
import { notebookOf, openDocument, save, textOnDisk } from './documents.ts';

/** How many fixes are followed; undo stacks are not endless either. */
const MAX_FOLLOWED = 100;
/** How long the parts of one undo or redo may take to arrive, in milliseconds: closed files are loaded for it. */
const STEP_TIME = 20_000;

/** An undo or redo of the source of a fix. */
interface Step {
  readonly direction: 'undo' | 'redo';
  readonly until: number;
}

interface Followed {
  readonly fix: AppliedFix & { readonly env: string };
  /** Whether the fix has been applied and what it changed was saved. */
  applied: boolean;
  /** Whether the source has been saved since the fix. */
  sourceSaved: boolean;
  /** The step that is under way; undefined when it is done. */
  step: Step | undefined;
}

/**
 * Takes an undone fix back on the disk, too: a fix saves the files it changes, undo only changes their buffers. The order
 * sees to it that the value is on the disk at every moment: undone, the source is saved before `.env` loses the value;
 * done again, `.env` has it before.
 *
 * The events of a step arrive in any order, some before the fix itself is over. So an event only says that it is time to
 * look; what is to be done follows from what the buffers and the disk have then.
 */
export class Undone implements Disposable {
  private followed: Followed[] = [];
  private settling: Promise<void> = Promise.resolve();
  private readonly subscriptions: readonly Disposable[];

  constructor() {
    const look = ({ uri }: { readonly uri: Uri }): void => this.look(uri.toString());
    const lookAtAll = ({ files }: { readonly files: readonly Uri[] }): void => {
      for (const uri of files) this.look(uri.toString());
    };
    this.subscriptions = [
      workspace.onDidChangeTextDocument(({ document, reason }) => {
        if (reason !== undefined) this.begin(document, reason);
        look(document);
      }),
      // A file without an editor is loaded for the step, and may arrive with the step done.
      workspace.onDidOpenTextDocument(look),
      // Undoing the creation of a file deletes it.
      workspace.onDidDeleteFiles(lookAtAll),
      workspace.onDidCreateFiles(lookAtAll),
      workspace.onDidSaveTextDocument((document) => this.saved(document.uri.toString())),
      workspace.onDidSaveNotebookDocument((notebook) => {
        for (const cell of notebook.getCells()) this.saved(cell.document.uri.toString());
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** To be called when a fix is about to be applied. */
  expect(fix: AppliedFix): void {
    const { env } = fix;
    if (env === undefined) return;
    const others = this.followed.filter(({ fix: other }) => !isSame(other, fix));
    this.followed = [{ fix: { ...fix, env }, applied: false, sourceSaved: false, step: undefined }, ...others];
    this.followed.splice(MAX_FOLLOWED);
  }

  /** Whether a fix has been undone, or is being undone, by now. */
  isBeingUndone(fix: AppliedFix): boolean {
    return this.followed.some((one) => isSame(one.fix, fix) && one.step?.direction === 'undo');
  }

  /** To be called when a fix has been applied and its files were saved. */
  applied(fix: AppliedFix): void {
    for (const followed of this.followed) {
      if (!isSame(followed.fix, fix)) continue;
      followed.applied = true;
      followed.sourceSaved ||= !isUnsaved(fix.source);
      this.settle(followed);
    }
  }

  private saved(uri: string): void {
    for (const followed of this.followed) if (followed.fix.source === uri) followed.sourceSaved = true;
    this.look(uri);
  }

  private begin(document: TextDocument, reason: TextDocumentChangeReason): void {
    const direction = reason === TextDocumentChangeReason.Undo ? 'undo' : 'redo';
    const uri = document.uri.toString();
    for (const followed of this.followed) {
      if (followed.fix.source === uri) followed.step = { direction, until: Date.now() + STEP_TIME };
    }
  }

  private look(uri: string): void {
    for (const followed of this.followed) {
      if (followed.fix.env === uri || followed.fix.source === uri) this.settle(followed);
    }
  }

  private settle(followed: Followed): void {
    if (followed.step === undefined) return;
    // One after the other: fixes share files.
    this.settling = this.settling.then(() => finish(followed)).catch(() => undefined);
  }
}

function isSame(a: AppliedFix, b: AppliedFix): boolean {
  return a.env === b.env && a.name === b.name && a.source === b.source;
}

/** Saves what a step has changed, if all of it has arrived; otherwise another event will follow. */
async function finish(followed: Followed): Promise<void> {
  const { step, fix } = followed;
  if (step === undefined || !followed.applied) return;
  if (Date.now() > step.until) {
    followed.step = undefined;
    return;
  }
  const hasEntry = await entryIn(fix);
  if (followed.step !== step || hasEntry !== (step.direction === 'redo')) return;
  const done = step.direction === 'undo' ? await afterUndo(followed) : await afterRedo(followed);
  if (done && followed.step === step) followed.step = undefined;
}

/** Whether `.env` has the entry: its buffer where that has changes, else the disk. */
async function entryIn({ env, name }: Followed['fix']): Promise<boolean> {
  const open = openDocument(env);
  const text = open?.isDirty === true ? open.getText() : await textOnDisk(env);
  return new RegExp(`^[ \\t]*(?:export[ \\t]+)?(?:TF_VAR_)?${name}[ \\t]*=`, 'im').test(text ?? '');
}

async function afterUndo({ fix, sourceSaved }: Followed): Promise<boolean> {
  if (sourceSaved && !(await saveForSure(fix))) return false;
  // Created files are deleted by the step itself; saving one now could bring it back.
  const left = fix.files.filter((file) => !fix.created.includes(file));
  for (const file of left) if (!(await save(file))) return false;
  return true;
}

async function afterRedo({ fix, sourceSaved }: Followed): Promise<boolean> {
  for (const file of fix.files) if (!(await save(file))) return false;
  return !sourceSaved || (await save(fix.source));
}

/**
 * Saves the source of an undone fix, also when VS Code takes it for saved and is wrong: undone while the fix was still being
 * saved, a buffer counts as unchanged, but the disk gets what the fix made of it.
 */
async function saveForSure({ source, name }: AppliedFix): Promise<boolean> {
  if (!(await save(source))) return false;
  const open = openDocument(source);
  if (open === undefined || open.isDirty || notebookOf(source) !== undefined) return true;
  const lookups = (text: string): number => text.split(name).length;
  if (lookups((await textOnDisk(source)) ?? '') <= lookups(open.getText())) return true;
  // Only a save of the active editor writes what seems to be unchanged.
  if (window.activeTextEditor?.document !== open) return false;
  await commands.executeCommand('workbench.action.files.save');
  return true;
}

function isUnsaved(uri: string): boolean {
  return (notebookOf(uri) ?? openDocument(uri))?.isDirty === true;
}
