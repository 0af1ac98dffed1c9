import { enclosing, joinPieces, type Language, type Literal, needsBrackets, neighbour } from '../literal.ts';
import { escapes, quoted } from './forms.ts';

const holes = [{ open: '$(', close: ')' }, { open: '${', close: '}' }, { open: '$' }];

export const powershell: Language = {
  ids: ['powershell'],
  syntax: {
    lineComments: ['#'],
    commentNeedsSpace: true,
    blockComments: [{ open: '<#', close: '#>' }],
    word: /[$]?[\p{L}_][\p{L}\p{N}_:-]*|-[A-Za-z]\w*|\d[\w.]*/uy,
    strings: [
      { id: 'here', open: /@"[ \t]*\r?\n/y, close: '\n"@', escapes: escapes.backtick, multiline: true, holes },
      { id: 'here-raw', open: /@'[ \t]*\r?\n/y, close: "\n'@", escapes: escapes.raw, multiline: true },
      quoted('double', '"', escapes.backtick, { multiline: true, holes }),
      quoted('single', "'", { other: 'both', doubled: "'" }, { multiline: true }),
    ],
  },
  operator: '+',
  lookup: (name) => `$env:${name}`,
  hole: (name, literal) => (literal.string.form.holes === undefined ? undefined : `\${env:${name}}`),
  partial(name, literal) {
    const { inner, from, to, string } = literal;
    const rest = inner.slice(0, from) + inner.slice(to);
    if (string.form.id !== 'single') return undefined;
    if (!/[$`"']/.test(rest)) return `"${inner.slice(0, from)}\${env:${name}}${inner.slice(to)}"`;
    const joined = joinPieces(literal, `$env:${name}`, ' + ');
    if (joined === undefined) return undefined;
    return needsBrackets(literal, false) || isCommandArgument(literal) ? `(${joined})` : joined;
  },
  problem(literal) {
    const { string, whole } = literal;
    if (string.form.id === 'here-raw' && !whole) return 'A literal here-string has no place for a value: use @" … "@.';
    if (string.form.id.startsWith('here') && whole)
      return 'A here-string is left as it is: use a plain string for the key.';
    const attribute = enclosing(literal).some(({ open, before, index }) => {
      const outer = literal.level.tokens[index]?.parent ?? -1;
      return open === '(' && /^\w+$/.test(before) && literal.text[literal.level.tokens[outer]?.start ?? -1] === '[';
    });
    if (attribute) return 'An attribute must be a constant.';
    return neighbour(literal, -1) === 'using' ? 'A name must be a constant.' : undefined;
  },
};

function isCommandArgument(literal: Literal): boolean {
  return /^[\w-]+$/.test(neighbour(literal, -1));
}
