/**
 * What a scan costs: `npm run bench:scan [-- [DIR] [--json] [--runs N]]`.
 *
 * Runs `keylift scan` over a tree (default: Debian's `linux-source-6.1`), and beside it, in turns: reading all files in
 * Node with nothing else, ripgrep searching for the engine's own anchors, and secretlint on a part of the tree that it
 * survives. Of several runs the median counts. Everything is scanned: no ignore files. Then the language server scans the tree
 * as a workspace (its folders, less what their ignore files leave out), and again while nothing has changed. Wall time depends on what else the machine does; the ratios are what
 * to look at.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { createEngine } from '../server/src/engine/index.ts';
import { type ScanSummary, scanProgress, scanWorkspace } from '../server/src/protocol.ts';
import { aptInstall, mayInstall } from '../test/host/debian.ts';
import { TestClient } from '../test/protocol/client.ts';
import { linuxSource } from './lib/linux-source.ts';
import { type Cost, measure } from './lib/measure.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, runs: { type: 'string', default: '3' }, 'no-secretlint': { type: 'boolean' } },
});
const root = join(import.meta.dirname, '..');
const cli = join(root, 'dist', 'cli.js');
/** The part of the tree for secretlint, at most; it takes about a minute for each 100 MB it survives. */
const PART_BYTES = 60_000_000;

interface Row {
  readonly what: string;
  readonly wall: number;
  readonly cpu: number;
  readonly memory: number;
  readonly megabytesPerSecond: number;
}

function log(text: string): void {
  console.error(text);
}

