/**
 * How long a text is that a regular expression matches, in UTF-16 code units.
 *
 * Understands what rules use: literals, escapes, classes, groups (capturing, named, non-capturing), alternation, look
 * ahead (counts nothing), and the quantifiers `?`, `{n}`, `{n,m}`.
 */

/**
 * The longest text a regular expression can match. It makes sure that rules stay bounded, and tells how far from an edit a
 * match can be affected.
 * @throws RangeError on `*`, `+`, `{n,}` and on what it does not understand.
 */
export function longestMatch(source: string): number {
  return whole({ source, at: 0, isLongest: true });
}

/**
 * The shortest text a regular expression can match.
 * @throws RangeError as `longestMatch`.
 */
export function shortestMatch(source: string): number {
  return whole({ source, at: 0, isLongest: false });
}

interface Reader {
  readonly source: string;
  readonly isLongest: boolean;
  at: number;
}

function whole(reader: Reader): number {
  const length = alternatives(reader);
  if (reader.at < reader.source.length)
    throw new RangeError(`unexpected "${reader.source[reader.at]}" at ${reader.at}`);
  return length;
}

function alternatives(reader: Reader): number {
  let best: number | undefined;
  for (;;) {
    let length = 0;
    while (reader.at < reader.source.length && !'|)'.includes(reader.source[reader.at] as string))
      length += term(reader);
    best = best === undefined ? length : reader.isLongest ? Math.max(best, length) : Math.min(best, length);
    if (reader.source[reader.at] !== '|') return best;
    reader.at++;
  }
}

function term(reader: Reader): number {
  const length = atom(reader);
  const rest = reader.source.slice(reader.at);
  const counted = /^\{(\d+)(,?)(\d*)\}\??/.exec(rest);
  if (counted) {
    reader.at += counted[0].length;
    if (counted[2] === ',' && counted[3] === '') throw new RangeError('unbounded quantifier');
    return length * Number((reader.isLongest && counted[3]) || counted[1]);
  }
  if (rest[0] === '*' || rest[0] === '+') throw new RangeError('unbounded quantifier');
  if (rest[0] !== '?') return length;
  reader.at += rest[1] === '?' ? 2 : 1;
  return reader.isLongest ? length : 0;
}

function atom(reader: Reader): number {
  const { source } = reader;
  const first = source[reader.at] as string;
  if (first === '[') {
    const end = /^\[\^?(?:\\.|[^\]\\])*\]/s.exec(source.slice(reader.at));
    if (!end) throw new RangeError('unclosed class');
    reader.at += end[0].length;
    return 1;
  }
  if (first === '(') return group(reader);
  if (first === '^' || first === '$') {
    reader.at++;
    return 0;
  }
  if (first === '\\') {
    const escaped = /^\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[bB]|.)/s.exec(source.slice(reader.at))?.[0] as string;
    reader.at += escaped.length;
    if (/^\\[1-9]$/.test(escaped)) throw new RangeError('back reference');
    return /^\\[bB]$/.test(escaped) ? 0 : 1;
  }
  reader.at++;
  return 1;
}

function group(reader: Reader): number {
  const open = /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(reader.source.slice(reader.at))?.[0] as string;
  reader.at += open.length;
  const length = alternatives(reader);
  if (reader.source[reader.at] !== ')') throw new RangeError('unclosed group');
  reader.at++;
  return /[=!]$/.test(open) ? 0 : length;
}
