import { pathInPackage } from '../framework.ts';
import type { StringForm } from '../lexer.ts';
import { enclosing, type Language, type Literal, neighbour, statementBefore } from '../literal.ts';
import { escapes, quoted } from './forms.ts';

const holes = [{ open: '{$', close: '}' }, { open: '${', close: '}' }, { open: '$' }];
const heredoc = (id: string, shape: string, more: Partial<StringForm>): StringForm => ({
  id,
  open: new RegExp(shape, 'y'),
  close: '',
  escapes: escapes.raw,
  heredoc: { indented: () => true },
  ...more,
});

export const php: Language = {
  ids: ['php'],
  syntax: {
    lineComments: ['//', /#(?!\[)/y],
    blockComments: [{ open: '/*', close: '*/' }],
    strings: [
      heredoc('nowdoc', "<<<[ \\t]*'(?<tag>\\w+)'", {}),
      heredoc('heredoc', '<<<[ \\t]*"?(?<tag>\\w+)"?', { escapes: { ...escapes.phpDouble, lead: '\\' }, holes }),
      quoted('double', '"', escapes.phpDouble, { holes, multiline: true }),
      quoted('single', "'", escapes.single, { multiline: true }),
      quoted('command', '`', escapes.phpDouble, { holes, multiline: true, opaque: true }),
    ],
    special: skipMarkup,
  },
  operator: '.',
  lookup: (name, literal) => readExpression(name, literal),
  hole(name, literal) {
    if (literal.string.form.holes === undefined) return undefined;
    const read = readExpression(name, literal);
    return read.startsWith('$') ? `{${read}}` : undefined;
  },
  problem(literal) {
    const statement = statementBefore(literal);
    const path = pathInPackage(literal.request.document.uri, literal.request.project);
    if (isLaravel(literal) && !path.startsWith('config/')) {
      return 'Laravel reads .env only in config/: add an entry to config/services.php there and use config().';
    }
    if (/(?:^|\s)const\s/.test(statement))
      return 'A PHP constant must be constant: use a function or a config entry instead.';
    if (
      /^(?:(?:public|protected|private|static|var|readonly|final)\s)+/.test(statement) &&
      !/\bfunction\b|\bfn\b/.test(statement)
    ) {
      return 'The default of a property must be constant: assign it in the constructor.';
    }
    if (/^case\s/.test(statement) && neighbour(literal, -1) === '=') return 'An enum case must be a constant.';
    if (isParameterDefault(literal)) return 'The default of a parameter must be constant: assign it in the function.';
    if (isAttribute(literal)) return 'An attribute must be a constant.';
    const { form } = literal.string;
    if (form.id === 'nowdoc') return 'A nowdoc keeps its text as it is: join it from strings first.';
    if (form.id === 'heredoc' && !readExpression('NAME', literal).startsWith('$'))
      return 'A here-document cannot call getenv(): put the key into a variable above it first.';
    return undefined;
  },
};

/** Text outside `<?php … ?>` is not PHP. */
function skipMarkup(text: string, at: number): number | undefined {
  if (at === 0 || text.startsWith('?>', at)) {
    const from = at === 0 ? 0 : at + 2;
    const tag = /<\?(?:php\b|=)/g;
    tag.lastIndex = from;
    return tag.test(text) ? tag.lastIndex : text.length;
  }
  return undefined;
}

/** phpdotenv fills `$_ENV` and not `getenv()`; the environment itself is sure to be in `getenv()` only. */
function readExpression(name: string, literal: Literal): string {
  if (isLaravel(literal)) return `env('${name}')`;
  const { text, request } = literal;
  const loaded = request.project.loader === 'phpdotenv' || /\$_ENV\[/.test(text);
  const root = /\bfunction\s+getenv\b/.test(text) ? '\\' : '';
  return loaded ? `$_ENV['${name}']` : `${root}getenv('${name}')`;
}

function isLaravel(literal: Literal): boolean {
  const { text, request } = literal;
  return request.project.loader === 'phpdotenv' && /\bIlluminate\\|\benv\(\s*['"]/.test(text);
}

function isParameterDefault(literal: Literal): boolean {
  return enclosing(literal).some(({ open, index }) => {
    if (open !== '(') return false;
    const words = [1, 2, 3].map((back) => wordAt(literal, index - back));
    const parameters =
      /^(?:function|fn)$/.test(words[0] ?? '') ||
      words[1] === 'function' ||
      (words[1] === '&' && words[2] === 'function');
    return parameters && neighbour(literal, -1) !== '(';
  });
}

function isAttribute(literal: Literal): boolean {
  return enclosing(literal).some(({ open, before }) => open === '[' && before === '#');
}

function wordAt(literal: Literal, index: number): string {
  const token = literal.level.tokens[index];
  return token === undefined ? '' : literal.text.slice(token.start, token.end);
}
