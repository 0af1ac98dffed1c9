import type { StringForm, Token } from '../lexer.ts';
import { type Language, type Literal, neighbour } from '../literal.ts';
import { escapes, quoted } from './forms.ts';

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };
const holes = [
  { open: '@{[', close: ']' },
  { open: '${', close: '}' },
  { open: '@{', close: '}' },
  { open: '$' },
  { open: '@' },
];
const quoteLike = (id: string, letters: string, more: Partial<StringForm>): StringForm => ({
  id,
  open: new RegExp(`${letters}\\s*([(\\[{<|!/#~])`, 'y'),
  close: (opening) => closing[opening[1] ?? ''] ?? opening[1] ?? ')',
  escapes: escapes.perlDouble,
  multiline: true,
  notAfter: /[\w$@%&>{]/,
  ...more,
});
const heredoc = (id: string, shape: string, more: Partial<StringForm>): StringForm => ({
  id,
  open: new RegExp(shape, 'y'),
  close: '',
  escapes: escapes.perlDouble,
  heredoc: { indented: (opening) => opening[0].startsWith('<<~') },
  ...more,
});

export const perl: Language = {
  ids: ['perl', 'perl6'],
  syntax: {
    lineComments: ['#'],
    word: /[$@%&]?#?[A-Za-z_]\w*(?:(?:::|')[A-Za-z_]\w*)*|\d[\w.]*/y,
    strings: [
      heredoc('heredoc-raw', "<<~?\\s*'(?<tag>\\w+)'", { escapes: escapes.raw }),
      heredoc('heredoc', '<<~?(?:\\s*"(?<tag>\\w+)")', { holes }),
      heredoc('heredoc-bare', '<<~?(?<tag>[A-Z_]\\w*)', { holes, notAfter: /[\w\d)]/ }),
      quoted('double', '"', escapes.perlDouble, { holes, multiline: true, notAfter: /\$/ }),
      quoted('single', "'", escapes.single, { multiline: true, notAfter: /[\w$]/ }),
      quoted('command', '`', escapes.perlDouble, { holes, multiline: true, opaque: true }),
      quoteLike('words', 'qw', { opaque: 'A list of words takes no lookup: write it as a list of strings.' }),
      quoteLike('percent', 'qq', { holes }),
      quoteLike('command', '(?:qx|qr|m)', { opaque: true }),
      quoteLike('percent-single', 'q', { escapes: { lead: '\\', other: 'unknown' } }),
    ],
    special,
  },
  operator: '.',
  lookup: (name) => `$ENV{${name}}`,
  hole(name, literal) {
    if (literal.string.form.holes === undefined) return undefined;
    const next = literal.inner.slice(literal.to, literal.to + 2);
    // A bracket or an arrow after a variable would be read as a subscript of it: joined instead.
    return /^[[{]|^->/.test(next) ? undefined : `$ENV{${name}}`;
  },
  problem(literal) {
    const { value, text } = literal;
    if (literal.string.form.holes !== undefined && /[$@]/.test(value))
      return 'The key holds a sign that Perl reads as a variable here.';
    if (/^(?:require|no|package)$/.test(neighbour(literal, -1))) return 'A name must be a constant.';
    if (literal.string.form.id === 'heredoc-raw')
      return 'A quoted here-document keeps its text as it is: quote its tag with "…" first.';
    if (isBareCommand(literal)) return 'This is a command to be run, not a string.';
    return /\b(?:local|my|our)\s+%ENV\b/.test(text) ? 'This file gives %ENV a meaning of its own.' : undefined;
  },
};

function isBareCommand(literal: Literal): boolean {
  return literal.string.form.id === 'command';
}

/** POD, what follows `__END__`, substitutions and regular expressions. */
function special(text: string, at: number, previous: Token | undefined): number | undefined {
  const char = text[at];
  const lineStart = at === 0 || text[at - 1] === '\n';
  if (lineStart && char === '=' && /^=[a-zA-Z]/.test(text.slice(at, at + 2))) {
    const end = text.indexOf('\n=cut', at);
    return end < 0 ? text.length : end + 5;
  }
  if (lineStart && char === '_' && /^__(?:END|DATA)__\b/.test(text.slice(at, at + 9))) return text.length;
  const word = previous === undefined ? '(' : text.slice(previous.start, previous.end);
  const beforeValue =
    /^(?:[=([{,;!&|?:~]|=~|!~|&&|\|\||=>|split|if|unless|and|or|not|return|grep|map|push|when|x|\})$/.test(word);
  const substitution = /(?:s|tr|y)([/|!#,{(~@])/y;
  substitution.lastIndex = at;
  const match = /\w|[$@%&>{-]/.test(text[at - 1] ?? '') ? null : substitution.exec(text);
  if (match !== null && !/^\s*=>/.test(text.slice(at + match[0].length - 1)))
    return replacementEnd(text, substitution.lastIndex, match[1] ?? '/');
  if (char !== '/' || !beforeValue) return undefined;
  const shape = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])*\/[a-z]*/y;
  shape.lastIndex = at;
  return shape.test(text) ? shape.lastIndex : undefined;
}

function replacementEnd(text: string, from: number, open: string): number | undefined {
  const close = closing[open];
  let at = delimited(text, from, open, close ?? open);
  if (close !== undefined) {
    const next = /\s*([{([</|!])/y;
    next.lastIndex = at;
    const second = next.exec(text);
    if (second === null) return undefined;
    at = delimited(text, next.lastIndex, second[1] ?? '{', closing[second[1] ?? ''] ?? second[1] ?? '}');
  } else at = delimited(text, at, open, open);
  const flags = /[a-z]*/y;
  flags.lastIndex = at;
  flags.exec(text);
  return flags.lastIndex;
}

function delimited(text: string, from: number, open: string, close: string): number {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === close && depth-- === 0) return i + 1;
    else if (text[i] === open && open !== close) depth++;
  }
  return text.length;
}
