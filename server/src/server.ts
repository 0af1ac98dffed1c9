import {
  type CancellationToken,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  MarkupKind,
  MessageType,
  ShowMessageNotification,
  TextDocumentSyncKind,
  TextDocuments,
  type WorkspaceFolder,
} from 'vscode-languageserver';
import { CodeActions, codeActionKinds } from './features/code-actions.ts';
import { Configuration } from './features/configuration.ts';
import { Diagnostics } from './features/diagnostics.ts';
import { EngineHolder } from './features/engine-holder.ts';
import { Exclusions } from './features/exclusions.ts';
import { FixPlanner } from './features/fix-planner.ts';
import { Folders } from './features/folders.ts';
import { guarded } from './features/guarded.ts';
import { HoverProvider } from './features/hover.ts';
import { translator } from './features/l10n.ts';
import { Log } from './features/log.ts';
import { MoveKeys } from './features/move-keys.ts';
import { Occurrences } from './features/occurrences.ts';
import { OpenDocument } from './features/open-document.ts';
import { PastePlanner } from './features/paste.ts';
import type { Platform } from './features/platform.ts';
import { ClientFiles, projectFiles } from './features/project-files.ts';
import { Publisher } from './features/publisher.ts';
import { ScanResults } from './features/scan-results.ts';
import { WatchedFiles } from './features/watched-files.ts';
import { editSupport } from './features/workspace-edit.ts';
import { WorkspaceScan } from './features/workspace-scan.ts';
import {
  clearResults,
  type FindOccurrencesParams,
  findOccurrences,
  type InitializationOptions,
  type MoveKeysParams,
  type MoveKeysResult,
  moveKeys as moveKeysRequest,
  type PlanPasteParams,
  type PlanPasteResult,
  planPaste,
  type ScanWorkspaceParams,
  scanWorkspace,
} from './protocol.ts';

/** Puts the features together and listens. All that depends on the platform is in `platform`. */
export function startServer(connection: Connection, platform: Platform): void {
  connection.onInitialize((params) => initialize(connection, platform, params));
  connection.listen();
}

function initialize(connection: Connection, platform: Platform, params: InitializeParams): InitializeResult {
  const { capabilities } = params;
  const options = (params.initializationOptions ?? {}) as InitializationOptions;
  const t = translator(options.l10n);
  const log = new Log(connection.console);
  const folders = new Folders();
  folders.set((params.workspaceFolders ?? []).map(({ uri }) => uri));
  const configuration = new Configuration(connection, folders, log);
  configuration.initialize(capabilities, options.settings);
  const engine = new EngineHolder();
  const documents = new TextDocuments<OpenDocument>({
    create: (uri, languageId, version, text) =>
      new OpenDocument(engine.current, uri, languageId, version, text, folders.relativePath(uri)),
    update: (document, changes, version) => {
      document.update(changes, version);
      return document;
    },
  });
  const isOpen = (uri: string): boolean => documents.get(uri) !== undefined;
  const exclusions = new Exclusions(folders);
  const publisher = new Publisher(connection);
  const { disk } = platform;
  const client = options.servesFiles === true ? new ClientFiles(connection) : undefined;
  const files = projectFiles(documents, disk, client);
  const support = editSupport(capabilities);
  const diagnostics = new Diagnostics({ documents, engine, configuration, exclusions, publisher, log, t });
  const results = new ScanResults({ configuration, engine, exclusions, publisher, isOpen, t });
  const watched = new WatchedFiles({
    connection,
    configuration,
    engine,
    folders,
    disk,
    results,
    publisher,
    isOpen,
    log,
  });
  watched.initialize(capabilities);
  const scan = new WorkspaceScan({ connection, configuration, engine, folders, disk, client, results, watched });
  const occurrences = new Occurrences({ documents, engine, folders, files, results, scan });
  const planner = new FixPlanner({ documents, engine, configuration, folders, files, disk, support, t });
  const moveKeys = new MoveKeys({ documents, configuration, exclusions, planner, support, t });
  const codeActions = new CodeActions({
    documents,
    configuration,
    exclusions,
    planner,
    moveKeys,
    support,
    client: {
      hasCommands: options.hasCommands === true,
      showsDisabled: capabilities.textDocument?.codeAction?.disabledSupport === true,
    },
    t,
  });
  const markdown = capabilities.textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) === true;
  const paste = new PastePlanner({ configuration, exclusions, engine, folders, planner, documents, support });
  const hover = new HoverProvider({ documents, engine, configuration, exclusions, markdown, t });

  documents.onDidOpen(({ document }) => diagnostics.changed(document));
  documents.onDidChangeContent(({ document }) => diagnostics.changed(document));
  documents.onDidClose(({ document }) => {
    diagnostics.closed(document);
    void guarded(log, 'closing a document', undefined, () => watched.closed(document.uri))();
  });
  documents.listen(connection);

  connection.onHover(guarded(log, 'describing a finding', null, (params) => hover.provide(params)));
  connection.onCodeAction(guarded(log, 'offering fixes', [], (params, token) => codeActions.provide(params, token)));
  connection.onCodeActionResolve(async (action) =>
    guarded(log, 'building a fix', action, () => codeActions.resolve(action))(),
  );
  connection.onRequest(scanWorkspace, (given: ScanWorkspaceParams, token) => scan.scan(given, token));
  connection.onRequest(
    findOccurrences,
    guarded(log, 'looking for a key', null, async (at: FindOccurrencesParams, token: CancellationToken) => {
      const finding = await moveKeys.findingAt(at);
      return finding === undefined ? null : { uris: await occurrences.find(at.uri, finding, token) };
    }),
  );
  const unmoved: MoveKeysResult = { moved: 0, refused: [], fixes: [] };
  connection.onRequest(
    moveKeysRequest,
    guarded(log, 'moving keys', unmoved, (given: MoveKeysParams) => moveKeys.move(given)),
  );
  const unplanned: PlanPasteResult = null;
  connection.onRequest(
    planPaste,
    guarded(log, 'planning a paste', unplanned, (given: PlanPasteParams) => paste.plan(given)),
  );
  connection.onNotification(
    clearResults,
    guarded(log, 'clearing results', undefined, () => results.clear()),
  );
  connection.workspace.onDidDeleteFiles(({ files: gone }) => watched.deleted(gone.map(({ uri }) => uri)));
  connection.workspace.onDidRenameFiles(({ files: moved }) => watched.deleted(moved.map(({ oldUri }) => oldUri)));

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
  configuration.onChange(() => {
    diagnostics.refreshAll();
    void guarded(log, 'showing results anew', undefined, () => results.refresh())();
    void useRules();
  });
  connection.onInitialized(
    guarded(log, 'starting', undefined, async () => {
      await configuration.initialized(capabilities);
      await useRules();
      if (capabilities.workspace?.workspaceFolders !== true) return;
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        folders.change(uris(added), uris(removed));
        configuration.changed();
      });
    }),
  );

  return {
    serverInfo: { name: 'keylift' },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      hoverProvider: true,
      codeActionProvider: { codeActionKinds, resolveProvider: true },
      workspace: {
        workspaceFolders: { supported: true, changeNotifications: true },
        fileOperations: { didDelete: everyFile, didRename: everyFile },
      },
    },
  };
}

const everyFile = { filters: [{ pattern: { glob: '**' } }] };

function uris(folders: readonly WorkspaceFolder[]): string[] {
  return folders.map(({ uri }) => uri);
}
