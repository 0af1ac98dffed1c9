/** Paths of URIs as strings, without a URI library: parents, children, and whether one holds the other. */

/** Scheme with authority, and the decoded segments of the path. */
export function splitUri(uri: string): { readonly root: string; readonly parts: readonly string[] } {
  const match = /^([\w+.-]+:(?:\/\/[^/?#]*)?)([^?#]*)/.exec(uri);
  const path = match?.[2] ?? uri;
  const parts = path.split('/').filter((part) => part !== '');
  return { root: match?.[1] ?? '', parts: parts.map(decodePart) };
}

/** A child of a folder URI. */
export function childOf(folder: string, ...names: string[]): string {
  return `${folder.replace(/\/+$/, '')}/${names.map(encodePart).join('/')}`;
}

/** The folder URI of a file URI. */
export function parentOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/'));
}

/**
 * The folders from the document's up to the workspace folder, as URIs in the workspace folder's own spelling; empty when
 * the document is not inside it. A notebook cell counts as its notebook.
 */
export function foldersUp(documentUri: string, workspaceFolder: string): string[] {
  const base = workspaceFolder.replace(/\/+$/, '');
  const top = splitUri(workspaceFolder).parts;
  const parts = splitUri(documentUri).parts;
  if (parts.length <= top.length || !top.every((part, i) => samePart(part, parts[i] ?? '', i))) return [];
  const folders: string[] = [];
  for (let n = parts.length - 1; n >= top.length; n--) {
    const below = parts.slice(top.length, n);
    folders.push(below.length === 0 ? base : childOf(base, ...below));
  }
  return folders;
}

/** Windows spells a drive letter both ways. */
function samePart(a: string, b: string, index: number): boolean {
  return a === b || (index === 0 && /^[A-Za-z]:$/.test(a) && a.toLowerCase() === b.toLowerCase());
}

function encodePart(part: string): string {
  return encodeURIComponent(part);
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
