/**
 * `npm start`: builds Keylift, makes a sample project and opens it in VS Code with Keylift loaded: the `code` on the PATH,
 * or else the VS Code from npm, whose address it prints and which it serves until ctrl-C.
 * `npm start -- --once`: the same without a window; prints what Keylift finds in the sample.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ensureCodeServer } from '../test/host/code-server.ts';
import { runOrThrow } from '../test/host/command.ts';
import { cacheDir, root } from '../test/host/paths.ts';
import { startServer } from '../test/host/server.ts';
import { windowAddress } from '../test/host/window.ts';
import { makeSample } from './lib/sample.ts';

const MINUTE = 60_000;
// Not called sample: Keylift is less sure about keys in samples.
const sample = join(root, '.cache', 'shop');

/** `code` and its relatives, whichever comes first on the PATH. */
function findCode(): string | undefined {
  const suffix = process.platform === 'win32' ? '.cmd' : '';
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return ['code', 'code-insiders', 'codium', 'cursor', 'windsurf']
    .flatMap((name) => folders.map((folder) => join(folder, name + suffix)))
    .find((path) => existsSync(path));
}

/** Findings are what is wanted here: the command line's status 1 is success. */
async function printFindings(): Promise<number> {
  const scan = spawn(process.execPath, [join(root, 'dist', 'cli.js'), 'scan', sample], { stdio: 'inherit' });
  const [status] = (await once(scan, 'close')) as [number | null];
  if (status === 1) return 0;
  console.error(status === 0 ? 'Keylift found nothing in the sample.' : `keylift scan ended with status ${status}.`);
  return 1;
}

async function openDesktop(code: string): Promise<number> {
  console.log(`Opening ${sample} with ${code}`);
  const args = [`--extensionDevelopmentPath=${root}`, '--new-window', sample];
  const child = spawn(code, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  const [status] = (await once(child, 'close')) as [number | null];
  return status ?? 1;
}

async function serve(): Promise<number> {
  const vscode = await ensureCodeServer();
  const server = await startServer({ vscode, home: join(cacheDir, 'start') });
  console.log('\nVS Code with Keylift and the sample project:\n');
  console.log(`  ${windowAddress(server, { workspace: sample, extensions: [root] })}\n`);
  console.log('Open the address in a browser on this machine. Ctrl-C ends it.');
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await server.close();
  return 0;
}

async function main(): Promise<number> {
  const build = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', join(root, 'scripts', 'build.ts')];
  await runOrThrow(process.execPath, build, { cwd: root, deadline: 2 * MINUTE });
  await makeSample(sample);
  if (process.argv.includes('--once')) return printFindings();
  const code = findCode();
  return code ? openDesktop(code) : serve();
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
