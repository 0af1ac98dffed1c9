/** Runs files of `node:test` in a process of their own and counts. */

import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.ts';
import type { SuiteResult } from './results.ts';

const MINUTE = 60_000;

/**
 * @param files paths from the project's folder.
 * @param options.run folder for the counts; `minutes` until all is given up; `concurrency` in files, 1 where they share a
 * machine's attention.
 */
export async function runNodeTests(
  name: string,
  files: readonly string[],
  options: { readonly run: string; readonly minutes: number; readonly concurrency?: number },
): Promise<SuiteResult> {
  const counts = join(options.run, `${name}.counts.json`);
  const args = [
    '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
    '--test',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=./test/host/count-reporter.ts',
    `--test-reporter-destination=${counts}`,
    ...(options.concurrency ? [`--test-concurrency=${options.concurrency}`] : []),
    ...files,
  ];
  const status = await spawned(args, options.minutes * MINUTE);
  const { passed, failed } = await readCounts(counts);
  // A file that cannot be loaded, or a run out of time, may leave no failed test behind.
  return { name, passed, failed: status === 0 ? failed : Math.max(1, failed) };
}

function spawned(args: readonly string[], timeout: number): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], timeout });
    child.on('error', () => resolve(null));
    child.on('close', resolve);
  });
}

async function readCounts(file: string): Promise<{ passed: number; failed: number }> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as { passed: number; failed: number };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
