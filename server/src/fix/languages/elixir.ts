import { pathInPackage } from '../framework.ts';
import { type Language, logicalLineBefore, neighbour } from '../literal.ts';
import { escapes, quoted } from './forms.ts';

const holes = [{ open: '#{', close: '}' }];

export const elixir: Language = {
  ids: ['elixir'],
  syntax: {
    lineComments: ['#'],
    word: /[\p{L}_@][\p{L}\p{N}_@]*[?!]?|\d[\w.]*/uy,
    strings: [
      { ...quoted('atom', ':"', escapes.elixir, { holes, opaque: true }), close: '"' },
      quoted('heredoc', '"""', escapes.elixir, { holes, multiline: true }),
      { ...quoted('charlist', "'''", escapes.elixir, { holes, multiline: true }) },
      quoted('plain', '"', escapes.elixir, { holes, multiline: true, notAfter: /\?/ }),
      quoted('charlist', "'", escapes.elixir, { holes, multiline: true, notAfter: /[\w?]/ }),
      sigil('sigil', 's', escapes.elixir, false),
      sigil('sigil-raw', 'S', escapes.raw, false),
      sigil('charlist', 'c', escapes.elixir, false),
      sigil('sigil-other', '[abd-rt-zA-RT-Z]', escapes.elixir, true),
    ],
  },
  operator: '<>',
  lookup: (name, literal) => {
    const read = `System.fetch_env!("${name}")`;
    return literal.string.form.id === 'charlist' ? `String.to_charlist(${read})` : read;
  },
  hole: (name, literal) => (literal.string.form.holes === undefined ? undefined : `#{System.fetch_env!("${name}")}`),
  problem(literal) {
    const { text, token } = literal;
    const line = logicalLineBefore(literal);
    const path = pathInPackage(literal.request.document.uri, literal.request.project);
    if (/(?:^|\/)config\/(?!runtime\.exs$)[\w.]+\.exs$/.test(path)) {
      return 'This file is read while building: put the key into config/runtime.exs instead.';
    }
    if (/^@\w+/.test(line)) return 'A module attribute is fixed at compile time: use a function or config/runtime.exs.';
    if (text[token.end] === ':' && /\s/.test(text[token.end + 1] ?? ''))
      return 'A keyword key must be a constant: write the pair with "=>".';
    if (/^defp?\s/.test(line) && !/\bdo\b|,\s*do:/.test(line) && !line.includes('\\\\'))
      return 'A pattern must be a constant: compare with "==" in a guard.';
    if (isPattern(literal.text, token.end, neighbour(literal, 1)))
      return 'A pattern must be a constant: compare with "==" in a guard.';
    return undefined;
  },
};

/** Left of `->`, or left of `=`. */
function isPattern(text: string, end: number, after: string): boolean {
  const rest = text.slice(end, text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end));
  if (after === '->' || after === '<-') return true;
  return (
    /^[^"#;]*(?:->|<-)/.test(rest) ||
    /^\s*[}\])]*\s*=(?![=>~])/.test(rest) ||
    /^(?:\s*,\s*\w+)*\s*[}\])]+\s*=(?![=>~])/.test(rest)
  );
}

function sigil(
  id: string,
  letter: string,
  rules: (typeof escapes)['elixir'] | (typeof escapes)['raw'],
  opaque: boolean,
) {
  const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };
  return {
    id,
    open: new RegExp(`~${letter}+("""|[(\\[{<|/"'])`, 'y'),
    close: (opening: RegExpExecArray) => closing[opening[1] ?? ''] ?? opening[1] ?? ')',
    escapes: rules,
    multiline: true,
    ...((id === 'sigil' || id === 'charlist') && { holes }),
    ...(opaque && { opaque }),
  };
}
