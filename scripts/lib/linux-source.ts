/** The large tree that speed and false findings are measured on: Debian's `linux-source-6.1`. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall, mayInstall } from '../../test/host/debian.ts';

const name = 'linux-source-6.1';
const archive = `/usr/src/${name}.tar.xz`;

/**
 * The unpacked tree, in the project's cache folder; installs and unpacks it where that is possible.
 * @throws Error with the commands to run where it is not.
 */
export async function linuxSource(): Promise<string> {
  const cache = join(import.meta.dirname, '..', '..', '.cache');
  const tree = join(cache, name);
  if (existsSync(tree)) return tree;
  if (!existsSync(archive)) {
    if (!mayInstall()) throw new Error(`${archive} is missing. On Debian: sudo apt-get install ${name}`);
    await aptInstall([name, 'xz-utils']);
  }
  console.error(`Unpacking ${archive}`);
  const half = join(cache, `${name}.part`);
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true });
  execFileSync('tar', ['-xf', archive, '-C', half]);
  renameSync(join(half, name), tree);
  rmSync(half, { recursive: true, force: true });
  return tree;
}
