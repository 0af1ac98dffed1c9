import { enclosing, type Language, type Literal, neighbour, statementBefore } from '../literal.ts';
import { character, escapes, namedHoles, quoted } from './forms.ts';

const comments = { lineComments: ['//'], blockComments: [{ open: '/*', close: '*/' }] };

export const java: Language = {
  ids: ['java'],
  syntax: {
    ...comments,
    strings: [
      quoted('block', '"""', { ...escapes.java, other: 'unknown' }, { multiline: true }),
      quoted('plain', '"', escapes.java),
      character,
    ],
  },
  operator: '+',
  lookup: (name, literal) => read(name, literal),
  partial(name, literal) {
    if (literal.string.form.id !== 'block') return undefined;
    const { inner, from, to } = literal;
    const around = [inner.slice(0, from), inner.slice(to)].map((part) => part.replaceAll('%', '%%'));
    return `"""${around[0]}%s${around[1]}""".formatted(${read(name, literal)})`;
  },
  problem(literal) {
    if (literal.string.form.id === 'block' && /^\s*\.\s*formatted\b/.test(literal.text.slice(literal.token.end)))
      return 'This text block is formatted already: write %s for the key and pass it in.';
    if (isAnnotated(literal))
      return 'An annotation must be a constant: inject the value from the configuration instead.';
    if (isCaseLabel(literal)) return 'A case label must be a constant: compare with equals() instead.';
    const name = /\bfinal\b.*?(\w+) =$/.exec(statementBefore(literal))?.[1];
    if (name !== undefined && usedAsConstant(literal.text, name)) {
      return 'This constant is used in an annotation or a case label, which needs its value at compile time.';
    }
    return undefined;
  },
};

export const kotlin: Language = {
  ids: ['kotlin'],
  syntax: {
    lineComments: ['//'],
    blockComments: [{ open: '/*', close: '*/', nests: true }],
    strings: [
      quoted('raw', '"""', escapes.raw, { multiline: true, holes: namedHoles }),
      quoted('plain', '"', escapes.kotlin, { holes: namedHoles }),
      character,
    ],
  },
  operator: '+',
  lookup: (name) => `System.getenv("${name}")`,
  hole: (name) => `\${System.getenv("${name}")}`,
  problem(literal) {
    if (/\bimport\s+android[x.]/.test(literal.text) || literal.request.project.framework === 'android') {
      return 'An app ships its code to everyone who installs it and has no environment: use the key on a server.';
    }
    if (isAnnotated(literal))
      return 'An annotation must be a constant: inject the value from the configuration instead.';
    if (/\bconst val\b[^=]*=[^=]*$/.test(statementBefore(literal))) {
      return 'A "const val" is fixed at compile time: remove "const" first.';
    }
    return undefined;
  },
};

function read(name: string, { text }: Literal): string {
  const root = /\b(?:class|enum|record|interface)\s+System\b/.test(text) ? 'java.lang.' : '';
  return `${root}System.getenv("${name}")`;
}

/** Inside the brackets of `@Name(…)`. */
export function isAnnotated(literal: Literal): boolean {
  const { text, level } = literal;
  return enclosing(literal).some(({ open, index }) => {
    if (open !== '(') return false;
    let i = index - 1;
    const word = () => text.slice(level.tokens[i]?.start, level.tokens[i]?.end);
    while (
      level.tokens[i] !== undefined &&
      (level.tokens[i]?.kind === 'word' || word() === '.' || word() === ':') &&
      !word().startsWith('@')
    )
      i--;
    return level.tokens[i] !== undefined && word().startsWith('@');
  });
}

export function isCaseLabel(literal: Literal): boolean {
  return /^case\b(?!.*(?::|->))/.test(statementBefore(literal)) || neighbour(literal, -1) === 'case';
}

function usedAsConstant(text: string, name: string): boolean {
  return new RegExp(`\\bcase\\s+(?:\\w+\\.)?${name}\\b|@\\w[\\w.]*\\s*\\([^)]*\\b${name}\\b`).test(text);
}
