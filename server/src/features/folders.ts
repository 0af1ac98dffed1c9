import { foldersUp, splitUri } from '../fix/uris.ts';

/** The folders of the workspace, and which one a document belongs to. */
export class Folders {
  private uris: readonly string[] = [];

  /** @param uris in the client's spelling. */
  set(uris: readonly string[]): void {
    this.uris = uris.map((uri) => uri.replace(/\/+$/, ''));
  }

  change(added: readonly string[], removed: readonly string[]): void {
    const gone = new Set(removed.map((uri) => uri.replace(/\/+$/, '')));
    this.set([...this.uris.filter((uri) => !gone.has(uri)), ...added]);
  }

  all(): readonly string[] {
    return this.uris;
  }

  /** The innermost folder that holds the document or folder; a notebook cell counts as its notebook. */
  of(uri: string): string | undefined {
    let found: string | undefined;
    for (const folder of this.uris) {
      const inside = folder === uri || (sameFileSystem(uri, folder) && foldersUp(uri, folder).length > 0);
      if (inside && folder.length > (found?.length ?? 0)) found = folder;
    }
    return found;
  }

  /** Path below the workspace folder with `/`; outside of all folders the file's name. This is what the engine is told. */
  relativePath(uri: string): string {
    const { parts } = splitUri(uri);
    const folder = this.of(uri);
    if (folder === undefined) return parts.at(-1) ?? '';
    return parts.slice(splitUri(folder).parts.length).join('/');
  }
}

function sameFileSystem(uri: string, folder: string): boolean {
  return uri.startsWith('vscode-notebook-cell:') || splitUri(uri).root === splitUri(folder).root;
}
