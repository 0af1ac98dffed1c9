import { languages, type TextDocument, type Uri, workspace } from 'vscode';

/**
 * Schemes that have a file system but hold no file of the user's: one side of a diff, an older version, settings. Documents of
 * schemes without a file system (output, comments, chat, walkthroughs) are left out anyway.
 */
const foreign = new Set([
  'git',
  'gitfs',
  'gitlens',
  'gitlens-git',
  'git-graph',
  'svn',
  'hg',
  'pr',
  'review',
  'githubpr',
  'gitlab-mr',
  'vscode',
  'vscode-userdata',
  'vscode-settings',
  'vscode-local-history',
  'vscode-test-data',
  'vscode-notebook-cell-output',
  'vscode-notebook-cell-metadata',
  'vscode-chat-code-block',
  'chat-editing-text-model',
  'chat-editing-snapshot-text-model',
  'merge-conflict.conflict-diff',
  'output',
  'debug',
  'keylift',
]);

/** Whether a document is one that Keylift looks at: a file of the user's, wherever it is stored, or one still to be saved. */
export function isRelevant(document: TextDocument): boolean {
  const { scheme } = document.uri;
  if (document.languageId === 'log' && scheme === 'output') return false;
  if (scheme === 'file' || scheme === 'untitled') return true;
  if (scheme === 'vscode-notebook-cell') return isCellOfRelevantNotebook(document);
  return !foreign.has(scheme) && workspace.fs.isWritableFileSystem(scheme) !== undefined;
}

/** The setting `keylift.enable` in force for a document. */
export function isEnabled(document: TextDocument): boolean {
  return workspace.getConfiguration('keylift', document).get<boolean>('enable', true);
}

/** For code that talks to the editor about documents: matches all, `isRelevant` chooses. */
export const everyDocument = [{ scheme: '*', language: '*' }];

/** How many findings of Keylift's a document or file has. */
export function countFindings(uri: Uri): number {
  return languages.getDiagnostics(uri).filter(({ source }) => source === 'keylift').length;
}

/** Cells of a notebook's older version in a diff have the scheme of cells, too: the notebook tells. */
function isCellOfRelevantNotebook(document: TextDocument): boolean {
  const notebook = workspace.notebookDocuments.find((candidate) =>
    candidate
      .getCells()
      .some((cell) => cell.document === document || cell.document.uri.toString() === document.uri.toString()),
  );
  if (notebook === undefined) return true;
  const { scheme } = notebook.uri;
  return !foreign.has(scheme);
}
