/** Installing what a test host needs, where that is ours to do. */
import { existsSync } from 'node:fs';
import { runOrThrow } from './command.ts';

/** Whether packages may be installed: root on Debian (or a relative of it), as in containers and CI. */
export function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** Installs Debian packages. @throws when `apt-get` fails three times. */
export async function aptInstall(packages: readonly string[]): Promise<void> {
  console.log(`Installing ${packages.join(', ')} with apt-get`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const wait = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];
  // An index from before may do; when it cannot be refreshed the installation says what is missing.
  await runOrThrow('apt-get', [...wait, 'update'], { env, deadline: 300_000 }).catch(() => '');
  await runOrThrow('apt-get', [...wait, 'install', '-y', '--no-install-recommends', ...packages], {
    env,
    deadline: 900_000,
    attempts: 3,
  });
}
