import type { Level, StringForm, StringParts, Syntax, Token } from './tokens.ts';

export type * from './tokens.ts';

interface Pending {
  readonly form: StringForm;
  readonly opening: RegExpExecArray;
  readonly index: number;
}

const defaultWord = /[\p{L}_$@][\p{L}\p{N}_$]*|\d[\w.]*/uy;
const longWord = /\w{4}/y;
const operator =
  /=>|->|:=|<-|===?|!==?|<=>|<=|>=|=~|&&|\|\||\?\?|\?\.|\?:|!!|::|\.\.\.|\.\.|\+=|-=|\+\+|--|\*\*|<>|\.=/y;

export function lex(text: string, syntax: Syntax): Level {
  return lexLevel(text, 0, syntax, undefined, 0).level;
}

/** The innermost string or other token at an offset, with the level it belongs to. */
export function tokenAt(level: Level, offset: number): { readonly level: Level; readonly index: number } | undefined {
  const index = level.tokens.findIndex((token) => {
    const { start, end, string } = token;
    if (start <= offset && offset < end) return true;
    return string !== undefined && string.innerStart <= offset && offset < string.innerEnd;
  });
  const token = level.tokens[index];
  if (token === undefined) return undefined;
  for (const hole of token.string?.holes ?? []) {
    if (hole.start <= offset && offset < hole.end) return tokenAt(hole.level, offset);
  }
  return { level, index };
}

