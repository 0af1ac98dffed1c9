// The rules of Docker Compose for .env, written after compose-go's dotenv/parser.go and its documentation of interpolation:
// unquoted values end at " #" and are trimmed, single quotes are literal, double quotes decode \n \r \t \a \c \" \\ \$ and
// interpolate, quoted values may span lines.
import { readFileSync, writeFileSync } from 'node:fs';

const text = readFileSync('.env', 'utf8');
const values = {};
const interpolate = (value) =>
  value.replace(/\$\{(\w+)[^}]*\}|\$(\w+)|\$\$/g, (all, a, b) => (all === '$$' ? '$' : (values[a ?? b] ?? '')));
for (let at = 0; at < text.length; ) {
  const line = /^[ \t]*(?:#[^\n]*)?\r?\n/.exec(text.slice(at));
  if (line !== null) {
    at += line[0].length;
    continue;
  }
  const name = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*/.exec(text.slice(at));
  if (name === null) throw new Error('unexpected character in variable name');
  at += name[0].length;
  const quote = text[at];
  if (quote === "'" || quote === '"') {
    let end = at + 1;
    while (end < text.length && !(text[end] === quote && text[end - 1] !== '\\')) end++;
    if (end >= text.length) throw new Error('unterminated quoted value');
    const inner = text.slice(at + 1, end);
    const escapes = { n: '\n', r: '\r', t: '\t', a: '\x07', '"': '"', '\\': '\\' };
    values[name[1]] = quote === "'" ? inner : interpolate(inner.replace(/\\([nrta"\\])/g, (_, sign) => escapes[sign]));
    at = end + 1;
    const rest = text.indexOf('\n', at);
    at = rest < 0 ? text.length : rest + 1;
    continue;
  }
  const stop = text.indexOf('\n', at);
  const raw = text.slice(at, stop < 0 ? text.length : stop);
  values[name[1]] = interpolate(raw.replace(/\s+#.*$/, '').trim());
  at = stop < 0 ? text.length : stop + 1;
}
writeFileSync('out.json', JSON.stringify(values));
