import { closing, enclosing, type Language, type Literal, neighbour, statementBefore } from '../literal.ts';
import { character, escapes, quoted } from './forms.ts';

const holes = [{ open: '{', close: '}' }];
const verbatim = { other: 'both', doubled: '"' } as const;

export const csharp: Language = {
  ids: ['csharp'],
  syntax: {
    lineComments: ['//'],
    blockComments: [{ open: '/*', close: '*/' }],
    strings: [
      {
        id: 'raw',
        open: /\$*("{3,})/y,
        close: (opening) => opening[1] ?? '"""',
        escapes: escapes.raw,
        multiline: true,
      },
      { id: 'verbatim-hole', open: /(?:\$@|@\$)"/y, close: '"', escapes: verbatim, multiline: true, holes },
      { id: 'verbatim', open: /@"/y, close: '"', escapes: verbatim, multiline: true },
      { id: 'hole', open: /\$"/y, close: '"', escapes: escapes.csharp, holes },
      { ...quoted('plain', '"', escapes.csharp) },
      character,
    ],
  },
  operator: '+',
  lookup: (name, literal) => read(name, literal, '"'),
  hole(name, literal) {
    const id = literal.string.form.id;
    if (id === 'hole') return `{${read(name, literal, '"').replace(/!$/, '')}}`;
    if (id === 'raw') return inRaw(name, literal);
    // Joined instead of put into a hole: older compilers read a quote in a hole of a verbatim string as its end.
    return undefined;
  },
  partial(name, literal) {
    const { inner, from, to, string } = literal;
    if (string.form.id === 'raw') {
      // As many dollars as no run of braces in the text has signs (C# 11).
      const braces = 1 + Math.max(0, ...[...inner.matchAll(/\{+|\}+/g)].map(([run]) => run.length));
      const hole = '{'.repeat(braces) + read(name, literal, '"').replace(/!$/, '') + '}'.repeat(braces);
      return `${'$'.repeat(braces)}${string.opening}${inner.slice(0, from)}${hole}${inner.slice(to)}${string.opening}`;
    }
    if (string.form.id !== 'plain') return undefined;
    const around = [inner.slice(0, from), inner.slice(to)].map((part) => part.replace(/[{}]/g, '$&$&'));
    return `$"${around[0]}{${read(name, literal, '"').replace(/!$/, '')}}${around[1]}"`;
  },
  problem(literal) {
    const statement = statementBefore(literal);
    const id = literal.string.form.id;
    const interpolated = id.endsWith('hole') || literal.string.opening.startsWith('$');
    if (interpolated && /[{}]/.test(literal.value))
      return 'The key holds braces, which an interpolated string reads as code.';
    if (id === 'verbatim-hole' && (/\b(?:FormattableString|IFormattable)\b/.test(statement) || isFormatted(literal)))
      return 'The pieces of this string are used on their own: pass the key in as a value.';
    if (/(?:^|\s)const\s/.test(statement))
      return 'A C# constant is fixed at compile time: change "const" to "static readonly" first.';
    if (isAttribute(literal)) return 'An attribute must be a constant: read the value from the configuration instead.';
    if (isParameterDefault(literal)) return 'The default of a parameter must be constant: assign it in the method.';
    if (/^u8\b/.test(literal.text.slice(literal.token.end)))
      return 'A UTF-8 literal must be a constant: use Encoding.UTF8.GetBytes() instead.';
    if (isPattern(literal)) return 'A pattern must be a constant.';
    return undefined;
  },
};

/** A query or a culture takes an interpolated string apart, which a joined one is not. */
function isFormatted(literal: Literal): boolean {
  return enclosing(literal).some(
    ({ open, before }) => open === '(' && /Sql|Interpolated|Invariant|Formattable/.test(before),
  );
}

/** An interpolated raw string has as many braces around a value as it has dollars. */
function inRaw(name: string, literal: Literal): string | undefined {
  const dollars = /^\$*/.exec(literal.string.opening)?.[0].length ?? 0;
  if (dollars === 0) return undefined;
  return '{'.repeat(dollars) + read(name, literal, '"').replace(/!$/, '') + '}'.repeat(dollars);
}

function read(name: string, literal: Literal, quote: string): string {
  const { text, request } = literal;
  const own =
    /\b(?:class|struct|enum|interface|record|namespace)\s+Environment\b|[\w>\]?]\s+Environment\s*(?:[={;,)(]|$)/m;
  const imported = /^\s*(?:global\s+)?using\s+System\s*;/m.test(text) && !own.test(text);
  const suffix = request.project.csharpNullable === true || /^\s*#nullable enable/m.test(text) ? '!' : '';
  return `${imported ? '' : 'System.'}Environment.GetEnvironmentVariable(${quote}${name}${quote})${suffix}`;
}

/** `[Name("…")]` before a declaration or a parameter. What stands in the brackets itself is an element or an index. */
function isAttribute(literal: Literal): boolean {
  return enclosing(literal).some(
    ({ open, before, index }) => open === '[' && /^(?:[{};)\](,]|)$/.test(before) && literal.token.parent !== index,
  );
}

const patternWord = /^(?:case|is|or|and|not)$/;

/** Alone, or in the brackets of a positional, property or list pattern. */
function isPattern(literal: Literal): boolean {
  if (patternWord.test(neighbour(literal, -1)) || /^(?:=>|when|or|and)$/.test(neighbour(literal, 1))) return true;
  if (/^case\b(?!.*(?::|->|\bwhen\b))/.test(statementBefore(literal))) return true;
  const { text, level } = literal;
  return enclosing(literal).some(({ open, before, index }) => {
    const word = (back: number) => text.slice(level.tokens[index - back]?.start, level.tokens[index - back]?.end);
    if (patternWord.test(before) || (/^\w+$/.test(before) && patternWord.test(word(2)))) return true;
    const direct = literal.token.parent === index;
    if (open !== '{') return direct && /^(?:=>|when|or|and)$/.test(closing(literal, index).after);
    // `{ Key: "…" }`; a statement has no name and colon before a string.
    return (
      direct &&
      neighbour(literal, -1) === ':' &&
      /(?:^|,) ?[\w.]+(?: \. \w+)* :$/.test(statementBefore(literal, /^[{};,]$/))
    );
  });
}

/** `(string key = "…"`: a type and a name before the equals sign. */
function isParameterDefault(literal: Literal): boolean {
  const [outer] = enclosing(literal);
  const isList = outer?.open === '(' || (outer?.open === '[' && outer.before === 'this');
  if (neighbour(literal, -1) !== '=' || !isList) return false;
  return /[\w>\]?] \w+ =$/.test(statementBefore(literal, /^[([,;{}]$/));
}
