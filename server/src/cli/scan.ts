import { statSync } from 'node:fs';
import { type FileFindings, type ScanRoot, scanFiles } from '../scan/index.ts';
import type { ScanCommand } from './args.ts';
import { inOrder, type Palette, printable, type Write, writeJson, writeText } from './report.ts';

/** Up to this many files are scanned without threads: starting them takes longer than the scan. */
const INLINE_FILES = 200;

/** @returns the exit status, which is set before the report is written: its reader may leave early. */
export async function runScan(command: ScanCommand): Promise<number> {
  const missing = command.paths.filter((path) => !statSync(path, { throwIfNoEntry: false }));
  if (missing.length > 0) {
    for (const path of missing) process.stderr.write(`keylift: ${printable(path)}: no such file or folder\n`);
    return 2;
  }
  const paths = command.paths.length === 0 ? [''] : command.paths;
  const found: FileFindings[] = [];
  const stats = await scanFiles(
    {
      roots: paths.map((path): ScanRoot => ({ path })),
      minConfidence: command.minConfidence,
      fingerprints: command.format === 'json',
      excludePatterns: command.exclude,
      useIgnoreFiles: command.useIgnoreFiles,
      inlineFiles: INLINE_FILES,
      ...(command.threads === undefined ? {} : { threads: command.threads }),
    },
    { onFindings: (file) => found.push(file) },
  );
  const files = inOrder(found);
  const status = files.length > 0 ? 1 : 0;
  process.exitCode = status;
  if (command.format === 'json') await writeJson(files, stats, writeOut);
  else {
    await writeText(files, stats, palette(command.color), writeOut);
    for (const { path, message } of stats.errors) process.stderr.write(`keylift: ${printable(path)}: ${message}\n`);
  }
  return status;
}

const writeOut: Write = (text) =>
  new Promise((resolve) => {
    // A failed write is reported by the stream's `error` event.
    process.stdout.write(text, () => resolve());
  });

function palette(choice: ScanCommand['color']): Palette {
  const { env } = process;
  const colored =
    choice === 'always' || (choice === 'auto' && process.stdout.isTTY && !env.NO_COLOR && env.TERM !== 'dumb');
  const paint = (code: number) => (text: string) => (colored ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { path: paint(1), dim: paint(2), level: { certain: paint(31), likely: paint(33), possible: paint(36) } };
}
