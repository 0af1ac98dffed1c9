import { inOrder } from './edits.ts';
import { decodeRange, type Unit, unitsOf } from './escapes.ts';
import { type Level, lex, type StringParts, type Syntax, type Token, tokenAt } from './lexer.ts';
import { type LocateSite, type Refusal, reasons, type Site, type SiteRequest, type SourceEdit } from './site.ts';
import type { TextChange } from './types.ts';

/** A string literal with a key in it, as the language modules see it. */
export interface Literal {
  readonly request: SiteRequest;
  readonly text: string;
  readonly level: Level;
  readonly program: Level;
  readonly index: number;
  readonly token: Token;
  readonly string: StringParts;
  /** The text between the quotes, and the key's range in it. */
  readonly inner: string;
  readonly from: number;
  readonly to: number;
  readonly units: readonly Unit[];
  readonly value: string;
  /** The key is all there is between the quotes. */
  readonly whole: boolean;
}

/** How a language reads the environment; one per language, mostly data. */
export interface Language {
  readonly ids: readonly string[];
  readonly syntax: Syntax;
  /** The expression that takes the place of a whole literal. */
  lookup(name: string, literal: Literal): string;
  /** What goes into a literal that has holes in place of the key; undefined: this literal has none. */
  hole?(name: string, literal: Literal): string | undefined;
  /** The whole literal rewritten when only a part of it is the key and it has no holes. Default: joined by `operator`. */
  partial?(name: string, literal: Literal): string | undefined;
  /** Joins strings; also recognises keys split over several literals. */
  readonly operator?: string;
  /** Strings next to each other are one string (Python, C). */
  readonly adjacent?: boolean;
  /** The literal rewritten as a literal, for one that stands next to others and must stay one; undefined: it cannot. */
  piece?(name: string, literal: Literal): string | undefined;
  /** Why this place cannot take a lookup. */
  problem?(literal: Literal): string | undefined;
  /** Imports and other changes elsewhere in the file. */
  extra?(name: string, literal: Literal): readonly TextChange[] | Refusal;
  /** A larger range to replace for a whole literal, with its text. */
  replace?(name: string, literal: Literal): TextChange | undefined;
  /** A lookup binds weaker than a member access: it needs brackets before one. */
  readonly weak?: boolean;
  readonly afterwards?: (name: string) => string;
}

/** The locator of a table-driven language. */
export function locatorFor(language: Language): LocateSite {
  return (request) => {
    const literal = findLiteral(request, language.syntax);
    if ('reason' in literal) return literal;
    const problem = pieceProblem(language, literal) ?? language.problem?.(literal);
    if (problem !== undefined) return { reason: problem };
    return siteOf(language, literal);
  };
}

/** The literal around the finding, decoded. */
export function findLiteral(request: SiteRequest, syntax: Syntax): Literal | Refusal {
  const { document, finding } = request;
  const { text } = document;
  const lineFrom = text.lastIndexOf('\n', finding.start - 1) + 1;
  const lineTo = text.indexOf('\n', finding.start);
  if ((lineTo < 0 ? text.length : lineTo) - lineFrom > 5000)
    return { reason: 'This looks like generated code: fix the source it was built from.' };
  const program = lex(text, syntax);
  const found = tokenAt(program, finding.start);
  const token = found?.level.tokens[found.index];
  if (found === undefined || token === undefined) return { reason: reasons.notLiteral };
  if (token.kind === 'comment') return { reason: reasons.comment };
  const { string } = token;
  if (typeof string?.form.opaque === 'string') return { reason: string.form.opaque };
  if (string === undefined || string.form.opaque === true) return { reason: reasons.notLiteral };
  if (!string.closed || finding.start < string.innerStart) return { reason: reasons.notLiteral };
  if (finding.end > string.innerEnd) return { reason: reasons.severalLiterals };
  if (string.holes.some((hole) => hole.start < finding.end && finding.start < hole.end))
    return { reason: reasons.severalLiterals };
  const inner = text.slice(string.innerStart, string.innerEnd);
  const from = finding.start - string.innerStart;
  const to = finding.end - string.innerStart;
  const units = unitsOf(inner, string.form.escapes);
  const value = decodeRange(units, from, to);
  if (value === undefined || (value.includes('\n') && text.includes('\r\n'))) return { reason: reasons.escape };
  const whole = from === 0 && to === inner.length && string.form.heredoc === undefined;
  return {
    request,
    text,
    level: found.level,
    program,
    index: found.index,
    token,
    string,
    inner,
    from,
    to,
    units,
    value,
    whole,
  };
}

function siteOf(language: Language, literal: Literal): Site {
  const beside = isBeside(language, literal);
  return {
    value: literal.value,
    assigned: assignedBefore(literal.text, literal.token.start),
    rewrite(name) {
      const main = mainChange(language, name, literal, beside);
      if (main === undefined)
        return { reason: 'The text around the key cannot be kept unchanged in this kind of string.' };
      const extra = language.extra?.(name, literal) ?? [];
      if ('reason' in extra) return extra;
      const changes = inOrder([main, ...extra]);
      const edit: SourceEdit = { changes };
      return language.afterwards === undefined ? edit : { ...edit, afterwards: language.afterwards(name) };
    },
  };
}

