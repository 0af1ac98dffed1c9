/**
 * A tolerant lexer for JavaScript, TypeScript and JSX: enough structure to know in what kind of literal an offset stands
 * and what the brackets around it are. It never fails; text it cannot read becomes punctuation.
 */

export type JsTokenKind =
  | 'word'
  | 'number'
  | 'punct'
  | 'string'
  | 'template' // a piece of a template literal, from ` or } to ${ or `
  | 'regex'
  | 'comment'
  | 'jsxText'
  | 'jsxString'
  | 'jsxName';

/** What a bracket holds; for `{` this decides whether a string in it is a value, a type or a name. */
export type BracketKind =
  | 'paren'
  | 'control' // if (…), while (…)
  | 'square'
  | 'block'
  | 'object'
  | 'class'
  | 'enum'
  | 'type'
  | 'module' // import { … }, export { … }
  | 'substitution' // ${ … }
  | 'jsxExpression'
  | 'tag'
  | 'children';

export interface JsToken {
  readonly kind: JsTokenKind;
  readonly start: number;
  end: number;
  /** Index of the token that opened the bracket around this one, or -1. */
  readonly parent: number;
  /** For opening and closing brackets. */
  bracket?: BracketKind;
  /** Stands in a type: `type X = …`, `interface`, a type literal. */
  readonly inType: boolean;
  /** For a template piece: index of the token that precedes the whole template, which may be its tag. */
  before?: number;
}

interface Frame {
  readonly kind: BracketKind;
  readonly open: number;
  /** A declaration has begun whose braces are not a block. */
  pending: 'class' | 'enum' | 'interface' | 'type' | 'module' | undefined;
  readonly before: number;
}

export interface JsDialect {
  readonly jsx: boolean;
  readonly typescript: boolean;
}

