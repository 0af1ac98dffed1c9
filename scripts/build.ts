/**
 * Makes the programs in `dist/`: `node scripts/run.mjs scripts/build.ts [--production] [--watch]`.
 *
 * Types are checked apart (`npm run typecheck`); here esbuild only takes them away. `--production` minifies and leaves
 * source maps out; `--watch` rebuilds on changes and prints what the problem matcher in `.vscode/tasks.json` reads.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
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
  plugins: [ruleTable(), withoutSemver(), withoutUnusedFeatures(), ...(watch ? [problemMatcher()] : [])],
};

/**
 * Each file runs in Node and in web workers alike: most of it is the same for both, and twice that would be too much to
 * download. What is only for one of them is loaded where it is needed; Node's own modules stay outside. 20 is the Node of
 * the oldest VS Code that is supported.
 */
const everywhere: BuildOptions = {
  ...common,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  conditions: ['browser'],
};

const inNode = `typeof process === 'object' && typeof process.versions?.node === 'string'`;

/**
 * `server.js` is nearly everything, because client and server share most of their libraries: a server when it is started
 * as a program, in a process or a worker; the whole extension where a web worker runs extensions, which gives `require`;
 * and parts for the other files to ask for.
 */
const serverEntry = `
  if (!(${inNode})) {
    if (typeof require === 'undefined') require('./server/src/browser.ts');
    else module.exports = require('./client/src/browser.ts');
  } else if (require.main === module) require('./server/src/node.ts');
  else {
    exports.cli = () => require('./server/src/cli/main.ts');
    exports.scanWorker = () => require('./server/src/scan/worker.ts');
    exports.loadNodeClient = (...given) => require('./client/src/node-client.ts').loadNodeClient(...given);
  }
`.replaceAll('require(', 'require(');

/** `client.js` is what VS Code loads at its start: little, and it fetches the rest when a document needs it. */
const clientEntry = `module.exports = require('./client/src/node.ts');`;

function program(outfile: string, contents: string, plugins: readonly Plugin[] = []): BuildOptions {
  return {
    ...everywhere,
    outfile,
    stdin: { contents, resolveDir: root, sourcefile: `${outfile}-entry` },
    external: ['vscode'],
    plugins: [...(everywhere.plugins ?? []), ...plugins],
  };
}

/** Finds the client's larger half in `server.js`. */
function nodeClientElsewhere(): Plugin {
  return {
    name: 'node-client-elsewhere',
    setup(build) {
      build.onResolve({ filter: /[\\/]node-client\.ts$/ }, () => ({ path: './server.js', external: true }));
    },
  };
}

/** Client and server each come with the protocol's libraries, in patch releases of their own; one of each will do. */
function oneProtocol(): Plugin {
  const shared = /^vscode-(?:jsonrpc|languageserver-protocol|languageserver-types)(?:\/|$)/;
  const asked = Symbol('asked');
  return {
    name: 'one-protocol',
    setup(build) {
      build.onResolve({ filter: shared }, ({ path, kind, pluginData }) =>
        pluginData === asked ? undefined : build.resolve(path, { kind, resolveDir: root, pluginData: asked }),
      );
    },
  };
}

const programs: BuildOptions[] = [
  program('dist/client.js', clientEntry, [nodeClientElsewhere()]),
  program('dist/server.js', serverEntry, [oneProtocol()]),
];

/** Written as they are: they only say which part of `server.js` is meant. */
const starters: Readonly<Record<string, string>> = {
  'cli.js': `#!/usr/bin/env node\nrequire('./server.js').cli();\n`,
  'scan-worker.js': `require('./server.js').scanWorker();\n`,
};

async function writeStarters(): Promise<void> {
  await mkdir(`${root}/dist`, { recursive: true });
  for (const [name, text] of Object.entries(starters)) await writeFile(`${root}/dist/${name}`, text, { mode: 0o755 });
}

/**
 * Leaves out `semver`: the language client asks it one thing, whether VS Code is recent enough, and VS Code has made sure of
 * that by `engines.vscode` before it loads the extension. A fifteenth of the download for an answer that is always yes.
 */
function withoutSemver(): Plugin {
  return {
    name: 'without-semver',
    setup(build) {
      build.onResolve({ filter: /^semver\/functions\/(?:parse|satisfies)$/ }, ({ path }) => ({
        path,
        namespace: 'semver',
      }));
      build.onLoad({ filter: /.*/, namespace: 'semver' }, () => ({ contents: 'module.exports = () => true;' }));
    },
  };
}

/** What the language client can do and the server never offers: modules of its `lib/common`. */
const unusedFeatures = [
  'callHierarchy|codeLens|colorProvider|completion|declaration|definition|diagnostic|documentHighlight|documentLink',
  'documentSymbol|fileOperations|foldingRange|formatting|implementation|inlayHint|inlineCompletion|inlineValue',
  'linkedEditingRange|notebook|reference|rename|selectionRange|semanticTokens|signatureHelp|textDocumentContent',
  'typeDefinition|typeHierarchy|workspaceSymbol',
].join('|');

/**
 * Leaves out features of the language client that the server never offers (its `capabilities` in `server/src/server.ts`):
 * the client registers them all, so each becomes one that has nothing to say. A tenth of the download.
 */
function withoutUnusedFeatures(): Plugin {
  const importer = /[\\/]vscode-languageclient[\\/]lib[\\/]common[\\/]\w+\.js$/;
  return {
    name: 'without-unused-features',
    setup(build) {
      build.onResolve({ filter: new RegExp(`^\\./(?:${unusedFeatures})$`) }, (asked) =>
        importer.test(asked.importer) ? { path: 'unused', namespace: 'unused-feature' } : undefined,
      );
      build.onLoad({ filter: /.*/, namespace: 'unused-feature' }, () => ({
        contents: `
          class Unused {
            static CellScheme = 'vscode-notebook-cell';
            fillClientCapabilities() {}
            initialize() {}
            getState() { return { kind: 'static' }; }
            clear() {}
          }
          module.exports = new Proxy({}, { get: () => Unused });`,
      }));
    },
  };
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

/**
 * Escapes what esbuild leaves: characters beyond ASCII in regular expressions. With a single one of them V8 keeps the source
 * in two bytes a character, a megabyte more for as long as the program runs.
 */
async function makeAscii(file: string): Promise<void> {
  const code = await readFile(file, 'utf8');
  const escaped = code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (escaped !== code) await writeFile(file, escaped);
}

async function main(): Promise<void> {
  if (!watch) await rm(`${root}/dist`, { recursive: true, force: true });
  await writeStarters();
  if (watch) {
    for (const options of programs) await (await context(options)).watch();
    return;
  }
  await Promise.all(programs.map((options) => build(options)));
  // A source map of a development build would no longer fit.
  if (production) await Promise.all(programs.map(({ outfile }) => makeAscii(`${root}/${outfile}`)));
}

main().catch((error: unknown) => {
  // esbuild has printed its own errors.
  if (!(error instanceof Error && 'errors' in error)) console.error(error);
  process.exitCode = 1;
});
