import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../test/host/paths.ts';
import { Session } from '../../test/window/session.ts';
import { inRunFolder } from './run-folder.ts';

/** What the extension host spends on the client, in milliseconds. The rest of VS Code starts at the same time. */
export interface Activation {
  /** Processor time of its thread for both of the following; absent where Node cannot tell. */
  readonly cpu?: number;
  /** Loading and running its module. */
  readonly load: number;
  /** The call of `activate`. */
  readonly activate: number;
}

/** The extension of the project's folder, with a module in front that takes the time of the real one. */
async function writeMeasured(folder: string, result: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as object;
  await writeFile(join(folder, 'package.json'), JSON.stringify({ ...manifest, main: './measured.js' }));
  for (const part of ['package.nls.json', 'dist', 'l10n', 'media']) await symlink(join(root, part), join(folder, part));
  await writeFile(
    join(folder, 'measured.js'),
    `const { writeFileSync } = require('node:fs');
const before = process.threadCpuUsage?.();
const start = performance.now();
const client = require('./dist/client.js');
const load = performance.now() - start;
const loading = process.threadCpuUsage?.(before);
exports.deactivate = client.deactivate;
exports.activate = (context) => {
  const before = process.threadCpuUsage?.();
  const start = performance.now();
  const api = client.activate(context);
  const activate = performance.now() - start;
  const used = process.threadCpuUsage?.(before);
  const cpu = used && (used.user + used.system + loading.user + loading.system) / 1000;
  writeFileSync(${JSON.stringify(result)}, JSON.stringify({ cpu, load, activate }));
  return api;
};
`,
  );
  return folder;
}

/** Starts a VS Code several times and lets it activate the extension as it does for everyone, when it is up. */
export async function measureActivation(runs: number): Promise<Activation[]> {
  return inRunFolder(async (run) => {
    const result = join(run, 'activation.json');
    const extension = await writeMeasured(join(run, 'extension'), result);
    const measured: Activation[] = [];
    for (let i = 0; i < runs; i++) {
      await rm(result, { force: true });
      const session = await Session.start({ name: `activation-${i}`, files: { 'a.txt': '' }, extensions: [extension] });
      try {
        await session.eventually('the activation', async () => (await read(result)) !== undefined);
        measured.push((await read(result)) as Activation);
      } finally {
        await session.close();
      }
    }
    return measured;
  });
}

async function read(path: string): Promise<Activation | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Activation;
  } catch {
    return undefined; // not there yet, or not whole
  }
}
