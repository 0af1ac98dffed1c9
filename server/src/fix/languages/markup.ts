import type { FixDocument } from '../types.ts';

/** A piece of a document that is written in another language. */
export interface Embedded {
  readonly start: number;
  readonly end: number;
  readonly languageId: string;
  /** `<script setup>`, `<script context="module">`: the attributes as written; `---` for Astro's frontmatter. */
  readonly opening: string;
}

/** The `<script>` or frontmatter of a Vue, Svelte, Astro or HTML document that holds an offset. */
export function scriptAround(document: FixDocument, offset: number): Embedded | undefined {
  const { languageId, text } = document;
  if (!/^(?:vue|svelte|astro|html)$/.test(languageId)) return undefined;
  if (languageId === 'astro') {
    const frontmatter = /^\s*---[ \t]*\r?\n([\s\S]*?)^---/m.exec(text);
    if (frontmatter !== null && frontmatter.index === 0) {
      const start = frontmatter[0].indexOf('\n', frontmatter[0].indexOf('---')) + 1;
      const end = frontmatter[0].length - 3;
      if (start <= offset && offset < end) return { start, end, languageId: 'typescript', opening: '---' };
    }
  }
  for (const match of text.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi)) {
    const start = match.index + match[0].indexOf('>', 7 + (match[1] ?? '').length) + 1;
    const end = start + (match[2] ?? '').length;
    if (start > offset || offset >= end) continue;
    const attributes = match[1] ?? '';
    if (/\btype\s*=\s*["']?(?!module|text\/javascript|application\/javascript|text\/babel)[\w/+-]+/.test(attributes))
      return undefined;
    const typed = /\blang\s*=\s*["']?tsx?\b/.test(attributes) || languageId === 'astro';
    return { start, end, languageId: typed ? 'typescript' : 'javascript', opening: attributes };
  }
  return undefined;
}
