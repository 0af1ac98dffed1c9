/** A VS Code Server of the test's own, on a free port, with everything it writes below one folder. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runOrThrow } from './command.ts';

export interface ServerOptions {
  /** Folder of the VS Code Server, from `ensureCodeServer`. */
  readonly vscode: string;
  /** Folder for all that this server and its windows write: settings, storage, logs, temporary files. */
  readonly home: string;
  /** User settings, on top of those that keep the editor quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Leave the user settings as they are on disk. */
  readonly keepSettings?: boolean;
  /** Whether folders are trusted without a question (default true). */
  readonly trusted?: boolean;
  /** More variables for the extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface VSCodeServer {
  readonly port: number;
  readonly origin: string;
  readonly home: string;
  /** Ends the server and all its extension hosts. */
  close(): Promise<void>;
}

/** No welcome, no questions, no network, and one way of looking. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'git.openRepositoryInParentFolders': 'never',
  'git.autofetch': false,
  'typescript.disableAutomaticTypeAcquisition': true,
  'npm.fetchOnlinePackageInfo': false,
  'json.schemaDownload.enable': false,
} as const;

const READY = /Extension host agent listening on (\d+)/;

/** Folder of the user's settings and storage below a server's home; also `--user-data-dir` of a desktop VS Code. */
export function userDataDir(home: string): string {
  return join(home, 'server', 'data');
}

/** Writes the user settings of a VS Code whose home this is. */
export async function writeUserSettings(home: string, settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const folder = join(userDataDir(home), 'User');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
}

/** Writes the key bindings of a VS Code whose home this is. */
export async function writeKeybindings(home: string, bindings: readonly object[]): Promise<void> {
  const folder = join(userDataDir(home), 'User');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'keybindings.json'), JSON.stringify(bindings));
}

function arguments_(options: ServerOptions): string[] {
  return [
    join(options.vscode, 'out', 'server-main.js'),
    '--accept-server-license-terms',
    '--server-data-dir',
    join(options.home, 'server'),
    '--extensions-dir',
    join(options.home, 'extensions'),
  ];
}

async function environment(options: ServerOptions): Promise<NodeJS.ProcessEnv> {
  const temp = join(options.home, 'tmp');
  const home = join(options.home, 'home');
  await mkdir(temp, { recursive: true });
  await mkdir(home, { recursive: true });
  // What is left of an editor that started this process would confuse the one it starts.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:VSCODE_|ELECTRON_|NODE_OPTIONS)/.test(name));
  return { ...Object.fromEntries(inherited), TMPDIR: temp, TEMP: temp, TMP: temp, HOME: home, ...options.env };
}

/** Starts a server and waits until it listens. @throws when it does not within a minute. */
export async function startServer(options: ServerOptions): Promise<VSCodeServer> {
  if (!options.keepSettings) await writeUserSettings(options.home, options.settings);
  const args = [
    ...arguments_(options),
    '--host',
    '127.0.0.1',
    '--port',
    '0',
    '--without-connection-token',
    '--enable-smoke-test-driver', // makes a built VS Code honour extensions under development
    ...(options.trusted === false ? [] : ['--disable-workspace-trust']),
  ];
  const env = await environment(options);
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const close = (): Promise<void> => endGroup(child);
  try {
    const port = await listening(child);
    return { port, origin: `http://127.0.0.1:${port}`, home: options.home, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Installs a packaged extension for the servers with this home. */
export async function installExtension(options: ServerOptions, vsix: string): Promise<void> {
  await runOrThrow(process.execPath, [...arguments_(options), '--install-extension', vsix], {
    env: await environment(options),
    deadline: 120_000,
    attempts: 2,
  });
}

function listening(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string): void => reject(new Error(`VS Code's server ${why}:\n${output.slice(-2000)}`));
    const timer = setTimeout(() => fail('did not listen within a minute'), 60_000);
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output = (output + chunk).slice(-20_000);
        const port = READY.exec(output)?.[1];
        if (!port) return;
        clearTimeout(timer);
        resolve(Number(port));
      });
    }
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with status ${code}`);
    });
  });
}

/** Ends a process started with `detached` and everything it started. */
async function endGroup(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  const running = child.exitCode === null && child.signalCode === null;
  const gone = running ? new Promise((resolve) => child.once('exit', resolve)) : undefined;
  signalGroup(pid, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), 5_000);
  await gone;
  clearTimeout(timer);
  signalGroup(pid, 'SIGKILL'); // extension hosts that outlive their server
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // Nothing of the group is left.
  }
}
