/**
 * What starting costs: `npm run bench:startup [-- --json]`, on the built server.
 *
 * Prints, as the median of several runs beside a Node process that does nothing, the time from starting the server process,
 * with the flags and the environment that the client gives it, to its first diagnostics of an open document of 1 MB; the
 * memory of an idle server; how much its heap grows over 1,000 documents opened and closed; and what activating the client
 * costs the extension host of a real VS Code, which is left out with `--small`.
 */
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { serverEnvironment, serverFlags } from '../client/src/server-flags.ts';
import { draw } from '../test/support/random.ts';
import { measureActivation } from './lib/activation.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean' }, small: { type: 'boolean' } } });
const root = join(import.meta.dirname, '..');
const main = join(root, 'dist', 'server.js');
const hook = join(root, 'scripts', 'lib', 'memory-hook.cjs');
const RUNS = values.small ? 2 : 7;
const DOCUMENTS = values.small ? 100 : 1000;
const base62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

interface Memory {
  /** Resident memory in bytes. */
  readonly rss: number;
  /** Used heap after a collection, in bytes. */
  readonly heap: number;
}

class Server {
  readonly process: ChildProcess;
  readonly connection: MessageConnection;
  private waiting = new Map<string, () => void>();

  constructor() {
    this.process = fork(main, ['--stdio'], {
      execArgv: [...serverFlags, '--expose-gc', '--require', hook],
      env: { ...process.env, ...serverEnvironment },
      stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
    });
    const { stdout, stdin } = this.process;
    this.connection = createMessageConnection(new StreamMessageReader(stdout!), new StreamMessageWriter(stdin!));
    this.connection.onNotification('textDocument/publishDiagnostics', ({ uri }: { uri: string }) => {
      this.waiting.get(uri)?.();
      this.waiting.delete(uri);
    });
    this.connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.listen();
  }

  async initialize(): Promise<void> {
    await this.connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
    await this.connection.sendNotification('initialized', {});
  }

  /** Opens a document that has findings and waits for them. */
  async open(uri: string, text: string): Promise<void> {
    const published = new Promise<void>((resolve) => this.waiting.set(uri, resolve));
    const textDocument = { uri, languageId: 'javascript', version: 1, text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
    await published;
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  memory(): Promise<Memory> {
    return new Promise((resolve) => {
      this.process.once('message', (message) => resolve(message as Memory));
      this.process.send('memory');
    });
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill();
    await ended;
  }
}

function sourceCode(size: number): string {
  let text = '';
  for (let i = 0; text.length < size; i++) {
    text +=
      i % 100 === 5
        ? `const apiKey${i} = '${draw(base62, 32, i)}';\n`
        : `  if (total${i % 13} > limit.max${i % 7}) results.push(normalize(entries[${i}], 'label'));\n`;
  }
  return text;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] as number;
}

/** Milliseconds until a Node process that does nothing has ended. */
function emptyProcess(): number {
  const start = performance.now();
  spawnSync(process.execPath, ['-e', '']);
  return performance.now() - start;
}

async function firstDiagnostics(text: string): Promise<number> {
  const start = performance.now();
  const server = new Server();
  await server.initialize();
  await server.open('untitled:first', text);
  const time = performance.now() - start;
  await server.stop();
  return time;
}

async function memories(): Promise<{ idle: Memory; before: Memory; after: Memory }> {
  const server = new Server();
  await server.initialize();
  await server.open('untitled:small', sourceCode(1000));
  await server.close('untitled:small');
  const idle = await server.memory();
  const text = sourceCode(20_000);
  const rounds = async (from: number): Promise<void> => {
    for (let i = 0; i < DOCUMENTS; i++) {
      await server.open(`untitled:${from + i}`, text);
      await server.close(`untitled:${from + i}`);
    }
  };
  await rounds(0);
  const before = await server.memory();
  await rounds(DOCUMENTS);
  const after = await server.memory();
  await server.stop();
  return { idle, before, after };
}

if (!existsSync(main)) throw new Error('dist/server.js is missing: run npm run build -- --production first');
const text = sourceCode(1_000_000);
const empty: number[] = [];
const first: number[] = [];
for (let run = 0; run < RUNS; run++) {
  empty.push(emptyProcess());
  first.push(await firstDiagnostics(text));
}
const { idle, before, after } = await memories();
const activations = values.small ? [] : await measureActivation(RUNS);
const result = {
  firstDiagnosticsMs: median(first),
  emptyProcessMs: median(empty),
  idleRssBytes: idle.rss,
  idleHeapBytes: idle.heap,
  documents: DOCUMENTS,
  heapGrowthBytes: after.heap - before.heap,
  ...(activations.length > 0 && {
    clientLoadMs: median(activations.map(({ load }) => load)),
    clientActivateMs: median(activations.map(({ activate }) => activate)),
    clientCpuMs: median(activations.map(({ cpu }) => cpu ?? Number.NaN)),
    clientSlowestMs: Math.max(...activations.map(({ load, activate }) => load + activate)),
  }),
};
if (values.json) console.log(JSON.stringify(result));
else {
  const mega = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  console.log(
    `first diagnostics of a 1 MB document: ${result.firstDiagnosticsMs.toFixed(0)} ms after the server process starts`,
  );
  console.log(`  (a Node process that does nothing: ${result.emptyProcessMs.toFixed(0)} ms)`);
  console.log(`idle server: ${mega(idle.rss)} resident, ${mega(idle.heap)} heap`);
  console.log(
    `${DOCUMENTS} more documents of 20 KB opened and closed: heap ${mega(before.heap)} before, ${mega(after.heap)} after`,
  );
  if (result.clientLoadMs !== undefined && result.clientActivateMs !== undefined) {
    console.log(
      `client: ${result.clientLoadMs.toFixed(1)} ms to load, ${result.clientActivateMs.toFixed(1)} ms to activate, ${result.clientCpuMs?.toFixed(1)} ms of processor time; ${result.clientSlowestMs?.toFixed(1)} ms both at the slowest of ${activations.length} starts`,
    );
  }
}
