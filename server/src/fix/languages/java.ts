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
    if (isAnnotated(literal) || isElementDefault(literal)) return annotation;
    if (isCaseLabel(literal)) return 'A case label must be a constant: compare with equals() instead.';
    // Fields of an interface are final without the word.
    const name = /\b(\w+) =(?: "" \+)*$/.exec(statementBefore(literal))?.[1];
    if (name !== undefined && usedAsConstant(literal.text, name, 0)) {
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
      // Kotlin 2.2: as many dollars begin a value as begin the string.
      { id: 'dollars', open: /\$\$+(""")/y, close: '"""', escapes: escapes.raw, multiline: true },
      { id: 'dollars', open: /\$\$+"(?!"")/y, close: '"', escapes: escapes.kotlin },
      quoted('raw', '"""', escapes.raw, { multiline: true, holes: namedHoles }),
      quoted('plain', '"', escapes.kotlin, { holes: namedHoles }),
      character,
    ],
  },
  operator: '+',
  lookup: (name, literal) => read(name, literal),
  hole: (name, literal) => `${/^\$*/.exec(literal.string.opening)?.[0] || '$'}{${read(name, literal)}}`,
  problem(literal) {
    const { string, inner } = literal;
    if (string.form.id === 'dollars' && inner.includes(string.opening.replaceAll('"', '')))
      return 'This string holds other values: write the key as a string beside it first.';
    // A build script runs on the developer's machine; some of what it says is built into the app.
    const isBuild = /\.gradle\.kts$/.test(literal.request.document.uri);
    const built = enclosing(literal).some(({ before }) =>
      /^(?:buildConfigField|resValue|manifestPlaceholders)$/.test(before),
    );
    if (isBuild && (built || /\bmanifestPlaceholders\b/.test(statementBefore(literal))))
      return 'This option is built into the app, which everyone who installs it can read: use the key on a server.';
    if (!isBuild && (/\bimport\s+android[x.]/.test(literal.text) || literal.request.project.framework === 'android')) {
      return 'An app ships its code to everyone who installs it and has no environment: use the key on a server.';
    }
    if (isAnnotated(literal) || /\bannotation class\b/.test(statementBefore(literal))) return annotation;
    const shared = /\/src\/(common|native|js|wasm\w*|ios\w*|macos\w*|linux\w*|mingw\w*|apple\w*)(?:Main|Test)\//i.exec(
      literal.request.document.uri,
    );
    if (shared !== null) return 'Only code for the JVM can read the environment this way: move the key to jvmMain.';
    if (/\bconst val\b[^=]*=[^=]*$/.test(statementBefore(literal))) {
      return 'A "const val" is fixed at compile time: remove "const" first.';
    }
    return undefined;
  },
};

function read(name: string, { text }: Literal): string {
  const root = /\b(?:class|enum|record|interface|object)\s+System\b/.test(text) ? 'java.lang.' : '';
  return `${root}System.getenv("${name}")`;
}

const annotation = 'An annotation must be a constant: inject the value from the configuration instead.';

/** Inside the brackets of `@Name(…)`, or of Kotlin's `@get:[Name(…)]`. */
export function isAnnotated(literal: Literal): boolean {
  const { text, level } = literal;
  return enclosing(literal).some(({ open, index }) => {
    if (open !== '(' && open !== '[') return false;
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

/** `String key() default "…"` and `default { "…" }`. */
function isElementDefault(literal: Literal): boolean {
  const [outer] = enclosing(literal);
  return neighbour(literal, -1) === 'default' || (outer?.open === '{' && outer.before === 'default');
}

/** By itself, or by way of a constant that is made from it. */
function usedAsConstant(text: string, name: string, depth: number): boolean {
  const used = `\\bcase\\s+(?:\\w+\\.)?${name}\\b|@\\w[\\w.]*\\s*\\([^)]*\\b${name}\\b`;
  if (new RegExp(used).test(text)) return true;
  const made = text.matchAll(new RegExp(`\\b(\\w+)\\s*=[^=;{}]*\\b${name}\\b[^;{}]*;`, 'g'));
  return (
    depth < 3 && [...made].some((match) => match[1] !== name && usedAsConstant(text, match[1] as string, depth + 1))
  );
}
