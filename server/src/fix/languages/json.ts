import { inOrder, lineEndOf } from '../edits.ts';
import type { Syntax } from '../lexer.ts';
import { findLiteral, type Literal, neighbour, neighbourToken } from '../literal.ts';
import type { LocateSite, Refusal, Site } from '../site.ts';
import type { TextChange } from '../types.ts';
import { escapes, quoted } from './forms.ts';

export const jsonIds = ['json', 'jsonc', 'json5', 'jsonl'] as const;

const syntax: Syntax = {
  lineComments: ['//'],
  blockComments: [{ open: '/*', close: '*/' }],
  strings: [quoted('plain', '"', escapes.json)],
};

/** JSON files of tools that put variables into their strings, by where they stand. */
const references: ReadonlyArray<{
  readonly file: RegExp;
  readonly reference: (name: string) => string;
  readonly afterwards: (name: string) => string;
}> = [
  {
    file: /\/\.vscode\/(?:launch|tasks)\.json$/,
    reference: (name) => `\${env:${name}}`,
    afterwards: (name) =>
      `VS Code reads ${name} from the environment it was started in; a launch configuration can load .env with "envFile".`,
  },
  {
    file: /\/\.cursor\/mcp\.json$|\/mcp_config\.json$/,
    reference: (name) => `\${env:${name}}`,
    afterwards: (name) =>
      `The editor reads ${name} from the environment it was started in, or from the server's "envFile".`,
  },
  {
    file: /\/\.mcp\.json$/,
    reference: (name) => `\${${name}}`,
    afterwards: (name) => `Claude reads ${name} from the environment it was started in.`,
  },
  {
    file: /\/(?:\.devcontainer\/(?:[^/]+\/)?|\.)devcontainer\.json$/,
    reference: (name) => `\${localEnv:${name}}`,
    afterwards: (name) => `VS Code reads ${name} from the environment it was started in.`,
  },
];

export const locateJson: LocateSite = (request) => {
  const { uri } = request.document;
  const literal = findLiteral(request, syntax);
  if ('reason' in literal) return literal;
  if (/\/claude_desktop_config\.json$/.test(uri))
    return { reason: 'This configuration has no variables: start the server from a script that reads the key.' };
  const known = references.find(({ file }) => file.test(uri));
  const isMcp = /\/(?:\.vscode|User)\/mcp\.json$/.test(uri);
  if (known === undefined && !isMcp)
    return {
      reason: 'JSON cannot refer to an environment variable: read the key in the program that loads this file.',
    };
  if (neighbour(literal, 1) === ':') return { reason: 'The name of a property cannot hold a variable.' };
  if (known === undefined) return inMcp(literal);
  return siteFor(literal, known.reference, known.afterwards);
};

function siteFor(literal: Literal, reference: (name: string) => string, afterwards: (name: string) => string): Site {
  return {
    value: literal.value,
    assigned: propertyOf(literal),
    rewrite: (name) => ({ changes: [inPlace(literal, reference(name))], afterwards: afterwards(name) }),
  };
}

/** VS Code asks for an input once and keeps it in the system's store of secrets. */
function inMcp(literal: Literal): Site | Refusal {
  const { text } = literal;
  return {
    value: literal.value,
    assigned: propertyOf(literal),
    rewrite(name) {
      const id = name.toLowerCase().replaceAll('_', '-');
      const entry = inputsEntry(text, literal, id);
      if ('reason' in entry) return entry;
      const changes = inOrder([inPlace(literal, `\${input:${id}}`), ...entry.changes]);
      return {
        changes,
        afterwards: `VS Code asks for ${id} when the server starts the next time: paste the value of ${name} from .env.`,
      };
    },
  };
}

function inPlace(literal: Literal, newText: string): TextChange {
  return { start: literal.string.innerStart + literal.from, end: literal.string.innerStart + literal.to, newText };
}

function inputsEntry(
  text: string,
  literal: Literal,
  id: string,
): { readonly changes: readonly TextChange[] } | Refusal {
  if (new RegExp(`"id"\\s*:\\s*"${id}"`).test(text)) return { changes: [] };
  const eol = lineEndOf(text);
  const unit = /^([ \t]+)"/m.exec(text)?.[1] ?? '  ';
  const object = `{ "type": "promptString", "id": "${id}", "description": "${id}", "password": true }`;
  const tokens = literal.program.tokens;
  const inputs = tokens.findIndex((token) => text.slice(token.start, token.end) === '"inputs"');
  const open = inputs < 0 ? undefined : tokens[inputs + 2];
  if (open !== undefined && text[open.start] === '[') {
    const empty = /^\[\s*\]/.test(text.slice(open.start));
    return {
      changes: [
        { start: open.end, end: open.end, newText: `${eol}${unit}${unit}${object}${empty ? `${eol}${unit}` : ','}` },
      ],
    };
  }
  const root = tokens.find((token) => token.kind !== 'comment');
  if (inputs >= 0 || root === undefined || text[root.start] !== '{')
    return { reason: 'The "inputs" of this file are not a list.' };
  const newText = `${eol}${unit}"inputs": [${eol}${unit}${unit}${object}${eol}${unit}],`;
  return { changes: [{ start: root.end, end: root.end, newText }] };
}

function propertyOf(literal: Literal): string | undefined {
  if (neighbour(literal, -1) !== ':') return undefined;
  const colon = literal.level.tokens.indexOf(neighbourToken(literal, -1) as (typeof literal.level.tokens)[number]);
  const name = neighbourToken(literal, -1, colon);
  return name === undefined ? undefined : literal.text.slice(name.start + 1, name.end - 1);
}
