#!/usr/bin/env node
/** `keylift`, the command line. What it prints and its exit status are described in docs/cli.md. */
import { readCommand } from './args.ts';
import { help } from './help.ts';
import { runScan } from './scan.ts';
import { version } from './version.ts';

async function main(): Promise<number> {
  const command = readCommand(process.argv.slice(2));
  if (command.kind === 'help') process.stdout.write(help);
  else if (command.kind === 'version') process.stdout.write(`keylift ${version()}\n`);
  else if (command.kind === 'scan') return runScan(command);
  else {
    process.stderr.write(`keylift: ${command.message}\nTry 'keylift --help'.\n`);
    return 2;
  }
  return 0;
}

// A reader that has seen enough (`keylift scan | head`) is no error; the status says what was found.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? process.exitCode : 2);
});
main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`keylift: ${error instanceof Error ? error.message : 'failed'}\n`);
    process.exitCode = 2;
  },
);
