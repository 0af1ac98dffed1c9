import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { applyChanges } from '../../server/src/fix/edits.ts';
import { appendEntry, readEnv } from '../../server/src/fix/env-file.ts';
import { seeded } from '../support/random.ts';
import { type Reader, readers } from './readers.ts';
import { setUp } from './set-up.ts';

/**
 * The writer of `.env` against the programs that read it: random values are written as a fix writes them, and every reader
 * must give back the same or the writer must have said no.
 */
export interface ReaderReport {
  values: number;
  written: number;
  refused: number;
  readers: { reader: string; values: number; wrong: number; skipped: number }[];
  notRun: { reader: string; reason: string }[];
}

const alphabets: readonly string[] = [
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  'abcdefXYZ0189-_./+=:@%,',
  'abcXYZ089 #~!&*()<>|;?^[]{}',
  `abcXYZ089'"`,
  'abcXYZ089\\nrt$`',
  'abcXYZ089 \n=#',
  'abcéüß€漢字😀',
];

/** A value of 1 to 60 characters over one alphabet or several. */
export function randomValue(random: () => number): string {
  const count = random() < 0.6 ? 1 : 2 + Math.floor(random() * 3);
  const pool = Array.from({ length: count }, () => [
    ...(alphabets[Math.floor(random() * alphabets.length)] as string),
  ]).flat();
  const length = 1 + Math.floor(random() * 60);
  return Array.from({ length }, () => pool[Math.floor(random() * pool.length)]).join('');
}

export function checkReaders(count: number, seed: number, progress: (line: string) => void = () => {}): ReaderReport {
  const report: ReaderReport = { values: count, written: 0, refused: 0, readers: [], notRun: [] };
  const random = seeded(seed);
  const perFile = 200;
  const files: { text: string; entries: Map<string, string> }[] = [];
  let text = '';
  let entries = new Map<string, string>();
  for (let i = 0; i < count; i++) {
    const value = randomValue(random);
    const change = appendEntry(text, `K${i}`, value);
    if ('refused' in change) report.refused++;
    else {
      text = applyChanges(text, [change]);
      entries.set(`K${i}`, value);
      report.written++;
    }
    if (entries.size === perFile || i === count - 1) {
      files.push({ text, entries });
      text = '';
      entries = new Map();
    }
  }
  for (const file of files) {
    const own = new Map(readEnv(file.text).entries.map((entry) => [entry.name, entry.value]));
    for (const [name, value] of file.entries) if (own.get(name) !== value) throw new Error('the own reader disagrees');
  }
  const folder = mkdtempSync(join(tmpdir(), 'env-readers-'));
  try {
    for (const reader of readers) tryReader(reader, files, folder, report, progress);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return report;
}

function tryReader(
  reader: Reader,
  files: readonly { text: string; entries: Map<string, string> }[],
  folder: string,
  report: ReaderReport,
  progress: (line: string) => void,
): void {
  const reason = reader.missing();
  if (reason !== undefined) {
    report.notRun.push({ reader: reader.name, reason });
    progress(`${reader.name}: not run: ${reason}`);
    return;
  }
  let wrong = 0;
  let values = 0;
  let skipped = 0;
  for (const [n, file] of files.entries()) {
    const at = join(folder, `${reader.name.replace(/\W+/g, '-')}-${n}`);
    mkdirSync(at);
    writeFileSync(join(at, '.env'), file.text);
    writeFileSync(join(at, 'names.json'), JSON.stringify([...file.entries.keys()]));
    const [command, ...rest] = reader.argv(at);
    const done = spawnSync(command as string, rest, {
      cwd: at,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
      env: { ...process.env, ...reader.environment },
    });
    let read: Record<string, string> = {};
    try {
      read = JSON.parse(readFileSync(join(at, 'out.json'), 'utf8')) as Record<string, string>;
    } catch {
      throw new Error(`${reader.name}: ${(done.stderr ?? '').slice(-1500)} ${done.error?.message ?? ''}`);
    }
    for (const [name, value] of file.entries) {
      if (reader.cannot?.(value) === true) {
        skipped++;
        continue;
      }
      values++;
      if (read[name] !== value) {
        wrong++;
        if (wrong <= 5) progress(`   ${reader.name}: ${JSON.stringify(value)} read as ${JSON.stringify(read[name])}`);
      }
    }
  }
  report.readers.push({ reader: reader.name, values, wrong, skipped });
  progress(
    `${reader.name}: ${values} values, ${wrong} wrong${skipped > 0 ? `, ${skipped} left out (${reader.cannotWhy})` : ''}`,
  );
}

if (process.argv[1]?.endsWith('env-readers.ts')) {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, count: { type: 'string' }, seed: { type: 'string' } },
  });
  setUp();
  const report = checkReaders(Number(values.count ?? 10000), Number(values.seed ?? 1), (line) => console.error(line));
  const wrong = report.readers.reduce((sum, reader) => sum + reader.wrong, 0);
  if (values.json === true) console.log(JSON.stringify(report, undefined, 2));
  else
    console.log(
      `${report.values} values: ${report.written} written, ${report.refused} refused; ${report.readers.length} readers, ${wrong} read differently`,
    );
  process.exitCode = wrong === 0 ? 0 : 1;
}
