#!/usr/bin/env -S node --disable-warning=MODULE_TYPELESS_PACKAGE_JSON
/**
 * Stands in for the `code` program where no desktop VS Code is to be had: takes the flags that `@vscode/test-electron`
 * passes, opens the same folder and tests in a window of the VS Code from npm, and ends with the tests' status.
 */
import { appendFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureCodeServer } from './code-server.ts';
import { startServer } from './server.ts';
import { openWindow } from './window.ts';

/** Flags as VS Code reads them: `--name=value`, several times where that means something. */
function readFlags(args: readonly string[]): { value(name: string): string[]; readonly paths: string[] } {
  const value = (name: string): string[] =>
    args.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => arg.slice(name.length + 3));
  return { value, paths: args.filter((arg) => !arg.startsWith('-')) };
}

async function main(): Promise<number> {
  const { value, paths } = readFlags(process.argv.slice(2));
  const [tests] = value('extensionTestsPath');
  const [workspace] = paths;
  // …/server/data, as `userDataDir` made it
  const home = dirname(dirname(value('user-data-dir')[0] ?? ''));
  if (!tests || !workspace || home === '.') throw new Error('needs --extensionTestsPath, --user-data-dir and a folder');
  // Beside the editor's own logs; what matters of it is in the results that the tests write.
  const log = join(home, 'console.log');
  const server = await startServer({ vscode: await ensureCodeServer(), home, keepSettings: true });
  try {
    const window = await openWindow(server, {
      workspace,
      tests,
      extensions: value('extensionDevelopmentPath'),
      onLog: (line) => appendFileSync(log, `${line}\n`),
    });
    try {
      return await window.exit;
    } finally {
      await window.close();
    }
  } finally {
    await server.close();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(70);
  },
);
