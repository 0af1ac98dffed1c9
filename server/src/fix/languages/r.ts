import { enclosing, joinPieces, type Language, neighbour } from '../literal.ts';
import { escapes, quoted } from './forms.ts';

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

export const r: Language = {
  ids: ['r'],
  syntax: {
    lineComments: ['#'],
    word: /[\p{L}.][\p{L}\p{N}._]*|\d[\w.]*|%[^%\n]*%/uy,
    strings: [
      {
        id: 'raw',
        open: /[rR](["'])(-*)([([{])/y,
        close: (opening) => `${closing[opening[3] ?? '('] ?? ')'}${opening[2] ?? ''}${opening[1] ?? '"'}`,
        escapes: escapes.raw,
        multiline: true,
        notAfter: /[\w.]/,
      },
      quoted('double', '"', escapes.r, { multiline: true }),
      quoted('single', "'", escapes.r, { multiline: true }),
      quoted('name', '`', escapes.r, { opaque: true }),
    ],
  },
  lookup(name, literal) {
    const quote = literal.string.opening === "'" ? "'" : '"';
    return `Sys.getenv(${quote}${name}${quote})`;
  },
  partial(name, literal) {
    const joined = joinPieces(literal, r.lookup(name, literal), ', ');
    return joined === undefined ? undefined : `paste0(${joined})`;
  },
  problem(literal) {
    const after = neighbour(literal, 1);
    if (/^(?:\$|@|::)$/.test(neighbour(literal, -1))) return 'A name must be a constant.';
    if (after === '=' && enclosing(literal).length > 0)
      return 'The name of an argument must be a constant: use setNames().';
    return after === '<-' || after === '=' ? 'A name must be a constant.' : undefined;
  },
};
