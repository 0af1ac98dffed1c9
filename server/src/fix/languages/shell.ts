import type { EscapeRules } from '../escapes.ts';
import type { Hole, Level, Syntax } from '../lexer.ts';
import { lex, tokenAt } from '../lexer.ts';
import { assignedBefore, findLiteral, type Literal } from '../literal.ts';
import { type LocateSite, type Refusal, reasons, type Site, type SiteRequest } from '../site.ts';
import { escapes, quoted } from './forms.ts';

/** POSIX shell, 2.2.3: in double quotes the backslash keeps itself except before these. */
const double: EscapeRules = {
  lead: '\\',
  simple: { '\\': '\\', '"': '"', $: '$', '`': '`' },
  nothing: '\\n',
  other: 'both',
};
const heredoc: EscapeRules = { lead: '\\', simple: { '\\': '\\', $: '$', '`': '`' }, nothing: '\\n', other: 'both' };
const ansi: EscapeRules = {
  lead: '\\',
  simple: {
    n: '\n',
    r: '\r',
    t: '\t',
    a: '\x07',
    b: '\b',
    f: '\f',
    v: '\v',
    e: '\x1b',
    '\\': '\\',
    "'": "'",
    '"': '"',
  },
  numeric: [
    { shape: 'x([0-7][0-9A-Fa-f])', radix: 16 },
    { shape: 'u([0-9A-Fa-f]{4})', radix: 16 },
    { shape: '[0-9xuUc]()', radix: 16 },
  ],
  other: 'unknown',
};
const holes: readonly Hole[] = [
  { open: '$(', close: ')' },
  { open: '${', close: '}' },
  { open: '`', close: '`' },
  { open: '$' },
];
const bareWord = /(?:[^\s'"`$;&|<>(){}\\]|\\[^\n])+/y;

export const posix: Syntax = {
  lineComments: ['#'],
  commentNeedsSpace: true,
  word: bareWord,
  strings: [
    {
      id: 'heredoc-raw',
      open: /<<-?[ \t]*(?:'(?<tag>\w+)'|"(?<tag2>\w+)"|\\(?<tag3>\w+))/y,
      close: '',
      escapes: escapes.raw,
      notAfter: /</,
      heredoc: { indented: (opening) => opening[0].startsWith('<<-') },
    },
    {
      id: 'heredoc',
      open: /<<-?[ \t]*(?<tag>[A-Za-z_]\w*)/y,
      close: '',
      escapes: heredoc,
      holes,
      notAfter: /</,
      heredoc: { indented: (opening) => opening[0].startsWith('<<-') },
    },
    { id: 'ansi', open: /\$'/y, close: "'", escapes: ansi, multiline: true },
    quoted('double', '"', double, { multiline: true, holes }),
    quoted('single', "'", escapes.raw, { multiline: true }),
  ],
};

export const fishSyntax: Syntax = {
  lineComments: ['#'],
  commentNeedsSpace: true,
  word: bareWord,
  strings: [
    quoted(
      'double',
      '"',
      { lead: '\\', simple: { '\\': '\\', '"': '"', $: '$' }, nothing: '\\n', other: 'both' },
      {
        multiline: true,
        holes: [{ open: '$(', close: ')' }, { open: '$' }],
      },
    ),
    quoted('single', "'", escapes.single, { multiline: true }),
  ],
};

export const shellIds = ['shellscript', 'fish', 'zsh', 'bash', 'sh'] as const;

/** sh, bash, dash, ksh, zsh and fish: quotes end and begin anywhere in a word, so pieces stand side by side. */
export const locateShell: LocateSite = (request) => {
  const { text, uri, languageId } = request.document;
  const shebang = /^#![^\n]*/.exec(text)?.[0] ?? '';
  if (/\b(?:t?csh)\b/.test(shebang)) return { reason: 'Keylift does not know how to write this for csh.' };
  if (/(?:^|\/)\.envrc$/.test(uri))
    return { reason: 'This file already is a place for keys: see that git ignores it.' };
  const fish = languageId === 'fish' || /\.fish$/.test(uri) || /\bfish\b/.test(shebang);
  return locateInShell(request, fish ? fishSyntax : posix, fish);
};

/** The same for shell code inside other files. */
export function locateInPosixShell(request: SiteRequest): Site | Refusal {
  return locateInShell(request, posix, false);
}

function locateInShell(request: SiteRequest, syntax: Syntax, fish: boolean): Site | Refusal {
  const { document, finding } = request;
  const { text } = document;
  const program = lex(text, syntax);
  const found = tokenAt(program, finding.start);
  const token = found?.level.tokens[found.index];
  if (found === undefined || token === undefined) return { reason: reasons.notLiteral };
  if (token.kind === 'word') {
    const value = text.slice(finding.start, finding.end);
    if (finding.end > token.end || /\\/.test(value)) return { reason: reasons.severalLiterals };
    if (!/^[\w.+/=:@%,-]+$/.test(value)) return { reason: reasons.notLiteral };
    if (/\$[{(]?[#!]?$/.test(text.slice(0, finding.start).slice(-3)) && !/\$\($/.test(text.slice(0, finding.start))) {
      return { reason: 'This is the name of a variable, not a value.' };
    }
    const parameter = isInParameter(text, token.start);
    const substituted = isInBackticks(text, found.level, token.start);
    if (continues(text, finding.start, finding.end, token.start, token.end, parameter, substituted))
      return { reason: reasons.joined };
    if (/^[\w.-]*$/.test(text.slice(token.start, finding.start)) && /^\s*\(\)/.test(text.slice(token.end)))
      return { reason: reasons.notLiteral };
    return {
      value,
      assigned: assignedBefore(text, finding.start),
      rewrite(name) {
        const clash = assignedElsewhere(text, name, finding.start);
        if (clash) return clash;
        const newText = parameter ? expansion(name, fish, text[finding.end]) : `"${expansion(name, fish, '"')}"`;
        return { changes: [{ start: finding.start, end: finding.end, newText }] };
      },
    };
  }
  const literal = findLiteral(request, syntax);
  if ('reason' in literal) return literal;
  const problem = quotedProblem(literal);
  if (problem !== undefined) return { reason: problem };
  return {
    value: literal.value,
    assigned: assignedBefore(text, literal.token.start),
    rewrite(name) {
      const clash = assignedElsewhere(text, name, finding.start);
      if (clash) return clash;
      return { changes: [quotedChange(literal, name, fish)] };
    },
  };
}

function quotedProblem(literal: Literal): string | undefined {
  const { text, token, string, from, to, inner, value } = literal;
  const id = string.form.id;
  if (id === 'heredoc-raw') return 'A quoted here-document expands nothing: remove the quotes around its tag first.';
  if (literal.level !== literal.program && isInParameter(text, token.start))
    return 'Quotes inside "${…}" are read differently by shells.';
  if (id === 'heredoc' && /\r/.test(inner)) return 'This here-document spans CRLF lines.';
  if (/[\n]/.test(value) && id === 'heredoc') return undefined;
  const substituted = isInBackticks(text, literal.level, token.start);
  // Past the quote of a piece that touches this one: what stands in it there may belong to the key.
  const before = text[token.start - 1] ?? '';
  const after = text[token.end] ?? '';
  const last = /["']/.test(before) ? (text[token.start - 2] ?? '') : before;
  const first = /["']/.test(after) ? (text[token.end + 1] ?? '') : after;
  if (id !== 'heredoc' && from === 0 && !(substituted && before === '`') && /[\w"'`}$-]/.test(last))
    return reasons.joined;
  if (id !== 'heredoc' && to === inner.length && !(substituted && after === '`') && /[\w"'`$\\-]/.test(first))
    return reasons.joined;
  const hole = string.holes.some(
    (each) => each.end === string.innerStart + from || each.start === string.innerStart + to,
  );
  return hole ? reasons.joined : undefined;
}

function quotedChange(literal: Literal, name: string, fish: boolean) {
  const { token, string, from, to, inner, whole } = literal;
  const id = string.form.id;
  if (id === 'double' || id === 'heredoc') {
    const start = string.innerStart + from;
    const end = string.innerStart + to;
    const stands = whole && id === 'double' ? '"' : literal.text[end];
    return { start, end, newText: expansion(name, fish, stands) };
  }
  const left = inner.slice(0, from);
  const right = inner.slice(to);
  const plain = !/[$"`\\!]/.test(left + right);
  if (plain && id === 'single')
    return {
      start: token.start,
      end: token.end,
      newText: `"${left}${expansion(name, fish, right[0] ?? '"')}${right}"`,
    };
  const piece = (part: string) => (part === '' ? '' : `${string.opening}${part}'`);
  return {
    start: token.start,
    end: token.end,
    newText: `${piece(left)}"${expansion(name, fish, '"')}"${piece(right)}`,
  };
}

/** `:?` ends the script with a message when the variable is missing; fish has no such form. */
function expansion(name: string, fish: boolean, next: string | undefined): string {
  if (!fish) return `\${${name}:?}`;
  // Inside double quotes: end them and begin again, so that what follows is not part of the name.
  return /[\w[]/.test(next ?? '') ? `$${name}""` : `$${name}`;
}

/** Inside `${name:-…}`. */
function isInParameter(text: string, at: number): boolean {
  return /\$\{[^{}\s'"]*$/.test(text.slice(Math.max(0, at - 80), at));
}

/** A bare word goes on where a quote or an expansion touches it. */
function continues(
  text: string,
  start: number,
  end: number,
  from: number,
  to: number,
  parameter: boolean,
  substituted: boolean,
): boolean {
  const sign = (at: number) => (substituted && text[at] === '`' ? '' : (text[at] ?? ''));
  const before = start === from ? sign(from - 1) : '';
  const after = end === to ? sign(to) : '';
  if (parameter) return /["'`$\\]/.test(before) || /["'`$\\]/.test(after);
  return /["'`$\\}]/.test(before) || /["'`$\\{]/.test(after);
}

/** In a command substitution of the old kind, whose signs open and close by turns. */
function isInBackticks(text: string, level: Level, at: number): boolean {
  const signs = level.tokens.filter((token) => token.start < at && token.kind === 'punct' && text[token.start] === '`');
  return signs.length % 2 === 1;
}

/** The script may give the variable a value of its own, which would be read instead. */
function assignedElsewhere(text: string, name: string, at: number): Refusal | undefined {
  const assignment = new RegExp(`(?:^|[\\s;&|(])(?:${name}=|set\\s+(?:-\\w+\\s+)*${name}\\s)`, 'g');
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  for (const match of text.matchAll(assignment)) {
    const end = text.indexOf('\n', match.index + 1);
    const holds = match.index + match[0].length <= at && (end < 0 || at < end || match.index >= lineStart - 1);
    if (!holds) return { reason: `The script gives ${name} a value of its own: rename one of the two first.` };
  }
  return undefined;
}
