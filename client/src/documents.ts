import { type NotebookDocument, type TextDocument, Uri, workspace } from 'vscode';

/** Saves a file, or the notebook of a cell, when it is open and has changes; false when that failed. */
export async function save(uri: string): Promise<boolean> {
  const open = notebookOf(uri) ?? openDocument(uri);
  return open === undefined || !open.isDirty || (await open.save());
}

/** A URI of the server's, written as VS Code writes it. */
export function normalized(uri: string): string {
  return Uri.parse(uri, true).toString();
}

export function openDocument(uri: string): TextDocument | undefined {
  const wanted = normalized(uri);
  return workspace.textDocuments.find((document) => document.uri.toString() === wanted);
}

/** The notebook that a cell belongs to; undefined for documents that are no cells. */
export function notebookOf(uri: string): NotebookDocument | undefined {
  if (!uri.startsWith('vscode-notebook-cell:')) return undefined;
  return workspace.notebookDocuments.find((notebook) =>
    notebook.getCells().some((cell) => cell.document.uri.toString() === uri),
  );
}

/** What a file has on the disk, decoded as UTF-8; undefined where there is none. */
export async function textOnDisk(uri: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(Uri.parse(uri, true)));
  } catch {
    return undefined;
  }
}
