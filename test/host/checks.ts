/** What is checked about the sources as a whole: types, lint, the build and the package. Each counts as one test. */
import { join } from 'node:path';
import { run } from './command.ts';
import { root } from './paths.ts';
import type { SuiteResult } from './results.ts';

const MINUTE = 60_000;
const bin = (name: string): string => join(root, 'node_modules', '.bin', name);
const project = (program: string, ...args: string[]): [string, string[]] => [
  process.execPath,
  ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', join(root, program), ...args],
];

const checks: readonly (readonly [string, string, readonly string[]])[] = [
  ['types', bin('tsc'), ['--noEmit', '-p', '.']],
  ['lint', bin('biome'), ['check', '--max-diagnostics=20', '.']],
  // Builds for production, and makes and checks the VSIX.
  ['package', ...project('scripts/package.ts')],
];

/** Runs all of them; what a failed one printed is shown. */
export async function runChecks(): Promise<SuiteResult> {
  let passed = 0;
  for (const [name, command, args] of checks) {
    const { status, output } = await run(command, args, { cwd: root, deadline: 5 * MINUTE });
    console.log(`${status === 0 ? '✔' : '✖'} ${name}`);
    if (status === 0) passed++;
    else console.log(output.trim());
  }
  return { name: 'check', passed, failed: checks.length - passed };
}
