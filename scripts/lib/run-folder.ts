import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newSeed } from '../../test/host/keys.ts';
import { variables } from '../../test/host/results.ts';

/** Runs something that opens windows of VS Code, in a folder of its own and with keys of its own; the folder is removed. */
export async function inRunFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'keylift-run-'));
  process.env[variables.run] = folder;
  process.env[variables.seed] = newSeed();
  try {
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
