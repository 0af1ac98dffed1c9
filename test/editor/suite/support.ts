/** What the suites share: files in the workspace, waiting for what the editor does, and the findings as it shows them. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';

/** How long something that must happen may take, in milliseconds. Machines that run tests are slow at times. */
const DEADLINE = 30_000;
/** Between two looks at what has no event. */
const PAUSE = 20;

/** The two folders of the workspace that the tests run in. */
export function folders(): { readonly app: string; readonly lib: string } {
  const [app, lib] = vscode.workspace.workspaceFolders ?? [];
  if (!app || !lib) throw new Error('the workspace of the tests has two folders');
  return { app: app.uri.fsPath, lib: lib.uri.fsPath };
}

/** Resolves with what `look` returns, once that is neither undefined nor false. @throws after the deadline. */
export async function eventually<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<Exclude<T, false>>> {
  const end = Date.now() + DEADLINE;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found as NonNullable<Exclude<T, false>>;
    if (Date.now() > end) throw new Error(`did not happen within ${DEADLINE / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

/** Keylift's findings of a file, in the order of their places. */
export function findings(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'keylift')
    .sort((a, b) => a.range.start.compareTo(b.range.start));
}

/** Waits until a file has so many findings. */
export function shown(uri: vscode.Uri, count: number): Promise<vscode.Diagnostic[]> {
  return eventually(`${count} findings in ${vscode.workspace.asRelativePath(uri)}, has ${findings(uri).length}`, () => {
    const now = findings(uri);
    return now.length === count && now;
  });
}

/** Waits until a key that is put at the end of a document is found: then all before it has been looked at. */
export async function settled(document: vscode.TextDocument, key: string): Promise<vscode.Diagnostic[]> {
  const before = document.getText().length;
  await edit(document, before, before, `\n// ${key}\n`);
  const at = document.positionAt(before + 4);
  return eventually('the finding that says that all was looked at', () => {
    const now = findings(document.uri);
    return now.some(({ range }) => range.start.isEqual(at)) && now.filter(({ range }) => !range.start.isEqual(at));
  });
}

let files = 0;

/** Writes a file that nothing else uses. @param name its name, in a new folder of `folder`. */
export async function newFile(name: string, text: string, folder = folders().app): Promise<vscode.Uri> {
  return vscode.Uri.file(await write(join(folder, `case${++files}`, name), text));
}

/**
 * A package and repository of its own, whose `.env` and `.gitignore` no other test has had: VS Code remembers the undo steps
 * of files that are gone.
 */
export async function newProject(): Promise<{ readonly folder: string; readonly envFile: string }> {
  const folder = join(folders().app, `project${++files}`);
  await write(join(folder, 'package.json'), '{}\n');
  await mkdir(join(folder, '.git'));
  return { folder, envFile: join(folder, '.env') };
}

/**
 * Waits until VS Code has done what follows a fix: saved all of its files, and let go of those without an editor. An undo
 * while that is under way undoes a part, which needs a faster hand than people have.
 */
export async function fixIsOver(source: vscode.TextDocument): Promise<void> {
  await eventually('the end of the fix', () => {
    const left = vscode.workspace.textDocuments.filter(({ uri, isDirty }) =>
      uri.toString() === source.uri.toString() ? isDirty : /\/\.(?:env|gitignore)$/.test(uri.path),
    );
    return left.length === 0;
  });
}

export async function write(path: string, text: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

/** The text of a file on the disk; undefined when there is none. */
export async function onDisk(path: string): Promise<string | undefined> {
  return existsSync(path) ? readFile(path, 'utf8') : undefined;
}

/**
 * Opens a file the way a person does. Not with `openTextDocument`: VS Code keeps what extensions ask for open for minutes
 * after its editor was closed.
 */
export async function open(uri: vscode.Uri): Promise<vscode.TextEditor> {
  await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
  return eventually('the editor', () => {
    const editor = vscode.window.activeTextEditor;
    return editor?.document.uri.toString() === uri.toString() && editor;
  });
}

/** Replaces a piece of a document, as typing does. */
export async function edit(document: vscode.TextDocument, start: number, end: number, text: string): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
  if (!(await vscode.workspace.applyEdit(change))) throw new Error('the edit was not applied');
}

/** The range of a piece of text in a document, which must stand there once. */
export function rangeOf(document: vscode.TextDocument, piece: string): vscode.Range {
  const start = document.getText().indexOf(piece);
  if (start < 0 || document.getText().includes(piece, start + 1)) throw new Error('the piece is not there once');
  return new vscode.Range(document.positionAt(start), document.positionAt(start + piece.length));
}

/** The quick fixes that the lightbulb has at a range; the first `resolved` of them with their edits. */
export async function quickFixes(uri: vscode.Uri, range: vscode.Range, resolved = 0): Promise<vscode.CodeAction[]> {
  return eventually('the quick fixes', async () => {
    try {
      return await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        uri,
        range,
        vscode.CodeActionKind.QuickFix.value,
        resolved,
      );
    } catch (error) {
      // As the lightbulb does: asked again when something has changed in between.
      if (error instanceof Error && error.name === 'Canceled') return undefined;
      throw error;
    }
  });
}

/** Those of them that are Keylift's. */
export async function actionsAt(uri: vscode.Uri, range: vscode.Range): Promise<vscode.CodeAction[]> {
  const all = await quickFixes(uri, range);
  return all.filter(({ title }) => /environment variable|keylift:ignore|Ignore/i.test(title));
}

/**
 * Chooses the preferred action at the cursor the way its key does: through the editor, which then saves. Again when nothing
 * comes of it: VS Code drops the request when it takes so long that its own, after the cursor has moved, overtakes it.
 */
export async function applyPreferred(editor: vscode.TextEditor, at: vscode.Position): Promise<void> {
  const { document } = editor;
  const { version } = document;
  await vscode.window.showTextDocument(document, { preview: false });
  await eventually('a change by the preferred fix', async () => {
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('editor.action.autoFix');
    return changedFrom(document, version);
  });
}

/** Whether a document changes within two seconds. */
function changedFrom(document: vscode.TextDocument, version: number): Promise<boolean> {
  if (document.version !== version) return Promise.resolve(true);
  return new Promise((resolve) => {
    const done = (changed: boolean): void => {
      subscription.dispose();
      clearTimeout(timer);
      resolve(changed);
    };
    const timer = setTimeout(() => done(false), 2_000);
    const subscription = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document && event.contentChanges.length > 0) done(true);
    });
  });
}

export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (document.isDirty && document.uri.scheme === 'file') await document.save();
  }
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Deletes `.env` and `.gitignore` of the folders, which the fixes of a test have left. */
export async function resetProject(): Promise<void> {
  await closeAll();
  for (const folder of [folders().app, folders().lib]) {
    for (const name of ['.env', '.gitignore']) {
      const uri = vscode.Uri.file(join(folder, name));
      if (existsSync(uri.fsPath)) await vscode.workspace.fs.delete(uri);
    }
  }
}
