import { colonMeaning, type JsToken, nextOf, previousOf } from './lexer.ts';

/** Why an expression cannot stand where this string or template stands; undefined when it can. */
export function expressionProblem(
  text: string,
  tokens: readonly JsToken[],
  first: number,
  last: number,
  typescript: boolean,
): string | undefined {
  const token = tokens[first] as JsToken;
  const previous = previousOf(tokens, first);
  const next = nextOf(tokens, last);
  const before = wordAt(text, tokens, previous);
  const after = wordAt(text, tokens, next);
  const holder = token.parent < 0 ? undefined : tokens[token.parent]?.bracket;
  if (token.inType) return 'A type cannot be read from the environment.';
  if (holder === 'enum') return 'An enum member must be a constant: use a plain object instead.';
  if (holder === 'module' || isSpecifier(text, tokens, first, before)) return 'An import must name a constant module.';
  if (isDecorated(text, tokens, first)) return 'A decorator argument may have to be constant: read the key elsewhere.';
  if (/^(?:as|satisfies|is|keyof|typeof)$/.test(before) && (typescript || before !== 'typeof')) {
    return before === 'typeof' ? undefined : 'A type cannot be read from the environment.';
  }
  if (
    (after === 'as' && wordAt(text, tokens, nextOf(tokens, next)) === 'const') ||
    isConstAssertion(text, tokens, first)
  ) {
    return 'A value marked "as const" must be written out: remove the assertion first.';
  }
  if (before === ':' && tokens[previous]?.kind === 'punct') {
    const meaning = colonMeaning(text, tokens, previous);
    if (meaning === 'annotation') return 'A type cannot be read from the environment.';
  }
  if (after === ':' && /^(?:property|annotation|label)$/.test(colonMeaning(text, tokens, next)))
    return 'This name must be a constant.';
  if (typescript && before === '>' && /<\s*const\s*>\s*$/.test(text.slice(Math.max(0, token.start - 40), token.start)))
    return 'A value marked "as const" must be written out: remove the assertion first.';
  if (typescript && isDeclared(text, tokens, first))
    return 'A declaration has no value to compute: remove "declare" first.';
  if (typescript && isIndexedType(text, tokens, first, last)) return 'A type cannot be read from the environment.';
  if (typescript && isTypeArgument(text, tokens, first, last, before, after)) {
    return 'A type cannot be read from the environment.';
  }
  if (isDirective(text, tokens, first, last)) return 'A statement that is only a string has no effect to keep.';
  return undefined;
}

