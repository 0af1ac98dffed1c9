/** The tokens of JavaScript and what is asked of them. */

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

export interface Frame {
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

export function push(
  tokens: JsToken[],
  frames: readonly Frame[],
  kind: JsTokenKind,
  start: number,
  end: number,
): number {
  const inType = frames.some(
    (frame) => frame.kind === 'type' || frame.pending === 'type' || frame.pending === 'interface',
  );
  tokens.push({ kind, start, end, parent: (frames.at(-1) as Frame).open, inType });
  return end;
}

export function match(shape: RegExp, text: string, at: number): string | undefined {
  shape.lastIndex = at;
  return shape.exec(text)?.[0];
}

export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
