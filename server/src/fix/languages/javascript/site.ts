import { inOrder } from '../../edits.ts';
import { decodeRange, type Unit, unitsOf } from '../../escapes.ts';
import { type Refusal, reasons, type Site, type SourceEdit } from '../../site.ts';
import type { ProjectFacts } from '../../types.ts';
import {
  assignedName,
  expressionProblem,
  isMemberName,
  isObjectKey,
  isOption,
  joinsAnotherPiece,
  shadowsProcess,
} from './context.ts';
import { asTemplateText, stringEscapes } from './escapes.ts';
import { type JsToken, lexJavaScript } from './lexer.ts';
import { type JsLookup, jsLookup, type LookupOptions } from './lookup.ts';

/** A piece of JavaScript and how it reads the environment. */
export interface JsSource {
  readonly text: string;
  /** Range of the key in `text`. */
  readonly start: number;
  readonly end: number;
  readonly typescript: boolean;
  readonly jsx: boolean;
  readonly style: LookupOptions['style'];
  readonly project: ProjectFacts;
  /** Options whose values reach visitors, when the file is the configuration of a framework. */
  readonly published?: RegExp | undefined;
}

interface Place extends JsSource {
  readonly tokens: readonly JsToken[];
  readonly index: number;
  readonly token: JsToken;
}

/** Where the key stands in a JavaScript, TypeScript or JSX text, and the edit for each kind of place. */
export function locateInJavaScript(source: JsSource): Site | Refusal {
  const tokens = lexJavaScript(source.text, source);
  const index = tokens.findIndex((token) => token.start <= source.start && source.start < token.end);
  const token = tokens[index];
  if (token === undefined) return { reason: reasons.notLiteral };
  if (token.kind === 'comment') return { reason: reasons.comment };
  if (token.kind === 'regex')
    return { reason: 'A regular expression literal cannot read the environment: build it with new RegExp().' };
  if (source.end > token.end) return { reason: reasons.severalLiterals };
  if (source.published !== undefined && isOption(source.text, tokens, index, source.published))
    return { reason: 'This option is built into what visitors download: use the key in a server route and call that.' };
  if (source.style === 'process' && shadowsProcess(source.text, tokens)) {
    return { reason: 'This file gives "process" a meaning of its own, so process.env cannot be used.' };
  }
  const place: Place = { ...source, tokens, index, token };
  if (token.kind === 'string') return inString(place);
  if (token.kind === 'template') return inTemplate(place);
  if (token.kind === 'jsxString') return inAttribute(place);
  if (token.kind === 'jsxText') return inJsxText(place);
  return { reason: reasons.notLiteral };
}

function inString(place: Place): Site | Refusal {
  const { text, tokens, index, token, start, end } = place;
  const innerStart = token.start + 1;
  const innerEnd = token.end - 1;
  const inner = text.slice(innerStart, innerEnd);
  if (text[token.end - 1] !== text[token.start] || start < innerStart || end > innerEnd)
    return { reason: reasons.notLiteral };
  const units = unitsOf(inner, stringEscapes);
  const value = decodeRange(units, start - innerStart, end - innerStart);
  if (value === undefined) return { reason: reasons.escape };
  if (joinsAnotherPiece(text, tokens, index, start === innerStart, end === innerEnd)) return { reason: reasons.joined };
  const assigned = assignedName(text, tokens, index);
  const key = isObjectKey(text, tokens, index);
  const problem = isMemberName(text, tokens, index)
    ? 'The name of a class member must be a constant.'
    : key
      ? undefined
      : expressionProblem(text, tokens, index, index, place.typescript);
  if (problem !== undefined) return { reason: problem };
  return {
    value,
    assigned,
    rewrite(name) {
      const lookup = lookupFor(place, name, text[token.start] as '"' | "'");
      const whole = start === innerStart && end === innerEnd;
      const expression = whole
        ? lookup.expression
        : templateOf(inner, units, start - innerStart, end - innerStart, lookup);
      if (expression === undefined) return { reason: reasons.escape };
      if (!whole && !key && couldBecomeTag(place)) {
        return { reason: 'A string at the beginning of a statement cannot be turned into a template.' };
      }
      return replaceToken(place, key ? `[${expression}]` : expression, lookup);
    },
  };
}

