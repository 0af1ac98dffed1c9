/**
 * What an edit costs: `npm run bench:typing [-- --json]`.
 *
 * Starts the built server, opens documents of 10 KB, 1 MB and 10 MB that look like source code with a key every hundred
 * lines, and edits them over the protocol: typing and deleting between keys and on the line of a key (which moves its
 * squiggle, so that diagnostics are published each time), pasting 1 KB, 100 cursors at once; at the start, in the middle
 * and at the end. Each edit is sent when the one before is published, or a moment after it when it publishes nothing. The
 * figure is the CPU time (user and system, all threads) of the server process for a batch of edits, divided by their number:
 * asking for the CPU time wakes the process and would cost more than an edit. p50 and p95 are those of the batches.
 *
 * Beside it, measured in the same way and in the same run: a server with the same engine that takes the whole text at each
 * edit, scans it, and publishes all diagnostics (`scripts/lib/rescan-server.ts`); one that reads the change and does nothing
 * (`scripts/lib/idle-server.ts`), the floor for all of them; and, without a server and a protocol, the engine alone: what it
 * spends on an edit, and on the scan of the whole text.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { createEngine } from '../server/src/engine/index.ts';
import { draw } from '../test/support/random.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean' }, small: { type: 'boolean' } } });
const root = join(import.meta.dirname, '..');
const sizes = values.small ? [10_000, 200_000] : [10_000, 1_000_000, 10_000_000];
/** Batches, and edits in each. */
const ROUNDS = values.small ? 4 : 20;
const BATCH = values.small ? 5 : 10;
/** Edits of the engine alone that are measured at a time. */
const ENGINE_EDITS = values.small ? 200 : 1000;
/** Longest wait for the first publication, in milliseconds. */
const DEADLINE = 20_000;
/** After this long without a publication, in milliseconds, the edit is taken to have changed none (they are capped per file). */
const QUIET = 15;
const PLACES = ['start', 'middle', 'end'] as const;
const EDITS = ['type', 'delete', 'type at a key', 'delete at a key', 'paste 1 KB', '100 cursors'] as const;

interface Row {
  readonly bytes: number;
  readonly edit: string;
  readonly place: string;
  /** Milliseconds of CPU time. */
  readonly p50: number;
  readonly p95: number;
}

const base62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Source code of about `size` characters; every hundredth line holds a key. */
function sourceCode(size: number): string {
  const lines: string[] = [];
  for (let length = 0, i = 0; length < size; i++) {
    const line =
      i % 100 === 5
        ? `const apiKey${i} = '${draw(base62, 32, i)}';`
        : `  if (total${i % 13} > limit.max${i % 7}) results.push(normalize(entries[${i}], 'label'));`;
    lines.push(line);
    length += line.length + 1;
  }
  return lines.join('\n');
}

class Server {
  readonly process: ChildProcess;
  readonly connection: MessageConnection;
  private version = 1;
  private published = -1;
  private waiting: (() => void) | undefined;
  /** How long to wait for a publication that need not come, in milliseconds; undefined: each edit publishes. */
  private readonly quiet: number | undefined;

  constructor(main: string, quiet?: number) {
    this.quiet = quiet;
    const hook = join(root, 'scripts', 'lib', 'cpu-usage-hook.cjs');
    if (!existsSync(main)) throw new Error('dist/server.js is missing: run npm run build first');
    this.process = fork(main, ['--stdio'], {
      execArgv: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', '--expose-gc', '--require', hook],
      stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
    });
    const { stdout, stdin } = this.process;
    this.connection = createMessageConnection(new StreamMessageReader(stdout!), new StreamMessageWriter(stdin!));
    this.connection.onNotification('textDocument/publishDiagnostics', (params: { version?: number }) => {
      this.published = params.version ?? this.published;
      this.waiting?.();
    });
    this.connection.onRequest('workspace/configuration', (params: { items: unknown[] }) =>
      params.items.map(() => null),
    );
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.listen();
  }

  async start(): Promise<void> {
    await this.connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
    await this.connection.sendNotification('initialized', {});
  }

