import { asRecord, parseJsonc } from './jsonc.ts';
import type { EnvLoader, FileAccess, Framework, TypeScriptFacts } from './types.ts';
import { childOf, parentOf } from './uris.ts';

/** Files that mark a folder as a package of its own. */
const manifestNames = [
  'package.json',
  'deno.json',
  'deno.jsonc',
  'pyproject.toml',
  'requirements.txt',
  'setup.py',
  'Pipfile',
  'go.mod',
  'Cargo.toml',
  'composer.json',
  'Gemfile',
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
  'pubspec.yaml',
  'mix.exs',
  'Package.swift',
] as const;

/** The manifests of one folder, read once. */
export type Manifests = ReadonlyMap<string, string>;

export async function readManifests(folder: string, files: FileAccess): Promise<Manifests> {
  const found = new Map<string, string>();
  const present = files.listFolder === undefined ? undefined : new Set(await files.listFolder(folder));
  for (const name of manifestNames) {
    if (present !== undefined && !present.has(name)) continue;
    const text = await files.readFile(childOf(folder, name));
    if (text !== undefined) found.set(name, text);
  }
  return found;
}

/** The web framework of a package, by its dependencies; the more specific before the tools they are built on. */
export function frameworkOf(manifests: Manifests): Framework | undefined {
  const has = dependencyTest(manifests);
  if (has('next')) return 'next';
  if (has('nuxt')) return 'nuxt';
  if (has('@sveltejs/kit')) return 'sveltekit';
  if (has('astro')) return 'astro';
  if (has('@remix-run/react') || has('@remix-run/node') || has('@react-router/dev')) return 'remix';
  if (has('expo') || has('react-native')) return 'expo';
  if (has('react-scripts')) return 'create-react-app';
  if (has('@angular/core')) return 'angular';
  if (has('wrangler') || has('@cloudflare/workers-types')) return 'workers';
  const gradle = `${manifests.get('build.gradle') ?? ''}${manifests.get('build.gradle.kts') ?? ''}`;
  if (/com\.android\.(?:application|library)|\bandroid\s*\{/.test(gradle)) return 'android';
  if (/^\s+sdk:\s*flutter|^flutter:/m.test(manifests.get('pubspec.yaml') ?? '')) return 'flutter';
  const vite = has('vite') && !has('express') && !has('fastify') && !has('hono') && !has('koa');
  return vite ? 'vite' : undefined;
}

export function runtimeOf(manifests: Manifests): 'node' | 'deno' | 'bun' | undefined {
  if (manifests.has('deno.json') || manifests.has('deno.jsonc'))
    return manifests.has('package.json') ? undefined : 'deno';
  if (!manifests.has('package.json')) return undefined;
  const has = dependencyTest(manifests);
  return has('@types/bun') || has('bun-types') ? 'bun' : 'node';
}

/** How the package gets `.env` into its environment so far. */
export function loaderOf(manifests: Manifests, framework: Framework | undefined): EnvLoader {
  if (framework !== undefined && !['angular', 'workers', 'android', 'flutter'].includes(framework)) return 'framework';
  const runtime = runtimeOf(manifests);
  const json = manifests.get('package.json') ?? '';
  if (runtime === 'bun') return 'bun';
  if (/--env-file(?:-if-exists)?=/.test(json)) return 'node-env-file';
  if (dependencyTest(manifests)('dotenv')) return 'dotenv';
  if (runtime === 'deno') return 'deno';
  const python = ['pyproject.toml', 'requirements.txt', 'Pipfile', 'setup.py']
    .map((name) => manifests.get(name) ?? '')
    .join('\n');
  if (/python-dotenv|pydantic-settings|django-environ/.test(python)) return 'python-dotenv';
  if (/['"]dotenv(?:-rails)?['"]/.test(manifests.get('Gemfile') ?? '')) return 'ruby-dotenv';
  if (/vlucas\/phpdotenv|laravel\/framework|symfony\/dotenv/.test(manifests.get('composer.json') ?? ''))
    return 'phpdotenv';
  if (/joho\/godotenv/.test(manifests.get('go.mod') ?? '')) return 'godotenv';
  return 'none';
}

/** The strictness of the nearest tsconfig.json, `extends` followed; undefined without one. */
export async function typescriptFacts(
  folders: readonly string[],
  files: FileAccess,
): Promise<TypeScriptFacts | undefined> {
  for (const folder of folders) {
    const uri = childOf(folder, 'tsconfig.json');
    const text = await files.readFile(uri);
    if (text === undefined) continue;
    const options = await compilerOptions(uri, text, folders, files, 0);
    const strict = options['strict'];
    return {
      // Without a word on it the answer depends on the compiler's version; "!" is right in both cases.
      strictNullChecks: (options['strictNullChecks'] ?? strict ?? true) === true,
      noPropertyAccessFromIndexSignature: options['noPropertyAccessFromIndexSignature'] === true,
    };
  }
  return undefined;
}

async function compilerOptions(
  uri: string,
  text: string,
  folders: readonly string[],
  files: FileAccess,
  depth: number,
): Promise<Readonly<Record<string, unknown>>> {
  const config = asRecord(parseJsonc(text));
  let inherited: Record<string, unknown> = {};
  const parents = Array.isArray(config['extends']) ? config['extends'] : [config['extends']];
  for (const parent of parents) {
    if (typeof parent !== 'string' || depth > 5) continue;
    for (const candidate of extendsCandidates(uri, parent, folders)) {
      const base = await files.readFile(candidate);
      if (base === undefined) continue;
      inherited = { ...inherited, ...(await compilerOptions(candidate, base, folders, files, depth + 1)) };
      break;
    }
  }
  return { ...inherited, ...asRecord(config['compilerOptions']) };
}

function extendsCandidates(uri: string, parent: string, folders: readonly string[]): string[] {
  const spelled = (base: string) =>
    parent.endsWith('.json') ? [base] : [`${base}.json`, `${base}/tsconfig.json`, base];
  if (!parent.startsWith('.')) return folders.flatMap((folder) => spelled(`${folder}/node_modules/${parent}`));
  let folder = parentOf(uri);
  let rest = parent;
  while (/^\.\.?(?:\/|$)/.test(rest)) {
    if (rest.startsWith('..')) folder = parentOf(folder);
    rest = rest.replace(/^\.\.?\/?/, '');
  }
  return spelled(rest === '' ? folder : `${folder}/${rest}`);
}

function dependencyTest(manifests: Manifests): (name: string) => boolean {
  const json = asRecord(parseJsonc(manifests.get('package.json') ?? ''));
  const names = new Set(
    ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].flatMap((key) =>
      Object.keys(asRecord(json[key])),
    ),
  );
  return (name) => names.has(name);
}
