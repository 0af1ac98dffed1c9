import { FileType, Uri, workspace } from 'vscode';
import type {
  ListFolderParams,
  ListFolderResult,
  ReadFilesParams,
  ReadFilesResult,
} from '../../server/src/protocol.ts';

/** Reads files for the server through VS Code's file systems. */
export async function answerReadFiles({ uris, maxBytes }: ReadFilesParams): Promise<ReadFilesResult> {
  return Promise.all(uris.map((uri) => readText(Uri.parse(uri, true), maxBytes)));
}

/** Lists a folder for the server; symbolic links to folders could run in circles and are left out. */
export async function answerListFolder({ uri }: ListFolderParams): Promise<ListFolderResult> {
  try {
    const entries = await workspace.fs.readDirectory(Uri.parse(uri, true));
    return entries
      .filter(([, type]) => type === FileType.File || type === FileType.Directory)
      .map(([name, type]) => ({ name, isFolder: type === FileType.Directory }));
  } catch {
    return null; // Not there, or not a folder.
  }
}

async function readText(uri: Uri, maxBytes: number): Promise<string | null> {
  try {
    const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    if (open !== undefined) return open.getText();
    const { size, type } = await workspace.fs.stat(uri);
    if (size > maxBytes || (type & FileType.File) === 0) return null;
    const bytes = await workspace.fs.readFile(uri);
    return bytes.includes(0) ? null : new TextDecoder().decode(bytes);
  } catch {
    return null; // Not there, or not ours to read.
  }
}
