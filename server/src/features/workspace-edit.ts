import {
  type ClientCapabilities,
  CreateFile,
  type Range,
  ResourceOperationKind,
  TextDocumentEdit,
  TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { ChunkedText } from '../engine/chunked-text.ts';
import type { FileChange } from '../fix/types.ts';

/** What the client can do with an edit. */
export interface EditSupport {
  readonly documentChanges: boolean;
  readonly create: boolean;
}

export function editSupport(capabilities: ClientCapabilities): EditSupport {
  const support = capabilities.workspace?.workspaceEdit;
  return {
    documentChanges: support?.documentChanges === true,
    create: support?.resourceOperations?.includes(ResourceOperationKind.Create) === true,
  };
}

/** Whether the client can apply the changes as one edit. */
export function canApply(files: readonly FileChange[], support: EditSupport): boolean {
  return !files.some((file) => file.create) || (support.create && support.documentChanges);
}

/**
 * One edit, in the order of `files`: what the value is moved to comes before what loses it.
 *
 * A file is created with `ignoreIfExists` and nothing else: VS Code takes an explicit `overwrite: false` for a wish to fail
 * (microsoft/vscode#198659), and `overwrite: true` empties an open file (microsoft/vscode#146964).
 *
 * @param textOf the text that the changes of a file are relative to, and its version when it is open.
 */
export function toWorkspaceEdit(
  files: readonly FileChange[],
  textOf: (uri: string) => { readonly text: string; readonly version: number | null },
  support: EditSupport,
): WorkspaceEdit {
  if (!support.documentChanges) {
    return { changes: Object.fromEntries(files.map((file) => [file.uri, textEdits(file, textOf(file.uri).text)])) };
  }
  const documentChanges: NonNullable<WorkspaceEdit['documentChanges']> = [];
  for (const file of files) {
    if (file.create) documentChanges.push(CreateFile.create(file.uri, { ignoreIfExists: true }));
  }
  for (const file of files) {
    const { text, version } = textOf(file.uri);
    const edits = textEdits(file, text);
    if (edits.length > 0) documentChanges.push(TextDocumentEdit.create({ uri: file.uri, version }, edits));
  }
  return { documentChanges };
}

function textEdits(file: FileChange, text: string): TextEdit[] {
  const positions = new ChunkedText(text);
  return file.changes.map(({ start, end, newText }) => {
    const range: Range = { start: positions.positionAt(start), end: positions.positionAt(end) };
    return TextEdit.replace(range, newText);
  });
}