function inTemplate(place: Place): Site | Refusal {
  const { text, tokens, index, token, start, end } = place;
  const innerStart = token.start + 1;
  const opens = token.bracket === 'substitution' && text.startsWith('${', token.end - 2);
  const innerEnd = token.end - (opens ? 2 : 1);
  if (start < innerStart || end > innerEnd || !(opens || text[token.end - 1] === '`'))
    return { reason: reasons.notLiteral };
  const [first, last] = templateBounds(text, tokens, index);
  if (isTagged(text, tokens, first)) {
    return { reason: 'A tagged template receives its text as written: pass the key in as a value yourself.' };
  }
  const units = unitsOf(text.slice(innerStart, innerEnd), stringEscapes);
  const value = decodeRange(units, start - innerStart, end - innerStart);
  if (value === undefined) return { reason: reasons.escape };
  const alone = first === last;
  const whole = alone && start === innerStart && end === innerEnd;
  if (joinsAnotherPiece(text, tokens, index, alone && start === innerStart, alone && end === innerEnd)) {
    return { reason: reasons.joined };
  }
  const touches =
    (!alone && start === innerStart && text[token.start] === '}') || (opens && end === innerEnd && value.length > 0);
  if (touches && splitByHole(text, start, end, innerStart, innerEnd)) return { reason: reasons.joined };
  const problem = expressionProblem(text, tokens, first, last, place.typescript);
  if (problem !== undefined) return { reason: problem };
  return {
    value,
    assigned: assignedName(text, tokens, first),
    rewrite(name) {
      const lookup = lookupFor(place, name, fileQuote(place));
      if (whole) return replaceToken(place, lookup.expression, lookup);
      return { changes: sorted([{ start, end, newText: `\${${lookup.loose}}` }, ...lookup.changes]) };
    },
  };
}

/** A key with a hole directly before or after it may be only a part of the real one; a sign in between tells them apart. */
function splitByHole(text: string, start: number, end: number, innerStart: number, innerEnd: number): boolean {
  const before = start === innerStart && text[innerStart - 1] === '}';
  const after = end === innerEnd && text.startsWith('${', innerEnd);
  return (before && /[\w-]/.test(text[start] ?? '')) || (after && /[\w-]/.test(text[end - 1] ?? ''));
}

