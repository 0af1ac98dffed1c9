import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { hasBinaryName } from '../scan/binary.ts';
import { parseExcludeGlobs } from '../scan/ignore/rules.ts';
import { IgnoreStack } from '../scan/ignore/stack.ts';

/**
 * Whether a scan of `root` would pass over a file: a folder on the way or the file itself is ignored or excluded. This is
 * the walk of `server/src/scan/walk.ts` down one path only, for files that appear after a scan.
 */
export function isLeftOut(file: string, root: string, exclude: readonly string[]): boolean {
  const names = relative(root, file).split(sep);
  if (names[0] === '..') return true;
  const globs = parseExcludeGlobs(exclude);
  let stack = IgnoreStack.above(root);
  let below = '';
  for (const [index, name] of names.entries()) {
    const isFolder = index < names.length - 1;
    stack = stack.enter(join(root, below), below, ignoreFilesIn(join(root, below)));
    const path = below + name;
    if (name === '.git' || globs.verdict(path, name, isFolder) === 'ignore') return true;
    if (stack.ignores(path, name, isFolder)) return true;
    below = `${path}/`;
  }
  return hasBinaryName(names.at(-1) ?? '');
}

function ignoreFilesIn(folder: string): Set<string> {
  return new Set(['.gitignore', '.ignore', '.git'].filter((name) => existsSync(join(folder, name))));
}
