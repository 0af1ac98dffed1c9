/**
 * The part of VS Code's paste API that is used here. It became public in 1.97; the types of the oldest supported version do
 * not have it. Source: `vscode.d.ts` of 1.97, `DocumentPasteEditProvider`.
 */
import type {
  CancellationToken,
  DataTransfer,
  Disposable,
  DocumentSelector,
  Range,
  TextDocument,
  WorkspaceEdit,
} from 'vscode';

export interface PasteKind {
  append(...parts: string[]): PasteKind;
}

export interface PasteEdit {
  insertText: string;
  additionalEdit?: WorkspaceEdit;
  yieldTo?: readonly PasteKind[];
}

export interface PasteProvider {
  provideDocumentPasteEdits(
    document: TextDocument,
    ranges: readonly Range[],
    dataTransfer: DataTransfer,
    context: unknown,
    token: CancellationToken,
  ): Promise<PasteEdit[] | undefined>;
  resolveDocumentPasteEdit(edit: PasteEdit, token: CancellationToken): Promise<PasteEdit>;
}

export interface PasteApi {
  readonly register: (
    selector: DocumentSelector,
    provider: PasteProvider,
    metadata: { providedPasteEditKinds: readonly PasteKind[]; pasteMimeTypes: readonly string[] },
  ) => Disposable;
  readonly PasteEdit: new (insertText: string, title: string, kind: PasteKind) => PasteEdit;
  readonly Kind: { readonly Empty: PasteKind; readonly Text: PasteKind };
}

/** The API of the running VS Code; undefined when it is older. */
export function pasteApi(vscode: object): PasteApi | undefined {
  const all = vscode as {
    languages: { registerDocumentPasteEditProvider?: PasteApi['register'] };
    DocumentPasteEdit?: PasteApi['PasteEdit'];
    DocumentDropOrPasteEditKind?: PasteApi['Kind'];
  };
  const { DocumentPasteEdit: Edit, DocumentDropOrPasteEditKind: Kind, languages } = all;
  const register = languages.registerDocumentPasteEditProvider;
  if (register === undefined || Edit === undefined || Kind?.Text === undefined) return undefined;
  return { register: register.bind(languages), PasteEdit: Edit, Kind };
}
