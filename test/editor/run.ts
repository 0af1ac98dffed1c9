/** Runs the suites that live in the extension host, through `@vscode/test-electron`. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { ensureChromium } from '../host/chromium.ts';
import { ensureCodeServer } from '../host/code-server.ts';
import { cacheDir, root } from '../host/paths.ts';
import { type SuiteResult, type TestRecord, variables } from '../host/results.ts';
import { userDataDir, writeUserSettings } from '../host/server.ts';

const MINUTE = 60_000;
/** For all tests together. */
const DEADLINE = 12 * MINUTE;

/**
 * The program that runs the tests: `KEYLIFT_VSCODE`, a desktop VS Code that was or can be downloaded where there is a
 * screen to show it on, or our launcher of the VS Code from npm.
 */
async function chooseEditor(): Promise<string> {
  const asked = process.env['KEYLIFT_VSCODE'];
  if (asked && asked !== 'npm') return asked;
  const hasScreen = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  if (!asked && hasScreen) {
    try {
      return await downloadAndUnzipVSCode({ version: 'stable', cachePath: join(cacheDir, 'vscode'), timeout: 30_000 });
    } catch (error) {
      console.log(`No desktop VS Code (${error instanceof Error ? error.message : error}): taking the one from npm.`);
    }
  }
  // Installed here rather than in the launcher, whose time is limited.
  await ensureCodeServer();
  await ensureChromium();
  return join(root, 'test/host/launcher.ts');
}

/** One file that the extension host can load. Mocha stays outside: it is found beside the project's other packages. */
async function bundle(): Promise<string> {
  const outfile = join(root, '.cache', 'tests', 'suite.js');
  await build({
    entryPoints: [join(root, 'test/editor/suite/index.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}

/** A workspace of two folders, empty but for a file that shows that something is there. */
async function makeWorkspace(home: string): Promise<string> {
  const folder = join(home, 'workspace');
  for (const name of ['app', 'lib']) {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'README.md'), `# ${name}\n`);
  }
  const file = join(folder, 'tests.code-workspace');
  await writeFile(file, JSON.stringify({ folders: [{ path: 'app' }, { path: 'lib' }], settings: {} }, null, 2));
  return file;
}

export async function runEditorSuite(run: string): Promise<SuiteResult> {
  const home = join(run, 'editor');
  const results = join(run, 'editor.results.jsonl');
  const extensionTestsPath = await bundle();
  const workspace = await makeWorkspace(home);
  await writeUserSettings(home);
  const vscodeExecutablePath = await chooseEditor();
  const temp = join(home, 'tmp');
  await mkdir(temp, { recursive: true });
  const tests = runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: root,
    extensionTestsPath,
    launchArgs: [workspace, `--user-data-dir=${userDataDir(home)}`, `--extensions-dir=${join(home, 'extensions')}`],
    extensionTestsEnv: { [variables.results]: results, TMPDIR: temp },
  });
  const problem = await withDeadline(tests);
  return summary(await readRecords(results), problem);
}

/** What went wrong apart from single tests; undefined when nothing did. */
async function withDeadline(tests: Promise<number>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`the tests were not done within ${DEADLINE / MINUTE} minutes`), DEADLINE);
  });
  const done = tests.then(
    (status) => (status === 0 ? undefined : `the editor ended with status ${status}`),
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function readRecords(file: string): Promise<TestRecord[]> {
  if (!existsSync(file)) return [];
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  return lines.filter((text) => text !== '').map((text) => JSON.parse(text) as TestRecord);
}

const signs = { passed: '✔', failed: '✖', skipped: '-' } as const;

function summary(records: readonly TestRecord[], problem: string | undefined): SuiteResult {
  for (const { title, state, milliseconds, error } of records) {
    console.log(`${signs[state]} ${title} (${milliseconds} ms)`);
    if (error) console.log(error.replace(/^/gm, '    '));
  }
  const count = (state: TestRecord['state']): number => records.filter((item) => item.state === state).length;
  const failed = count('failed');
  if (problem && failed === 0) {
    console.log(`✖ ${problem}`);
    return { name: 'editor', passed: count('passed'), failed: 1 };
  }
  return { name: 'editor', passed: count('passed'), failed };
}