  async open(uri: string, text: string): Promise<void> {
    this.version = 1;
    this.published = -1;
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'javascript', version: 1, text },
    });
    await this.untilPublished(1);
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  /** Sends changes and waits until they are published, or a moment when they change no diagnostics. */
  async change(uri: string, contentChanges: readonly unknown[]): Promise<void> {
    const version = ++this.version;
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges,
    });
    await this.untilPublished(version, this.quiet);
  }

  /** Makes edits one after the other and returns the CPU time of each on average, in milliseconds. */
  async batch(uri: string, batch: ReadonlyArray<readonly unknown[]>): Promise<number> {
    const before = await this.cpu();
    for (const changes of batch) await this.change(uri, changes);
    return ((await this.cpu()) - before) / batch.length;
  }

  private untilPublished(version: number, quiet?: number): Promise<void> {
    if (this.published >= version) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = quiet
        ? setTimeout(resolve, quiet)
        : setTimeout(() => reject(new Error(`version ${version} was not published`)), DEADLINE);
      this.waiting = () => {
        if (this.published < version) return;
        clearTimeout(timer);
        this.waiting = undefined;
        resolve();
      };
    });
  }

  private cpu(): Promise<number> {
    return new Promise((resolve) => {
      this.process.once('message', (message) => resolve(Number(message) / 1000));
      this.process.send('cpu');
    });
  }
}

/** The change events of one edit on the line of a key. */
function edit(kind: (typeof EDITS)[number], keyLines: readonly number[], at: number, round: number): unknown[] {
  // Between two keys, or on the line of one.
  const line = (keyLines[at] as number) + (kind === 'type' || kind === 'delete' ? 40 : 0);
  const point = (on: number, character: number) => ({ line: on, character });
  const insert = (on: number, text: string) => ({ range: { start: point(on, 0), end: point(on, 0) }, text });
  if (kind.startsWith('type')) return [insert(line, ' ')];
  if (kind.startsWith('delete')) return [{ range: { start: point(line, 0), end: point(line, 1) }, text: '' }];
  if (kind === 'paste 1 KB') return [insert(line, `f(${round});${'g(x, y); '.repeat(113)}\n`)];
  const first = Math.max(0, Math.min(at, keyLines.length - 100));
  // Editors send the changes of several cursors from the bottom up.
  return Array.from({ length: 100 }, (_, i) => keyLines[first + ((99 - i) % Math.min(100, keyLines.length))] as number)
    .sort((a, b) => b - a)
    .map((on) => insert(on, ' '));
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number;
}

/** What undoes an edit, so that the next finds the document as it was; undefined where that does not matter. */
function undoing(kind: (typeof EDITS)[number], keyLines: readonly number[], at: number): unknown[] | undefined {
  const line = keyLines[at] as number;
  if (kind === 'paste 1 KB')
    return [{ range: { start: { line, character: 0 }, end: { line: line + 1, character: 0 } }, text: '' }];
  return undefined;
}

async function measure(uri: string, text: string, keyLines: readonly number[]): Promise<Row[]> {
  const rows: Row[] = [];
  await server.open(uri, text);
  for (const kind of EDITS) {
    for (const place of PLACES) {
      const at = place === 'start' ? 0 : place === 'middle' ? keyLines.length >> 1 : keyLines.length - 1;
      const times: number[] = [];
      for (let round = -2; round < ROUNDS; round++) {
        const batch = Array.from({ length: BATCH }, (_, i) => edit(kind, keyLines, at, i));
        // A deletion needs something to delete.
        if (kind === 'delete' || kind === 'delete at a key') {
          const typed = kind === 'delete' ? 'type' : 'type at a key';
          for (let i = 0; i < BATCH; i++) await server.change(uri, edit(typed, keyLines, at, i));
        }
        const time = await server.batch(uri, batch);
        if (round >= 0) times.push(time);
        const undo = undoing(kind, keyLines, at);
        if (undo) for (let i = 0; i < BATCH; i++) await server.change(uri, undo);
      }
      times.sort((a, b) => a - b);
      rows.push({ bytes: text.length, edit: kind, place, p50: percentile(times, 0.5), p95: percentile(times, 0.95) });
    }
  }
  await server.close(uri);
  return rows;
}

/** CPU time of typing one character, in milliseconds, at one of the servers to compare with. */
async function measureTyping(other: Server, uri: string, text: string, keyLines: readonly number[]): Promise<number> {
  await other.open(uri, text);
  const times: number[] = [];
  for (let round = -2; round < 7; round++) {
    const time = await other.batch(
      uri,
      Array.from({ length: 5 }, (_, i) => edit('type', keyLines, keyLines.length >> 1, i)),
    );
    if (round >= 0) times.push(time);
  }
  await other.close(uri);
  return percentile(
    times.sort((a, b) => a - b),
    0.5,
  );
}

