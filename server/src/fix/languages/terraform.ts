import { lineEndOf } from '../edits.ts';
import { enclosing, findLiteral, type Language, type Literal, neighbour } from '../literal.ts';
import type { LocateSite } from '../site.ts';
import { escapes, quoted } from './forms.ts';

const holes = [
  { open: '${', close: '}' },
  { open: '%{', close: '}' },
];

export const hcl: Language = {
  ids: ['terraform', 'hcl', 'terraform-vars', 'opentofu'],
  syntax: {
    lineComments: ['#', '//'],
    blockComments: [{ open: '/*', close: '*/' }],
    strings: [
      quoted('plain', '"', escapes.hcl, { holes }),
      {
        id: 'heredoc',
        open: /<<-?(?<tag>[A-Za-z_]\w*)(?=\r?\n)/y,
        close: '',
        escapes: escapes.raw,
        holes,
        heredoc: { indented: () => true },
      },
    ],
  },
  lookup: (name) => `var.${name.toLowerCase()}`,
};

/** HCL reads no environment: a sensitive variable takes the value, and Terraform fills it from `TF_VAR_…`. */
export const locateTerraform: LocateSite = (request) => {
  const uri = request.document.uri;
  if (/\.tfvars(?:\.json)?$/.test(uri)) {
    return {
      reason: 'A .tfvars file takes no expressions: delete this line and set the variable as TF_VAR_… in .env.',
    };
  }
  if (!/\.(?:tf|tofu)$/.test(uri) && request.document.languageId !== 'terraform') {
    return { reason: 'Only Terraform files have variables for this.' };
  }
  const literal = findLiteral(request, hcl.syntax);
  if ('reason' in literal) return literal;
  const isDeclared = (name: string) =>
    declares(literal.text, name) || request.project.terraformVariables?.includes(name) === true;
  const problem = problemOf(literal);
  if (problem !== undefined) return { reason: problem };
  return {
    value: literal.value,
    assigned: /([A-Za-z_][\w-]*)"?\s*[=:]\s*(?:\w+\()?"?[^"\n]*$/.exec(lineBefore(literal))?.[1],
    variable: (name) => `TF_VAR_${name.toLowerCase()}`,
    isTaken: (name) => isDeclared(name.toLowerCase()),
    rewrite(name) {
      const { text, token, string, from, to, whole } = literal;
      const read = `var.${name.toLowerCase()}`;
      const main = whole
        ? { start: token.start, end: token.end, newText: read }
        : { start: string.innerStart + from, end: string.innerStart + to, newText: `\${${read}}` };
      if (isDeclared(name.toLowerCase())) return { changes: [main] };
      const eol = lineEndOf(text);
      const gap = text.endsWith('\n') ? eol : eol + eol;
      const block = [`variable "${name.toLowerCase()}" {`, '  type      = string', '  sensitive = true', '}', ''].join(
        eol,
      );
      return { changes: [main, { start: text.length, end: text.length, newText: gap + block }] };
    },
  };
};

function problemOf(literal: Literal): string | undefined {
  const blocks = enclosing(literal)
    .filter(({ open }) => open === '{')
    .map(({ index }) => blockType(literal, index));
  const line = lineBefore(literal);
  if (blocks.includes('variable')) {
    return 'The default of a variable must be constant: delete it and set TF_VAR_… in .env instead.';
  }
  if (blocks.some((type) => /^(?:backend|cloud|terraform|required_providers)$/.test(type))) {
    return 'Terraform reads this block before variables exist: use the backend’s own environment variable.';
  }
  if (blocks.includes('output')) return 'An output shows its value: delete the key from it and revoke it.';
  if (/^\s*(?:source|version|for_each|count|provider)\s*=\s*$/.test(line)) return 'This argument must be a constant.';
  const after = neighbour(literal, 1);
  if (after === '=' || (after === ':' && neighbour(literal, -1) !== '?'))
    return 'The key of a map is left as it is: use a value instead.';
  return /^\s*[\w-]+\s+(?:"[^"]*"\s+)*$/.test(line) ? 'The label of a block must be a constant.' : undefined;
}

/** The word that begins the block whose brace is given. */
function blockType(literal: Literal, open: number): string {
  let i = open - 1;
  while (i >= 0 && literal.level.tokens[i]?.kind === 'string') i--;
  const token = literal.level.tokens[i];
  return token?.kind === 'word' ? literal.text.slice(token.start, token.end) : '';
}

function lineBefore(literal: Literal): string {
  const { text, token } = literal;
  return text.slice(text.lastIndexOf('\n', token.start - 1) + 1, token.start);
}

function declares(text: string, name: string): boolean {
  return new RegExp(`^[ \\t]*variable[ \\t]+"?${name}"?[ \\t]*\\{`, 'm').test(text);
}
