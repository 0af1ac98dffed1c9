import { clientReason, pathInPackage, sideOf } from '../../framework.ts';
import type { Refusal, Site, SiteRequest } from '../../site.ts';
import { type JsToken, lexJavaScript, previousOf } from './lexer.ts';
import type { LookupOptions } from './lookup.ts';
import { locateInJavaScript } from './site.ts';

export const javascriptIds = ['javascript', 'typescript', 'javascriptreact', 'typescriptreact'] as const;

/** JavaScript, TypeScript, JSX and TSX: for Node, Bun and Deno, and the server side of the web frameworks. */
export function locateJavaScript(request: SiteRequest): Site | Refusal {
  const { document, finding, project } = request;
  const path = pathInPackage(document.uri, project);
  if (/\.d\.[cm]?ts$/.test(path)) return { reason: 'A declaration file holds types only.' };
  const outside = runsElsewhere(request, path);
  if (outside !== undefined) return outside;
  const typescript = document.languageId.startsWith('typescript');
  return locateInJavaScript({
    text: document.text,
    start: finding.start,
    end: finding.end,
    typescript,
    jsx: document.languageId !== 'typescript',
    style: lookupStyle(request, path),
    project,
    published: publishedOptions(path),
  });
}

/** Why code of this file cannot read the environment at all; undefined when it can. */
function runsElsewhere(request: SiteRequest, path: string): Refusal | undefined {
  const { document, project } = request;
  if (document.text.length > 1000 && longestLine(document.text, request.finding.start) > 1000) {
    return { reason: 'This looks like generated code: fix the source it was built from.' };
  }
  if (
    project.framework === 'workers' &&
    sideOf(undefined, path, document.text) === 'server' &&
    !usesProcess(document.text)
  ) {
    return {
      reason: 'A Worker receives its secrets as a parameter: put the key into .dev.vars and read it from "env".',
    };
  }
  if (project.framework === 'remix' && /^(?:src\/)?app\/(?:routes\/|root\.)/.test(path) && isServerExport(request))
    return undefined;
  return sideOf(project.framework, path, document.text) === 'client'
    ? { reason: clientReason(project.framework) }
    : undefined;
}

/** Within a `loader` or an `action` of a route: the build takes them out of what visitors get. */
function isServerExport({ document: { text, languageId }, finding }: SiteRequest): boolean {
  const tokens = lexJavaScript(text, {
    typescript: languageId.startsWith('typescript'),
    jsx: languageId !== 'typescript',
  });
  let at = tokens.findIndex((token) => token.start <= finding.start && finding.start < token.end);
  if (at < 0 || (tokens[at] as JsToken).parent < 0) return false;
  while ((tokens[at] as JsToken).parent >= 0) at = (tokens[at] as JsToken).parent;
  const words: string[] = [];
  for (let i = previousOf(tokens, at); i >= 0 && words[0] !== 'export'; i = previousOf(tokens, i)) {
    const token = tokens[i] as JsToken;
    if (token.parent >= 0) continue;
    const word = text.slice(token.start, token.end);
    if (/^[;}]$/.test(word)) break;
    words.unshift(word);
  }
  const [, head, rest] = /^export ((?:async )?function|const) (?:loader|action)\b(.*)$/.exec(words.join(' ')) ?? [];
  if (head === undefined || /\b(?:const|let|var|class|export|import)\b/.test(rest ?? '')) return false;
  return head !== 'const' || /=/.test(rest ?? '');
}

/** The options of a framework's configuration whose values are built into what visitors download. */
function publishedOptions(path: string): RegExp | undefined {
  if (/^next\.config\.\w+$/.test(path)) return /^(?:env|publicRuntimeConfig)$/;
  if (/^nuxt\.config\.\w+$/.test(path)) return /^(?:public|define|appConfig)$/;
  return /^(?:vite|astro|svelte|remix|react-router)\.config\.\w+$/.test(path) ? /^define$/ : undefined;
}

function lookupStyle(request: SiteRequest, path: string): LookupOptions['style'] {
  const { document, project } = request;
  if (project.runtime === 'deno' || /\bDeno\.\w|\bfrom\s*['"](?:jsr:|https:\/\/deno\.land\/)/.test(document.text))
    return 'deno';
  if (project.framework === 'sveltekit' && path.startsWith('src/')) return 'sveltekit';
  if (project.framework === 'astro' && path.startsWith('src/')) return 'importMeta';
  return 'process';
}

function usesProcess(text: string): boolean {
  return /\bprocess\.env\b/.test(text);
}

function longestLine(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const stop = text.indexOf('\n', offset);
  return (stop < 0 ? text.length : stop) - start;
}