/** CPU time of something done in this process, in milliseconds: the median of several times, after two to warm up. */
function measureHere(work: () => void): number {
  const times: number[] = [];
  for (let round = -2; round < 7; round++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    if (round >= 0) times.push((user + system) / 1000);
  }
  return percentile(
    times.sort((a, b) => a - b),
    0.5,
  );
}

/** CPU time that the engine alone spends on typing or deleting one character between two keys, in milliseconds. */
function measureEdit(text: string, keyLines: readonly number[]): number {
  const open = engine.open(text);
  open.findings();
  const line = (keyLines[keyLines.length >> 1] as number) + 40;
  const point = { line, character: 0 };
  const typed = { range: { start: point, end: point }, text: ' ' };
  const deleted = { range: { start: point, end: { line, character: 1 } }, text: '' };
  return (
    measureHere(() => {
      for (let i = 0; i < ENGINE_EDITS; i++) {
        open.update([i % 2 === 0 ? typed : deleted]);
        while (!open.advance());
      }
    }) / ENGINE_EDITS
  );
}

const engine = createEngine();
const server = new Server(join(root, 'dist', 'server.js'), QUIET);
const rescanning = new Server(join(root, 'scripts', 'lib', 'rescan-server.ts'));
await server.start();
const idle = new Server(join(root, 'scripts', 'lib', 'idle-server.ts'), QUIET);
await rescanning.start();
await idle.start();
const results: Array<{ rows: Row[]; rescan: number; floor: number; scan: number; edit: number }> = [];
for (const size of sizes) {
  const uri = `untitled:bench-${size}`;
  const text = sourceCode(size);
  const keyLines = text.split('\n').flatMap((line, i) => (line.startsWith('const apiKey') ? [i] : []));
  const rows = await measure(uri, text, keyLines);
  results.push({
    rows,
    rescan: await measureTyping(rescanning, uri, text, keyLines),
    floor: await measureTyping(idle, uri, text, keyLines),
    scan: measureHere(() => engine.scan(text)),
    edit: measureEdit(text, keyLines),
  });
}
server.process.kill();
rescanning.process.kill();
idle.process.kill();

const all = results.map(({ rows, rescan, floor, scan, edit }) => {
  const p95 = (edits: readonly string[]): number => {
    const chosen = rows.filter((row) => edits.includes(row.edit)).map((row) => row.p95);
    return chosen.sort((a, b) => a - b)[chosen.length >> 1] as number;
  };
  return { bytes: rows[0]?.bytes ?? 0, typingP95: p95(['type', 'delete']), rescan, floor, scan, edit };
});
if (values.json) console.log(JSON.stringify({ results, summary: all }));
else {
  console.log('CPU time of the server from an edit until it is published, in ms');
  console.log(
    `${'document'.padEnd(12)}${'edit'.padEnd(14)}${'place'.padEnd(10)}${'p50'.padStart(9)}${'p95'.padStart(9)}${'full rescan'.padStart(14)}`,
  );
  for (const { rows, rescan } of results) {
    for (const row of rows) {
      console.log(
        `${`${(row.bytes / 1000).toFixed(0)} KB`.padEnd(12)}${row.edit.padEnd(14)}${row.place.padEnd(10)}${row.p50.toFixed(3).padStart(9)}${row.p95.toFixed(3).padStart(9)}${rescan.toFixed(2).padStart(14)}`,
      );
    }
  }
  const [small] = all;
  for (const one of all) {
    console.log(
      `${(one.bytes / 1000).toFixed(0)} KB: typing and deleting p95 ${one.typingP95.toFixed(3)} ms, ${(one.typingP95 / (small?.typingP95 ?? 1)).toFixed(2)} x that of the smallest; a server that rescans ${(one.rescan / one.typingP95).toFixed(0)} x, one that does nothing ${(one.floor / one.typingP95).toFixed(2)} x; the engine alone ${one.edit.toFixed(3)} ms, a scan of the whole ${(one.scan / one.edit).toFixed(0)} x`,
    );
  }
}