function mainChange(language: Language, name: string, literal: Literal, beside: boolean): TextChange | undefined {
  const { token, string, whole, from, to } = literal;
  if (beside && (whole || string.form.holes === undefined)) {
    const piece = language.piece?.(name, literal);
    return piece === undefined ? undefined : { start: token.start, end: token.end, newText: piece };
  }
  if (whole) {
    const larger = language.replace?.(name, literal);
    if (larger !== undefined) return larger;
    const lookup = language.lookup(name, literal);
    return replacing(literal, language.weak === true && needsBrackets(literal, true) ? `(${lookup})` : lookup);
  }
  const hole = language.hole?.(name, literal);
  if (hole !== undefined) return { start: string.innerStart + from, end: string.innerStart + to, newText: hole };
  if (string.form.heredoc !== undefined) return undefined;
  const partial = language.partial?.(name, literal);
  if (partial !== undefined) return replacing(literal, partial);
  if (language.operator === undefined || string.form.heredoc !== undefined) return undefined;
  const joined = joinPieces(literal, language.lookup(name, literal), ` ${language.operator} `);
  if (joined === undefined) return undefined;
  const bracket = needsBrackets(literal, false);
  return { start: token.start, end: token.end, newText: bracket ? `(${joined})` : joined };
}

/**
 * `"left" + lookup + "right"`, the pieces as they are written. Undefined where the left piece would end in a sign that runs
 * together with quotes of several signs.
 */
export function joinPieces(literal: Literal, lookup: string, operator: string): string | undefined {
  const { text, token, string, inner, from, to } = literal;
  const close = text.slice(string.innerEnd, token.end);
  if (close.length > 1 && inner.slice(0, from).endsWith(close[0] as string)) return undefined;
  const left = from === 0 ? [] : [string.opening + inner.slice(0, from) + close];
  const right = to === inner.length ? [] : [string.opening + inner.slice(to) + close];
  return [...left, lookup, ...right].join(operator);
}

