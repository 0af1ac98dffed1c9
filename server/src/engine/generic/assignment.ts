import { isSpaceCode, isWordCode, stick } from '../text.ts';
import { LONGEST_VALUE } from './values.ts';

/** How a value is tied to its name; decides how much the value itself has to prove. */
export type Form =
  /** A string literal on the right of an operator, in a call, in a pair. */
  | 'quoted'
  /** The second of two literals with a comma between that are just neighbours in a list, for all one can see. */
  | 'pair'
  /** A bare word on the right of `=` or `:`: an assignment in a configuration file, an expression in code. */
  | 'bare'
  /** A bare word after a flag, `ENV NAME`, or inside a connection string or a query: never an expression. */
  | 'argument'
  /** The content of an XML element. */
  | 'element';

export interface Assignment {
  readonly name: string;
  readonly nameStart: number;
  /** Range of the value in the text, without quotes and without a scheme such as `Bearer`. */
  readonly start: number;
  readonly end: number;
  /** The value with literals joined and simple escapes decoded, for judging only. */
  readonly value: string;
  readonly form: Form;
}

/** Longest name that is read, on each side of the anchor. UTF-16 code units. */
export const NAME_REACH = 64;
/** How far from the name the value may end. UTF-16 code units; part of the reach of the matcher. */
export const ASSIGNMENT_REACH = NAME_REACH + LONGEST_VALUE + 640;

/** Start of the name around `at`: word characters, `-`, `$`, and `.` between words. */
export function nameStart(text: string, at: number): number {
  let start = at;
  const first = Math.max(0, at - NAME_REACH);
  while (start > first && isNameCode(text, start - 1)) start--;
  while (start < at && !isWordCode(text.charCodeAt(start))) start++;
  return start;
}

/** End of the name around `at`. */
export function nameEnd(text: string, at: number): number {
  let end = at;
  const last = Math.min(text.length, at + NAME_REACH);
  while (end < last && isNameCode(text, end)) end++;
  while (end > at && !isWordCode(text.charCodeAt(end - 1))) end--;
  return end;
}

function isNameCode(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (isWordCode(code) || code === 45 || code === 36) return true;
  return code === 46 && at > 0 && isWordCode(text.charCodeAt(at - 1)) && isWordCode(text.charCodeAt(at + 1));
}

/**
 * Finds where text is too long without a break to hold a value. It is asked at one name after the other, and reads a run
 * once for all of them.
 */
export class UnbrokenRuns {
  private text = '';
  private from = 0;
  private to = 0;

  /** Whether what begins at `at` goes on for longer than any value. */
  isTooLong(text: string, at: number): boolean {
    const isInside = this.text === text && at >= this.from && at <= this.to;
    // Also where it is equal: comparing a string with itself is fast, with another of the same content it is not.
    this.text = text;
    if (!isInside) this.to = at;
    this.from = at;
    const last = Math.min(text.length, at + LONGEST_VALUE + 1);
    while (this.to < last && !isBreak(text.charCodeAt(this.to))) this.to++;
    return this.to - at > LONGEST_VALUE;
  }
}

/**
 * Reads the value that `name` at `[start, end)` is given, if it is given one.
 * @param runs to be shared by all calls.
 */
export function readAssignment(text: string, start: number, end: number, runs: UnbrokenRuns): Assignment | undefined {
  const place = findValue(text, start, end);
  if (!place) return undefined;
  const literal = readLiteral(text, place.at);
  const found = literal ?? (place.bare ? readBare(text, place.at, place.bare, runs) : undefined);
  if (!found || (literal && isMemberName(text, place.at, found.end))) return undefined;
  const trimmed = withoutScheme(found);
  return {
    name: text.slice(start, end),
    nameStart: start,
    start: trimmed.start,
    end: trimmed.end,
    value: trimmed.value,
    form: place.isPair ? 'pair' : trimmed.form,
  };
}

/**
 * Whether a literal is no value but the name of a member (`password: {"type": …}`, `'password', 'type' => …`), or is compared
 * with something else.
 */
