/**
 * Runs one of the project's programs: `node scripts/run.mjs PROGRAM.ts [ARGS]`.
 *
 * Plain JavaScript without dependencies, because it is what makes a fresh clone usable: any Node from 20 on runs it, it
 * installs the locked packages when they are missing or out of date, and hands over to the Node they contain, which
 * runs TypeScript as it is.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const windows = process.platform === 'win32';
const bin = join(root, 'node_modules', '.bin');
const lockedNode = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

/** The packages of a lock file that every platform installs, as `path@version`. */
function packagesOf(file) {
  const { packages } = JSON.parse(readFileSync(join(root, file), 'utf8'));
  return Object.entries(packages)
    .filter(([path, entry]) => path !== '' && !entry.optional && !entry.link)
    .map(([path, entry]) => `${path}@${entry.version}`);
}

/** Whether `node_modules` holds what the lock file says. npm keeps its own account of it beside the packages. */
function installed() {
  const account = 'node_modules/.package-lock.json';
  if (!existsSync(join(root, account))) return false;
  const present = new Set(packagesOf(account));
  return packagesOf('package-lock.json').every((item) => present.has(item));
}

function fail(message) {
  console.error(`keylift: ${message}`);
  process.exit(1);
}

/** `npm ci`, again after a failure: registries and networks have their moments. */
function install() {
  for (let attempt = 1; attempt <= 3; attempt++) {
    console.log(`Installing the locked packages (npm ci${attempt > 1 ? `, attempt ${attempt}` : ''})`);
    const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: windows,
    });
    if (status === 0) return;
  }
  fail('npm ci failed three times; its messages are above.');
}

/** npm runs the script that fetches the binary only where install scripts are allowed; here it is run by hand. */
function fetchNode() {
  spawnSync(process.execPath, ['installArchSpecificPackage.js'], {
    cwd: join(root, 'node_modules', 'node'),
    env: { ...process.env, npm_config_global: 'false' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

/** A Node that runs TypeScript: the locked one, or this one when it is new enough. */
function chooseNode() {
  if (!existsSync(lockedNode)) fetchNode();
  if (existsSync(lockedNode)) return lockedNode;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  return fail(`Node ${process.versions.node} cannot run TypeScript and ${lockedNode} is missing: use Node 24.`);
}

const [program, ...args] = process.argv.slice(2);
if (!program) fail('which program? node scripts/run.mjs PROGRAM.ts [ARGS]');
if (!installed()) install();
const node = chooseNode();
const child = spawn(
  node,
  [
    '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
    '--disable-warning=ExperimentalWarning',
    join(root, program),
    ...args,
  ],
  { stdio: 'inherit', env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` } },
);
// The terminal sends ctrl-C to both; the program decides what it means. Other callers only reach this process.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (signal ? (constants.signals[signal] ?? 1) : 1);
});
