import { type Connection, type InitializeParams, MarkupKind, TextDocuments } from 'vscode-languageserver';
import type { InitializationOptions } from '../protocol.ts';
import { CodeActions } from './code-actions.ts';
import { Configuration } from './configuration.ts';
import { Diagnostics } from './diagnostics.ts';
import { EngineHolder } from './engine-holder.ts';
import { Exclusions } from './exclusions.ts';
import { FixPlanner } from './fix-planner.ts';
import { Folders } from './folders.ts';
import { HoverProvider } from './hover.ts';
import { translator } from './l10n.ts';
import { Log } from './log.ts';
import { MoveKeys } from './move-keys.ts';
import { Occurrences } from './occurrences.ts';
import { OpenDocument } from './open-document.ts';
import { PastePlanner } from './paste.ts';
import type { Platform } from './platform.ts';
import { ClientFiles, projectFiles } from './project-files.ts';
import { Publisher } from './publisher.ts';
import { ScanResults } from './scan-results.ts';
import { WatchedFiles } from './watched-files.ts';
import { editSupport } from './workspace-edit.ts';
import { WorkspaceScan } from './workspace-scan.ts';

/** What `server.ts` gives messages to. */
export type Features = ReturnType<typeof compose>;

/** Makes the features for a client, each from the parts it needs. Nothing is sent yet. */
export function compose(connection: Connection, { disk }: Platform, params: InitializeParams) {
  const { capabilities } = params;
  const options = (params.initializationOptions ?? {}) as InitializationOptions;
  const t = translator(options.l10n);
  const log = new Log(connection.console);
  const folders = foldersOf(params);
  const configuration = new Configuration(connection, folders, log);
  configuration.initialize(capabilities, options.settings);
  const engine = new EngineHolder();
  const documents = openDocuments(engine, folders);
  const isOpen = (uri: string): boolean => documents.get(uri) !== undefined;
  const exclusions = new Exclusions(folders);
  const publisher = new Publisher(connection);
  const client = options.servesFiles === true ? new ClientFiles(connection) : undefined;
  const files = projectFiles(documents, disk, client);
  const support = editSupport(capabilities);
  const shared = { connection, documents, engine, configuration, exclusions, folders, publisher, isOpen, files, disk };
  const diagnostics = new Diagnostics({ ...shared, log, t });
  const results = new ScanResults({ ...shared, t });
  const watched = new WatchedFiles({ ...shared, results, log });
  watched.initialize(capabilities);
  const scan = new WorkspaceScan({ ...shared, client, results, watched });
  const occurrences = new Occurrences({ ...shared, results, scan });
  const picker = options.hasCommands === true ? connection : undefined;
  const planner = new FixPlanner({ ...shared, support, picker, t });
  const moveKeys = new MoveKeys({ ...shared, planner, support, t });
  const paste = new PastePlanner({ ...shared, planner, support });
  const markdown = capabilities.textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) === true;
  const hover = new HoverProvider({ ...shared, markdown, t });
  const actionClient = {
    hasCommands: options.hasCommands === true,
    showsDisabled: capabilities.textDocument?.codeAction?.disabledSupport === true,
  };
  const codeActions = new CodeActions({ ...shared, planner, moveKeys, support, client: actionClient, t });
  return {
    log,
    folders,
    configuration,
    engine,
    documents,
    diagnostics,
    results,
    watched,
    scan,
    occurrences,
    moveKeys,
    paste,
    hover,
    codeActions,
  };
}

function openDocuments(engine: EngineHolder, folders: Folders): TextDocuments<OpenDocument> {
  return new TextDocuments<OpenDocument>({
    create: (uri, languageId, version, text) =>
      new OpenDocument(engine.current, uri, languageId, version, text, folders.relativePath(uri)),
    update: (document, changes, version) => {
      document.update(changes, version);
      return document;
    },
  });
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): Folders {
  const folders = new Folders();
  // Clients that know no workspace folders name one root.
  const root = typeof rootUri === 'string' ? [rootUri] : [];
  folders.set(workspaceFolders?.map(({ uri }) => uri) ?? root);
  return folders;
}
