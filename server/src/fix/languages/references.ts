import type { LocateSite } from '../site.ts';

/** Formats of lines whose tool puts variables of the environment into them. */
const files: ReadonlyArray<{ readonly file: RegExp; readonly comment: RegExp; readonly tool: string }> = [
  { file: /\/\.npmrc$/, comment: /^\s*[#;]/, tool: 'npm' },
  { file: /\/\.yarnrc\.yml$/, comment: /^\s*#/, tool: 'Yarn' },
  { file: /\/application(?:-[\w-]+)?\.properties$/, comment: /^\s*[#!]/, tool: 'Spring' },
];

/** Who finds the site in such a file: `${NAME}` takes the place of the key, whatever stands around it. */
export function locateReference(uri: string): LocateSite | undefined {
  const known = files.find(({ file }) => file.test(uri));
  if (known === undefined) return undefined;
  return ({ document, finding }) => {
    const { start, end } = finding;
    const line = document.text.slice(document.text.lastIndexOf('\n', start - 1) + 1, start);
    const value = document.text.slice(start, end);
    if (known.comment.test(line)) return { reason: 'The key stands in a comment: delete it there and revoke it.' };
    if (!/[=:]/.test(line)) return { reason: 'A name cannot refer to a variable.' };
    if (/[\\\s$]/.test(value)) return { reason: 'An escape sequence in the key cannot be decoded with certainty.' };
    return {
      value,
      assigned: /([\w-]+)\s*[=:]\s*\S*$/.exec(line)?.[1],
      rewrite: (name) => ({
        changes: [{ start, end, newText: `\${${name}}` }],
        afterwards: `${known.tool} reads ${name} from the environment it is started in: load .env before.`,
      }),
    };
  };
}
