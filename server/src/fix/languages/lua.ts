import { enclosing, joinPieces, type Language, type Literal, needsBrackets, neighbourToken } from '../literal.ts';
import { escapes, quoted } from './forms.ts';

export const lua: Language = {
  ids: ['lua'],
  syntax: {
    lineComments: [/--(?!\[=*\[)/y],
    blockComments: [0, 1, 2, 3].map((n) => ({ open: `--[${'='.repeat(n)}[`, close: `]${'='.repeat(n)}]` })),
    strings: [
      {
        id: 'long',
        open: /\[(=*)\[/y,
        close: (opening) => `]${opening[1] ?? ''}]`,
        escapes: escapes.raw,
        multiline: true,
      },
      quoted('double', '"', escapes.lua),
      quoted('single', "'", escapes.lua),
    ],
  },
  operator: '..',
  lookup(name, literal) {
    const quote = literal.string.opening === "'" ? "'" : '"';
    const read = `os.getenv(${quote}${name}${quote})`;
    return isBareArgument(literal) ? `(${read})` : read;
  },
  partial(name, literal) {
    // A line break directly after the opening bracket is not part of a long string: a piece may not begin with one.
    if (literal.string.form.id === 'long' && /^\r?\n/.test(literal.inner.slice(literal.to))) return undefined;
    const quote = literal.string.opening === "'" ? "'" : '"';
    const joined = joinPieces(literal, `os.getenv(${quote}${name}${quote})`, ' .. ');
    if (joined === undefined) return undefined;
    return needsBrackets(literal, false) || isBareArgument(literal) ? `(${joined})` : joined;
  },
  problem(literal) {
    const { string, inner, to, text } = literal;
    if (string.form.id === 'long' && /^\r?\n/.test(inner.slice(to)))
      return 'The key ends a line of a long string, which cannot be split there.';
    if (/\blocal\s+os\b|\bfunction\b[^\n]*[(,]\s*os\s*[,)]/.test(text))
      return 'This file gives "os" a meaning of its own.';
    return undefined;
  },
};

/** `f"…"`: a call without brackets. */
function isBareArgument(literal: Literal): boolean {
  const before = neighbourToken(literal, -1);
  if (before === undefined) return false;
  const word = literal.text.slice(before.start, before.end);
  if (before.kind === 'word')
    return !/^(?:return|and|or|not|in|do|then|else|elseif|if|until|while|repeat|local|=)$/.test(word);
  return (word === ')' || word === ']') && enclosing(literal)[0]?.open !== '[' && before.end >= literal.token.start - 1;
}
