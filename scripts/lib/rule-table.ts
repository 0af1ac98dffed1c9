/** The rule table on its way into the bundles: checked, and without what only tests need. */
import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Plugin } from 'esbuild';

const TABLE = /server[\\/]src[\\/]engine[\\/]rules[\\/]index\.ts$/;
const printer = fileURLToPath(new URL('print-rules.ts', import.meta.url));

/** The table as it stands on disk now; another process, because this one keeps the modules it has read. */
async function readTable(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [...process.execArgv, printer], {
    maxBuffer: 1 << 26,
  });
  return stdout.trim();
}

/** Replaces the module that collects the rule table by its shipped fields, as one literal. */
export function ruleTable(): Plugin {
  return {
    name: 'rule-table',
    setup(build) {
      build.onLoad({ filter: TABLE }, async ({ path }) => {
        const watchDirs = [dirname(path)];
        try {
          // A string parsed at start is quicker than an object literal of this size.
          const contents = `export const rules = JSON.parse(${JSON.stringify(await readTable())});`;
          return { contents, loader: 'js', watchDirs };
        } catch (error) {
          const { stderr, message } = error as Error & { stderr?: string };
          return { errors: [{ text: stderr?.trim() || message }], watchDirs };
        }
      });
    },
  };
}
