import type { FileAccess } from './types.ts';
import { childOf, splitUri } from './uris.ts';

/** Whether git's index lists a file, by its path from the top of the repository. */
export async function isTracked(path: string, repository: string, files: FileAccess): Promise<boolean> {
  const index = childOf(await gitFolder(repository, files), 'index');
  const bytes = await files.readBytes?.(index);
  if (bytes !== undefined) return lists(bytes, path);
  // Of a file system that gives texts only: an entry of the versions 2 and 3 ends in the length of the path, the path and a zero.
  const text = await files.readFile(index);
  return text?.includes(`\0${String.fromCharCode(path.length)}${path}\0`) ?? false;
}

/** `.git`, or the folder that a file of this name refers to: in worktrees and submodules. */
async function gitFolder(repository: string, files: FileAccess): Promise<string> {
  const git = childOf(repository, '.git');
  const target = /^gitdir:[ \t]*(.+?)\r?\n?$/.exec((await files.readFile(git)) ?? '')?.[1]?.replaceAll('\\', '/');
  if (target === undefined) return git;
  const { root, parts } = splitUri(repository);
  const absolute = target.startsWith('/') || /^[A-Za-z]:\//.test(target);
  const resolved: string[] = absolute ? [] : [...parts];
  for (const part of target.split('/')) {
    if (part === '..') resolved.pop();
    else if (part !== '' && part !== '.') resolved.push(part);
  }
  return childOf(root, ...resolved);
}

/** Whether an index of version 2, 3 or 4 has an entry for the path (gitformat-index). */
function lists(bytes: Uint8Array, path: string): boolean {
  const wanted = new TextEncoder().encode(path);
  // The hashes of objects are SHA-1, or SHA-256 where the repository was made so.
  return hasEntry(bytes, wanted, 20) ?? hasEntry(bytes, wanted, 32) ?? false;
}

/** Undefined: these bytes are no index with hashes of this length. */
function hasEntry(bytes: Uint8Array, wanted: Uint8Array, hash: number): boolean | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || view.getUint32(0) !== 0x44495243) return undefined; // "DIRC"
  const version = view.getUint32(4);
  const count = view.getUint32(8);
  let previous: Uint8Array = new Uint8Array();
  let at = 12;
  for (let n = 0; n < count; n++) {
    const flagsAt = at + 40 + hash;
    if (flagsAt + 2 > bytes.length) return undefined;
    const flags = view.getUint16(flagsAt);
    let from = flagsAt + ((flags & 0x4000) === 0 ? 2 : 4);
    let kept = 0;
    if (version === 4) {
      // How much of the path before is cut off, in the variable width of pack offsets.
      let cut = 0;
      for (let byte = 0x80; (byte & 0x80) !== 0; from++) {
        byte = bytes[from] ?? 0;
        cut = (cut << 7) + (byte & 0x7f) + ((byte & 0x80) !== 0 ? 1 : 0);
      }
      kept = previous.length - cut;
    }
    const to = bytes.indexOf(0, from);
    const length = kept + to - from;
    if (to < 0 || kept < 0 || ((flags & 0xfff) < 0xfff && length !== (flags & 0xfff))) return undefined;
    const name = new Uint8Array(length);
    name.set(previous.subarray(0, kept));
    name.set(bytes.subarray(from, to), kept);
    if (length === wanted.length && name.every((byte, i) => byte === wanted[i])) return true;
    previous = name;
    // Zeros fill up to a multiple of eight, one at the least; version 4 has one.
    at = version === 4 ? to + 1 : at + ((to - at + 8) & ~7);
  }
  return false;
}
