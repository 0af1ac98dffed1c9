import { ChunkedText } from '../engine/chunked-text.ts';
import type { Engine } from '../engine/engine.ts';
import type { Finding } from '../engine/types.ts';
import { childOf } from '../fix/uris.ts';
import { hasBinaryName } from '../scan/binary.ts';
import { type IgnoreRules, parseExcludeGlobs, parseIgnoreFile } from '../scan/ignore/rules.ts';
import type { ScanFinding } from '../scan/types.ts';
import type { Folders } from './folders.ts';
import type { DiskRoot, DiskScanHandlers, DiskScanResult } from './platform.ts';
import type { ClientFiles } from './project-files.ts';

/** Files asked for at once, and requests under way: bounds what is in memory, and hides the way to the file system. */
const BATCH = 16;
const IN_FLIGHT = 4;
/** Larger files are left out, in bytes: over a network they would hold up everything else. */
const MAX_BYTES = 5_000_000;
/** Milliseconds between reports of progress. */
const REPORT = 50;

/** An ignore file in force, and the depth of its folder. */
interface InForce {
  readonly rules: IgnoreRules;
  readonly depth: number;
}

interface Folder {
  readonly uri: string;
  /** Names from the root down. */
  readonly path: readonly string[];
  readonly ignore: readonly InForce[];
}

/** Scans folders of a virtual file system: the client lists folders and reads files, the engine runs here. */
export async function scanVirtual(
  roots: readonly DiskRoot[],
  engine: Engine,
  folders: Folders,
  client: ClientFiles,
  handlers: DiskScanHandlers,
  signal: AbortSignal,
): Promise<DiskScanResult> {
  const scan = new VirtualScan(engine, folders, client, handlers, signal);
  for (const root of roots) await scan.walk(root);
  await scan.finish();
  return { files: scan.files, errors: scan.errors, cancelled: signal.aborted };
}

class VirtualScan {
  files = 0;
  errors = 0;
  private readonly engine: Engine;
  private readonly folders: Folders;
  private readonly client: ClientFiles;
  private readonly handlers: DiskScanHandlers;
  private readonly signal: AbortSignal;
  private readonly underWay = new Set<Promise<void>>();
  private batch: string[] = [];
  private findings = 0;
  private reportedAt = 0;

  constructor(engine: Engine, folders: Folders, client: ClientFiles, handlers: DiskScanHandlers, signal: AbortSignal) {
    this.engine = engine;
    this.folders = folders;
    this.client = client;
    this.handlers = handlers;
    this.signal = signal;
  }

  async walk(root: DiskRoot): Promise<void> {
    const globs = parseExcludeGlobs(root.exclude);
    const lead = this.folders.of(root.uri) === root.uri ? '' : `${this.folders.relativePath(root.uri)}/`;
    const pending: Folder[] = [{ uri: root.uri, path: [], ignore: [] }];
    for (let folder = pending.pop(); folder !== undefined && !this.signal.aborted; folder = pending.pop()) {
      const entries = await this.client.list(folder.uri);
      if (entries === null) {
        // The root may be a file.
        if (folder.path.length === 0) await this.take(folder.uri);
        else this.errors++;
        continue;
      }
      const ignore = await this.enter(folder, new Set(entries.map(({ name }) => name)));
      for (const { name, isFolder } of entries) {
        if (isFolder && name === '.git') continue;
        const path = [...folder.path, name];
        const joined = path.join('/');
        if (globs.verdict(lead + joined, name, isFolder) === 'ignore' || isIgnored(ignore, path, isFolder)) continue;
        const uri = childOf(folder.uri, name);
        if (isFolder) pending.push({ uri, path, ignore });
        else if (!hasBinaryName(name)) await this.take(uri);
      }
    }
  }

  async finish(): Promise<void> {
    if (!this.signal.aborted) await this.send();
    await Promise.all(this.underWay);
    this.report(true);
  }

  private async enter(folder: Folder, names: ReadonlySet<string>): Promise<readonly InForce[]> {
    const present = ['.gitignore', '.ignore'].filter((name) => names.has(name));
    if (present.length === 0) return folder.ignore;
    const texts = await this.client.read(
      present.map((name) => childOf(folder.uri, name)),
      MAX_BYTES,
    );
    const added = texts.map((text) => ({ rules: parseIgnoreFile(text ?? ''), depth: folder.path.length }));
    return [...folder.ignore, ...added];
  }

  private async take(uri: string): Promise<void> {
    this.batch.push(uri);
    if (this.batch.length >= BATCH) await this.send();
  }

  /** Asks for the batch; waits while too many requests are under way. */
  private async send(): Promise<void> {
    const uris = this.batch;
    this.batch = [];
    if (uris.length === 0) return;
    while (this.underWay.size >= IN_FLIGHT) await Promise.race(this.underWay);
    const request = this.scanBatch(uris).finally(() => this.underWay.delete(request));
    this.underWay.add(request);
  }

  private async scanBatch(uris: readonly string[]): Promise<void> {
    const texts = await this.client.read(uris, MAX_BYTES);
    if (this.signal.aborted) return;
    for (const [index, uri] of uris.entries()) {
      const text = texts[index];
      if (text === undefined) continue;
      this.files++;
      const found = this.engine.scan(text, { path: this.folders.relativePath(uri) });
      this.findings += found.length;
      if (found.length > 0) this.handlers.onFindings(uri, present(this.engine, text, found));
    }
    this.report(false);
  }

  private report(isLast: boolean): void {
    const now = performance.now();
    if (!isLast && now - this.reportedAt < REPORT) return;
    this.reportedAt = now;
    const filesTotal = isLast ? this.files : undefined;
    this.handlers.onProgress({ filesDone: this.files, filesTotal, findings: this.findings });
  }
}

/** The innermost ignore file that says something decides. */
function isIgnored(ignore: readonly InForce[], path: readonly string[], isFolder: boolean): boolean {
  const name = path.at(-1) ?? '';
  for (const { rules, depth } of ignore.toReversed()) {
    const verdict = rules.verdict(path.slice(depth).join('/'), name, isFolder);
    if (verdict !== undefined) return verdict === 'ignore';
  }
  return false;
}

function present(engine: Engine, text: string, findings: readonly Finding[]): ScanFinding[] {
  const positions = new ChunkedText(text);
  return findings.map((finding) => {
    const start = positions.positionAt(finding.start);
    const end = positions.positionAt(finding.end);
    return {
      ...finding,
      ...engine.describe(finding, text.slice(finding.start, finding.end)),
      provider: engine.rule(finding.ruleId)?.provider ?? '',
      startLine: start.line,
      startCharacter: start.character,
      endLine: end.line,
      endCharacter: end.character,
      fingerprint: '',
    };
  });
}
