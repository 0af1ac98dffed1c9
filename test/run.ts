/**
 * `npm test [-- PART…]`: everything that says whether Keylift works, in the order in which failures are cheapest.
 *
 * Parts: check (types, lint, build, package), unit, protocol, editor (extension host), window (what a person does), vsix
 * (the packaged extension, desktop and web). After the parts that start an editor, the canary looks for keys in all that
 * it wrote. Ends with one line that adds up all suites; status 1 when anything failed or a suite ran no test.
 */
import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCanary } from './editor/canary.ts';
import { runEditorSuite } from './editor/run.ts';
import { runChecks } from './host/checks.ts';
import { newSeed } from './host/keys.ts';
import { runNodeTests } from './host/node-tests.ts';
import { root } from './host/paths.ts';
import { type SuiteResult, variables } from './host/results.ts';

const parts = ['check', 'unit', 'protocol', 'editor', 'window', 'vsix'] as const;
type Part = (typeof parts)[number];
const editorParts: readonly Part[] = ['editor', 'window', 'vsix'];

/** Test files of a part. Unit tests are all that need neither an editor nor the protocol. */
function filesOf(part: 'unit' | 'protocol' | 'window' | 'vsix'): string[] {
  if (part !== 'unit') return globSync(`test/${part}/**/*.test.ts`, { cwd: root }).sort();
  const others = /^test[\\/](?:protocol|editor|window|vsix)[\\/]/;
  return globSync('test/**/*.test.ts', { cwd: root })
    .filter((file) => !others.test(file))
    .sort();
}

async function runPart(part: Part, run: string): Promise<SuiteResult> {
  switch (part) {
    case 'check':
      return runChecks();
    case 'editor':
      return runEditorSuite(run);
    case 'unit':
      return runNodeTests(part, filesOf(part), { run, minutes: 10 });
    default:
      return runNodeTests(part, filesOf(part), { run, minutes: 10, concurrency: 1 });
  }
}

/** A part that dies is a part that failed: the others still run. */
async function guarded(name: string, suite: () => Promise<SuiteResult>): Promise<SuiteResult> {
  console.log(`\n=== ${name}`);
  const started = Date.now();
  let result: SuiteResult;
  try {
    result = await suite();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    result = { name, passed: 0, failed: 1 };
  }
  if (result.passed + result.failed === 0) {
    console.error(`${name}: no test ran`);
    result = { name, passed: 0, failed: 1 };
  }
  console.log(`=== ${name} took ${Math.round((Date.now() - started) / 1000)} s`);
  return result;
}

function chosen(): Part[] {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !parts.includes(name as Part));
  if (unknown.length > 0) {
    console.error(`There is no part ${unknown.join(', ')}; there are ${parts.join(', ')}.`);
    process.exit(2);
  }
  return asked.length === 0 ? [...parts] : parts.filter((part) => asked.includes(part));
}

async function main(): Promise<void> {
  const wanted = chosen();
  const run = await mkdtemp(join(tmpdir(), 'keylift-test-'));
  process.env[variables.run] = run;
  process.env[variables.seed] = newSeed();
  // The other parts run what this one builds.
  const ordered: Part[] = wanted.includes('check') ? wanted : ['check', ...wanted];
  const results: SuiteResult[] = [];
  try {
    for (const part of ordered) results.push(await guarded(part, () => runPart(part, run)));
    if (ordered.some((part) => editorParts.includes(part))) results.push(await guarded('canary', () => runCanary(run)));
  } finally {
    if (!process.env['KEYLIFT_TEST_KEEP']) await rm(run, { recursive: true, force: true, maxRetries: 5 });
    else console.log(`Kept ${run}`);
  }
  report(results);
}

function report(results: readonly SuiteResult[]): void {
  console.log('');
  for (const { name, passed, failed } of results) {
    console.log(`${name.padEnd(10)} ${String(passed).padStart(5)} ok ${String(failed).padStart(5)} not ok`);
  }
  const total = (pick: (result: SuiteResult) => number): number => results.reduce((sum, item) => sum + pick(item), 0);
  const failed = total((result) => result.failed);
  console.log(`\n${total((result) => result.passed)} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

await main();
