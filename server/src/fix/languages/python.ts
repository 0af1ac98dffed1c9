import { lineEndOf } from '../edits.ts';
import type { Hole, StringForm } from '../lexer.ts';
import {
  enclosing,
  joinPieces,
  type Language,
  type Literal,
  needsBrackets,
  neighbour,
  neighbourToken,
} from '../literal.ts';
import type { TextChange } from '../types.ts';
import { escapes } from './forms.ts';

const holes: readonly Hole[] = [{ open: '{', close: '}' }];

/** Prefixes: docs.python.org, "String and Bytes literals". A raw string still lets the backslash guard a quote. */
const strings: readonly StringForm[] = (['"""', "'''", '"', "'"] as const).flatMap((quote) => {
  const form = (
    id: string,
    prefix: string,
    rules: StringForm['escapes'],
    more: Partial<StringForm> = {},
  ): StringForm => ({
    id,
    open: new RegExp(`${prefix}${quote}`, 'y'),
    close: quote,
    escapes: rules,
    multiline: quote.length === 3,
    ...more,
  });
  return [
    form('formatted-raw', '(?:[fF][rR]|[rR][fF])', escapes.pythonRaw, { holes }),
    form('formatted', '[fF]', escapes.python, { holes }),
    form('template', '(?:[tT][rR]?|[rR][tT])', escapes.pythonRaw, { holes, opaque: true }),
    form('bytes-raw', '(?:[bB][rR]|[rR][bB])', escapes.pythonRaw),
    form('bytes', '[bB]', escapes.pythonBytes),
    form('raw', '[rR]', escapes.pythonRaw),
    form('plain', '[uU]?', escapes.python),
  ];
});

