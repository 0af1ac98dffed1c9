import { constants } from 'node:fs';
import { access, readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { URI } from 'vscode-uri';
import type { EngineOptions } from '../engine/engine.ts';
import { createScanCache, type ScanFinding, type ScanRoot, scanFiles } from '../scan/index.ts';
import { isLeftOut } from './left-out.ts';
import type { Disk, DiskRoot, DiskScanHandlers, DiskScanRequest, DiskScanResult } from './platform.ts';

/** Files read on the server's own thread when some files are to be scanned again, before threads pay. */
const FEW = 40;

/** The disk of the machine that the server runs on. */
export function createDisk(): Disk {
  const cache = createScanCache();
  return {
    readFile: async (uri) => {
      try {
        // As in the editor: UTF-8, and a byte order mark is not part of the text.
        return new TextDecoder().decode(await readFile(URI.parse(uri).fsPath));
      } catch {
        return undefined; // Not there, a folder, or not ours to read: the caller takes all of these alike.
      }
    },
    readBytes: (uri) => readFile(URI.parse(uri).fsPath).catch(() => undefined),
    exists: (uri) => can(uri, constants.F_OK),
    listFolder: (uri) => readdir(URI.parse(uri).fsPath).catch(() => []),
    target,
    scan: (request, handlers, signal) => scan(request, handlers, signal, cache),
    rescan,
  };
}

async function scan(
  request: DiskScanRequest,
  handlers: DiskScanHandlers,
  signal: AbortSignal,
  cache: ReturnType<typeof createScanCache>,
): Promise<DiskScanResult> {
  const stats = await scanFiles(
    {
      roots: request.roots.map(scanRoot),
      engine: request.engine,
      fingerprints: false,
      background: true,
      threads: availableParallelism(),
      cache,
    },
    {
      onFindings: ({ path, findings }) => handlers.onFindings(URI.file(path).toString(), findings),
      onProgress: ({ filesDone, filesFound, walking, findings }) =>
        handlers.onProgress({ filesDone, filesTotal: walking ? undefined : filesFound, findings }),
    },
    signal,
  );
  return { files: stats.files, errors: stats.errors.length, cancelled: stats.cancelled };
}

/** The engine is told paths below the workspace folder, as it is for open documents: both must judge a file alike. */
function scanRoot({ uri, folder, exclude }: DiskRoot): ScanRoot {
  const below = uri === folder ? '' : decodeURIComponent(uri.slice(folder.length + 1));
  return {
    path: URI.parse(uri).fsPath,
    contextBase: URI.parse(folder).fsPath,
    exclude: exclude.flatMap((glob) => globBelow(glob, below)),
  };
}

/** A glob of the workspace folder as a glob of a folder in it; none when it cannot match there. */
function globBelow(glob: string, below: string): string[] {
  if (below === '' || glob.startsWith('**')) return [glob];
  const anchored = glob.replace(/^\//, '');
  return anchored.startsWith(`${below}/`) ? [anchored.slice(below.length + 1)] : [];
}

async function rescan(
  files: readonly string[],
  folders: readonly DiskRoot[],
  engine: EngineOptions,
  known: (uri: string) => boolean,
): Promise<ReadonlyMap<string, readonly ScanFinding[]>> {
  const results = new Map<string, readonly ScanFinding[]>();
  const roots: ScanRoot[] = [];
  for (const uri of files) {
    const root = folders.find(({ uri: folder }) => uri.startsWith(`${folder}/`));
    const path = URI.parse(uri).fsPath;
    if (root === undefined || (!known(uri) && isLeftOut(path, URI.parse(root.uri).fsPath, root.exclude))) continue;
    const found = await stat(path).catch(() => undefined);
    results.set(uri, []);
    if (found?.isFile() === true) roots.push({ path, contextBase: URI.parse(root.folder).fsPath });
  }
  if (roots.length === 0) return results;
  await scanFiles(
    { roots, engine, fingerprints: false, background: true, inlineFiles: FEW },
    { onFindings: ({ path, findings }) => results.set(URI.file(path).toString(), findings) },
  );
  return results;
}

async function target(uri: string): Promise<{ isWritable: boolean; realUri?: string }> {
  const path = URI.parse(uri).fsPath;
  const real = await realpath(path).catch(() => undefined);
  if (real === undefined) return future(path);
  // Who took away every right to write means it, also where root asks.
  const marked = await stat(real).then(({ mode }) => (mode & 0o222) === 0);
  return { isWritable: !marked && (await can(uri, constants.W_OK)), realUri: URI.file(real).toString() };
}

/** Where a file will be once it is written: a link may lead to what is not there yet. */
async function future(path: string, links = 0): Promise<{ isWritable: boolean; realUri?: string }> {
  const folder = await realpath(dirname(path)).catch(() => undefined);
  if (folder === undefined || links > 40) return { isWritable: links === 0 };
  const link = await readlink(path).catch(() => undefined);
  if (link !== undefined) return future(resolve(folder, link), links + 1);
  const isWritable = await can(URI.file(folder).toString(), constants.W_OK);
  return { isWritable, realUri: URI.file(join(folder, basename(path))).toString() };
}

function can(uri: string, mode: number): Promise<boolean> {
  return access(URI.parse(uri).fsPath, mode).then(
    () => true,
    () => false,
  );
}
