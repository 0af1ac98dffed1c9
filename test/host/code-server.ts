/**
 * The VS Code that npm has: the package `code-server` carries a whole VS Code Server, whose window is a web page. It is
 * kept in the cache folder, outside the project's own dependencies, because it is large (some 600 MB) and because who has
 * a desktop VS Code needs it for the window tests only.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, runOrThrow } from './command.ts';
import { aptInstall, mayInstall } from './debian.ts';
import { cacheDir } from './paths.ts';

/** code-server 4.139.1 is VS Code 1.139.1. */
const VERSION = '4.139.1';
const INTEGRITY = 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==';
/** Modules with native code without which the extension host never becomes ready. */
const NATIVE = ['@vscode/spdlog', '@vscode/native-watchdog'];

const MINUTE = 60_000;

/** The folder of the VS Code Server (with `out/server-main.js`), if it has been installed. */
export function findCodeServer(): string | undefined {
  const folder = join(cacheDir, `code-server-${VERSION}`);
  return existsSync(join(folder, 'complete')) ? join(folder, 'package', 'lib', 'vscode') : undefined;
}

/**
 * The folder of the VS Code Server, installed first when it is not there.
 * @throws when npm cannot fetch it, its content is not what this version's was, or native modules cannot be compiled.
 */
export async function ensureCodeServer(): Promise<string> {
  const found = findCodeServer();
  if (found) return found;
  console.log(`Installing VS Code (code-server ${VERSION} from npm, once, into ${cacheDir})`);
  const started = Date.now();
  const partial = join(cacheDir, `code-server-${VERSION}.partial-${process.pid}`);
  try {
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { recursive: true });
    await unpack(partial);
    await installModules(join(partial, 'package', 'lib', 'vscode'));
    await writeFile(join(partial, 'complete'), `${VERSION}\n`);
    const final = join(cacheDir, `code-server-${VERSION}`);
    await rm(final, { recursive: true, force: true });
    await rename(partial, final);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
  console.log(`VS Code is installed (${Math.round((Date.now() - started) / 1000)} s)`);
  return findCodeServer()!;
}

async function unpack(folder: string): Promise<void> {
  await runOrThrow('npm', ['pack', `code-server@${VERSION}`, '--silent', '--pack-destination', folder], {
    cwd: folder,
    deadline: 5 * MINUTE,
    attempts: 3,
  });
  const archive = join(folder, `code-server-${VERSION}.tgz`);
  const hash = createHash('sha512').update(await readFile(archive));
  if (`sha512-${hash.digest('base64')}` !== INTEGRITY) {
    throw new Error(`npm's code-server ${VERSION} is not the package that these tests were written with.`);
  }
  await runOrThrow('tar', ['-xzf', archive], { cwd: folder, deadline: 2 * MINUTE });
  await rm(archive);
}

/** What VS Code needs at run time, in the versions of its own shrinkwrap; scripts only of the two native modules. */
async function installModules(folder: string): Promise<void> {
  const env = { ...process.env, PUPPETEER_SKIP_DOWNLOAD: '1', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
  const quiet = ['--no-audit', '--no-fund'];
  await runOrThrow('npm', ['install', '--omit=dev', '--ignore-scripts', ...quiet], {
    cwd: folder,
    env,
    deadline: 10 * MINUTE,
    attempts: 3,
  });
  await ensureCompiler();
  const rebuild = ['rebuild', ...NATIVE, ...quiet];
  const options = { cwd: folder, env, deadline: 10 * MINUTE };
  const { status } = await run('npm', rebuild, options);
  // node-gyp wants Node's headers, from the net or from the system's own Node.
  if (status !== 0 || !compiled(folder)) await runOrThrow('npm', [...rebuild, '--nodedir=/usr'], options);
  if (!compiled(folder)) throw new Error(`npm rebuild made no native modules of ${NATIVE.join(' and ')}.`);
}

function compiled(folder: string): boolean {
  const build = (name: string): string => join(folder, 'node_modules', name, 'build', 'Release');
  return (
    existsSync(join(build('@vscode/spdlog'), 'spdlog.node')) &&
    existsSync(join(build('@vscode/native-watchdog'), 'watchdog.node'))
  );
}

async function ensureCompiler(): Promise<void> {
  if (process.platform !== 'linux') return;
  const wanted: readonly (readonly [string, string])[] = [
    ['python3', 'python3'],
    ['make', 'make'],
    ['g++', 'g++'],
  ];
  const missing: string[] = [];
  for (const [program, debian] of wanted) {
    const { status } = await run(program, ['--version'], { deadline: MINUTE });
    if (status !== 0) missing.push(debian);
  }
  if (missing.length === 0) return;
  if (!mayInstall()) {
    throw new Error(
      `VS Code's native modules are compiled with programs that are missing: sudo apt-get install ${missing.join(' ')}`,
    );
  }
  await aptInstall(missing);
}
