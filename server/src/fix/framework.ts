import type { Framework, ProjectFacts } from './types.ts';

/** Where a JavaScript file of a project runs. */
type Side = 'server' | 'client';

/**
 * Whether what a file holds can reach visitors, by the conventions of the framework. A file that may run in both places counts
 * as `client`: a variable read there is missing in the browser, and a public one would be published.
 * @param path path from the package root, with `/`.
 */
export function sideOf(framework: Framework | undefined, path: string, text: string): Side {
  if (isTooling(path)) return 'server';
  switch (framework) {
    case 'next':
      return nextSide(path, text);
    case 'nuxt':
      return /^(?:server|modules)\//.test(path) || /^nuxt\.config\./.test(path) ? 'server' : 'client';
    case 'sveltekit':
      return isSvelteServer(path) ? 'server' : 'client';
    case 'astro':
      return /\.astro$/.test(path) || /^src\/pages\/.*\.[cm]?[jt]s$/.test(path) || isServerNamed(path)
        ? 'server'
        : 'client';
    case 'remix':
      return /\.server\.|\/\.server\/|^server\b|entry\.server\./.test(path) || isServerNamed(path)
        ? 'server'
        : 'client';
    case 'expo':
      return /\+api\.[jt]sx?$/.test(path) || isServerNamed(path) ? 'server' : 'client';
    case 'vite':
    case 'create-react-app':
    case 'angular':
      return isServerNamed(path) || usesNode(text) ? 'server' : 'client';
    default:
      return usesBrowser(text) && !usesNode(text) ? 'client' : 'server';
  }
}

/** A sentence on why a key cannot be moved out of a file that visitors receive. */
export function clientReason(framework: Framework | undefined): string {
  const named = framework === undefined ? '' : ` (${frameworkNames[framework]})`;
  return `This file runs in the browser or in an app${named}: whatever it reads reaches every visitor. Use the key in a server route and call that.`;
}

const frameworkNames: Readonly<Record<Framework, string>> = {
  vite: 'Vite',
  next: 'Next.js',
  nuxt: 'Nuxt',
  sveltekit: 'SvelteKit',
  astro: 'Astro',
  remix: 'Remix',
  expo: 'Expo',
  'create-react-app': 'Create React App',
  angular: 'Angular',
  workers: 'Cloudflare Workers',
  android: 'Android',
  flutter: 'Flutter',
};

/** The file's path below the package root, or its whole path. */
export function pathInPackage(uri: string, project: ProjectFacts): string {
  const root = project.packageRoot;
  const path =
    root !== undefined && uri.startsWith(`${root}/`)
      ? uri.slice(root.length + 1)
      : uri.replace(/^[\w+.-]+:\/\/[^/]*\//, '');
  return decodeSafely(path);
}

function nextSide(path: string, text: string): Side {
  if (/^\s*(?:\/\/.*\s*|\/\*[\s\S]*?\*\/\s*)*['"]use client['"]/.test(text.slice(0, 4000))) return 'client';
  if (/^(?:src\/)?pages\//.test(path)) return /^(?:src\/)?pages\/api\//.test(path) ? 'server' : 'client';
  if (/\buse(?:State|Effect|Reducer|Ref|LayoutEffect|Router|Context)\s*[(<]/.test(text)) return 'client';
  return /^public\//.test(path) || (usesBrowser(text) && !usesNode(text)) ? 'client' : 'server';
}

function isSvelteServer(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^src\/hooks(?:\.server)?\.[jt]s$/.test(path)) return path.includes('.server.');
  return (
    /^\+(?:page|layout)\.server\.[jt]s$|^\+server\.[jt]s$|\.server\.[jt]s$/.test(name) ||
    /^src\/lib\/server\//.test(path)
  );
}

/** Configuration and tests run on the developer's machine whatever the framework. */
function isTooling(path: string): boolean {
  return (
    /^[\w.-]+\.config\.[cm]?[jt]s$/.test(path) ||
    /^(?:scripts|tools|bin|prisma|cypress|e2e)\//.test(path) ||
    /(?:^|\/)(?:__tests__|tests?)\/|\.(?:test|spec)\.[cm]?[jt]sx?$/.test(path)
  );
}

function isServerNamed(path: string): boolean {
  return /(?:^|\/)(?:server|api|backend|functions|netlify|lambda)\/|(?:^|\/)server\.[cm]?[jt]s$|\.server\.[cm]?[jt]sx?$/.test(
    path,
  );
}

function usesNode(text: string): boolean {
  return (
    /\b(?:from|import|require\()\s*['"](?:node:[\w/]+|fs|fs\/promises|path|http|https|os|crypto|child_process|express|fastify|koa|hono|dotenv(?:\/config)?)['"]/.test(
      text,
    ) || /\bprocess\.(?:env|argv|exit|stdout|cwd)\b/.test(text)
  );
}

function usesBrowser(text: string): boolean {
  return /\b(?:document\.(?:querySelector|getElementById|createElement|body|cookie|addEventListener)|window\.(?:location|addEventListener|localStorage|document)|localStorage\.(?:get|set)Item)\b/.test(
    text,
  );
}

function decodeSafely(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