const wordShape = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy;
const numberShape = /\.?\d(?:[eE][+-]|[\w.])*/y;
const punctShape =
  /=>|\?\.(?!\d)|\?\?=?|\.\.\.|\+\+|--|[=!]==?|<=|>=|&&=?|\|\|=?|\*\*=?|[-+*/%&|^]=|[{}()[\];,<>+\-*/%&|^!~?:=.@#]/y;
const regexShape = /\/(?![*/])(?:\\[^\n\r]|\[(?:\\[^\n\r]|[^\]\\\n\r])*\]|[^/\\[\n\r])+\/[a-z]*/y;
const genericArrow = /<\s*(?:const\s+)?[\w$]+\s*(?:,|extends\b(?!\s*=))/y;

const operatorWords = new Set(
  'return typeof case do else in of instanceof new void delete throw yield await default extends'.split(' '),
);
const statementWords = new Set(
  (
    'const let var function export import class type interface if return async enum declare for while switch try throw ' +
    'namespace module abstract'
  ).split(' '),
);
const closes: Readonly<Record<string, ReadonlySet<BracketKind>>> = {
  ')': new Set(['paren', 'control']),
  ']': new Set(['square']),
  '}': new Set(['block', 'object', 'class', 'enum', 'type', 'module', 'substitution', 'jsxExpression']),
};

/** All tokens of the text up to the first that begins at or after `until` and closes nothing of interest. */
export function lexJavaScript(text: string, dialect: JsDialect): JsToken[] {
  const tokens: JsToken[] = [];
  const frames: Frame[] = [{ kind: 'block', open: -1, pending: undefined, before: -1 }];
  let at = text.startsWith('#!') ? lineEnd(text, 0) : 0;
  while (at < text.length) {
    const top = frames.at(-1) as Frame;
    if (top.kind === 'children') at = lexChildren(text, at, tokens, frames);
    else if (top.kind === 'tag') at = lexTag(text, at, tokens, frames);
    else at = lexCode(text, at, tokens, frames, dialect);
  }
  return tokens;
}

/** Index of the previous token that is not a comment, or -1. */
export function previousOf(tokens: readonly JsToken[], index: number): number {
  let i = index - 1;
  while (i >= 0 && tokens[i]?.kind === 'comment') i--;
  return i;
}

/** Index of the next token that is not a comment, or -1. */
export function nextOf(tokens: readonly JsToken[], index: number): number {
  let i = index + 1;
  while (i < tokens.length && tokens[i]?.kind === 'comment') i++;
  return i < tokens.length ? i : -1;
}

function lexCode(text: string, at: number, tokens: JsToken[], frames: Frame[], dialect: JsDialect): number {
  const top = frames.at(-1) as Frame;
  const char = text[at] as string;
  if (/\s/.test(char)) return at + 1;
  if (char === '/' && text[at + 1] === '/') return push(tokens, frames, 'comment', at, lineEnd(text, at));
  if (char === '/' && text[at + 1] === '*') {
    const close = text.indexOf('*/', at + 2);
    return push(tokens, frames, 'comment', at, close < 0 ? text.length : close + 2);
  }
  if (char === '"' || char === "'") return push(tokens, frames, 'string', at, stringEnd(text, at, char));
  if (char === '`') return templatePiece(text, at, tokens, frames, lastSignificant(tokens));
  if (char === '}' && top.kind === 'substitution') {
    frames.pop();
    return templatePiece(text, at, tokens, frames, top.before);
  }
  const word = match(wordShape, text, at);
  if (word !== undefined) return pushWord(text, at, word, tokens, frames);
  const number = match(numberShape, text, at);
  if (number !== undefined) return push(tokens, frames, 'number', at, at + number.length);
  if (char === '/' && expressionMayStart(text, tokens)) {
    const regex = match(regexShape, text, at);
    if (regex !== undefined) return push(tokens, frames, 'regex', at, at + regex.length);
  }
  if (char === '<' && dialect.jsx && /[\w$>]/.test(text[at + 1] ?? '') && expressionMayStart(text, tokens)) {
    if (!(dialect.typescript && match(genericArrow, text, at) !== undefined)) return openTag(at, tokens, frames);
  }
  const punct = match(punctShape, text, at) ?? char;
  return pushPunct(text, at, punct, tokens, frames);
}

function pushWord(text: string, at: number, word: string, tokens: JsToken[], frames: Frame[]): number {
  const top = frames.at(-1) as Frame;
  const previous = tokens[lastSignificant(tokens)];
  const newLine = previous === undefined || text.slice(previous.end, at).includes('\n');
  const follows = previous === undefined ? '' : text.slice(previous.start, previous.end);
  if (
    top.pending === 'type' &&
    newLine &&
    statementWords.has(word) &&
    !/^(?:[|&=:,<?]|=>|extends|keyof)$/.test(follows)
  ) {
    top.pending = undefined;
  }
  const next = /\s*([\w$]+|[^\s])?/y.exec(text.slice(at + word.length, at + word.length + 200))?.[1] ?? '';
  const named = /^[\w$]/.test(next);
  const isName = follows === '.' || follows === '?.';
  if (!isName && next !== ':' && (top.kind === 'block' || word === 'class')) {
    if (word === 'class') top.pending = 'class';
    else if (word === 'enum' && named) top.pending = 'enum';
    else if (word === 'interface' && named) top.pending = 'interface';
    else if (word === 'type' && named && next !== 'from' && top.pending !== 'module') top.pending = 'type';
    else if (word === 'import' && next !== '(' && next !== '.') top.pending = 'module';
    else if (word === 'export' && (next === '{' || next === '*' || next === 'type')) top.pending = 'module';
  }
  return push(tokens, frames, 'word', at, at + word.length);
}

function pushPunct(text: string, at: number, punct: string, tokens: JsToken[], frames: Frame[]): number {
  const top = frames.at(-1) as Frame;
  if (punct === '(' || punct === '[' || punct === '{') {
    const kind = punct === '(' ? parenKind(text, tokens) : punct === '[' ? 'square' : braceKind(text, tokens, top);
    if (punct === '{' && top.pending !== 'type') top.pending = undefined;
    push(tokens, frames, 'punct', at, at + 1);
    const index = tokens.length - 1;
    (tokens[index] as JsToken).bracket = kind;
    frames.push({ kind, open: index, pending: undefined, before: -1 });
    return at + 1;
  }
  if (closes[punct] !== undefined) {
    const known = frames.findLastIndex((frame) => closes[punct]?.has(frame.kind));
    if (known > 0 && frames.slice(known + 1).every((frame) => frame.kind === 'paren' || frame.kind === 'square')) {
      const kind = frames[known]?.kind;
      frames.length = known;
      push(tokens, frames, 'punct', at, at + 1);
      if (kind !== undefined) (tokens.at(-1) as JsToken).bracket = kind;
      return at + 1;
    }
  }
  if (punct === ';') top.pending = undefined;
  return push(tokens, frames, 'punct', at, at + punct.length);
}

function parenKind(text: string, tokens: readonly JsToken[]): BracketKind {
  const previous = tokens[lastSignificant(tokens)];
  if (previous?.kind !== 'word') return 'paren';
  return /^(?:if|while|for|with)$/.test(text.slice(previous.start, previous.end)) ? 'control' : 'paren';
}

function braceKind(text: string, tokens: JsToken[], top: Frame): BracketKind {
  if (top.pending === 'class') return 'class';
  if (top.pending === 'enum') return 'enum';
  if (top.pending === 'interface' || top.pending === 'type') return 'type';
  if (top.pending === 'module') return 'module';
  if (top.kind === 'type') return 'type';
  const index = lastSignificant(tokens);
  const previous = tokens[index];
  if (previous === undefined) return 'block';
  const word = text.slice(previous.start, previous.end);
  if (previous.kind === 'word') {
    if (word === 'as' || word === 'satisfies' || word === 'is' || word === 'keyof') return 'type';
    if (/^(?:const|let|var)$/.test(word)) return 'object'; // a pattern
    return operatorWords.has(word) && word !== 'do' && word !== 'else' ? 'object' : 'block';
  }
  if (previous.kind === 'template') return word.endsWith('${') ? 'object' : 'block';
  if (previous.kind !== 'punct') return 'block';
  if (word === ':') {
    const meaning = colonMeaning(text, tokens, index);
    if (meaning === 'annotation') return 'type';
    return meaning === 'case' || meaning === 'label' ? 'block' : 'object';
  }
  if (word === '<' || word === '|' || word === '&') return 'type';
  if (word === '=>' || word === ')' || word === ']' || word === '}' || word === ';' || word === '{') return 'block';
  return word === '>' ? 'block' : 'object';
}

/** What a `:` separates. `index` is the colon's, or the index it will get. */
export function colonMeaning(
  text: string,
  tokens: readonly JsToken[],
  index: number,
): 'property' | 'annotation' | 'ternary' | 'case' | 'label' {
  const colon = tokens[index] as JsToken;
  const holder = colon.parent < 0 ? undefined : tokens[colon.parent]?.bracket;
  let before: string | undefined;
  let depth = 0;
  for (let i = index - 1; i > colon.parent; i--) {
    const token = tokens[i] as JsToken;
    if (token.kind === 'comment' || token.parent !== colon.parent) continue;
    const word = text.slice(token.start, token.end);
    if (before === undefined && word === '?') return 'annotation';
    before ??= word;
    if (token.kind !== 'punct' && token.kind !== 'word') continue;
    if (word === ',' || word === ';') break;
    if (word === ':') depth++;
    if (word === '?' && depth-- === 0) return 'ternary';
    if (word === 'case' || word === 'default') return 'case';
    if (/^(?:const|let|var|return|function)$/.test(word)) break;
  }
  if (holder === 'object') return before === ')' ? 'annotation' : 'property';
  if (holder === 'jsxExpression' || holder === 'substitution') return 'property';
  return 'annotation';
}

function templatePiece(text: string, at: number, tokens: JsToken[], frames: Frame[], before: number): number {
  let end = at + 1;
  for (; end < text.length; end++) {
    const char = text[end];
    if (char === '\\') end++;
    else if (char === '`' || (char === '$' && text[end + 1] === '{')) break;
  }
  const opens = text[end] === '$';
  const stop = Math.min(text.length, end + (opens ? 2 : 1));
  push(tokens, frames, 'template', at, stop);
  const token = tokens.at(-1) as JsToken;
  token.before = before;
  if (opens) {
    token.bracket = 'substitution';
    frames.push({ kind: 'substitution', open: tokens.length - 1, pending: undefined, before });
  }
  return stop;
}

function openTag(at: number, tokens: JsToken[], frames: Frame[]): number {
  push(tokens, frames, 'punct', at, at + 1);
  (tokens.at(-1) as JsToken).bracket = 'tag';
  frames.push({ kind: 'tag', open: tokens.length - 1, pending: undefined, before: -1 });
  return at + 1;
}

function lexTag(text: string, at: number, tokens: JsToken[], frames: Frame[]): number {
  const char = text[at] as string;
  if (/\s/.test(char)) return at + 1;
  if (char === '"' || char === "'") {
    const close = text.indexOf(char, at + 1);
    return push(tokens, frames, 'jsxString', at, close < 0 ? text.length : close + 1);
  }
  if (text.startsWith('//', at)) return push(tokens, frames, 'comment', at, lineEnd(text, at));
  if (text.startsWith('/*', at)) {
    const close = text.indexOf('*/', at + 2);
    return push(tokens, frames, 'comment', at, close < 0 ? text.length : close + 2);
  }
  if (text.startsWith('/>', at)) {
    frames.pop();
    return push(tokens, frames, 'jsxText', at, at + 2);
  }
  if (char === '>') {
    const open = (frames.pop() as Frame).open;
    push(tokens, frames, 'punct', at, at + 1);
    (tokens.at(-1) as JsToken).bracket = 'children';
    frames.push({ kind: 'children', open: tokens.length - 1, pending: undefined, before: open });
    return at + 1;
  }
  if (char === '{') return openExpression(at, tokens, frames);
  if (char === '<') return openTag(at, tokens, frames);
  const name = match(/[\w$:.-]+/y, text, at);
  return name === undefined
    ? push(tokens, frames, 'punct', at, at + 1)
    : push(tokens, frames, 'jsxName', at, at + name.length);
}

function lexChildren(text: string, at: number, tokens: JsToken[], frames: Frame[]): number {
  if (text[at] === '{') return openExpression(at, tokens, frames);
  if (text.startsWith('</', at)) {
    const close = text.indexOf('>', at);
    frames.pop();
    return push(tokens, frames, 'jsxText', at, close < 0 ? text.length : close + 1);
  }
  if (text[at] === '<') return openTag(at, tokens, frames);
  const end = match(/[^<{]+/y, text, at)?.length ?? 1;
  return push(tokens, frames, 'jsxText', at, at + end);
}

function openExpression(at: number, tokens: JsToken[], frames: Frame[]): number {
  push(tokens, frames, 'punct', at, at + 1);
  (tokens.at(-1) as JsToken).bracket = 'jsxExpression';
  frames.push({ kind: 'jsxExpression', open: tokens.length - 1, pending: undefined, before: -1 });
  return at + 1;
}

/** Whether a `/` or `<` here begins a literal: after an operator, not after a value. */
function expressionMayStart(text: string, tokens: readonly JsToken[]): boolean {
  const previous = tokens[lastSignificant(tokens)];
  if (previous === undefined) return true;
  const word = text.slice(previous.start, previous.end);
  if (previous.kind === 'word') return operatorWords.has(word);
  if (previous.kind === 'template') return word.endsWith('${');
  if (previous.kind !== 'punct') return false;
  if (word === ')') return previous.bracket === 'control';
  if (word === '}') return previous.bracket === 'block';
  return word !== ']' && word !== '++' && word !== '--';
}

function push(tokens: JsToken[], frames: readonly Frame[], kind: JsTokenKind, start: number, end: number): number {
  const inType = frames.some(
    (frame) => frame.kind === 'type' || frame.pending === 'type' || frame.pending === 'interface',
  );
  tokens.push({ kind, start, end, parent: (frames.at(-1) as Frame).open, inType });
  return end;
}

function stringEnd(text: string, at: number, quote: string): number {
  for (let i = at + 1; i < text.length; i++) {
    const char = text[i];
    if (char === '\\') i += text.startsWith('\r\n', i + 1) ? 2 : 1;
    else if (char === quote) return i + 1;
    else if (char === '\n' || char === '\r') return i;
  }
  return text.length;
}

function lastSignificant(tokens: readonly JsToken[]): number {
  return previousOf(tokens, tokens.length);
}

function match(shape: RegExp, text: string, at: number): string | undefined {
  shape.lastIndex = at;
  return shape.exec(text)?.[0];
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
