import { CreateFile, TextDocumentEdit, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** Applies an edit to texts by their URIs, as an editor does; files that do not exist have no entry. */
export function applyEdit(
  edit: WorkspaceEdit | undefined,
  files: Readonly<Record<string, string>>,
): Record<string, string> {
  const texts = { ...files };
  for (const change of edit?.documentChanges ?? []) {
    if (CreateFile.is(change)) {
      if (change.options?.ignoreIfExists !== true) throw new Error(`would fail on an existing ${change.uri}`);
      texts[change.uri] ??= '';
    } else if (TextDocumentEdit.is(change)) {
      const { uri } = change.textDocument;
      const text = texts[uri];
      if (text === undefined) throw new Error(`edits ${uri}, which does not exist`);
      texts[uri] = TextDocument.applyEdits(TextDocument.create(uri, '', 0, text), change.edits as TextEdit[]);
    }
  }
  for (const [uri, edits] of Object.entries(edit?.changes ?? {})) {
    texts[uri] = TextDocument.applyEdits(TextDocument.create(uri, '', 0, texts[uri] ?? ''), edits);
  }
  return texts;
}

/** The range of a part of a text that occurs once. */
export function rangeOf(text: string, part: string): { start: Position; end: Position } {
  const document = TextDocument.create('', '', 0, text);
  const at = text.indexOf(part);
  if (at < 0) throw new Error('the text does not hold the part');
  return { start: document.positionAt(at), end: document.positionAt(at + part.length) };
}

interface Position {
  line: number;
  character: number;
}
