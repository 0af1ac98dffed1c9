import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../host/paths.ts';

/** Installs the runtimes and readers that are missing, once for each version of the script that knows them. */
export function setUp(): void {
  const script = join(root, 'scripts', 'fix-matrix-setup.mjs');
  const stamp = join(root, '.cache', 'fix-matrix', 'ready');
  const version = createHash('sha256').update(readFileSync(script)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === version) return;
  console.error('Installing runtimes and readers, once');
  // Standard output belongs to the report.
  spawnSync(process.execPath, [script], { cwd: root, stdio: ['ignore', 2, 2] });
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, version);
}