/** Whether an operator expression in place of the literal could be torn apart by what stands around it. */
export function needsBrackets(literal: Literal, single: boolean): boolean {
  const before = neighbour(literal, -1);
  const after = neighbour(literal, 1);
  const { text, token } = literal;
  const tail = text.slice(token.end);
  if (/^\s*(?:\.(?!\.)|\?\.|!!|\[|->|::|\()/.test(tail) && after !== ')') return true;
  if (single) return false;
  const opens = /^(?:[([{,;=:]|=>|:=|<-|return|in|yield|echo|print|puts)$/.test(before) || before === '';
  const closes = /^(?:[)\]},;]|)$/.test(after) || /^[ \t]*(?:(?:#|\/\/|--).*)?\r?\n/.test(tail) || /^\s*$/.test(tail);
  return !(opens && closes);
}

/** The text of the token before or after the literal, comments aside. */
export function neighbour(literal: Literal, step: -1 | 1, from = literal.index): string {
  const token = neighbourToken(literal, step, from);
  return token === undefined ? '' : literal.text.slice(token.start, token.end);
}

export function neighbourToken(literal: Literal, step: -1 | 1, from = literal.index): Token | undefined {
  let i = from + step;
  while (literal.level.tokens[i]?.kind === 'comment') i += step;
  return literal.level.tokens[i];
}

/** The brackets around the literal from the inside out, each with the word or sign before it. */
export function enclosing(
  literal: Literal,
): { readonly open: string; readonly before: string; readonly index: number }[] {
  const { level, text, token } = literal;
  const found: { open: string; before: string; index: number }[] = [];
  for (let at = token.parent; at >= 0; at = level.tokens[at]?.parent ?? -1) {
    const open = level.tokens[at] as Token;
    const before = neighbourToken(literal, -1, at);
    found.push({
      open: text.slice(open.start, open.end),
      before: before === undefined ? '' : text.slice(before.start, before.end),
      index: at,
    });
  }
  return found;
}

/** The token that closes a bracket around the literal, and the text of the one after it. */
export function closing(
  { text, level, index }: Literal,
  open: number,
): { readonly token: Token | undefined; readonly after: string } {
  const parent = level.tokens[open]?.parent;
  const at = level.tokens.findIndex((token, i) => i > index && token.parent === parent);
  let next = at + 1;
  while (level.tokens[next]?.kind === 'comment') next++;
  const after = at < 0 ? undefined : level.tokens[next];
  return { token: level.tokens[at], after: after === undefined ? '' : text.slice(after.start, after.end) };
}

/** The code of the statement before the literal, on one line, comments taken out: from the last `;`, `{`, `}` or as given. */
export function statementBefore(literal: Literal, boundary: RegExp = /^[;{}]$/): string {
  const words: string[] = [];
  for (let i = literal.index - 1; i >= 0 && words.length < 60; i--) {
    const token = literal.level.tokens[i] as Token;
    if (token.kind === 'comment') continue;
    const word = literal.text.slice(token.start, token.end);
    if (boundary.test(word)) break;
    words.unshift(token.kind === 'string' ? '""' : word);
  }
  return words.join(' ');
}

/** The statement's text before the literal, for languages that end statements with the line: earlier lines that go on count. */
export function logicalLineBefore(literal: Literal): string {
  const { text, token } = literal;
  let start = text.lastIndexOf('\n', token.start - 1) + 1;
  for (let n = 0; n < 50 && start > 0; n++) {
    const above = text.lastIndexOf('\n', start - 2) + 1;
    const line = text.slice(above, start).trimEnd();
    if (!/(?:[,([{+.\\|&=<>:?-]|\b(?:and|or|in|not))$/.test(line) || /^\s*(?:#|\/\/|--)/.test(line)) break;
    start = above;
  }
  return text.slice(start, token.start).trim();
}

/** The identifier, property or key that a value on this line is assigned to, in whatever way the language writes it. */
export function assignedBefore(text: string, start: number): string | undefined {
  const line = text.slice(Math.max(text.lastIndexOf('\n', start - 1) + 1, start - 300), start);
  const typed = /([A-Za-z_$][\w$]*)\s*:\s*[\w<>&'[\]?.|, ]+=\s*[^=;,(){}]*$/.exec(line);
  const plain = /([A-Za-z_$][\w$-]*)["'\]]*\s*(?:=>|:=|<-|=(?!=)|:)\s*[^=;,(){}]*$/.exec(line);
  const name = (typed ?? plain)?.[1];
  return name === undefined || /^(?:if|return|else|https?|Bearer|Basic)$/.test(name) ? undefined : name;
}

function pieceProblem(language: Language, literal: Literal): string | undefined {
  const { text, string, from, to, inner } = literal;
  const keyLike = /[\w-]/;
  const beforeHole = string.holes.some(
    (hole) => hole.start === string.innerStart + to && !isEscapedHole(literal, hole),
  );
  const afterHole = string.holes.some((hole) => hole.end === string.innerStart + from && !isEscapedHole(literal, hole));
  if (beforeHole || afterHole) return reasons.joined;
  for (const step of [-1, 1] as const) {
    const touches = step < 0 ? from === 0 : to === inner.length;
    const near = pieceBeside(language, literal, step);
    if (near === undefined) continue;
    const { piece } = near;
    const isEmpty = piece.innerStart === piece.innerEnd;
    const edge = step < 0 ? text[piece.innerEnd - 1] : text[piece.innerStart];
    if (touches && (isEmpty || keyLike.test(edge ?? ''))) return reasons.joined;
    if (near.isOperator || !(literal.whole || string.form.holes === undefined)) continue;
    if (language.piece?.('NAME', literal) === undefined) return reasons.severalLiterals;
  }
  return undefined;
}

/** The literal that the one with the key is joined with on a side: by the operator, or by standing next to it. */
function pieceBeside(
  language: Language,
  literal: Literal,
  step: -1 | 1,
): { readonly piece: StringParts; readonly isOperator: boolean } | undefined {
  const { text, token, level } = literal;
  const near = neighbourToken(literal, step);
  if (near === undefined) return undefined;
  const isOperator = language.operator !== undefined && text.slice(near.start, near.end) === language.operator;
  const piece = isOperator ? neighbourToken(literal, step, level.tokens.indexOf(near)) : near;
  if (piece?.string === undefined || !(isOperator || language.adjacent === true)) return undefined;
  if (!isOperator && /\n/.test(between(text, token, piece)) && token.parent < 0) return undefined;
  return { piece: piece.string, isOperator };
}

function isBeside(language: Language, literal: Literal): boolean {
  return ([-1, 1] as const).some((step) => pieceBeside(language, literal, step)?.isOperator === false);
}

function between(text: string, a: Token, b: Token): string {
  return a.end <= b.start ? text.slice(a.end, b.start) : text.slice(b.end, a.start);
}

function isEscapedHole(literal: Literal, hole: { start: number; end: number; level: Level }): boolean {
  return hole.level.tokens.length === 0 && /^(?:\{\{|\}\}|\$\$)$/.test(literal.text.slice(hole.start, hole.end));
}

function replacing(literal: Literal, expression: string): TextChange {
  const { text, token } = literal;
  const glue = /[\w$]/.test(text[token.start - 1] ?? '') && /[\w$]/.test(expression[0] ?? '') ? ' ' : '';
  const after = /[\w$]/.test(text[token.end] ?? '') && /[\w$]/.test(expression.at(-1) ?? '') ? ' ' : '';
  return { start: token.start, end: token.end, newText: glue + expression + after };
}