/** Whether the token is within the value of an option of such a name: `define: { … }`. */
export function isOption(text: string, tokens: readonly JsToken[], index: number, name: RegExp): boolean {
  for (let at = tokens[index]?.parent ?? -1; at >= 0; at = tokens[at]?.parent ?? -1) {
    const colon = previousOf(tokens, at);
    if (wordAt(text, tokens, colon) !== ':') continue;
    if (name.test(wordAt(text, tokens, previousOf(tokens, colon)).replace(/^['"]|['"]$/g, ''))) return true;
  }
  return false;
}

/** Whether the string is a name before a colon: `{ "name": … }`, in an object or a destructuring pattern. */
export function isObjectKey(text: string, tokens: readonly JsToken[], index: number): boolean {
  const token = tokens[index] as JsToken;
  if (tokens[token.parent]?.bracket !== 'object') return false;
  const before = wordAt(text, tokens, previousOf(tokens, index));
  const after = wordAt(text, tokens, nextOf(tokens, index));
  const opens = previousOf(tokens, index) === token.parent;
  return (opens || before === ',' || /^(?:get|set|async|\*)$/.test(before)) && (after === ':' || after === '(');
}

/** Whether the string names a member of a class or a type. */
export function isMemberName(text: string, tokens: readonly JsToken[], index: number): boolean {
  const token = tokens[index] as JsToken;
  const holder = tokens[token.parent]?.bracket;
  const after = wordAt(text, tokens, nextOf(tokens, index));
  const before = wordAt(text, tokens, previousOf(tokens, index));
  return holder === 'class' && before !== '=' && /^(?:[=:(?!;]|\})$/.test(after);
}

/** Whether the key is one piece of a longer one: `'sk-…' + '…'`. */
export function joinsAnotherPiece(
  text: string,
  tokens: readonly JsToken[],
  index: number,
  atStart: boolean,
  atEnd: boolean,
): boolean {
  const keyLike = /[A-Za-z0-9_-]/;
  const next = nextOf(tokens, index);
  const previous = previousOf(tokens, index);
  if (atEnd && wordAt(text, tokens, next) === '+') {
    const piece = tokens[nextOf(tokens, next)];
    if ((piece?.kind === 'string' || piece?.kind === 'template') && keyLike.test(text[piece.start + 1] ?? ''))
      return true;
  }
  if (atStart && wordAt(text, tokens, previous) === '+') {
    const piece = tokens[previousOf(tokens, previous)];
    // `key=` or `Bearer ` ends in what no key ends in; a word could be the beginning of this one.
    if ((piece?.kind === 'string' || piece?.kind === 'template') && keyLike.test(text[piece.end - 2] ?? ''))
      return true;
  }
  return false;
}

/** The identifier or property that the expression at `index` becomes the value of. */
export function assignedName(text: string, tokens: readonly JsToken[], index: number): string | undefined {
  let at = previousOf(tokens, index);
  let separator = wordAt(text, tokens, at);
  // The other side of `process.env.X || 'sk-…'` names the value as well.
  for (let steps = 0; steps < 12 && separator !== '=' && separator !== ':'; steps++) {
    const token = tokens[at];
    if (token === undefined || /^[;,{}()[\]]$/.test(separator) || separator === '=>') return undefined;
    at = previousOf(tokens, at);
    separator = wordAt(text, tokens, at);
  }
  if (separator !== '=' && separator !== ':') return undefined;
  let name = previousOf(tokens, at);
  if (separator === '=') {
    // Past a type annotation: `const apiKey: string = …`.
    for (let i = name, steps = 0; i >= 0 && steps < 12; i = previousOf(tokens, i), steps++) {
      const word = wordAt(text, tokens, i);
      if (word === ':' && colonMeaning(text, tokens, i) === 'annotation') name = previousOf(tokens, i);
      if (/^[;,{}(=]$/.test(word) || /^(?:const|let|var)$/.test(word)) break;
    }
  }
  const token = tokens[name];
  if (token?.kind === 'word') return text.slice(token.start, token.end);
  if (token?.kind === 'string') return text.slice(token.start + 1, token.end - 1);
  if (wordAt(text, tokens, name) === ']') {
    const inner = tokens[previousOf(tokens, name)];
    if (inner?.kind === 'string') return text.slice(inner.start + 1, inner.end - 1);
  }
  return undefined;
}

/** Whether the file gives `process` a meaning of its own. */
export function shadowsProcess(text: string, tokens: readonly JsToken[]): boolean {
  return tokens.some((token, i) => {
    if (token.kind !== 'word' || token.end - token.start !== 7 || !text.startsWith('process', token.start))
      return false;
    const before = wordAt(text, tokens, previousOf(tokens, i));
    const after = wordAt(text, tokens, nextOf(tokens, i));
    if (/^(?:let|var|function|class|const)$/.test(before)) {
      return !/^process\s*=\s*(?:require\(\s*['"](?:node:)?process['"]|globalThis\.process)/.test(
        text.slice(token.start, token.start + 80),
      );
    }
    if (before === 'import')
      return !/^process\s+from\s+['"](?:node:)?process['"]/.test(text.slice(token.start, token.start + 60));
    if (after === '=>') return true;
    return before === '(' && after === ')' && /^\)\s*(?:=>|\{)/.test(text.slice(token.end).trimStart().slice(0, 60));
  });
}

export function wordAt(text: string, tokens: readonly JsToken[], index: number): string {
  const token = tokens[index];
  return token === undefined ? '' : text.slice(token.start, token.end);
}

function isSpecifier(text: string, tokens: readonly JsToken[], index: number, before: string): boolean {
  if (before === 'from' || before === 'import' || before === 'module') return true;
  if (before !== '(') return false;
  const callee = previousOf(tokens, previousOf(tokens, index));
  if (wordAt(text, tokens, callee) !== 'require') return false;
  const equals = previousOf(tokens, callee);
  return (
    wordAt(text, tokens, equals) === '=' &&
    wordAt(text, tokens, previousOf(tokens, previousOf(tokens, equals))) === 'import'
  );
}

/** `declare const x = "…"`, or a member of what is declared. */
function isDeclared(text: string, tokens: readonly JsToken[], index: number): boolean {
  for (let at = index; at >= 0; at = tokens[at]?.parent ?? -1) {
    // No calls, objects or lists stand in a declaration.
    if (at !== index && !/^(?:class|module|block)$/.test(tokens[at]?.bracket ?? '')) return false;
    for (let i = previousOf(tokens, at), n = 0; i >= 0 && n < 20; i = previousOf(tokens, i), n++) {
      if (tokens[i]?.parent !== tokens[at]?.parent) break;
      // The word that begins the statement, which another one without a semicolon may precede.
      const word = wordAt(text, tokens, i);
      if (/^(?:const|let|var|class|namespace|module)$/.test(word)) {
        const first = wordAt(text, tokens, previousOf(tokens, i));
        if (
          first === 'declare' ||
          (first === 'abstract' && wordAt(text, tokens, previousOf(tokens, previousOf(tokens, i))) === 'declare')
        )
          return true;
        break;
      }
      if (/^(?:[;{}()]|try|do|else|finally|static)$/.test(word)) break;
    }
  }
  return false;
}

/** Some bracket around the string is the argument list of `@name(…)`. */
function isDecorated(text: string, tokens: readonly JsToken[], index: number): boolean {
  for (let open = (tokens[index] as JsToken).parent; open >= 0; open = (tokens[open] as JsToken).parent) {
    if (tokens[open]?.bracket === 'block' || tokens[open]?.bracket === 'class') return false;
    if (tokens[open]?.bracket !== 'paren') continue;
    let i = previousOf(tokens, open);
    while (tokens[i]?.kind === 'word' || wordAt(text, tokens, i) === '.') i = previousOf(tokens, i);
    if (wordAt(text, tokens, i) === '@') return true;
  }
  return false;
}

/** `as const` after a bracket that holds the string. */
function isConstAssertion(text: string, tokens: readonly JsToken[], index: number): boolean {
  for (let open = (tokens[index] as JsToken).parent; open >= 0; open = (tokens[open] as JsToken).parent) {
    const bracket = tokens[open]?.bracket;
    if (bracket !== 'object' && bracket !== 'square' && bracket !== 'paren') return false;
    const outer = (tokens[open] as JsToken).parent;
    let close = index + 1;
    while (close < tokens.length && !(tokens[close]?.parent === outer)) close++;
    const as = nextOf(tokens, close);
    if (wordAt(text, tokens, as) === 'as' && wordAt(text, tokens, nextOf(tokens, as)) === 'const') return true;
  }
  return false;
}

/** `Name<'…'>` or `Name<A, '…'>`, a default of a type parameter, or one alternative of a union. */
function isTypeArgument(
  text: string,
  tokens: readonly JsToken[],
  first: number,
  last: number,
  before: string,
  after: string,
): boolean {
  if (before === '<' || after === '>' || before === '|' || before === '&' || after === '|' || after === '&')
    return true;
  if (before !== ',') return false;
  let i = previousOf(tokens, first);
  for (; i >= 0; i = previousOf(tokens, i)) {
    const word = wordAt(text, tokens, i);
    if (word === '<') break;
    const kind = tokens[i]?.kind;
    if (kind !== 'word' && kind !== 'string' && !/^[,.|&[\]]$/.test(word)) return false;
  }
  let j = nextOf(tokens, last);
  for (; i >= 0 && j >= 0; j = nextOf(tokens, j)) {
    const word = wordAt(text, tokens, j);
    if (word === '>') return true;
    const kind = tokens[j]?.kind;
    if (kind !== 'word' && kind !== 'string' && !/^[,.|&[\]]$/.test(word)) return false;
  }
  return false;
}

/** `Name['…']` where a type stands. */
function isIndexedType(text: string, tokens: readonly JsToken[], first: number, last: number): boolean {
  const open = previousOf(tokens, first);
  if (wordAt(text, tokens, open) !== '[' || wordAt(text, tokens, nextOf(tokens, last)) !== ']') return false;
  if (/^[|&]$/.test(wordAt(text, tokens, nextOf(tokens, nextOf(tokens, last))))) return true;
  const parent = tokens[open]?.parent;
  let i = previousOf(tokens, open);
  const holder = wordAt(text, tokens, i);
  if (tokens[i]?.kind !== 'word' && !/^[\])>]$/.test(holder)) return false;
  // Back over the whole of what is indexed: names, dots and brackets with what they hold.
  while (
    i >= 0 &&
    (tokens[i]?.parent !== parent || tokens[i]?.kind === 'word' || /^[.[\]()<>]$/.test(wordAt(text, tokens, i)))
  ) {
    const word = wordAt(text, tokens, i);
    if (word === '<' || /^(?:keyof|as|satisfies|is|extends|return|typeof)$/.test(word)) break;
    i = previousOf(tokens, i);
  }
  const before = wordAt(text, tokens, i);
  if (/^(?:<|\||&|keyof|as|satisfies|is|extends)$/.test(before)) return true;
  return before === ':' && colonMeaning(text, tokens, i) === 'annotation';
}

function isDirective(text: string, tokens: readonly JsToken[], first: number, last: number): boolean {
  const previous = previousOf(tokens, first);
  const next = nextOf(tokens, last);
  const before = wordAt(text, tokens, previous);
  const after = wordAt(text, tokens, next);
  const lineAbove = previous < 0 ? '\n' : text.slice(tokens[previous]?.end, tokens[first]?.start);
  const lineBelow = next < 0 ? '\n' : text.slice(tokens[last]?.end, tokens[next]?.start);
  const opensBlock = previous >= 0 && tokens[previous]?.bracket === 'block';
  const begins =
    previous < 0 || before === ';' || opensBlock || (/[\w'"`)\]}]$/.test(before) && lineAbove.includes('\n'));
  const ends = next < 0 || after === ';' || after === '}' || (lineBelow.includes('\n') && /^[\w$'"`@{}]/.test(after));
  const operatorWord =
    /^(?:return|typeof|case|in|of|instanceof|new|void|delete|throw|yield|await|default|extends|else|do)$/;
  return begins && ends && !operatorWord.test(before);
}
