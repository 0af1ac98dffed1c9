import type { ProjectFacts, TextChange } from '../../types.ts';

/** The expression that reads the variable in a JavaScript-like file. */
export interface JsLookup {
  /** For a place that takes an expression of type string. */
  readonly expression: string;
  /** Where `undefined` is allowed by the types as well: inside `${…}`. */
  readonly loose: string;
  /** An import to be added. */
  readonly changes: readonly TextChange[];
}

export interface LookupOptions {
  readonly typescript: boolean;
  readonly quote: '"' | "'";
  readonly style: 'process' | 'deno' | 'importMeta' | 'sveltekit';
  readonly project: ProjectFacts;
}

export function jsLookup(name: string, options: LookupOptions): JsLookup {
  const { quote, typescript, style, project } = options;
  const facts = project.typescript ?? { strictNullChecks: true, noPropertyAccessFromIndexSignature: false };
  const assert = typescript && facts.strictNullChecks ? '!' : '';
  if (style === 'sveltekit') return { expression: name, loose: name, changes: [] };
  if (style === 'importMeta') {
    const read = `import.meta.env.${name}`;
    return { expression: read, loose: read, changes: [] };
  }
  if (style === 'deno') {
    const read = `Deno.env.get(${quote}${name}${quote})`;
    return { expression: read + assert, loose: read, changes: [] };
  }
  const indexed = typescript && facts.noPropertyAccessFromIndexSignature;
  const read = indexed ? `process.env[${quote}${name}${quote}]` : `process.env.${name}`;
  return { expression: read + assert, loose: read, changes: [] };
}