function lexLevel(
  text: string,
  from: number,
  syntax: Syntax,
  closer: string | undefined,
  depth: number,
): { level: Level; end: number } {
  const tokens: Token[] = [];
  const open: number[] = [];
  let pending: Pending[] = [];
  let at = from;
  const parent = () => open.at(-1) ?? -1;
  const push = (kind: Token['kind'], start: number, end: number) => {
    tokens.push({ kind, start, end, parent: parent() });
    return end;
  };
  while (at < text.length) {
    const char = text[at] as string;
    if (closer !== undefined && char === closer && open.length === 0) break;
    if (char === '\n' && pending.length > 0) {
      at = heredocBodies(text, at + 1, pending, tokens, syntax, depth);
      pending = [];
      continue;
    }
    if (/\s/.test(char)) {
      at++;
      continue;
    }
    const comment = commentEnd(text, at, syntax);
    if (comment !== undefined) {
      at = push('comment', at, comment);
      continue;
    }
    const special = syntax.special?.(
      text,
      at,
      tokens.findLast((token) => token.kind !== 'comment'),
    );
    if (special !== undefined && special > at) {
      at = push('special', at, special);
      continue;
    }
    const opened = openingAt(text, at, syntax);
    if (opened !== undefined) {
      const { form, opening } = opened;
      if (form.heredoc !== undefined) {
        pending.push({ form, opening, index: tokens.length });
        at = push('string', at, at + opening[0].length);
        continue;
      }
      const string = stringParts(text, at, opening, form, syntax, depth);
      const closing = string.closed ? closeOf(form, opening).length : 0;
      tokens.push({ kind: 'string', start: at, end: string.innerEnd + closing, parent: parent(), string });
      at = string.innerEnd + closing;
      continue;
    }
    const word = sticky(syntax.word ?? defaultWord, text, at);
    if (word !== null) {
      at = push('word', at, at + word[0].length);
      continue;
    }
    const sign = sticky(operator, text, at)?.[0] ?? char;
    if (sign.length === 1 && /[)\]}]/.test(sign)) closeBracket(text, sign, tokens, open);
    at = push('punct', at, at + sign.length);
    if (sign.length === 1 && /[([{]/.test(sign)) open.push(tokens.length - 1);
  }
  return { level: { tokens }, end: at };
}

function closeBracket(text: string, sign: string, tokens: readonly Token[], open: number[]): void {
  const wanted = sign === ')' ? '(' : sign === ']' ? '[' : '{';
  const at = open.findLastIndex((index) => text[tokens[index]?.start ?? -1] === wanted);
  if (at >= 0) open.length = at;
}

function commentEnd(text: string, at: number, syntax: Syntax): number | undefined {
  for (const { open, close, nests } of syntax.blockComments ?? []) {
    if (!text.startsWith(open, at)) continue;
    let depth = 1;
    for (let i = at + open.length; i < text.length; i++) {
      if (nests === true && text.startsWith(open, i)) {
        depth++;
        i += open.length - 1;
      } else if (text.startsWith(close, i)) {
        if (--depth === 0) return i + close.length;
        i += close.length - 1;
      }
    }
    return text.length;
  }
  for (const open of syntax.lineComments) {
    if (typeof open === 'string' ? !text.startsWith(open, at) : sticky(open, text, at) === null) continue;
    if (syntax.commentNeedsSpace === true && at > 0 && !/[\s;&|()]/.test(text[at - 1] ?? '')) continue;
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : text[end - 1] === '\r' ? end - 1 : end;
  }
  return undefined;
}

function openingAt(
  text: string,
  at: number,
  syntax: Syntax,
): { form: StringForm; opening: RegExpExecArray } | undefined {
  // No opening has more than three letters, so a longer word is none.
  if (sticky(longWord, text, at) !== null) return undefined;
  if (syntax.mayOpen !== undefined && sticky(syntax.mayOpen, text, at) === null) return undefined;
  for (const form of syntax.strings) {
    if (form.notAfter !== undefined && at > 0 && form.notAfter.test(text[at - 1] ?? '')) continue;
    const opening = sticky(form.open, text, at);
    if (opening !== null) return { form, opening };
  }
  return undefined;
}

function stringParts(
  text: string,
  at: number,
  opening: RegExpExecArray,
  form: StringForm,
  syntax: Syntax,
  depth: number,
): StringParts {
  const innerStart = at + opening[0].length;
  const close = closeOf(form, opening);
  const opens = bracketPair(close);
  const holes: { start: number; end: number; level: Level }[] = [];
  let nested = 0;
  let i = innerStart;
  for (; i < text.length; ) {
    const char = text[i] as string;
    const hole = form.holes !== undefined && depth < 20 ? holeAt(text, i, form, syntax, depth) : undefined;
    if (hole !== undefined) {
      holes.push(hole);
      i = hole.end;
    } else if (char === form.escapes.lead && !(close === char && form.escapes.doubled === char)) {
      // Lua's \z takes white space with it, line breaks included.
      const skipped = form.escapes.nothing?.startsWith('z') === true ? sticky(/z\s*/y, text, i + 1) : null;
      i += skipped !== null ? 1 + skipped[0].length : text.startsWith('\r\n', i + 1) ? 3 : 2;
    } else if (
      form.escapes.doubled !== undefined &&
      char === form.escapes.doubled &&
      text[i + 1] === char &&
      close === char
    )
      i += 2;
    else if (opens !== undefined && char === opens) {
      nested++;
      i++;
    } else if (text.startsWith(close, i)) {
      if (nested-- > 0) i++;
      else return { form, opening: opening[0], innerStart, innerEnd: i, closed: true, holes };
    } else if (form.multiline !== true && (char === '\n' || char === '\r')) break;
    else i++;
  }
  return { form, opening: opening[0], innerStart, innerEnd: Math.min(i, text.length), closed: false, holes };
}

function holeAt(text: string, at: number, form: StringForm, syntax: Syntax, depth: number) {
  for (const { open, close } of form.holes ?? []) {
    if (!text.startsWith(open, at)) continue;
    if (text.startsWith(open + open, at) && /^[{$]$/.test(open))
      return { start: at, end: at + 2 * open.length, level: { tokens: [] } };
    if (close === undefined) {
      const name = sticky(/[A-Za-z_]\w*/y, text, at + open.length);
      if (name !== null) return { start: at, end: at + open.length + name[0].length, level: { tokens: [] } };
      continue;
    }
    const inner = lexLevel(text, at + open.length, syntax, close, depth + 1);
    return { start: at, end: Math.min(text.length, inner.end + close.length), level: inner.level };
  }
  return undefined;
}

function heredocBodies(
  text: string,
  from: number,
  pending: readonly Pending[],
  tokens: Token[],
  syntax: Syntax,
  depth: number,
): number {
  let at = from;
  for (const { form, opening, index } of pending) {
    const tag = Object.values(opening.groups ?? {}).find((group) => group !== undefined) ?? '';
    const indented = form.heredoc?.indented(opening) ?? false;
    const bodyStart = at;
    let bodyEnd = text.length;
    let next = text.length;
    for (let line = at; line <= text.length; ) {
      const lf = text.indexOf('\n', line);
      const stop = lf < 0 ? text.length : lf;
      const content = text.slice(line, stop).replace(/\r$/, '');
      const bare = indented ? content.trimStart() : content;
      if (bare === tag || (indented && bare.startsWith(tag) && /^[^\w]/.test(bare.slice(tag.length)))) {
        bodyEnd = line;
        next = indented ? line + content.length - bare.length + tag.length : stop;
        break;
      }
      if (lf < 0) break;
      line = lf + 1;
    }
    const holes: { start: number; end: number; level: Level }[] = [];
    for (let i = bodyStart; i < bodyEnd; ) {
      if (form.escapes.lead !== undefined && text[i] === form.escapes.lead) {
        i += 2;
        continue;
      }
      const hole = depth < 20 ? holeAt(text, i, form, syntax, depth) : undefined;
      if (hole !== undefined) holes.push(hole);
      i = hole?.end ?? i + 1;
    }
    const token = tokens[index] as Token;
    const closed = bodyEnd < text.length;
    tokens[index] = {
      ...token,
      string: { form, opening: opening[0], innerStart: bodyStart, innerEnd: bodyEnd, closed, holes },
    };
    at = next;
  }
  return at;
}

function closeOf(form: StringForm, opening: RegExpExecArray): string {
  return typeof form.close === 'string' ? form.close : form.close(opening);
}

/** `q{…}` and the like may hold pairs of their own brackets. */
function bracketPair(close: string): string | undefined {
  return { ')': '(', ']': '[', '}': '{', '>': '<' }[close];
}

function sticky(shape: RegExp, text: string, at: number): RegExpExecArray | null {
  shape.lastIndex = at;
  return shape.exec(text);
}
