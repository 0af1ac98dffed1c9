import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { hasBinaryName } from './binary.ts';
import { IgnoreRules, parseExcludeGlobs } from './ignore/rules.ts';
import { gitTop, IgnoreStack } from './ignore/stack.ts';
import type { ScanError, ScanRequest, ScanRoot } from './types.ts';

/** The files of one folder, or one file given as an argument. */
export interface WalkStep {
  /** Number of the root they belong to. */
  readonly root: number;
  /** In front of each name: the path of the folder as it is printed, with a separator. */
  readonly folder: string;
  readonly names: readonly string[];
  /** In front of each name, for the engine: what decides whether a file is a test or documentation. */
  readonly context: string;
  /** Files left out because of what their name says they are. */
  readonly skipped: number;
}

/**
 * All files to scan, folder by folder, in the same order at every run. Hidden files are files; `.git` and symbolic links
 * are left out (except as arguments). What cannot be read goes to `errors`.
 */
export function* walk(request: ScanRequest, errors: ScanError[]): Generator<WalkStep, void, void> {
  const visited = new Set<string>();
  for (const [number, root] of request.roots.entries()) {
    const found = statRoot(root, errors);
    if (found?.isFile()) {
      const context = contextOf(root, dirname(resolve(root.path)));
      yield { root: number, folder: '', names: [root.path], context: `${context}\u0000`, skipped: 0 };
    } else if (found?.isDirectory()) yield* walkRoot(request, root, number, visited, errors);
    else if (found) errors.push({ path: root.path, message: 'not a regular file or folder' });
  }
}

interface Folder {
  /** Path from the root with a slash at the end; empty for the root. */
  readonly below: string;
  readonly stack: IgnoreStack;
}

function* walkRoot(
  request: ScanRequest,
  root: ScanRoot,
  number: number,
  visited: Set<string>,
  errors: ScanError[],
): Generator<WalkStep, void, void> {
  const absolute = resolve(root.path);
  const printed = root.path === '' || /[\\/]$/.test(root.path) ? root.path : root.path + sep;
  const context = contextOf(root, absolute);
  const exclusion = exclusionOf(request, root, absolute);
  const several = request.roots.length > 1;
  const base = several ? realpathSync(absolute) : absolute;
  const pending: Folder[] = [
    { below: '', stack: request.useIgnoreFiles === false ? IgnoreStack.none : IgnoreStack.above(absolute) },
  ];
  for (let folder = pending.pop(); folder; folder = pending.pop()) {
    const { below } = folder;
    // A root inside another root is not walked twice.
    const identity = `${base}/${below}`;
    if (several && visited.has(identity)) continue;
    visited.add(identity);
    const place = native(printed + below);
    const entries = listFolder(place === '' ? '.' : place, errors);
    const stack =
      request.useIgnoreFiles === false ? folder.stack : folder.stack.enter(place || '.', below, ignoreFilesIn(entries));
    const { files, folders, skipped } = sift(entries, below, stack, exclusion);
    for (let i = folders.length - 1; i >= 0; i--) pending.push({ below: `${below}${folders[i]}/`, stack });
    yield { root: number, folder: place, names: files, context: `${context}${below}`, skipped };
  }
}

/** Sorts entries into files and folders to visit. Two passes would cost; ignore rules are asked once per entry. */
function sift(
  entries: readonly Dirent[],
  below: string,
  stack: IgnoreStack,
  exclusion: Exclusion,
): { files: string[]; folders: string[]; skipped: number } {
  const files: string[] = [];
  const folders: string[] = [];
  let skipped = 0;
  for (const entry of entries) {
    const { name } = entry;
    const isFolder = entry.isDirectory();
    if (!isFolder && !entry.isFile()) continue;
    if (isFolder && name === '.git') continue;
    const path = below + name;
    if (exclusion.excludes(path, name, isFolder) || stack.ignores(path, name, isFolder)) continue;
    if (isFolder) folders.push(name);
    else if (hasBinaryName(name)) skipped++;
    else files.push(name);
  }
  return { files: files.sort(), folders: folders.sort(), skipped };
}

interface Exclusion {
  excludes(path: string, name: string, isFolder: boolean): boolean;
}

/** Globs of the root, and patterns that are relative to the current folder. */
function exclusionOf(request: ScanRequest, root: ScanRoot, absolute: string): Exclusion {
  const globs = parseExcludeGlobs(root.exclude ?? []);
  const patterns = new IgnoreRules(request.excludePatterns ?? [], { braces: true });
  const fromHere = slashed(relative(process.cwd(), absolute));
  const lead = fromHere === '' || fromHere.startsWith('..') || isAbsolute(fromHere) ? '' : `${fromHere}/`;
  return {
    excludes: (path, name, isFolder) =>
      (!globs.isEmpty && globs.verdict(path, name, isFolder) === 'ignore') ||
      (!patterns.isEmpty && patterns.verdict(lead + path, name, isFolder) === 'ignore'),
  };
}

/** The path of a folder as the engine is told it, with a slash at the end. */
function contextOf(root: ScanRoot, absolute: string): string {
  const base = root.contextBase ?? gitTop(absolute) ?? process.cwd();
  const path = slashed(relative(base, absolute));
  const outside = path.startsWith('..') || isAbsolute(path);
  return path === '' || outside ? '' : `${path}/`;
}

function ignoreFilesIn(entries: readonly Dirent[]): Set<string> {
  const names = new Set<string>();
  for (const { name } of entries) if (name.charCodeAt(0) === 46) names.add(name);
  return names;
}

function statRoot(root: ScanRoot, errors: ScanError[]): Stats | undefined {
  try {
    return statSync(root.path === '' ? '.' : root.path);
  } catch (error) {
    errors.push({ path: root.path, message: reason(error) });
    return undefined;
  }
}

function listFolder(path: string, errors: ScanError[]): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    errors.push({ path, message: reason(error) });
    return [];
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'no such file or folder',
  EMFILE: 'too many open files',
  EISDIR: 'is a folder',
  ELOOP: 'too many symbolic links',
  EIO: 'the device reports an error',
};

/** What went wrong, in words, without the path. */
export function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return (code !== undefined && reasons[code]) || code || 'cannot be read';
}

function native(path: string): string {
  return sep === '/' ? path : path.replaceAll('/', sep);
}

function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

/** The path that the engine is told for a file of a step. */
export function contextPath(step: Pick<WalkStep, 'context'>, name: string): string {
  const { context } = step;
  return context.endsWith('\u0000') ? context.slice(0, -1) + basename(name) : context + name;
}
