/**
 * How much the engine finds, and how much it flags that is no key: `npm run accuracy [-- [--show] [DIR…]]`.
 *
 * Positives are generated: every rule's examples in every surrounding, and assignments of random values without a
 * format. Negatives are trees of other people's files: those named, or else the ones that any machine has or can install.
 * `--show` lists what was flagged there, masked, so that a person can judge it.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { createEngine, type Finding } from '../server/src/engine/index.ts';
import { rules } from '../server/src/engine/rules/index.ts';
import { type ScanFinding, scanFiles } from '../server/src/scan/index.ts';
import { chosen, forms, passwordForms } from '../test/support/forms.ts';
import { assignedNames, generate } from '../test/support/generate.ts';
import { alphabets, draw } from '../test/support/random.ts';
import { namedDocuments, tokenDocuments } from '../test/support/surroundings.ts';
import { linuxSource } from './lib/linux-source.ts';

const root = join(import.meta.dirname, '..');
const SEEDS = 3;
const engine = createEngine();
const { values, positionals } = parseArgs({ allowPositionals: true, options: { show: { type: 'boolean' } } });

class Tally {
  total = 0;
  readonly by = new Map<string, number>();
  readonly missed = new Map<string, number>();

  note(findings: readonly Finding[], start: number, end: number, what: string): void {
    this.total++;
    const hit = findings.find((finding) => finding.start === start && finding.end === end);
    const key = hit?.confidence ?? 'missed';
    this.by.set(key, (this.by.get(key) ?? 0) + 1);
    if (!hit) this.missed.set(what, (this.missed.get(what) ?? 0) + 1);
  }

  print(title: string): void {
    const share = (key: string): string =>
      `${(((this.by.get(key) ?? 0) / this.total) * 100).toFixed(2)} %`.padStart(10);
    console.log(
      `${title.padEnd(34)}${String(this.total).padStart(8)}${['certain', 'likely', 'possible', 'missed'].map(share).join('')}`,
    );
    for (const [what, count] of [...this.missed].slice(0, 20)) console.log(`    missed: ${what} (${count})`);
  }
}

console.log(
  `${'generated'.padEnd(34)}${'keys'.padStart(8)}${['certain', 'likely', 'possible', 'missed'].map((x) => x.padStart(10)).join('')}`,
);
providerKeys().print('provider keys');
assignments().print('assignments of random values');
passwords().print('assignments of chosen passwords');
await negatives(positionals.length > 0 ? positionals : await defaultTrees());

function providerKeys(): Tally {
  const tally = new Tally();
  for (const rule of rules) {
    if (rule.note === 'public' || rule.note === 'example') continue;
    for (let seed = 1; seed <= SEEDS; seed++) {
      for (const key of generate(rule, seed)) {
        const documents =
          rule.match.kind === 'named'
            ? assignedNames(rule).flatMap((name) => namedDocuments(name, key))
            : tokenDocuments(rule, key);
        for (const { place, text, start, end } of documents) {
          tally.note(engine.scan(text), start, end, `${rule.id} in ${place}`);
        }
      }
    }
  }
  return tally;
}

function assignments(): Tally {
  const tally = new Tally();
  for (const [path, form] of forms) {
    for (const [name, alphabet, length] of alphabets) {
      for (let seed = 100; seed < 120; seed++) {
        const key = draw(alphabet, length, seed);
        const text = `a\n${form.replace('¤', () => key)}\nb\n`;
        const start = text.indexOf(key);
        tally.note(engine.scan(text, { path }), start, start + key.length, `${name} in ${form}`);
      }
    }
  }
  return tally;
}

function passwords(): Tally {
  const tally = new Tally();
  for (const [path, form] of passwordForms) {
    for (const password of chosen) {
      const text = `a\n${form.replace('¤', () => password)}\nb\n`;
      const start = text.indexOf(password);
      tally.note(engine.scan(text, { path }), start, start + password.length, form);
    }
  }
  return tally;
}

async function defaultTrees(): Promise<string[]> {
  const python = attempt(() =>
    execFileSync('python3', ['-c', 'import os; print(os.path.dirname(os.__file__))'], { encoding: 'utf8' }).trim(),
  );
  const linux = await linuxSource().catch(
    (error: Error) => void console.error(`without the large tree: ${error.message}`),
  );
  const trees = [
    linux ?? '',
    join(root, 'node_modules'),
    python ?? '',
    nodeLibrary(),
    '/usr/share/doc',
    '/usr/include',
  ];
  return trees.filter(existsSync);
}

/** Node's own modules, which are part of its program, as files. */
function nodeLibrary(): string {
  const folder = join(root, '.cache', `node-${process.versions.node}`);
  const sources = (process as unknown as { binding(name: string): Record<string, string> }).binding('natives');
  for (const [name, source] of Object.entries(sources)) {
    if (typeof source !== 'string') continue;
    const file = join(folder, `${name}.js`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, source);
  }
  return folder;
}

async function negatives(trees: readonly string[]): Promise<void> {
  console.log(
    `\n${'negatives'.padEnd(34)}${'files'.padStart(8)}${'MB'.padStart(8)}${'lines, M'.padStart(10)}${['certain', 'likely', 'possible'].map((x) => x.padStart(10)).join('')}`,
  );
  for (const tree of trees) {
    const found: Array<ScanFinding & { path: string }> = [];
    const stats = await scanFiles(
      { roots: [{ path: tree }], useIgnoreFiles: false },
      { onFindings: ({ path, findings }) => void found.push(...findings.map((finding) => ({ ...finding, path }))) },
    );
    const count = (level: string): string =>
      String(found.filter((one) => one.confidence === level).length).padStart(10);
    const lines = (countLines(tree) / 1e6).toFixed(2);
    console.log(
      `${tree.slice(-33).padEnd(34)}${String(stats.files).padStart(8)}${(stats.bytes / 1e6).toFixed(0).padStart(8)}${lines.padStart(10)}${['certain', 'likely', 'possible'].map(count).join('')}`,
    );
    if (values.show)
      for (const one of found)
        console.log(`    ${one.confidence.padEnd(9)}${one.ruleId}  ${one.path}:${one.startLine + 1}  ${one.masked}`);
  }
}

function countLines(tree: string): number {
  const output = attempt(() =>
    execFileSync('sh', ['-c', 'find -H "$0" -type f -print0 | xargs -0 cat | wc -l', tree], { encoding: 'utf8' }),
  );
  return Number(output ?? 0);
}

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
