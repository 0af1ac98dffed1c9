import { lexChildren, lexTag, openTag } from './jsx.ts';
import {
  type BracketKind,
  colonMeaning,
  type Frame,
  type JsDialect,
  type JsToken,
  lineEnd,
  match,
  previousOf,
  push,
} from './tokens.ts';

export { type BracketKind, colonMeaning, type JsDialect, type JsToken, nextOf, previousOf } from './tokens.ts';

/**
 * A tolerant lexer for JavaScript, TypeScript and JSX: enough structure to know in what kind of literal an offset stands
 * and what the brackets around it are. It never fails; text it cannot read becomes punctuation.
 */

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