export const python: Language = {
  ids: ['python'],
  syntax: { lineComments: ['#'], mayOpen: /[A-Za-z]{0,2}["']/y, strings },
  operator: '+',
  adjacent: true,
  lookup(name, literal) {
    const quote = literal.string.opening.at(-1) ?? '"';
    const read = `${access(literal.text, literal.token.start).path}[${quote}${name}${quote}]`;
    return isBytes(literal) ? `${read}.encode()` : read;
  },
  hole(name, literal) {
    return literal.string.form.holes === undefined ? undefined : formattedHole(name, literal);
  },
  partial(name, literal) {
    const { inner, from, to, text } = literal;
    const rest = inner.slice(0, from) + inner.slice(to);
    const nested = literal.level !== literal.program;
    const formatted = /^\.format\b|^\s*%/.test(text.slice(literal.token.end));
    const joinable = isBytes(literal) || nested || formatted || (/[{}]/.test(rest) && !/\n/.test(rest));
    const joined = joinable ? joinPieces(literal, python.lookup(name, literal), ' + ') : undefined;
    if (joined !== undefined) return needsBrackets(literal, false) || formatted ? `(${joined})` : joined;
    return isBytes(literal) || nested || formatted ? undefined : asFormatted(name, literal);
  },
  piece: (name, literal) =>
    isBytes(literal) || literal.level !== literal.program ? undefined : asFormatted(name, literal),
  problem(literal) {
    const { text, token, string, value } = literal;
    const line = text.slice(text.lastIndexOf('\n', token.start - 1) + 1, token.start);
    if (/^%%(?!time|capture|prun)/.test(text.trimStart())) return 'This cell is not Python.';
    if (/^\s*[!%]/.test(line)) return 'This line is a command of the notebook, not Python.';
    if (isStatement(literal)) return 'A documentation string cannot be replaced: delete the key from it and revoke it.';
    if (/^\s*case\b/.test(line)) return 'A match pattern must be a constant: compare with "if" instead.';
    const brackets = enclosing(literal);
    if (brackets.some(({ open, before }) => open === '[' && before === 'Literal')) return 'A type must be a constant.';
    if (neighbour(literal, -1) === ':' && isAnnotation(literal, line, brackets))
      return 'An annotation is not read at run time.';
    if (string.form.holes !== undefined && /[{}]/.test(value))
      return 'The key holds braces, which a formatted string reads as code.';
    if (string.form.holes !== undefined && literal.level !== literal.program)
      return 'A formatted string inside another cannot hold a lookup before Python 3.12.';
    if (isBytes(literal) && /[^\x00-\x7F]/.test(value)) return 'The bytes of this key are not text.';
    if (isShadowed(literal)) return 'This file gives "os" a meaning of its own.';
    return undefined;
  },
  extra(_name, literal) {
    const { text, token } = literal;
    return access(text, token.start).known ? [] : [importOs(literal)];
  },
};

/** How the file reaches the environment: by its own imports at the margin, above the key. */
function access(text: string, before: number): { readonly path: string; readonly known: boolean } {
  const head = text.slice(0, before);
  const environ = /^from[ \t]+os[ \t]+import[ \t]+(?:\([^)]*|[^\n#]*)\benviron\b(?![ \t]+as\b)/m.test(head);
  if (environ) return { path: 'environ', known: true };
  const alias = /^import[ \t]+os[ \t]+as[ \t]+(\w+)/m.exec(head)?.[1];
  if (alias !== undefined) return { path: `${alias}.environ`, known: true };
  const known = /^import[ \t]+(?:[\w.]+[ \t]*,[ \t]*)*os(?:\.path)?[ \t]*(?:,|;|#|\r?$)/m.test(head);
  return { path: 'os.environ', known };
}

/** Every way to bind a name: assignment, definition, parameter, loop, `as`, `del`, import from elsewhere. */
const bindings = [
  /^[ \t]*os[ \t]*(?:[:,][^\n=]*)?=(?!=)/m,
  /\bos[ \t]*:=|,[ \t]*os[ \t]*=(?!=)[^\n()]*$/m,
  /\b(?:def|class|del|global|nonlocal)[ \t]+(?:[\w \t]+,[ \t]*)*os\b/,
  /\bas[ \t]+\(?os\b/,
  /\bfor[ \t]+[^\n:]*?\bos\b[^\n:]*?[ \t]in\b/,
  /\bdef[ \t]+\w+[ \t]*\((?:[^)]*[\s,*])?os[ \t]*[,:=)]/,
  /\blambda[ \t]+[^:\n]*\bos\b/,
  /^[ \t]*from[ \t]+\S+[ \t]+import[ \t]+(?:[^\n#]*\W)?os[ \t]*(?:,|\r?$)/m,
];

function isShadowed({ text, program, token }: Literal): boolean {
  if (!/\bos\b/.test(text) || !access(text, token.start).path.startsWith('os.')) return false;
  let code = '';
  let at = 0;
  for (const each of program.tokens) {
    if (each.kind !== 'comment' && each.kind !== 'string') continue;
    code += text.slice(at, each.start);
    at = each.end;
  }
  code += text.slice(at);
  return bindings.some((binding) => binding.test(code));
}

/** The literal as a formatted one, with the lookup in place of the key. */
function asFormatted(name: string, { string, inner, from, to, ...literal }: Literal): string | undefined {
  const around = [inner.slice(0, from), inner.slice(to)];
  if (around.some((part) => /\\N\{/.test(part))) return undefined;
  const prefix = string.opening.replace(/['"]+$/, '').replace(/[uU]/, '');
  const quotes = string.opening.replace(/^\w*/, '');
  const [left, right] = around.map((part) => part.replace(/[{}]/g, '$&$&'));
  return `${prefix}f${quotes}${left}${formattedHole(name, { string, inner, from, to, ...literal })}${right}${quotes}`;
}

/** The other quote: the same one inside the braces is an error before Python 3.12. */
function formattedHole(name: string, literal: Literal): string {
  const quote = literal.string.opening.endsWith('"') ? "'" : '"';
  return `{${access(literal.text, literal.token.start).path}[${quote}${name}${quote}]}`;
}

function isBytes(literal: Literal): boolean {
  return literal.string.form.id.startsWith('bytes');
}

/** A string that is a statement of its own: a docstring, or text used as a comment. */
function isStatement(literal: Literal): boolean {
  const { text, token } = literal;
  if (token.parent >= 0 || literal.level !== literal.program) return false;
  const before = neighbourToken(literal, -1);
  const after = neighbourToken(literal, 1);
  const fresh =
    before === undefined || /\n/.test(text.slice(before.end, token.start)) || /^[:;]$/.test(neighbour(literal, -1));
  const continued = neighbour(literal, -1) === '\\';
  const last = after === undefined || /\n/.test(text.slice(token.end, after.start)) || neighbour(literal, 1) === ';';
  const lambda = /\blambda\b[^\n]*$/.test(text.slice(0, token.start));
  return fresh && !continued && last && !lambda && !/[=([{,]\s*$/.test(text.slice(0, token.start));
}

function isAnnotation(literal: Literal, line: string, brackets: ReturnType<typeof enclosing>): boolean {
  const { text, level } = literal;
  const outer = brackets[0];
  if (outer === undefined) return /^\s*[\w.]+\s*:\s*$/.test(line) && !/^\s*(?:else|try|finally)\s*:/.test(line);
  if (outer.open !== '(') return false;
  const name = level.tokens[outer.index - 1];
  const keyword = level.tokens[outer.index - 2];
  return name !== undefined && keyword !== undefined && text.slice(keyword.start, keyword.end) === 'def';
}

/** Before the first statement, after what must come first: comments, the module's docstring, `__future__`, cell magics. */
function importOs(literal: Literal): TextChange {
  const { text, program } = literal;
  const eol = lineEndOf(text);
  let at = 0;
  for (let first = true; ; first = false) {
    const token = program.tokens.find((each) => each.kind !== 'comment' && each.start >= at);
    if (token === undefined) break;
    const start = text.lastIndexOf('\n', token.start - 1) + 1;
    const line = text.slice(token.start, endOfLine(text, token.start));
    if (first && token.kind === 'string' && /^\s*(?:#.*)?$/.test(text.slice(token.end, endOfLine(text, token.end)))) {
      at = nextLine(text, token.end);
    } else if (first && token.kind === 'string' && /^[ \t]*;/.test(text.slice(token.end))) {
      // Statements on the line of the docstring: below it, or between them when the key is in one.
      at = nextLine(text, token.end);
      const semicolon = text.indexOf(';', token.end) + 1;
      if (literal.token.start < at) return { start: semicolon, end: semicolon, newText: ' import os;' };
    } else if (/^from[ \t]+__future__[ \t]+import\b/.test(line)) {
      const open = line.includes('(') ? text.indexOf(')', token.start) : token.start;
      at = nextLine(text, open < 0 ? token.start : open);
    } else if (/^%%/.test(line)) at = nextLine(text, token.start);
    else {
      const isImport = /^(?:import|from)\b/.test(line);
      return { start, end: start, newText: `import os${eol}${isImport ? '' : eol}` };
    }
  }
  const end = text.length;
  return { start: end, end, newText: `${text.endsWith('\n') || text === '' ? '' : eol}import os${eol}` };
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}

function nextLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at + 1;
}
