import { lineEndOf } from '../edits.ts';
import type { StringForm } from '../lexer.ts';
import {
  enclosing,
  joinPieces,
  type Language,
  type Literal,
  needsBrackets,
  neighbour,
  statementBefore,
} from '../literal.ts';
import { escapes, namedHoles, quoted } from './forms.ts';
import { isAnnotated, isCaseLabel } from './java.ts';

const strings: readonly StringForm[] = ['"""', "'''", '"', "'"].flatMap((quote) => [
  {
    ...quoted('raw', quote, escapes.raw, { multiline: quote.length === 3, notAfter: /\w/ }),
    open: new RegExp(`r${quote}`, 'y'),
  },
  quoted('plain', quote, escapes.dart, { multiline: quote.length === 3, holes: namedHoles }),
]);

export const dart: Language = {
  ids: ['dart'],
  syntax: { lineComments: ['//'], blockComments: [{ open: '/*', close: '*/', nests: true }], strings },
  operator: '+',
  adjacent: true,
  lookup: (name, literal) => read(name, literal.string.opening.endsWith('"') ? '"' : "'"),
  hole(name, literal) {
    return literal.string.form.holes === undefined
      ? undefined
      : `\${${read(name, literal.string.opening.startsWith("'") ? '"' : "'")}}`;
  },
  partial(name, literal) {
    const joined = joinPieces(literal, read(name, literal.string.opening.endsWith('"') ? '"' : "'"), ' + ');
    if (joined === undefined) return undefined;
    return needsBrackets(literal, false) ? `(${joined})` : joined;
  },
  piece: (name, literal) =>
    literal.whole && literal.string.form.holes !== undefined
      ? literal.string.opening + dart.hole?.(name, literal) + literal.string.opening
      : undefined,
  problem(literal) {
    if (/^import\s+['"]package:flutter\//m.test(literal.text) || literal.request.project.framework === 'flutter') {
      return 'A Flutter app ships its code to everyone who installs it and has no environment: use the key on a server.';
    }
    const statement = statementBefore(literal, /^;$/);
    if (/\bconst\b/.test(statement.slice(-300)))
      return 'A Dart constant is fixed at compile time: change "const" to "final" first.';
    if (/^(?:import|export|part|library)\b/.test(statementBefore(literal)))
      return 'An import must name a constant library.';
    if (isAnnotated(literal)) return 'An annotation must be a constant.';
    if (isOfConstantClass(literal)) return 'A class or enum with a constant constructor needs constant values here.';
    if (
      isCaseLabel(literal) ||
      neighbour(literal, 1) === '=>' ||
      enclosing(literal).some(({ before }) => before === 'case')
    )
      return 'A pattern must be a constant.';
    if (isParameterDefault(literal)) return 'The default of a parameter must be constant: assign it in the function.';
    return undefined;
  },
  extra(_name, literal) {
    const { text, program } = literal;
    if (/^import\s+['"]dart:io['"]\s*(?:show\s[^;]*\bPlatform\b[^;]*)?;/m.test(text)) return [];
    if (/^import\s+['"]dart:io['"]/m.test(text))
      return { reason: 'The file imports dart:io under another name: add Platform to that import first.' };
    const first =
      /^import\s/m.exec(text)?.index ??
      /^library\b[^;]*;\s*/m.exec(text)?.index ??
      program.tokens.find((token) => token.kind !== 'comment')?.start ??
      0;
    const eol = lineEndOf(text);
    return [{ start: first, end: first, newText: `import 'dart:io';${eol}${/^import\s/m.test(text) ? '' : eol}` }];
  },
};

function read(name: string, quote: string): string {
  return `Platform.environment[${quote}${name}${quote}]!`;
}

/** The value of an enum, or the initial value of a field of a class that has a `const` constructor. */
function isOfConstantClass(literal: Literal): boolean {
  const { text, level } = literal;
  const brackets = enclosing(literal);
  const wordsBefore = (index: number): string => {
    const from = level.tokens.slice(Math.max(0, index - 40), index);
    const cut = from.findLastIndex((token) => /^[;{}]$/.test(text.slice(token.start, token.end)));
    return from
      .slice(cut + 1)
      .map((token) => text.slice(token.start, token.end))
      .join(' ');
  };
  const holder = brackets.find(({ open }) => open === '{');
  if (holder === undefined) return false;
  const head = wordsBefore(holder.index);
  const inside = level.tokens.slice(holder.index + 1, literal.index);
  if (/^enum\b/.test(head)) return !inside.some((token) => token.parent === holder.index && text[token.start] === ';');
  const name = /\bclass (\w+)/.exec(head)?.[1];
  if (name === undefined || !new RegExp(`\\bconst\\s+(?:factory\\s+)?${name}\\s*[.(]`).test(text)) return false;
  const statement = statementBefore(literal);
  return /^(?:late )?final\b/.test(statement) && /=/.test(statement) && !/=>|\(/.test(statement);
}

function isParameterDefault(literal: Literal): boolean {
  const [inner, outer] = enclosing(literal);
  // Dart 2 wrote the default of a named parameter after a colon.
  if (neighbour(literal, -1) === ':' && inner?.open === '{' && outer?.open === '(')
    return /[\w>?] \w+ :$/.test(statementBefore(literal, /^[({[,;}]$/));
  if (neighbour(literal, -1) !== '=') return false;
  return inner?.open === '(' || ((inner?.open === '{' || inner?.open === '[') && outer?.open === '(');
}
