import type { StringForm } from '../lexer.ts';
import { joinPieces, type Language, needsBrackets, neighbour } from '../literal.ts';
import { escapes, quoted } from './forms.ts';

const holes = [{ open: '#{', close: '}' }];
const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };
const percent = (id: string, letters: string, more: Partial<StringForm>): StringForm => ({
  id,
  open: new RegExp(`%${letters}([(\\[{<|!/])`, 'y'),
  close: (opening) => closing[opening[1] ?? ''] ?? opening[1] ?? ')',
  escapes: escapes.rubyDouble,
  multiline: true,
  notAfter: /[\w)\]"']/,
  ...more,
});
const heredoc = (id: string, quote: string, more: Partial<StringForm>): StringForm => ({
  id,
  open: new RegExp(`<<[~-]?${quote}(?<tag>[A-Z_]\\w*)${quote}`, 'y'),
  close: '',
  escapes: escapes.rubyDouble,
  notAfter: /[\w)\]]/,
  heredoc: { indented: (opening) => /^<<[~-]/.test(opening[0]) },
  ...more,
});

const beforeRegex =
  /^(?:[=([{,;|&!?:]|=>|=~|!~|&&|\|\||if|unless|when|and|or|not|return|then|while|until|in|split|match\??|gsub!?|sub!?|scan)$/;

export const ruby: Language = {
  ids: ['ruby'],
  syntax: {
    lineComments: ['#'],
    strings: [
      { ...quoted('symbol', ':"', escapes.rubyDouble, { holes }), close: '"' },
      { ...quoted('symbol', ":'", escapes.single), close: "'" },
      quoted('double', '"', escapes.rubyDouble, { holes, multiline: true, notAfter: /[$?]/ }),
      quoted('single', "'", escapes.single, { multiline: true, notAfter: /[$?]/ }),
      quoted('command', '`', escapes.rubyDouble, { holes, multiline: true, notAfter: /[$.?]/ }),
      percent('words', '[wWiI]', { opaque: 'A list of words takes no lookup: write it as an array of strings.' }),
      percent('percent-single', 'q', { escapes: { lead: '\\', other: 'unknown' } }),
      percent('percent', 'Q?', { holes }),
      percent('percent-command', 'x', { holes }),
      percent('regex', 'r', { holes, opaque: true }),
      heredoc('heredoc-raw', "'", { escapes: escapes.raw }),
      heredoc('heredoc', '"?', { holes }),
    ],
    special(text, at, previous) {
      if (
        text[at] === '_' &&
        /^__END__\r?(?:\n|$)/.test(text.slice(at, at + 10)) &&
        (at === 0 || text[at - 1] === '\n')
      )
        return text.length;
      if (text[at] === '=' && text.startsWith('=begin', at) && (at === 0 || text[at - 1] === '\n')) {
        const end = text.indexOf('\n=end', at);
        return end < 0 ? text.length : end + 5;
      }
      if (text[at] !== '/') return undefined;
      const word = previous === undefined ? '(' : text.slice(previous.start, previous.end);
      const fresh = previous === undefined || /\n/.test(text.slice(previous.end, at));
      if (!fresh && !beforeRegex.test(word)) return undefined;
      const shape = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\/[a-z]*/y;
      shape.lastIndex = at;
      return shape.test(text) ? shape.lastIndex : undefined;
    },
  },
  operator: '+',
  adjacent: true,
  lookup(name, literal) {
    if (literal.string.form.id === 'symbol') return `:"#{ENV.fetch("${name}")}"`;
    const quote = literal.string.opening === "'" ? "'" : '"';
    return `ENV.fetch(${quote}${name}${quote})`;
  },
  hole(name, literal) {
    return literal.string.form.holes === undefined ? undefined : `#{ENV.fetch("${name}")}`;
  },
  partial(name, literal) {
    const piece = ruby.piece?.(name, literal);
    if (piece !== undefined || literal.string.form.id === 'symbol') return piece;
    const joined = joinPieces(literal, ruby.lookup(name, literal), ' + ');
    if (joined === undefined) return undefined;
    return needsBrackets(literal, false) ? `(${joined})` : joined;
  },
  piece(name, { inner, from, to, string, whole }) {
    const around = [inner.slice(0, from), inner.slice(to)] as const;
    if (!whole && (string.form.id !== 'single' || /[\\"#]/.test(around.join('')))) return undefined;
    return `"${around[0]}#{ENV.fetch("${name}")}${around[1]}"`;
  },
  problem(literal) {
    const { text, token, string } = literal;
    const line = text.slice(text.lastIndexOf('\n', token.start - 1) + 1, token.start);
    if (/^\s*in\b(?!.*\bthen\b)/.test(line) || (neighbour(literal, -1) === 'in' && !/\bfor\b/.test(line)))
      return 'A pattern must be a constant: compare with "==" in a guard.';
    if (text[token.end] === ':' && text[token.end + 1] !== ':' && /^["'`]$/.test(string.opening)) {
      return 'A symbol key must be a constant: write the pair with "=>".';
    }
    if (literal.whole && /^(?:command|percent-command)$/.test(string.form.id))
      return 'This is a command to be run, not a string.';
    if (/^(?:alias|undef)$/.test(neighbour(literal, -1))) return 'A name must be a constant.';
    return undefined;
  },
};
