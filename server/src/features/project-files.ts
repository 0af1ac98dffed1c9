import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { FileAccess } from '../fix/types.ts';
import { childOf } from '../fix/uris.ts';
import {
  type ListFolderParams,
  type ListFolderResult,
  listFolder,
  type ReadFilesParams,
  type ReadFilesResult,
  readFiles,
} from '../protocol.ts';
import type { OpenDocument } from './open-document.ts';
import type { Disk } from './platform.ts';

/** Files of a project larger than this are none of the fix's business (git's index of large repositories included), in bytes. */
const MAX_BYTES = 20_000_000;

/** Asks the client for files that the server cannot reach. */
export class ClientFiles {
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** Texts in the order of `uris`; undefined for what does not exist, cannot be read, is too large or binary. */
  async read(uris: readonly string[], maxBytes: number): Promise<Array<string | undefined>> {
    const params: ReadFilesParams = { uris, maxBytes };
    const texts = await this.connection.sendRequest<ReadFilesResult>(readFiles, params);
    return uris.map((_, index) => texts[index] ?? undefined);
  }

  async list(uri: string): Promise<ListFolderResult> {
    const params: ListFolderParams = { uri };
    return this.connection.sendRequest<ListFolderResult>(listFolder, params);
  }
}

/**
 * The files around a document as the fix sees them: the text of an open buffer, saved or not, comes before what is on the
 * disk or in the virtual file system.
 */
export function projectFiles(
  documents: TextDocuments<OpenDocument>,
  disk: Disk | undefined,
  client: ClientFiles | undefined,
): FileAccess {
  const onDisk = (uri: string): Disk | undefined => (uri.startsWith('file:') ? disk : undefined);
  return {
    async readFile(uri) {
      const open = documents.get(uri) ?? documents.all().find((document) => isSame(document.uri, uri));
      if (open !== undefined) return open.getText();
      const local = onDisk(uri);
      if (local !== undefined) return local.readFile(uri);
      return (await client?.read([uri], MAX_BYTES))?.[0];
    },
    readBytes: async (uri) => onDisk(uri)?.readBytes(uri),
    async exists(uri) {
      const local = onDisk(uri);
      if (local !== undefined) return local.exists(uri);
      const parent = uri.slice(0, uri.lastIndexOf('/'));
      const entries = (await client?.list(parent)) ?? [];
      return entries.some(({ name }) => childOf(parent, name) === uri);
    },
    async listFolder(uri) {
      const local = onDisk(uri);
      if (local !== undefined) return local.listFolder(uri);
      return ((await client?.list(uri)) ?? []).map(({ name }) => name);
    },
  };
}

/** Clients differ in what they percent-encode. */
function isSame(a: string, b: string): boolean {
  return a.length > 0 && decoded(a) === decoded(b);
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
