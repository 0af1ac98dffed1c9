import { appendLine } from './edits.ts';
import type { TextChange } from './types.ts';

/**
 * Reading and writing `.env`. The readers in use (dotenv, Node, python-dotenv, Bun, Compose, shells and so on) disagree on
 * much of the format: what is written here is the part on which they agree, and entries outside it are not interpreted.
 */

/** An entry of a `.env` file. */
export interface EnvEntry {
  readonly name: string;
  /** Undefined: readers differ on this value, so it is not known. */
  readonly value: string | undefined;
}

export interface EnvFile {
  readonly entries: readonly EnvEntry[];
  /** Some value opens a quote that is never closed: what follows it belongs to it for some readers. */
  readonly unclosed: boolean;
}

const plain = /^[A-Za-z0-9_./+=:@%,-]+$/;
const assignment = /^(?:[ \t]*export[ \t]+)?[ \t]*([A-Za-z_][\w.-]*)[ \t]*[=:][ \t]*/;

/** The entries of a `.env` text, in order; a later one of the same name wins. */
export function readEnv(text: string): EnvFile {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const entries: EnvEntry[] = [];
  let unclosed = false;
  for (let at = 0; at < source.length; ) {
    const lineEnd = endOfLine(source, at);
    const match = assignment.exec(source.slice(at, lineEnd));
    if (match === null) {
      at = nextLine(source, lineEnd);
      continue;
    }
    const valueStart = at + match[0].length;
    const quote = source[valueStart];
    if (quote === "'" || quote === '"' || quote === '`') {
      const close = closingQuote(source, valueStart, quote);
      if (close < 0) {
        unclosed = true;
        entries.push({ name: match[1] ?? '', value: undefined });
        at = nextLine(source, lineEnd);
        continue;
      }
      const stop = endOfLine(source, close + 1);
      const rest = source.slice(close + 1, stop);
      const value = /^[ \t]*(?:#.*)?$/.test(rest)
        ? agreedQuoted(source.slice(valueStart + 1, close), quote)
        : undefined;
      entries.push({ name: match[1] ?? '', value });
      at = nextLine(source, stop);
      continue;
    }
    const raw = source.slice(valueStart, lineEnd).replace(/[ \t]+(?:#.*)?$/, '');
    // A value of several words is cut by shells, so only a plain one is agreed upon.
    entries.push({ name: match[1] ?? '', value: plain.test(raw) || raw === '' ? raw : undefined });
    at = nextLine(source, lineEnd);
  }
  return { entries, unclosed };
}

/** The line that gives `name` the value for every reader, or undefined where they would read different values. */
export function envLine(name: string, value: string): string | undefined {
  const written = quoteValue(value);
  if (written === undefined || !/^[A-Za-z_]\w*$/.test(name)) return undefined;
  return `${name}=${written}`;
}

/**
 * The change that appends an entry, or why it cannot be written. Every byte that was there stays.
 * The result is read again and compared, so that a file in an unexpected state is refused and not damaged.
 */
export function appendEntry(text: string, name: string, value: string): TextChange | { readonly refused: string } {
  const line = envLine(name, value);
  if (line === undefined) {
    return { refused: 'The value contains characters that .env loaders read differently, so it is left where it is.' };
  }
  const before = readEnv(text);
  if (before.unclosed) return { refused: 'The .env file has a quote that is never closed; close it first.' };
  const multiline = value.includes('\n') && text.includes('\r\n');
  if (multiline)
    return { refused: 'The .env file has CRLF line ends, which would change this value of several lines.' };
  const change = appendLine(text, line);
  const after = readEnv(text + change.newText);
  const last = after.entries.at(-1);
  const kept = before.entries.every((entry, i) => sameEntry(entry, after.entries[i]));
  if (after.unclosed || !kept || after.entries.length !== before.entries.length + 1) {
    return { refused: 'The .env file cannot be extended without changing what it means.' };
  }
  if (last?.name !== name || last.value !== value) {
    return { refused: 'The value would not be read back unchanged from the .env file.' };
  }
  return change;
}

function quoteValue(value: string): string | undefined {
  // zsh expands `=name` at the start of a value and after a colon.
  if (plain.test(value) && !/^=|:=/.test(value)) return value;
  // phpdotenv takes `="` anywhere in a line for the beginning of a value of several lines.
  if (value === '' || /[\r\0]|="/.test(value) || !isWellFormed(value)) return undefined;
  const fitsDouble = !/["$`\\]/.test(value);
  // PHP's reader takes several lines in double quotes only.
  if (value.includes('\n')) return fitsDouble && !value.endsWith('=') ? `"${value}"` : undefined;
  if (!/['$]|\\\\|\\$/.test(value)) return `'${value}'`;
  return fitsDouble ? `"${value}"` : undefined;
}

function agreedQuoted(inner: string, quote: string): string | undefined {
  const value = inner.replaceAll('\r\n', '\n');
  if (quote === '`' || /\r/.test(value)) return undefined;
  if (quote === "'") return /\$|\\\\|\\$/.test(value) ? undefined : value;
  return /[$`\\]/.test(value) ? undefined : value;
}

/** A backslash before the quote keeps some readers going: such a value is not agreed upon, but its end is. */
function closingQuote(text: string, open: number, quote: string): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  if (at < 0) return text.length;
  return at > from && text[at - 1] === '\r' ? at - 1 : at;
}

function nextLine(text: string, lineEnd: number): number {
  const at = text.indexOf('\n', lineEnd);
  return at < 0 ? text.length : at + 1;
}

function sameEntry(a: EnvEntry, b: EnvEntry | undefined): boolean {
  return b !== undefined && a.name === b.name && a.value === b.value;
}

/** Half of a surrogate pair cannot be written as UTF-8. */
function isWellFormed(value: string): boolean {
  return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(value);
}
