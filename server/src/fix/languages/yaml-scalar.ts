/** The scalar of a YAML text at an offset, found line by line: its style, its range, and the keys that lead to it. */
export interface YamlScalar {
  readonly style: 'plain' | 'single' | 'double' | 'block' | 'key' | 'comment' | 'unknown' | 'invalid';
  /** Of the scalar with its quotes; of a block scalar, its lines without the header. */
  readonly start: number;
  readonly end: number;
  /** Inside `[…]` or `{…}`, where commas and brackets end a plain scalar. */
  readonly flow: boolean;
  /** Keys from the outside in; `-` for an item of a list. */
  readonly path: readonly string[];
  /** Offset of the line on which the scalar's key stands, and the column of that key. */
  readonly keyLine: number;
  readonly keyColumn: number;
}

interface Line {
  readonly start: number;
  readonly text: string;
  readonly indent: number;
}

const keyShape =
  /^((?:- +)*)("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#'"[\]{},&*!|>%@`-][^#]*?|-[^\s#][^#]*?)\s*:(?=\s|$)/;

export function scalarAt(text: string, offset: number): YamlScalar {
  const lines = linesOf(text);
  const index = lines.findLastIndex((line) => line.start <= offset);
  const line = lines[index] as Line;
  const block = blockHeader(lines, index);
  if (block !== undefined) {
    const header = lines[block] as Line;
    const last = lines.findIndex((each, i) => i > block && each.text.trim() !== '' && each.indent <= header.indent);
    const end = last < 0 ? text.length : (lines[last] as Line).start;
    return { style: 'block', start: lines[block + 1]?.start ?? offset, end, flow: false, ...pathOf(lines, block) };
  }
  const place = pathOf(lines, index);
  const body = bodyStart(line);
  const at = offset - line.start;
  if (at < body) return { style: 'key', start: line.start, end: line.start + body, flow: false, ...place };
  const scalar = scalarInLine(line, body, at, openBrackets(text.slice(place.keyLine, line.start)));
  const goesOn = scalar.flow && scalar.style === 'plain' && isPieceOfLines(text, scalar.start, scalar.end);
  return { ...scalar, ...(goesOn && { style: 'unknown' as const }), ...place };
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const part of text.split('\n')) {
    const bare = part.replace(/\r$/, '');
    lines.push({ start, text: bare, indent: /^ */.exec(bare)?.[0].length ?? 0 });
    start += part.length + 1;
  }
  return lines;
}

/** The line whose `|` or `>` begins the block scalar that holds a line. */
function blockHeader(lines: readonly Line[], index: number): number | undefined {
  const own = lines[index] as Line;
  let least = own.text.trim() === '' ? Number.POSITIVE_INFINITY : own.indent;
  for (let i = index - 1; i >= 0; i--) {
    const line = lines[i] as Line;
    if (line.text.trim() === '') continue;
    if (line.indent >= least) continue;
    if (
      /(?:^|[:\s-])\s*(?:[&!][^\s]+\s+)*[|>][+-]?\d?[+-]?\s*(?:#.*)?$/.test(line.text) &&
      /[:-]\s/.test(`${line.text} `)
    ) {
      // A header inside another block scalar is text of that one.
      return blockHeader(lines, i) ?? i;
    }
    least = line.indent;
  }
  return undefined;
}

/** Column at which the value of a line begins: after list dashes and the key. */
function bodyStart(line: Line): number {
  const rest = line.text.slice(line.indent);
  const key = keyShape.exec(rest);
  if (key !== null) return line.indent + key[0].length;
  return line.indent + (/^(?:- +)*/.exec(rest)?.[0].length ?? 0);
}

/** A plain scalar inside brackets goes on over a line end where no sign parts the two. */
function isPieceOfLines(text: string, start: number, end: number): boolean {
  const before = /(\S)\s*\n\s*$/.exec(text.slice(Math.max(0, start - 400), start))?.[1];
  const after = /^[ \t\r]*\n\s*(\S)/.exec(text.slice(end, end + 400))?.[1];
  return (before !== undefined && !/[,[{:]/.test(before)) || (after !== undefined && !/[,\]}#]/.test(after));
}

/** How many `[` and `{` of the lines since the key are still open: a flow collection may span lines. */
function openBrackets(text: string): number {
  const bare = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|(?:^|\s)#[^\n]*/g, ' ');
  let depth = 0;
  for (const char of bare) {
    if (char === '[' || char === '{') depth++;
    else if ((char === ']' || char === '}') && depth > 0) depth--;
  }
  return depth;
}

function scalarInLine(
  line: Line,
  body: number,
  at: number,
  open: number,
): Pick<YamlScalar, 'style' | 'start' | 'end' | 'flow'> {
  const { text, start } = line;
  const unknown = { style: 'unknown', start: start + at, end: start + at, flow: false } as const;
  let i = body;
  let depth = open;
  while (i < text.length) {
    const char = text[i] as string;
    if (char === ' ' || char === ',' || (depth > 0 && char === ':' && /[\s,]/.test(text[i + 1] ?? ' '))) i++;
    else if (char === '#' && (i === 0 || text[i - 1] === ' '))
      return at >= i ? { ...unknown, style: 'comment' } : unknown;
    else if (char === '[' || char === '{') {
      depth++;
      i++;
    } else if (char === ']' || char === '}') {
      depth--;
      i++;
    } else if (/^[&!*][^\s]/.test(text.slice(i))) i += /^\S+/.exec(text.slice(i))?.[0].length ?? 1;
    else {
      const scalar = oneScalar(text, i, depth > 0);
      if (scalar === undefined) return unknown;
      if (at < scalar.end) {
        const isKey = depth > 0 && /^\s*:(?:\s|$)/.test(text.slice(scalar.end));
        return { style: isKey ? 'key' : scalar.style, start: start + i, end: start + scalar.end, flow: depth > 0 };
      }
      i = scalar.end;
      if (depth === 0 && scalar.style === 'plain' && /^:\s/.test(text.slice(i)))
        return { ...unknown, style: 'invalid' };
    }
  }
  return unknown;
}

function oneScalar(
  text: string,
  at: number,
  flow: boolean,
): { style: 'plain' | 'single' | 'double'; end: number } | undefined {
  const rest = text.slice(at);
  const double = /^"(?:[^"\\]|\\.)*"/.exec(rest);
  if (double !== null) return { style: 'double', end: at + double[0].length };
  const single = /^'(?:[^']|'')*'/.exec(rest);
  if (single !== null) return { style: 'single', end: at + single[0].length };
  if (/^["']/.test(rest)) return undefined; // over several lines
  const plain = (
    flow
      ? /^(?:[^\s,[\]{}#:]|:(?![\s,]|$)|\S(?=#)|[ \t]+(?![\s#:]|$)(?![,[\]{}]))+/
      : /^(?:(?![ \t]+#|:[ \t]|[ \t]*$).)+/
  ).exec(rest);
  return plain === null ? undefined : { style: 'plain', end: at + plain[0].length };
}

/** The keys above a line, by falling indentation; a list dash counts as a level of its own. */
function pathOf(lines: readonly Line[], index: number): Pick<YamlScalar, 'path' | 'keyLine' | 'keyColumn'> {
  const path: string[] = [];
  let column = Number.POSITIVE_INFINITY;
  let keyLine = (lines[index] as Line).start;
  let keyColumn = (lines[index] as Line).indent;
  for (let i = index; i >= 0; i--) {
    const line = lines[i] as Line;
    if (line.text.trim() === '' || /^\s*(?:#|---|\.\.\.)/.test(line.text)) continue;
    const rest = line.text.slice(line.indent);
    const dashes = /^(?:- +)*/.exec(rest)?.[0] ?? '';
    const own = line.indent + dashes.length;
    const key = keyShape.exec(rest)?.[2]?.replace(/^["']|["']$/g, '');
    if (key !== undefined && own < column) {
      if (path.length === 0) {
        keyLine = line.start;
        keyColumn = own;
      }
      path.unshift(key);
      column = own;
    }
    if (dashes !== '' && (line.indent < column || i === index)) {
      if (own <= column || i === index) path.unshift('-');
      column = Math.min(column, line.indent + 1);
    }
    if (column === 0) break;
  }
  return { path, keyLine, keyColumn };
}