function isMemberName(text: string, at: number, end: number): boolean {
  const after = text.slice(end, end + 10);
  return arrowOrComparison.test(after) || (colon.test(after) && /\{\s{0,8}$/.test(text.slice(Math.max(0, at - 9), at)));
}

const arrowOrComparison = /^\\{0,3}["'`]\s{0,4}(?:=>|[!=]==?)/;
const colon = /^\\{0,3}["'`]\s{0,4}:/;

interface Place {
  readonly at: number;
  /** How a value without quotes would be read here; undefined: it must be quoted. */
  readonly bare?: Exclude<Form, 'quoted' | 'pair'>;
  readonly isPair?: boolean;
}

const closeQuote = /\\{0,3}["'`]|&quot;|[”’]/y;
/** Operators that give a value to what stands before them; comparison counts: the value is in the source all the same. */
const operator = /[ \t]*(?:(?:\[\d{0,5}\]|[!?])?[ \t]*)(===?|!==?|=>|:=|\?\?=|\|\|=|\?=|\+=|=|<-|:-|:(?!:))[ \t]*/y;
const typeAnnotation =
  /(?:&(?:'\w{1,20}[ \t])?)?[A-Za-z_][\w.<>?[\] \t|&*]{0,60}[ \t]*=[ \t]*(?=[^=\s#]|\r?\n[ \t]*["'`])/y;
const goType = /[ \t]+\*?(?:\[\])?[A-Za-z_][\w.]{0,30}[ \t]*=[ \t]*(?=["'`])/y;
const pairComma = /[ \t]*,[ \t\r\n]{0,40}(?=(?:[rbuLN@$]{0,2}|new |Some\()\\{0,3}["'`])/y;
const valueAttribute = /[ \t\r\n]{1,40}(?:value|defaultValue|default|content|android:value)[ \t]?=[ \t]?(?=["'])/iy;
/** The next element of a property list: `<key>name</key> <string>`. */
const plistValue = /<\/key>[ \t\r\n]{0,40}<string>/y;
/** `<setting name="x"><value>`. */
const nestedValue = /[^<>\n]{0,80}>[ \t\r\n]{0,40}<value>/iy;
const yamlPair = /["']?[ \t]*\r?\n[ \t]{1,40}(?:-[ \t])?value[ \t]?:[ \t]*/y;
const fallback = /[ \t]*\)[ \t]*(?:\|\||\?\?|\?:|or\b)[ \t]*(?=["'`])/y;
/** The next members of a JSON object or literal: `"name": "X", "value": "…"`. */
const jsonPair =
  /\\{0,3}["']?[ \t]*,[ \t\r\n]{0,60}\\{0,3}["']?(?:value|default|defaultValue)\\{0,3}["']?[ \t]?[:=][ \t]?(?=\\{0,3}["'])/iy;
/** `env("NAME")` with what holds when it is not set: `.unwrap_or("…")`, `{ "…" }`. */
const fallbackCall =
  /[ \t]*\)[ \t]*(?:\.(?:unwrap_or|unwrap_or_else|getOrElse|orElse|or_else|or)\([ \t]*(?:\|_?\|[ \t]*)?|\{[ \t]*)(?=["'])/y;
/** A default among the arguments behind the name: `add_argument("--token", default="…")`. */
const defaultArgument = /[ \t]*,[^()"'\n]{0,60}[, \t]default[ \t]?=[ \t]?(?=[rbu]?["'])/y;
/** A Terraform variable's default, behind its quoted name. */
const variableDefault = /[ \t]*\{[^{}]{0,240}?[\s{]default[ \t]*=[ \t]*(?=")/y;
/** C# property with a value; Visual Basic declaration. */
const propertyValue =
  /[ \t]*\{[ \t]*get;[^{}"\n]{0,40}\}[ \t]*=[ \t]*(?=[@$]?")|[ \t]+As[ \t]+String[ \t]*=[ \t]*(?=")/iy;
const callOpen = /[({][ \t]*(?=[rbuL@]{0,2}["'`])/y;

/** How far a name and what follows it may stand apart on a line, in UTF-16 code units. */
const GAP = 120;

/**
 * What may follow a name that is given a value, directly and behind a gap; most names are told from them by a look at one
 * character or two.
 */
const followers = charTable('\\"\'`&>] \t[!?=:|+<({},\r\n');
const operatorStarts = charTable('[!?=:|+<');
const typeStarts = charTable('*[ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz');
const lineEnds = charTable('"\'\r\n');

function charTable(chars: string): Uint8Array {
  const table = new Uint8Array(128);
  for (const char of chars) table[char.charCodeAt(0)] = 1;
  return table;
}

function findValue(text: string, start: number, end: number): Place | undefined {
  const follower = text.charCodeAt(end);
  if (!(follower >= 128 || followers[follower] === 1)) return undefined;
  let at = end;
  const quote = stick(closeQuote, text, at);
  if (quote) {
    at += quote.length;
    return afterQuotedName(text, start, at);
  }
  const plist = stick(plistValue, text, at);
  if (plist) return { at: at + plist.length, bare: 'element' };
  if (text[at] === '>' && text[start - 1] === '<' && text[start - 2] !== '?') return { at: at + 1, bare: 'element' };
  if (text[at] === '>' && /<[\w-]{1,20}:$/.test(text.slice(Math.max(0, start - 22), start)))
    return { at: at + 1, bare: 'element' };
  if (text[at] === ',') return isListed(text, start) ? { at: skipSpaces(text, at + 1) } : undefined;
  if (text[at] === ']' || (text[at] === '}' && text[start - 1] === '{')) at++; // of an index
  const other = afterGap(text, at);
  const assigned = operatorStarts[other] === 1 ? afterOperator(text, start, at) : undefined;
  if (assigned) return assigned;
  const property = other === 123 || other === 65 || other === 97 ? stick(propertyValue, text, at) : undefined;
  if (property) return { at: at + property.length };
  const typed = typeStarts[other] === 1 ? stick(goType, text, at) : undefined;
  if (typed) return { at: at + typed.length };
  const call = text[at] === '(' || text[at] === '{' ? stick(callOpen, text, at) : undefined;
  if (call && (call.startsWith('{') || isSetter(text, start, end))) return { at: at + call.length };
  const pair = lineEnds[other] === 1 && isNamed(text, start) ? stick(yamlPair, text, at) : undefined;
  if (pair) return { at: at + pair.length, bare: 'bare' };
  if (!isSpaceCode(text.charCodeAt(at))) return undefined;
  if (isDefine(text, start) || isSqlPassword(text, start, end) || isDirective(text, start, other))
    return { at: skipSpaces(text, at) };
  return isFlag(text, start) ? { at: skipSpaces(text, at), bare: 'argument' } : undefined;
}

/** The first character from `from` on that is no space or tab; 0 when it is too far away, or there is none. */
function afterGap(text: string, from: number): number {
  for (let at = from; at < from + GAP; at++) {
    const code = text.charCodeAt(at);
    if (!isSpaceCode(code)) return code < 128 ? code : 0;
  }
  return 0;
}

function afterQuotedName(text: string, start: number, from: number): Place | undefined {
  let at = from;
  if (text[at] === ']') at++;
  const other = afterGap(text, at);
  const assigned = operatorStarts[other] === 1 ? afterOperator(text, start, at) : undefined;
  if (assigned) return assigned;
  const nested = stick(nestedValue, text, at);
  if (nested) return { at: at + nested.length, bare: 'element' };
  if (text[at] === '>') return { at: at + 1, bare: 'element' };
  if (other === 0) return undefined;
  const member = other === 44 && isNamed(text, start - 1) ? stick(jsonPair, text, at) : undefined;
  if (member) return { at: at + member.length };
  for (const pattern of [pairComma, valueAttribute, fallback, fallbackCall, defaultArgument]) {
    const skipped = stick(pattern, text, at);
    if (skipped) return { at: at + skipped.length, isPair: pattern === pairComma && !isSetterCall(text, start) };
  }
  const block = other === 123 && isVariable(text, start) ? stick(variableDefault, text, at) : undefined;
  if (block) return { at: at + block.length };
  const pair = isNamed(text, start - 1) ? stick(yamlPair, text, at) : undefined;
  return pair ? { at: at + pair.length, bare: 'bare' } : undefined;
}

function afterOperator(text: string, start: number, from: number): Place | undefined {
  let at = skipSpaces(text, from, text.length);
  let sign = text[at];
  if (isPlainOperator(sign, text[at + 1])) at = skipSpaces(text, at + 1, text.length);
  else {
    operator.lastIndex = from;
    const found = operator.exec(text);
    if (!found) return undefined;
    at = from + found[0].length;
    sign = found[1] as string;
  }
  if (sign === ':') {
    const type = stick(typeAnnotation, text, at);
    if (type) at += type.length;
  }
  const tight = sign === '=' && at === from + 1 && isInsideList(text, start);
  const bare =
    sign === '=' || sign === ':' || sign === ':=' || sign === '=>' || sign === ':-'
      ? tight
        ? 'argument'
        : 'bare'
      : undefined;
  return bare ? { at: skipWrappers(text, at), bare } : { at: skipWrappers(text, at) };
}

/** Whether `=` or `:` is all of the operator that `operator` matches, as it most often is. */
function isPlainOperator(sign: string | undefined, next = ''): boolean {
  if (sign === '=') return next !== '=' && next !== '>';
  return sign === ':' && next !== '=' && next !== ':' && next !== '-';
}

const wrappers =
  /(?:(?:new[ \t]+)?(?:[\w.]{0,40}[.:]{1,2})?(?:String|str|string|Some|Secret\w{0,20}|SecureString|Buffer|bytes|bytearray|byte\[\]|\[\]byte|from|from_str|of|new|sensitive|lazy|ref|to_string|b64decode|atob|fromhex|unhexlify|Text|Just|useState|useRef|just|literal|Password\w{0,16}|PrivateKey|toCharArray|strdup|TEXT|_T|Uint8Array|Key|ConvertTo-SecureString(?:[ \t]+-String)?)!?(?:<\w{1,20}>)?[( \t]{1,2}|\(|\{|&|\*)[ \t]*(?=[(rbufLNE@$&]{0,2}\\{0,3}["'`A-Z])/y;
const lookup =
  /(?:[\w.$]{1,60}\(?[ \t]?["'][\w.-]{1,60}["'][ \t]?,[ \t]?|[\w.$]{1,60}(?:\[["'][\w.-]{1,60}["']\]|\(["'][\w.-]{1,60}["']\))?[ \t]{1,2}(?:\|\||\?\?|\?:|or)[ \t]{1,2})(?!["'](?:hex|base64(?:url)?|utf-?8|ascii|latin1|binary)["'])(?=[rbuL@]{0,2}["'`])/iy;
/** A condition whose first outcome is the literal, and calls that describe a setting by its default. */
const condition = /[^"'`\n;?:=]{1,80}\?[ \t]*(?=[rbu@]?["'`])/y;
const described =
  /(?:[\w.]{0,40}\.)?(?:Field|Option|Setting|EnvVar)\([ \t]*(?:default[ \t]*=[ \t]*)?(?=["'])|\((?:const[ \t])?\w{1,24}[ \t]?\*?\)[ \t]?(?=")/y;
const newline = /[ \t]*\(?[ \t]*\\?\r?\n[ \t]{0,80}(?=[rbuL@]{0,2}["'`])/y;
const blockScalar = /[|>][+-]?[ \t]*\r?\n[ \t]{1,40}(?=\S)/y;

/** Steps over what may stand between the operator and the literal: a call, a lookup with a default, a line break. */
function skipWrappers(text: string, from: number): number {
  let at = from;
  const first = text.charCodeAt(at);
  if (first === 34 || first === 39) return at; // a quote: nothing to step over, and by far the most frequent
  for (let turn = 0; turn < 3; turn++) {
    const skipped =
      stick(newline, text, at) ??
      stick(blockScalar, text, at) ??
      stick(lookup, text, at) ??
      stick(wrappers, text, at) ??
      stick(described, text, at) ??
      (turn === 0 ? stick(condition, text, at) : undefined);
    if (!skipped) break;
    at += skipped.length;
  }
  return at;
}

/** Whether `name=` stands in a connection string, a query or a list of cookies, where the value is never an expression. */
function isInsideList(text: string, start: number): boolean {
  return /[;&?][ \t]?$/.test(text.slice(Math.max(0, start - 2), start));
}

/** `.password("…")`, `setToken("…")`, `with_api_key("…")`: calls that give a value. */
function isSetter(text: string, start: number, end: number): boolean {
  if (text[start - 1] === '.') return true;
  const name = text.slice(start, end);
  if (name === 'PASSWORD') return true; // of SQL
  if (/\b(?:QString|w?string|CString|auto)[ \t]*[ &*][ \t]*$/.test(text.slice(Math.max(0, start - 16), start)))
    return true; // C++
  return /(?:^|\.)(?:set|with|add|put|use)[A-Z_]\w*$/.test(name) || /\.\w+$/.test(name);
}

/** `define('NAME', 'x')`, `setenv("NAME", "x")`, `map.put("name", "x")`: calls that give the second argument to the first. */
function isSetterCall(text: string, start: number): boolean {
  return /(?:define|env|[Ss]et\w{0,20}|put\w{0,12}|add\w{0,12}|append|header|property|default|param\w{0,8})[ \t]?\([ \t\r\n]{0,8}[rbu@]?["'`]$/i.test(
    text.slice(Math.max(0, start - 48), start),
  );
}

/** `name: X` of a list of environment variables. */
function isNamed(text: string, start: number): boolean {
  return /(?:name|key)["']?[ \t]?:[ \t]{0,4}["']?$/i.test(text.slice(Math.max(0, start - 16), start));
}

/** Words behind which a name and a bare value follow. */
export const namers: ReadonlySet<string> = new Set(
  'ENV ARG setx SETX SetEnv fastcgi_param machine login export set WITH with SET USER user'.split(' '),
);

/** `--token X`, `-p X`, `ENV NAME X`, `IDENTIFIED BY 'x'`. */
function isFlag(text: string, start: number): boolean {
  if (
    text.startsWith('password ', start) &&
    /login\s{1,4}\S{1,60}\s{1,4}$/.test(text.slice(Math.max(0, start - 72), start))
  ) {
    return true; // netrc
  }
  const previous = text.charCodeAt(start - 1);
  if (previous !== 45 && !(isSpaceCode(previous) && mayName(text, start))) return false;
  const before = text.slice(Math.max(0, start - 24), start);
  return (
    /(?:^|[\s"'`=([,])--?$/.test(before) ||
    /(?:^|\n)[ \t]*(?:ENV|ARG|setx|SETX|SetEnv|fastcgi_param|machine|login|export|set)[ \t]+(?:(?:\/[A-Za-z]|-[a-zA-Z]{1,3})[ \t])?$/.test(
      before,
    ) ||
    /(?:^|[\s;(])(?:WITH|with|SET|set|USER|user)[ \t]+$/.test(before)
  );
}

/** At least as long as any of `namers`, in UTF-16 code units. */
const LONGEST_NAMER = 16;

/** Whether the word before the name is one of `namers`, or an option that may follow one. */
function mayName(text: string, start: number): boolean {
  let end = start;
  while (end > 0 && start - end < 24 && isSpaceCode(text.charCodeAt(end - 1))) end--;
  let from = end;
  while (from > 0 && end - from < LONGEST_NAMER && isWordCode(text.charCodeAt(from - 1))) from--;
  const sign = text.charCodeAt(from - 1);
  return sign === 45 || sign === 47 || namers.has(text.slice(from, end));
}

/** `ALTER USER name PASSWORD 'x'`. */
function isSqlPassword(text: string, start: number, end: number): boolean {
  return text.slice(start, end) === 'PASSWORD' && /^[ \t]{1,8}'/.test(text.slice(end, end + 9));
}

/** `{name, "x"}` and `-define(NAME, "x")` of Erlang. */
function isListed(text: string, start: number): boolean {
  return text[start - 1] === '{' || text.slice(Math.max(0, start - 8), start) === '-define(';
}

/** `variable "name" {` of Terraform. */
function isVariable(text: string, start: number): boolean {
  return text.slice(Math.max(0, start - 10), start) === 'variable "';
}

/**
 * A literal that follows its name without an operator: `(def name "x")`, `:name "x"`, `@name "x"`, `set name "x"`, and
 * `name 'x'` alone on a line.
 * @param other the first character behind the gap.
 */
function isDirective(text: string, start: number, other: number): boolean {
  if (other !== 34 && other !== 39) return false;
  const before = text.slice(Math.max(0, start - 24), start);
  return /(?:^|\n)[ \t]*$|[\s([{][:@]$|(?:\((?:def|defonce|defvar|defconst|defparameter|define|setq)|(?:^|[\s;])set)[ \t]+$/.test(
    before,
  );
}

/** `#define NAME "x"`. */
function isDefine(text: string, start: number): boolean {
  return /#[ \t]?define[ \t]+$/.test(text.slice(Math.max(0, start - 16), start));
}

/** @param most as many are stepped over. */
function skipSpaces(text: string, from: number, most = 40): number {
  let at = from;
  while (at - from < most && isSpaceCode(text.charCodeAt(at))) at++;
  return at;
}

interface Value {
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly form: Form;
}

const openQuote = /(?:[rbufRBUFLNE@$]|u8|[rb]{2}|r#{1,2})?("""|'''|\\{1,3}["']|["'`]|&quot;|[“‘])/y;
const joint =
  /[ \t]*(?:\+|\.\.?|&|\\|<>)?[ \t]*(?:\r?\n[ \t]{0,80})?(?:\+|\.\.?|&|\|\|)?[ \t]*(?=[rbufL@$]{0,2}["'`])/y;
const concatenated = /[ \t]*(?:\+|\.\.|<>|%|\.(?:format|replace|concat)\b)[ \t]*/y;

/** What a joint or a computed rest can begin with, as character codes. */
const mayJoin = new Set(Array.from(' \t\r\n+.&\\<|%"\'`rbufL@$', (sign) => sign.charCodeAt(0)));

/** A string literal at `at`, with the literals that follow it directly or over `+`. */
function readLiteral(text: string, at: number): Value | undefined {
  const first = readOneLiteral(text, at);
  if (!first) return undefined;
  let { end, after, value } = first;
  for (let pieces = 1; pieces < 6; pieces++) {
    if (!mayJoin.has(text.charCodeAt(after))) break;
    const gap = stick(joint, text, after);
    if (gap === undefined || (gap === '' && pieces === 1 && text[after] === text[after - 1])) break;
    if (!/[+.\\&<\r\n]/.test(gap)) break;
    if (/^[ \t]*\r?\n/.test(gap) && !/[+.&\\]/.test(gap) && !isParenthesized(text, at)) break;
    const next = readOneLiteral(text, after + gap.length);
    if (!next || value.length + next.value.length > LONGEST_VALUE) break;
    value += next.value;
    ({ end, after } = next);
  }
  if (mayJoin.has(text.charCodeAt(after)) && stick(concatenated, text, after)) value = `\${}${value}`; // the rest is computed: a template, not a key
  return { start: first.start, end, value, form: 'quoted' };
}

/** Whether an opening parenthesis stands shortly before, which is what lets Python's literals join over lines. */
function isParenthesized(text: string, at: number): boolean {
  return /\([ \t\r\n]*$/.test(text.slice(Math.max(0, at - 60), at));
}

function readOneLiteral(
  text: string,
  at: number,
): { start: number; end: number; after: number; value: string } | undefined {
  let quote = plainQuote(text, at);
  let start = at + 1;
  if (quote === undefined) {
    openQuote.lastIndex = at;
    const open = openQuote.exec(text);
    if (!open) return undefined;
    quote = closing[open[1] as string] ?? (open[1] as string);
    start = at + open[0].length;
  }
  const last = Math.min(text.length, start + LONGEST_VALUE + 2);
  const escaped = quote.length > 1 && quote.startsWith('\\');
  const first = quote.charCodeAt(0);
  for (let end = start; end < last; end++) {
    const code = text.charCodeAt(end);
    if (code === first && text.startsWith(quote, end))
      return { start, end, after: end + quote.length, value: decode(text.slice(start, end)) };
    if (code === 10 && quote.length < 3 && quote !== '`') return undefined;
    if (code === 92 && !escaped) end++;
  }
  return undefined;
}

/** `"` or `'` where that is all of the opening, as it most often is. */
function plainQuote(text: string, at: number): string | undefined {
  const sign = text[at];
  return (sign === '"' || sign === "'") && text[at + 1] !== sign ? sign : undefined;
}

const closing: Readonly<Record<string, string>> = { '“': '”', '‘': '’' };

/** Simple escapes only; what is left over keeps its backslash and is judged with it. */
function decode(text: string): string {
  if (!text.includes('\\')) return text;
  return text
    .replace(/\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))/g, (_, u?: string, x?: string) =>
      String.fromCharCode(Number.parseInt(u ?? (x as string), 16)),
    )
    .replace(/\\(["'\\/$`])/g, '$1')
    .replace(/\\\r?\n[ \t]*/g, '');
}

/** A value without quotes. */
function readBare(
  text: string,
  from: number,
  form: Exclude<Form, 'quoted' | 'pair'>,
  runs: UnbrokenRuns,
): Value | undefined {
  if (form !== 'element' && runs.isTooLong(text, from)) return undefined;
  const inner = form === 'element' ? stick(elementStart, text, from) : undefined;
  const at = from + (inner?.length ?? 0);
  const pattern = form === 'element' ? elementText : form === 'argument' ? argumentText : bareText;
  const found = stick(pattern, text, at);
  if (!found || found.length > LONGEST_VALUE) return undefined;
  if (form === 'element' && !/^(?:<|\]\]>)/.test(text.slice(at + found.length, at + found.length + 3)))
    return undefined;
  const start = at + (found.length - found.trimStart().length);
  const value = found.trim();
  return value === '' ? undefined : { start, end: start + value.length, value, form };
}

/** What ends a value without quotes of any form. */
const breaks = charTable(' \t\r\n\v\f"\'`;<>,()[]{}\\|&');

/** Characters that are not ASCII count: some of them end a value. */
function isBreak(code: number): boolean {
  return code > 127 || breaks[code] === 1;
}

const elementStart = /<!\[CDATA\[|[ \t\r\n]{0,40}<value>/iy;
const elementText = /(?:[^<>\n\]]|\](?!\]>)){1,520}/y;
const argumentText = /(?:bearer|basic|token|apikey)?[ \t]?[^\s"'`;&<>,()[\]\\「」『』（）【】《》。，；“”‘’]{1,520}/iy;
const bareText =
  /(?:(?:bearer|basic|token|apikey)[ \t]+)?[^\s"'`;<>,()[\]{}\\|&「」『』（）【】《》。，；“”‘’]{1,520}/iy;
const scheme =
  /^(?:Bearer|Basic|Token|ApiKey|Api-Key|Key|Digest|SharedKey|GenieKey|SSWS|pass(?=:)|Splunk|Discogs token=|OAuth)[ \t:]+/i;

const schemeEnd = /[ \t:]/;

/** Steps over an authentication scheme in front of the key. */
function withoutScheme(found: Value): Value {
  if (!schemeEnd.test(found.value)) return found;
  const prefix = scheme.exec(found.value)?.[0].length;
  return prefix ? { ...found, start: found.start + prefix, value: found.value.slice(prefix) } : found;
}
