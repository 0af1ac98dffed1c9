import {
  type CancellationToken,
  type ClientCapabilities,
  type Connection,
  MessageType,
  type ServerCapabilities,
  ShowMessageNotification,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { codeActionKinds } from './features/code-actions.ts';
import { compose, type Features } from './features/compose.ts';
import { guarded } from './features/guarded.ts';
import type { Platform } from './features/platform.ts';
import * as messages from './protocol.ts';

/** Starts a server on a connection. All that depends on the platform is in `platform`. */
export function startServer(connection: Connection, platform: Platform): void {
  connection.onInitialize((params) => {
    const features = compose(connection, platform, params);
    listenToDocuments(connection, features);
    listenToFiles(connection, features);
    listenToSettings(connection, features, params.capabilities);
    answerTheProtocol(connection, features);
    answerTheClient(connection, features);
    return { serverInfo: { name: 'keylift' }, capabilities };
  });
  connection.listen();
}

const everyFile = { filters: [{ pattern: { glob: '**' } }] };

const capabilities: ServerCapabilities = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  hoverProvider: true,
  codeActionProvider: { codeActionKinds, resolveProvider: true },
  workspace: {
    workspaceFolders: { supported: true, changeNotifications: true },
    fileOperations: { didDelete: everyFile, didRename: everyFile },
  },
};

function listenToDocuments(connection: Connection, { documents, diagnostics, watched, log }: Features): void {
  documents.onDidOpen(({ document }) => diagnostics.changed(document));
  documents.onDidChangeContent(({ document }) => diagnostics.changed(document));
  documents.onDidClose(({ document }) => {
    diagnostics.closed(document);
    void guarded(log, 'closing a document', undefined, () => watched.closed(document.uri))();
  });
  documents.listen(connection);
}

function listenToFiles(connection: Connection, { watched, log }: Features): void {
  const gone = guarded(log, 'forgetting files', undefined, (uris: readonly string[]) => watched.deleted(uris));
  connection.workspace.onDidDeleteFiles(({ files }) => void gone(files.map(({ uri }) => uri)));
  connection.workspace.onDidRenameFiles(({ files }) => void gone(files.map(({ oldUri }) => oldUri)));
}

/** Settings, custom rules and workspace folders: each change takes effect at once. */
function listenToSettings(connection: Connection, features: Features, client: ClientCapabilities): void {
  const { configuration, engine, documents, diagnostics, results, folders, log } = features;
  const useRules = guarded(log, 'reading the custom rules', undefined, async () => {
    const problems = engine.use(await configuration.customRules());
    if (problems === undefined) return;
    for (const problem of problems) {
      const message = `Keylift: ${problem}`;
      await connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
    }
    for (const document of documents.all()) document.reopen(engine.current);
    diagnostics.refreshAll();
  });
  const refresh = guarded(log, 'showing results anew', undefined, () => results.refresh());
  configuration.onChange(() => {
    diagnostics.refreshAll();
    void refresh();
    void useRules();
  });
  const begin = guarded(log, 'starting', undefined, async () => {
    if (client.workspace?.workspaceFolders === true) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const uriOf = ({ uri }: { readonly uri: string }): string => uri;
        folders.change(added.map(uriOf), removed.map(uriOf));
        configuration.changed();
      });
    }
    await configuration.initialized(client);
    await useRules();
  });
  connection.onInitialized(() => void begin());
}

function answerTheProtocol(connection: Connection, { hover, codeActions, log }: Features): void {
  connection.onHover(guarded(log, 'describing a finding', null, (params) => hover.provide(params)));
  connection.onCodeAction(guarded(log, 'offering fixes', [], (params, token) => codeActions.provide(params, token)));
  connection.onCodeActionResolve((action) =>
    guarded(log, 'building a fix', action, () => codeActions.resolve(action))(),
  );
}

/** The messages of `protocol.ts`. */
function answerTheClient(connection: Connection, features: Features): void {
  const { scan, results, occurrences, moveKeys, paste, log } = features;
  connection.onRequest(messages.scanWorkspace, (params: messages.ScanWorkspaceParams, token) =>
    scan.scan(params, token),
  );
  connection.onNotification(
    messages.clearResults,
    guarded(log, 'clearing results', undefined, () => results.clear()),
  );
  const find = async (
    at: messages.FindOccurrencesParams,
    token: CancellationToken,
  ): Promise<messages.FindOccurrencesResult> => {
    const finding = await moveKeys.findingAt(at);
    return finding === undefined ? null : { uris: await occurrences.find(at.uri, finding, token) };
  };
  connection.onRequest(messages.findOccurrences, guarded(log, 'looking for a key', null, find));
  const unmoved: messages.MoveKeysResult = { moved: 0, refused: [], fixes: [] };
  const move = (params: messages.MoveKeysParams): Promise<messages.MoveKeysResult> => moveKeys.move(params);
  connection.onRequest(messages.moveKeys, guarded(log, 'moving keys', unmoved, move));
  const plan = (params: messages.PlanPasteParams): Promise<messages.PlanPasteResult> => paste.plan(params);
  connection.onRequest(messages.planPaste, guarded(log, 'planning a paste', null, plan));
  const resolve = (params: messages.PlanPasteParams): Promise<messages.ResolvePasteResult> => paste.resolve(params);
  connection.onRequest(messages.resolvePaste, guarded(log, 'building a paste', null, resolve));
}
