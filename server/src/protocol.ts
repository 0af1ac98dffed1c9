/**
 * The messages that Keylift's client and server exchange beyond the Language Server Protocol, declared once for both.
 * Only names and types: importing this file loads nothing.
 *
 * None of them carries the value of a key, with one exception that lies in its nature: `readFiles` answers with the text
 * of files, as document sync does, when the workspace is not on a disk that the server can read.
 */

/** Client to server, as `initializationOptions`. */
export interface InitializationOptions {
  /** The client has the commands in `clientCommands`; without it they are not attached to code actions. */
  readonly hasCommands?: boolean;
  /** The client answers `readFiles` and `listFolder`. */
  readonly servesFiles?: boolean;
  /** Settings below `keylift`, for clients that do not answer `workspace/configuration`. */
  readonly settings?: unknown;
  /** Translations of the server's texts, by the English text (`vscode.l10n.bundle`). */
  readonly l10n?: Readonly<Record<string, string>> | undefined;
}

/** Server to client, request: the texts of files of a virtual workspace. */
export const readFiles = 'keylift/readFiles';
export interface ReadFilesParams {
  readonly uris: readonly string[];
  /** Larger files are answered with null, in bytes. */
  readonly maxBytes: number;
}
/** In the order of `uris`; null: it does not exist, cannot be read, is too large, or is binary. */
export type ReadFilesResult = ReadonlyArray<string | null>;

/** Server to client, request: what a folder of a virtual workspace holds. */
export const listFolder = 'keylift/listFolder';
export interface ListFolderParams {
  readonly uri: string;
}
/** Null: it does not exist. Symbolic links are left out. */
export type ListFolderResult = ReadonlyArray<{ readonly name: string; readonly isFolder: boolean }> | null;

/**
 * Server to client, request: which of several equally right `.env` files a key is to go to. Sent while a chosen action is
 * completed, to clients that have the commands; the answer is remembered until the server ends.
 */
export const pickEnvFile = 'keylift/pickEnvFile';
export interface PickEnvFileParams {
  readonly candidates: ReadonlyArray<{
    readonly uri: string;
    /** Path from the workspace folder, for people. */
    readonly label: string;
  }>;
}
/** URI of one of the candidates; null: cancelled, and the action does nothing. */
export type PickEnvFileResult = string | null;

/**
 * Client to server, request: scans folders on disk or in a virtual workspace. Findings are published as diagnostics while
 * it runs. Cancelled through the request; what was found until then stays.
 */
export const scanWorkspace = 'keylift/scanWorkspace';
export interface ScanWorkspaceParams {
  /** Folders or files to scan; absent: all folders of the workspace. */
  readonly uris?: readonly string[];
}
export interface ScanSummary {
  /** Another scan runs: this one was not started, and the figures are 0. */
  readonly alreadyRunning: boolean;
  readonly cancelled: boolean;
  /** Files whose text was looked at. */
  readonly files: number;
  /** Findings that the settings let show. */
  readonly findings: number;
  readonly filesWithFindings: number;
  /** Files and folders that could not be read. */
  readonly errors: number;
  readonly seconds: number;
}

/** Server to client, notification: how far the scan is; at most some 20 a second. */
export const scanProgress = 'keylift/scanProgress';
export interface ScanProgressParams {
  readonly filesDone: number;
  /** Files known so far; undefined while folders are still being listed. */
  readonly filesTotal: number | undefined;
  readonly findings: number;
}

/** Client to server, notification: findings of files that are not open are taken out of the diagnostics. */
export const clearResults = 'keylift/clearResults';

/**
 * Client to server, request: the files in which the value of the key at a position stands, as a finding. Scans the
 * workspace first, as `scanWorkspace` does, and can be cancelled like it.
 */
export const findOccurrences = 'keylift/findOccurrences';
export interface FindOccurrencesParams {
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
}
/** Null: there is no finding at the position. */
export type FindOccurrencesResult = { readonly uris: readonly string[] } | null;

/** Client to server, request: one edit that moves several keys of open documents. Nothing is applied. */
export const moveKeys = 'keylift/moveKeys';
export interface MoveKeysParams {
  /** Open documents, as the server knows them. */
  readonly uris: readonly string[];
  /** Only the key at this position, and wherever the same value stands; absent: all keys. */
  readonly like?: FindOccurrencesParams;
  /** The editor is to show the edit and to ask for each file other than that of `like`. */
  readonly confirm?: boolean;
}
export interface MoveKeysResult {
  /** A `WorkspaceEdit` of the protocol; absent when no key can be moved. */
  readonly edit?: unknown;
  readonly moved: number;
  /** The user was asked which `.env` file is meant and chose none. */
  readonly cancelled?: boolean;
  readonly refused: ReadonlyArray<{ readonly uri: string; readonly line: number; readonly reason: string }>;
  /** For `afterFix`, one for each document that changes. */
  readonly fixes: readonly AppliedFix[];
}

/** Client to server, request: whether keys in a text could be moved to the environment once it is pasted. */
export const planPaste = 'keylift/planPaste';
export interface PlanPasteParams {
  readonly uri: string;
  /** What the paste replaces. */
  readonly range: TextRange;
  readonly text: string;
}
/** Null: there is no key in it, or one that cannot be moved. */
export type PlanPasteResult = {
  /** The variables that they would be moved to. */
  readonly names: readonly string[];
} | null;

/**
 * Client to server, request: the edit that pastes a text with its keys moved to the environment, for the text as it is now.
 * Parameters as for `planPaste`. Nothing is applied.
 */
export const resolvePaste = 'keylift/resolvePaste';
/** Null: it cannot be done any more, or the user was asked which `.env` file is meant and chose none. */
export type ResolvePasteResult = {
  /** A `WorkspaceEdit` of the protocol. */
  readonly edit: unknown;
  /** For `afterFix`. */
  readonly fixes: readonly AppliedFix[];
} | null;

/** Zero-based lines, and UTF-16 code units in them, as in the Language Server Protocol. */
export interface TextRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Commands of the client that the server attaches to code actions. Their arguments are URIs and codes, never text. */
export const clientCommands = {
  /** After an edit was applied. Arguments: an `AppliedFix` for each document. */
  afterFix: 'keylift.afterFix',
  /** The text has changed since the action was offered. */
  staleFix: 'keylift.staleFix',
  /** Moves every occurrence of a key. Arguments: `FindOccurrencesParams`. */
  moveOccurrences: 'keylift.moveOccurrences',
} as const;

export interface AppliedFix {
  /** The document that held the key. */
  readonly source: string;
  /** Where the value went; undefined where it goes into a secret store by hand. */
  readonly env: string | undefined;
  /** The files beside the source that the edit touched: they have to be saved. */
  readonly files: readonly string[];
  /** Those of them that did not exist before: undoing the edit deletes them. */
  readonly created: readonly string[];
  /** The name of the variable. */
  readonly name: string;
  /** How the project loads `env` (`EnvLoader` of the fix). */
  readonly loader: string | undefined;
  /** What is left to do, as a sentence. */
  readonly afterwards: string | undefined;
}