/** Builds the programs when a source is newer than they are. */
async function build(): Promise<void> {
  const built = statSync(cli, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = readdirSync(join(root, 'server'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  if (sources.every((name) => statSync(join(root, 'server', name)).mtimeMs < built)) return;
  log('Building');
  const { status, err } = await measure(process.execPath, [...process.execArgv, join(root, 'scripts/build.ts')], {
    cwd: root,
  });
  if (status !== 0) throw new Error(err);
}

async function ripgrep(): Promise<string | undefined> {
  const find = (): boolean => {
    try {
      execFileSync('rg', ['--version'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  };
  if (!find() && mayInstall()) await aptInstall(['ripgrep']);
  return find() ? 'rg' : undefined;
}

/** Secretlint with its recommended preset, in the cache folder: it is a yardstick, not a dependency. */
function secretlint(): string {
  const folder = join(root, '.cache', 'secretlint');
  const program = join(folder, 'node_modules', '.bin', 'secretlint');
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  log('Installing secretlint');
  const packages = ['secretlint@13.0.6', '@secretlint/secretlint-rule-preset-recommend@13.0.6'];
  execFileSync('npm', ['i', '--no-audit', '--no-fund', '--prefix', folder, ...packages], { stdio: 'ignore' });
  return program;
}

interface Tree {
  readonly files: number;
  readonly bytes: number;
}

async function readAll(folders: readonly string[]): Promise<{ tree: Tree; cost: Cost }> {
  const cost = await measure(process.execPath, [join(root, 'scripts/lib/read-all.mjs'), ...folders]);
  return { tree: JSON.parse(cost.out) as Tree, cost };
}

async function keylift(folders: readonly string[]): Promise<Cost> {
  const cost = await measure(process.execPath, [cli, 'scan', '--no-ignore', '--format', 'json', ...folders]);
  if (cost.status !== 0 && cost.status !== 1) throw new Error(`keylift ended with ${cost.status}: ${cost.err}`);
  return cost;
}

function middle(costs: readonly Cost[], by: 'wall' | 'cpu' | 'memory'): number {
  const ordered = costs.map((cost) => cost[by]).sort((a, b) => a - b);
  return ordered[Math.floor(ordered.length / 2)] as number;
}

function row(what: string, costs: readonly Cost[], bytes: number): Row {
  const wall = middle(costs, 'wall');
  return {
    what,
    wall,
    cpu: middle(costs, 'cpu'),
    memory: Math.max(...costs.map(({ memory }) => memory)),
    megabytesPerSecond: bytes / 1e6 / wall,
  };
}

/** A part of the tree of at least `share` of its bytes, made of whole folders, and its complement left out. */
async function partOf(tree: string, wanted: number): Promise<{ folders: string[]; size: Tree }> {
  const folders: string[] = [];
  let size: Tree = { files: 0, bytes: 0 };
  const pending = childrenOf(tree);
  for (let folder = pending.shift(); folder && size.bytes < wanted * 0.97; folder = pending.shift()) {
    const { tree: more } = await readAll([folder]);
    if (size.bytes + more.bytes > wanted * 1.03) {
      pending.unshift(...childrenOf(folder));
      continue;
    }
    folders.push(folder);
    size = { files: size.files + more.files, bytes: size.bytes + more.bytes };
  }
  return { folders, size };
}

function childrenOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name))
    .sort();
}

/** Secretlint, and the part of the tree that it is run on. */
interface Linter {
  readonly folders: readonly string[];
  readonly bytes: number;
  run(): Promise<Cost>;
}

/** @param temporary folder for its configuration. */
async function linterFor(tree: string, bytes: number, temporary: string): Promise<Linter> {
  const program = secretlint();
  const part = bytes <= PART_BYTES ? undefined : await partOf(tree, PART_BYTES);
  const folders = part?.folders ?? [tree];
  const config = join(temporary, 'secretlintrc.json');
  writeFileSync(config, '{"rules":[{"id":"@secretlint/secretlint-rule-preset-recommend"}]}');
  const globs = folders.map((folder) => `${folder}/**/*`);
  const options = ['--format', 'compact', '--no-gitignore', '--secretlintignore', '/dev/null'];
  return {
    folders,
    bytes: part?.size.bytes ?? bytes,
    async run() {
      const cost = await measure(process.execPath, [program, '--secretlintrc', config, ...options, ...globs], {
        cwd: join(root, '.cache', 'secretlint'),
        deadline: 900,
      });
      if (cost.status !== 0 && cost.status !== 1)
        log(`secretlint ended with ${cost.status ?? cost.signal}: ${cost.err.slice(0, 500)}`);
      return cost;
    },
  };
}

/** What the editor's scan takes, in seconds of wall time. */
interface EditorScan {
  readonly files: number;
  readonly first: number;
  /** The scan after that, of the same files. */
  readonly second: number;
  /** Until the first scan told how far it was. */
  readonly firstNews: number;
}

async function editorScan(tree: string): Promise<EditorScan> {
  process.env.KEYLIFT_SERVER = join(root, 'dist', 'server.js');
  // By another path, and each folder by itself: no ignore file above leaves them out, and Debian's leaves out everything.
  const temporary = mkdtempSync(join(tmpdir(), 'keylift-bench-'));
  const link = join(temporary, 'tree');
  symlinkSync(tree, link);
  const folders = childrenOf(link).map((folder) => pathToFileURL(folder).href);
  const client = await TestClient.start({ folders });
  try {
    const began = performance.now();
    let news: number | undefined;
    client.connection.onNotification(scanProgress, () => {
      news ??= performance.now() - began;
    });
    const first: ScanSummary = await client.connection.sendRequest(scanWorkspace, {});
    const second: ScanSummary = await client.connection.sendRequest(scanWorkspace, {});
    if (second.files !== first.files) throw new Error(`${first.files} files at first, then ${second.files}`);
    return {
      files: first.files,
      first: first.seconds,
      second: second.seconds,
      firstNews: (news ?? Number.NaN) / 1000,
    };
  } finally {
    await client.stop();
    rmSync(temporary, { recursive: true });
  }
}

async function main(): Promise<void> {
  const tree = positionals[0] === undefined ? await linuxSource() : resolve(positionals[0]);
  await build();
  const rg = await ripgrep();
  const temporary = mkdtempSync(join(tmpdir(), 'keylift-bench-'));
  const keywords = join(temporary, 'keywords');
  const { anchors } = createEngine();
  writeFileSync(keywords, `${anchors.join('\n')}\n`);
  const { tree: size } = await readAll([tree]); // and warms the page cache
  const half = await partOf(tree, size.bytes / 2);
  const linter = values['no-secretlint'] ? undefined : await linterFor(tree, size.bytes, temporary);
  const costs: Record<'read' | 'rg' | 'keylift' | 'half' | 'linter' | 'part', Cost[]> = {
    read: [],
    rg: [],
    keylift: [],
    half: [],
    linter: [],
    part: [],
  };
  for (let run = 0; run < Number(values.runs); run++) {
    log(`run ${run + 1} of ${values.runs}`);
    costs.read.push((await readAll([tree])).cost);
    costs.keylift.push(await keylift([tree]));
    if (rg) costs.rg.push(await measure(rg, ['-uuu', '-c', '-i', '-F', '-f', keywords, tree]));
    costs.half.push(await keylift(half.folders));
    if (linter) {
      costs.linter.push(await linter.run());
      costs.part.push(await keylift(linter.folders));
    }
  }
  rmSync(temporary, { recursive: true });
  const own = row('keylift scan', costs.keylift, size.bytes);
  const rows = [row('reading in Node, one thread', costs.read, size.bytes), own];
  if (rg) rows.push(row(`rg with the ${anchors.length} anchors`, costs.rg, size.bytes));
  rows.push(row(`keylift on ${(half.size.bytes / 1e6).toFixed(0)} MB of it`, costs.half, half.size.bytes));
  if (linter) {
    rows.push(row(`secretlint on ${(linter.bytes / 1e6).toFixed(0)} MB of it`, costs.linter, linter.bytes));
    rows.push(row('keylift on that part', costs.part, linter.bytes));
  }
  const find = (what: string): Row | undefined => rows.find((row) => row.what.startsWith(what));
  const ratios = {
    'wall of rg': ratio(own.wall, find('rg')?.wall),
    'CPU of rg': ratio(own.cpu, find('rg')?.cpu),
    'MB/s of secretlint, same part': ratio(
      find('keylift on that')?.megabytesPerSecond,
      find('secretlint')?.megabytesPerSecond,
    ),
    'MB/s of secretlint, keylift on the whole tree': ratio(
      own.megabytesPerSecond,
      find('secretlint')?.megabytesPerSecond,
    ),
    'CPU per byte, whole tree to half of it': ratio(own.cpu / size.bytes, middle(costs.half, 'cpu') / half.size.bytes),
  };
  const editor = await editorScan(tree);
  const findings = (JSON.parse(costs.keylift[0]?.out ?? '{}') as { findings?: unknown[] }).findings?.length;
  if (values.json) {
    console.log(
      JSON.stringify({
        tree,
        ...size,
        cores: availableParallelism(),
        anchors: anchors.length,
        findings,
        rows,
        ratios,
        editor,
      }),
    );
    return;
  }
  print(size, rows, ratios, findings);
  console.log(`\nthe editor's scan of ${editor.files} files, after its ignore files: ${editor.first.toFixed(2)} s`);
  console.log(`  first news after ${editor.firstNews.toFixed(2)} s`);
  console.log(
    `  again, unchanged: ${editor.second.toFixed(2)} s, ${(editor.first / editor.second).toFixed(1)} times as fast`,
  );
}

function ratio(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a / b;
}

function print(size: Tree, rows: readonly Row[], ratios: Record<string, number | undefined>, findings?: number): void {
  const megabytes = (size.bytes / 1e6).toFixed(0);
  console.log(`${size.files} files, ${megabytes} MB, ${availableParallelism()} cores, ${findings} findings\n`);
  console.log(`${''.padEnd(36)}${['wall s', 'CPU s', 'MB/s', 'peak MB'].map((head) => head.padStart(10)).join('')}`);
  for (const { what, wall, cpu, memory, megabytesPerSecond } of rows) {
    const figures = [wall.toFixed(2), cpu.toFixed(2), megabytesPerSecond.toFixed(0), memory.toFixed(0)];
    console.log(`${what.padEnd(36)}${figures.map((figure) => figure.padStart(10)).join('')}`);
  }
  console.log('\nkeylift scan, as a multiple of');
  for (const [what, value] of Object.entries(ratios)) {
    if (value !== undefined) console.log(`  ${what.padEnd(48)}${value.toFixed(2)}`);
  }
}

await main();
