/**
 * Makes the programs in `dist/`: `node scripts/run.mjs scripts/build.ts [--production] [--watch]`.
 *
 * Types are checked apart (`npm run typecheck`); here esbuild only takes them away. `--production` minifies and leaves
 * source maps out; `--watch` rebuilds on changes and prints what the problem matcher in `.vscode/tasks.json` reads.
 */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, context, type Plugin } from 'esbuild';
import { ruleTable } from './lib/rule-table.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  // `import.meta` only stands where sources run unbundled.
  logOverride: { 'empty-import-meta': 'silent' },
  logLevel: watch ? 'silent' : 'info',
  metafile: true,
  loader: { '.wasm': 'binary' },
  plugins: [ruleTable(), ...(watch ? [problemMatcher()] : [])],
};

/** Programs for Node. 20 is what the oldest supported VS Code runs. */
const node: BuildOptions = { ...common, platform: 'node', target: 'node20', format: 'cjs' };
/** Programs for a web worker, where `require` only knows `vscode`. */
const web: BuildOptions = {
  ...common,
  platform: 'browser',
  target: 'es2022',
  mainFields: ['browser', 'module', 'main'],
};

const programs: BuildOptions[] = [
  { ...node, entryPoints: ['client/src/node.ts'], outfile: 'dist/client.js', external: ['vscode'] },
  { ...node, entryPoints: ['server/src/node.ts'], outfile: 'dist/server.js' },
  // The source has a shebang of its own, which esbuild keeps on the first line.
  { ...node, entryPoints: ['server/src/cli/main.ts'], outfile: 'dist/cli.js' },
  { ...node, entryPoints: ['server/src/scan/worker.ts'], outfile: 'dist/scan-worker.js' },
  {
    ...web,
    entryPoints: ['client/src/browser.ts'],
    outfile: 'dist/client.web.js',
    external: ['vscode'],
    format: 'cjs',
  },
  { ...web, entryPoints: ['server/src/browser.ts'], outfile: 'dist/server.web.js', format: 'iife' },
];

/** Whether a program's source exists yet. */
function written({ entryPoints }: BuildOptions): boolean {
  const entry = String(entryPoints);
  if (existsSync(`${root}/${entry}`)) return true;
  console.log(`skipped: ${entry} is not written yet`);
  return false;
}

/** Prints errors in the form of esbuild's own samples, framed by lines that tell a task when a build begins and ends. */
function problemMatcher(): Plugin {
  return {
    name: 'problem-matcher',
    setup(build) {
      build.onStart(() => console.log('[watch] build started'));
      build.onEnd(({ errors }) => {
        for (const { text, location } of errors) {
          console.error(`✘ [ERROR] ${text}`);
          if (location) console.error(`    ${location.file}:${location.line}:${location.column}:`);
        }
        console.log('[watch] build finished');
      });
    },
  };
}

async function main(): Promise<void> {
  if (watch) {
    for (const options of programs) await (await context(options)).watch();
    return;
  }
  await rm(`${root}/dist`, { recursive: true, force: true });
  await Promise.all(programs.filter(written).map((options) => build(options)));
}

main().catch((error: unknown) => {
  // esbuild has printed its own errors.
  if (!(error instanceof Error && 'errors' in error)) console.error(error);
  process.exitCode = 1;
});
