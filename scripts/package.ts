/**
 * `npm run package`: builds and makes `keylift-<version>.vsix`, then looks at what is in it. Fails when the file is too
 * large or holds something that has no business there.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';

/** Bytes. What the editor downloads and unpacks at every update. */
const LARGEST = 300_000;
const FORBIDDEN = /node_modules|\.map$|\.ts$|(?:^|\/)\.|^(?:test|docs|scripts|server|client)\//;

const root = fileURLToPath(new URL('..', import.meta.url));

/** What is wrong with the files of a package, one sentence each. */
function problemsOf(files: readonly string[], manifest: { main: string; browser: string }): string[] {
  const problems = files.filter((file) => FORBIDDEN.test(file)).map((file) => `${file} does not belong in the package`);
  const present = new Set(files);
  for (const needed of [manifest.main, manifest.browser, 'dist/server.js', 'dist/cli.js', 'dist/scan-worker.js']) {
    if (!present.has(needed.replace(/^\.\//, '').replace(/(?<!\.js)$/, '.js'))) problems.push(`${needed} is missing`);
  }
  return problems;
}

async function main(): Promise<void> {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const vsix = join(root, `keylift-${manifest.version}.vsix`);
  // `vscode:prepublish` builds.
  await createVSIX({ cwd: root, packagePath: vsix, dependencies: false });
  const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
  for (const file of [...files].sort())
    console.log(`  ${String(statSync(join(root, file)).size).padStart(8)}  ${file}`);
  const { size } = statSync(vsix);
  const problems = problemsOf(files, manifest);
  if (size > LARGEST) problems.push(`the package has ${size} bytes, ${LARGEST} are allowed`);
  console.log(`${vsix}: ${size} bytes, ${files.length} files`);
  for (const problem of problems) console.error(`keylift: ${problem}`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

await main();