function inAttribute(place: Place): Site | Refusal {
  const { text, token, start, end } = place;
  const innerStart = token.start + 1;
  const innerEnd = token.end - 1;
  const inner = text.slice(innerStart, innerEnd);
  if (start < innerStart || end > innerEnd) return { reason: reasons.notLiteral };
  if (/&[#\w]|\n/.test(inner))
    return { reason: 'This attribute holds entities or line breaks, which an expression would not keep.' };
  return {
    value: text.slice(start, end),
    assigned: /([\w-]+)\s*=\s*$/.exec(text.slice(Math.max(0, token.start - 80), token.start))?.[1],
    rewrite(name) {
      const lookup = lookupFor(place, name, fileQuote(place));
      const whole = start === innerStart && end === innerEnd;
      const escaped = (part: string) => part.replace(/[\\`]|\$(?=\{|$)/g, '\\$&');
      const around = [inner.slice(0, start - innerStart), inner.slice(end - innerStart)].map(escaped);
      const expression = whole ? lookup.expression : `\`${around[0]}\${${lookup.loose}}${around[1]}\``;
      const changes = [{ start: token.start, end: token.end, newText: `{${expression}}` }, ...lookup.changes];
      return { changes: sorted(changes) };
    },
  };
}

function inJsxText(place: Place): Site | Refusal {
  const { text, token, start, end } = place;
  if (/^(?:\/>|<\/)/.test(text.slice(token.start, token.end))) return { reason: reasons.notLiteral };
  const before = text.slice(token.start, start);
  const after = text.slice(end, token.end);
  return {
    value: text.slice(start, end),
    rewrite(name) {
      const lookup = lookupFor(place, name, fileQuote(place));
      // JSX drops white space that holds a line break beside an expression, but joins lines of text with a space.
      const spaceBefore = /\S[ \t]*\r?\n\s*$/.test(before) ? "{' '}" : '';
      const spaceAfter = /^[ \t]*\r?\n\s*\S/.test(after) ? "{' '}" : '';
      const newText = `${spaceBefore}{${lookup.loose}}${spaceAfter}`;
      return { changes: sorted([{ start, end, newText }, ...lookup.changes]) };
    },
  };
}

function templateOf(
  inner: string,
  units: readonly Unit[],
  start: number,
  end: number,
  lookup: JsLookup,
): string | undefined {
  const left = asTemplateText(inner, units, 0, start);
  const right = asTemplateText(inner, units, end, inner.length);
  return left === undefined || right === undefined ? undefined : `\`${left}\${${lookup.loose}}${right}\``;
}

function replaceToken(place: Place, expression: string, lookup: JsLookup): SourceEdit {
  const { text, token } = place;
  const identifier = /[\w$]/;
  const glueBefore = identifier.test(text[token.start - 1] ?? '') && identifier.test(expression[0] ?? '') ? ' ' : '';
  const glueAfter = identifier.test(text[token.end] ?? '') && identifier.test(expression.at(-1) ?? '') ? ' ' : '';
  const newText = glueBefore + expression + glueAfter;
  return { changes: sorted([{ start: token.start, end: token.end, newText }, ...lookup.changes]) };
}

/** After a value on the line above, a template would be read as that value's tag. */
function couldBecomeTag(place: Place): boolean {
  const before = place.text.slice(0, place.token.start).trimEnd();
  const word = /[\w$]+$/.exec(before)?.[0];
  if (word !== undefined)
    return !/^(?:return|typeof|case|in|of|instanceof|new|void|throw|yield|await|default|else|do)$/.test(word);
  return before === '' || /[)\]}"'`;]$/.test(before) || before.endsWith('++') || before.endsWith('--');
}

function isTagged(text: string, tokens: readonly JsToken[], first: number): boolean {
  const before = tokens[tokens[first]?.before ?? -1];
  if (before === undefined) return false;
  const word = text.slice(before.start, before.end);
  if (before.kind === 'word') {
    return !/^(?:return|typeof|case|in|of|instanceof|new|void|delete|throw|yield|await|default|extends|else|do)$/.test(
      word,
    );
  }
  if (before.kind === 'template') return !word.endsWith('${');
  if (before.kind === 'string' || before.kind === 'regex') return true;
  if (before.kind !== 'punct') return false;
  if (word === '}') return before.bracket !== 'block';
  if (word === ')') return before.bracket !== 'control';
  return word === ']' || word === '>' || word === '!';
}

function templateBounds(text: string, tokens: readonly JsToken[], index: number): readonly [number, number] {
  const head = tokens[index] as JsToken;
  let first = index;
  while (first > 0 && text[tokens[first]?.start ?? 0] !== '`') {
    first--;
    while (first > 0 && !(tokens[first]?.kind === 'template' && tokens[first]?.parent === head.parent)) first--;
  }
  let last = index;
  const unfinished = (token: JsToken) => token.bracket === 'substitution';
  while (last < tokens.length - 1 && unfinished(tokens[last] as JsToken)) {
    last++;
    while (last < tokens.length - 1 && !(tokens[last]?.kind === 'template' && tokens[last]?.parent === head.parent))
      last++;
  }
  return [first, last];
}

function lookupFor(place: Place, name: string, quote: '"' | "'"): JsLookup {
  const lookup = jsLookup(name, { ...place, quote });
  if (place.style !== 'sveltekit') return lookup;
  return { ...lookup, changes: svelteImport(place, name) };
}

function svelteImport(place: Place, name: string): JsLookup['changes'] {
  const { text } = place;
  const from = /import\s*\{([^}]*)\}\s*from\s*(['"])\$env\/static\/private\2/.exec(text);
  if (from !== null) {
    const names = from[1] ?? '';
    if (new RegExp(`(?:^|[\\s,])${name}(?:[\\s,]|$)`).test(names)) return [];
    const at = from.index + from[0].indexOf('{') + 1 + names.trimEnd().length;
    return [
      {
        start: at,
        end: at,
        newText: names.trim() === '' ? ` ${name}` : `${names.trimEnd().endsWith(',') ? '' : ','} ${name}`,
      },
    ];
  }
  const quote = fileQuote(place);
  const first = place.tokens.findIndex((token) => token.kind !== 'comment');
  const at = place.tokens[first]?.start ?? 0;
  const semicolon = /;\s*(?:\r?\n|$)/.test(text) ? ';' : '';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return [
    { start: at, end: at, newText: `import { ${name} } from ${quote}$env/static/private${quote}${semicolon}${eol}` },
  ];
}

function fileQuote(place: Place): '"' | "'" {
  const strings = place.tokens.filter((token) => token.kind === 'string');
  const double = strings.filter((token) => place.text[token.start] === '"').length;
  return double * 2 > strings.length ? '"' : "'";
}

function sorted(changes: SourceEdit['changes'][number][]): SourceEdit['changes'] {
  return inOrder(changes);
}
