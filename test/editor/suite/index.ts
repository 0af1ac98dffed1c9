/** What the extension host calls: runs the suites under Mocha and writes one line per test for the runner. */
import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';
import { marks } from '../../host/keys.ts';
import { type TestRecord, variables } from '../../host/results.ts';

/** Where a message quotes a document, the keys in it are none of the log's business. */
function withoutKeys(text: string): string {
  const [first, last] = marks(process.env[variables.seed] ?? '');
  return text.replace(/[\w-]+/g, (word) => (word.includes(first) || word.includes(last) ? '(key)' : word));
}

function record(file: string, test: Mocha.Test, error?: Error): void {
  const entry: TestRecord = {
    title: test.fullTitle(),
    state: error ? 'failed' : test.pending ? 'skipped' : 'passed',
    milliseconds: test.duration ?? 0,
    ...(error ? { error: withoutKeys(error.stack ?? error.message) } : {}),
  };
  appendFileSync(file, `${JSON.stringify(entry)}\n`);
}

export async function run(): Promise<void> {
  const file = process.env[variables.results];
  if (!file) throw new Error(`${variables.results} is not set: start the tests with npm test.`);
  const filter = process.env['KEYLIFT_TEST_GREP'];
  const mocha = new Mocha({ timeout: 120_000, ...(filter ? { grep: filter } : {}) });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('./detection.ts');
  await import('./hover.ts');
  await import('./fix.ts');
  await import('./env-file.ts');
  await import('./move-keys.ts');
  await import('./ignore.ts');
  await import('./scan.ts');
  await import('./settings.ts');
  await import('./server.ts');
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => record(file, test));
    runner.on('pending', (test) => record(file, test));
    runner.on('fail', (test, error: Error) => record(file, test as Mocha.Test, error));
  });
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
