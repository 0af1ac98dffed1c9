import { type Frame, type JsToken, lineEnd, match, push } from './tokens.ts';

/** The parts of the lexer that read tags and the text between them. */

export function openTag(at: number, tokens: JsToken[], frames: Frame[]): number {
  push(tokens, frames, 'punct', at, at + 1);
  (tokens.at(-1) as JsToken).bracket = 'tag';
  frames.push({ kind: 'tag', open: tokens.length - 1, pending: undefined, before: -1 });
  return at + 1;
}

export function lexTag(text: string, at: number, tokens: JsToken[], frames: Frame[]): number {
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

export function lexChildren(text: string, at: number, tokens: JsToken[], frames: Frame[]): number {
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
