import { commands, l10n, ProgressLocation, type TextEditor, Uri, type WorkspaceEdit, window, workspace } from 'vscode';
import type { WorkspaceEdit as ProtocolEdit } from 'vscode-languageclient';
import {
  type FindOccurrencesParams,
  type FindOccurrencesResult,
  findOccurrences,
  type MoveKeysParams,
  type MoveKeysResult,
  moveKeys,
} from '../../server/src/protocol.ts';
import type { AfterFix } from './after-fix.ts';
import { isRelevant } from './relevance.ts';
import type { ServerHost } from './server-host.ts';

/** The commands that move keys without a quick fix: at the cursor, in a whole file, wherever a value stands. */
export class MoveKeysCommands {
  private readonly host: ServerHost;
  private readonly afterFix: AfterFix;

  constructor(host: ServerHost, afterFix: AfterFix) {
    this.host = host;
    this.afterFix = afterFix;
  }

  /** Moves the key at the cursor, or the only one of its line. */
  async atCursor(): Promise<void> {
    const editor = activeEditor();
    if (editor === undefined) return;
    const uri = editor.document.uri.toString();
    const like = { uri, position: positionOf(editor) };
    await this.move({ uris: [uri], like }, l10n.t('There is no hard-coded key at the cursor.'));
  }

  async inFile(): Promise<void> {
    const editor = activeEditor();
    if (editor === undefined) return;
    await this.move({ uris: [editor.document.uri.toString()] }, l10n.t('There is no hard-coded key in this file.'));
  }

  /** Moves the key at a place, and the same value in all files of the workspace; VS Code shows the changes before. */
  async occurrences(given?: FindOccurrencesParams): Promise<void> {
    const at = given ?? placeOf(activeEditor());
    if (at === undefined) return;
    const client = await this.host.client();
    const title = l10n.t('Looking for the key in the workspace');
    const found = await window.withProgress(
      { location: ProgressLocation.Notification, title, cancellable: true },
      async (_progress, token) => {
        const result = await client.sendRequest<FindOccurrencesResult>(findOccurrences, at, token);
        return token.isCancellationRequested ? undefined : (result ?? { uris: [] });
      },
    );
    if (found === undefined) return;
    // Opened, so that VS Code tells their languages and the server has the texts that will be changed.
    for (const uri of found.uris) await open(uri);
    const params = { uris: found.uris, like: at, confirm: found.uris.length > 1 };
    await this.move(params, l10n.t('There is no hard-coded key at the cursor.'));
  }

  private async move(params: MoveKeysParams, none: string): Promise<void> {
    const client = await this.host.client();
    const result = await client.sendRequest<MoveKeysResult>(moveKeys, params);
    if (result.cancelled === true) return;
    if (result.edit === undefined) {
      void window.showInformationMessage(`Keylift: ${result.refused[0]?.reason ?? none}`);
      return;
    }
    const edit = await client.protocol2CodeConverter.asWorkspaceEdit(result.edit as ProtocolEdit);
    if (!isCurrent(result.edit as ProtocolEdit)) {
      void window.showWarningMessage(`Keylift: ${l10n.t('The text has changed since the key was found.')}`);
      return;
    }
    for (const fix of result.fixes) this.afterFix.expect(fix);
    if (!(await apply(edit))) return;
    await this.afterFix.run(...result.fixes);
    // What was ticked in a preview is not told to extensions.
    if (params.confirm !== true) void tell(result);
  }
}

/** As a refactoring, VS Code saves what it changes, unless the user has switched that off. */
function apply(edit: WorkspaceEdit): Thenable<boolean> {
  return workspace.applyEdit(edit, { isRefactoring: true });
}

/** Whether the documents are still as the edit was planned for; nothing is awaited between this and applying it. */
function isCurrent(edit: ProtocolEdit): boolean {
  return (edit.documentChanges ?? []).every((change) => {
    if (!('edits' in change) || change.textDocument.version === null) return true;
    const uri = Uri.parse(change.textDocument.uri, true).toString();
    const document = workspace.textDocuments.find((open) => open.uri.toString() === uri);
    return document === undefined || document.version === change.textDocument.version;
  });
}

async function tell({ moved, refused }: MoveKeysResult): Promise<void> {
  if (moved === 1 && refused.length === 0) return;
  const done = moved === 1 ? l10n.t('1 key moved.') : l10n.t('{0} keys moved.', moved);
  const [first] = refused;
  if (first === undefined) {
    void window.showInformationMessage(`Keylift: ${done}`);
    return;
  }
  const left =
    refused.length === 1 ? l10n.t('1 stays: {0}', first.reason) : l10n.t('{0} stay: {1}', refused.length, first.reason);
  const show = l10n.t('Show Problems');
  const chosen = await window.showInformationMessage(`Keylift: ${done} ${left}`, show);
  if (chosen === show) await commands.executeCommand('keylift.showProblems');
}

function activeEditor(): TextEditor | undefined {
  const editor = window.activeTextEditor;
  return editor !== undefined && isRelevant(editor.document) ? editor : undefined;
}

function placeOf(editor: TextEditor | undefined): FindOccurrencesParams | undefined {
  return editor && { uri: editor.document.uri.toString(), position: positionOf(editor) };
}

function positionOf({ selection }: TextEditor): FindOccurrencesParams['position'] {
  return { line: selection.active.line, character: selection.active.character };
}

async function open(uri: string): Promise<void> {
  try {
    await workspace.openTextDocument(Uri.parse(uri, true));
  } catch {
    // Gone since it was found: the server will not have it, and leaves it out.
  }
}
