/**
 * What hostile text costs: `npm run bench:hostile [-- --json] [--size BYTES]`.
 *
 * Prints, for each text that would hurt a careless scanner, what it takes as a multiple of ordinary source code of the same
 * size, measured in the same run: `keylift scan` of a file with it, from the start of the program to its end, in wall time; and
 * in processor time, in a process that runs already, the scan of the file and opening it in the editor. The least of several
 * measurements.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createEngine } from '../server/src/engine/index.ts';
import { FileScanner } from '../server/src/scan/file-scanner.ts';
import { keyOf, openaiKey } from '../test/protocol/keys.ts';
import { hostileTexts, ordinaryText } from '../test/support/hostile.ts';
import { draw } from '../test/support/random.ts';
import { measure } from './lib/measure.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean' }, size: { type: 'string' } } });
const SIZE = Number(values.size ?? 3_000_000);
const RUNS = 5;
const FINDINGS = 10_000;
const base62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** In milliseconds. */
interface Cost {
  /** Wall time. */
  readonly program: number;
  /** Processor time. */
  readonly scan: number;
  readonly editor: number;
}

/** Lines with one finding each. */
const findings: Readonly<Record<string, () => string[]>> = {
  'keys of OpenAI': () => lines((i) => `const key${i} = '${openaiKey()}';`),
  'tokens of GitHub': () => lines((i) => `token${i}: "${keyOf('github-pat')}",`),
  'hexadecimal keys': () => lines((i) => `api_key_${i} = "${draw('0123456789abcdef', 32, i)}"`),
  passwords: () => lines((i) => `password_${i} = "${draw(`${base62}!$%&`, 14, i)}"`),
};

function lines(line: (i: number) => string): string[] {
  return Array.from({ length: FINDINGS }, (_, i) => line(i));
}

/** The texts by name, made when they are needed. */
function* texts(): Generator<readonly [name: string, text: string | Buffer]> {
  for (const [name, make] of Object.entries(hostileTexts)) yield [name, make(SIZE)];
  yield ['one character', 'x'.repeat(SIZE)];
  yield ['random bytes', randomBytes(SIZE)];
  yield ['50 MB on one line', ordinaryText(50_000_000).replaceAll('\n', ' ')];
  const between = ordinaryText(400);
  for (const [name, make] of Object.entries(findings)) {
    const found = make();
    yield [`10,000 ${name}, 400 characters of code between`, found.join(`\n${between}\n`)];
    yield [`10,000 ${name}, nothing else`, found.join('\n')];
  }
}

const folder = mkdtempSync(join(tmpdir(), 'keylift-hostile-'));
const file = join(folder, 'a.js');
const engine = createEngine();
const scanner = new FileScanner(engine);

/** The least processor time of several runs, in milliseconds. */
function least(run: () => unknown): number {
  let time = Number.POSITIVE_INFINITY;
  for (let i = 0; i < RUNS; i++) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    time = Math.min(time, (user + system) / 1000);
  }
  return time;
}

async function costOf(text: string | Buffer): Promise<Cost> {
  writeFileSync(file, text);
  let program = Number.POSITIVE_INFINITY;
  for (let i = 0; i < RUNS; i++) {
    const { wall } = await measure(process.execPath, [join(import.meta.dirname, '..', 'dist', 'cli.js'), 'scan', file]);
    program = Math.min(program, wall * 1000);
  }
  const asText = text.toString('latin1');
  return {
    program,
    scan: least(() => scanner.scan(file, 'a.js')),
    editor: least(() => {
      const open = engine.open(asText);
      while (!open.advance());
      open.findings();
    }),
  };
}

const results: Array<{ name: string; bytes: number } & Cost> = [];
const ordinary = new Map<number, Cost>();
try {
  for (const [name, text] of texts()) {
    const bytes = Buffer.byteLength(text);
    const usual = ordinary.get(bytes) ?? (await costOf(ordinaryText(bytes)));
    ordinary.set(bytes, usual);
    const { program, scan, editor } = await costOf(text);
    const result = {
      name,
      bytes,
      program: program / usual.program,
      scan: scan / usual.scan,
      editor: editor / usual.editor,
    };
    results.push(result);
    if (values.json) continue;
    if (results.length === 1) console.log(`${'times ordinary text of that size'.padEnd(62)}   program   scan  editor`);
    const figures = [result.program, result.scan, result.editor].map((times) => times.toFixed(1).padStart(8)).join('');
    console.log(`${name.padEnd(52)}${(bytes / 1e6).toFixed(1).padStart(7)} MB${figures}`);
  }
  if (values.json) console.log(JSON.stringify({ results }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
