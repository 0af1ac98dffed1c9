import { lineEndOf } from '../edits.ts';
import {
  closing,
  enclosing,
  type Language,
  type Literal,
  logicalLineBefore,
  neighbour,
  neighbourToken,
} from '../literal.ts';
import type { Refusal } from '../site.ts';
import type { TextChange } from '../types.ts';
import { character, escapes, quoted } from './forms.ts';

export const go: Language = {
  ids: ['go'],
  syntax: {
    lineComments: ['//'],
    blockComments: [{ open: '/*', close: '*/' }],
    strings: [quoted('interpreted', '"', escapes.go), quoted('raw', '`', escapes.raw, { multiline: true }), character],
  },
  operator: '+',
  lookup(name, literal) {
    const call = `${packageName(literal.text) ?? 'os'}.Getenv("${name}")`;
    const type = declaredType(literal);
    return type === undefined ? call : `${type}(${call})`;
  },
  problem(literal) {
    const { text, token } = literal;
    const line = logicalLineBefore(literal);
    const brackets = enclosing(literal);
    if (
      /(?:^|[{;}\n])\s*const\b[^{};]*$/.test(line) ||
      brackets.some(({ open, before }) => open === '(' && before === 'const')
    ) {
      return 'A Go constant is fixed at compile time: change "const" to "var" first.';
    }
    if (/^import\b/.test(line) || brackets.some(({ before }) => before === 'import'))
      return 'An import must name a constant package.';
    if (brackets.some((bracket) => isLengthOrIndex(literal, bracket)))
      return 'The length or an index of an array must be a constant.';
    const before = neighbourToken(literal, -1);
    if (before !== undefined && !/\n/.test(text.slice(before.end, token.start))) {
      const word = text.slice(before.start, before.end);
      if (
        (before.kind === 'word' && !/^(?:return|case|range|go|defer|if|for|switch)$/.test(word)) ||
        word === ']' ||
        word === '}'
      ) {
        return 'A struct tag must be a constant.';
      }
    }
    if (
      /\bos\s*:=|\bvar\s+os\b|[(,]\s*os\s+[*\w]|\bos\s*,[^\n=]*:=|,\s*os\s*(?:,[^\n=]*)?:=|^[ \t]*(?:import[ \t]+)?os[ \t]+"(?!os")/m.test(
        text,
      )
    )
      return 'This file gives "os" a meaning of its own.';
    return undefined;
  },
  extra(_name, literal) {
    return packageName(literal.text) === undefined ? importOs(literal) : [];
  },
};

/**
 * `[len("…")]T`, or `len("…"):` before an element. Directly in brackets a string is an index into a map, and after an index
 * stands no type.
 */
function isLengthOrIndex(
  literal: Literal,
  { open, before, index }: { readonly open: string; readonly before: string; readonly index: number },
): boolean {
  const { token, after } = closing(literal, index);
  if (open === '(') {
    const outer = literal.text[literal.level.tokens[literal.level.tokens[index]?.parent ?? -1]?.start ?? -1];
    return before === 'len' && after === ':' && outer === '{';
  }
  if (open !== '[' || token === undefined || literal.token.parent === index) return false;
  return /^[\w*[(]/.test(literal.text.slice(token.end));
}

/**
 * The named type that a literal takes where it stands, which a lookup does not take by itself: `var k Name = "…"`, and wherever the
 * file itself says so. Types of other files are not known.
 */
function declaredType(literal: Literal): string | undefined {
  const { text, token } = literal;
  const line = logicalLineBefore(literal);
  const type = /^(?:var\s+)?(?!var\b)\w+\s+([\w.]+)\s*=$/.exec(line)?.[1];
  if (type !== undefined) return type === 'string' || type === 'any' ? undefined : type;
  const named = [...text.matchAll(/^[ \t]*type[ \t]+(\w+)[ \t]+string\b/gm)].map((match) => match[1] as string);
  if (named.length === 0) return undefined;
  const known = (name: string | undefined) => (named.includes(name ?? '') ? name : undefined);
  const ofName = (name: string | undefined) =>
    name === undefined ? undefined : known(new RegExp(`\\b${name}[ \\t]+(${named.join('|')})\\b`).exec(text)?.[1]);
  const before = neighbour(literal, -1);
  const above = text.slice(0, token.start);
  if (before === 'return') return known(/.*\bfunc\b[^{}\n]*\)[ \t]*(\w+)[ \t]*\{/s.exec(above)?.[1]);
  if (/^(?:==|!=|=)$/.test(before)) return ofName(/(\w+)\s*(?:==|!=|=)\s*$/.exec(above)?.[1]);
  if (before === 'case') return ofName(/.*\bswitch[^{}\n]*?(\w+)[ \t]*\{/s.exec(above)?.[1]);
  const [outer] = enclosing(literal);
  if (outer?.open === '{') {
    const field = before === ':' ? ofName(/(\w+)\s*:\s*$/.exec(above)?.[1]) : undefined;
    const [, key, element] =
      /(?:map\[([\w.]+)\]|\[[\d.]*\])([\w.]+)$/.exec(text.slice(0, literal.level.tokens[outer.index]?.start)) ?? [];
    return field ?? known(neighbour(literal, 1) === ':' ? key : element);
  }
  if (outer?.open !== '(') return undefined;
  const list = new RegExp(`\\bfunc\\b(?:[ \\t]*\\([^)]*\\))?[ \\t]+${outer.before}\\(([^()]*)\\)`)
    .exec(text)?.[1]
    ?.split(',');
  const commas = literal.level.tokens
    .slice(outer.index + 1, literal.index)
    .filter((each) => each.parent === outer.index && text[each.start] === ',').length;
  // `a, b Name` gives both the type.
  return known(
    list
      ?.slice(commas)
      .find((parameter) => /\w\s+\S/.test(parameter.trim()))
      ?.trim()
      .split(/\s+/)[1],
  );
}

/** The name under which the file imports package os. */
function packageName(text: string): string | undefined {
  const match = /^(?:import[ \t]+|[ \t]+)(?:([\w.]+)[ \t]+)?"os"[ \t]*(?:;|\/\/|\r?$)/m.exec(importPart(text));
  if (match === null) return undefined;
  const alias = match[1];
  return alias === '_' || alias === '.' ? undefined : (alias ?? 'os');
}

/** Imports come before every other declaration. */
function importPart(text: string): string {
  const end = /^(?:func|var|type|const)\b/m.exec(text)?.index ?? text.length;
  return text.slice(0, end);
}

/** Into the first import block in alphabetical order, beside single imports, or after the package clause. */
function importOs(literal: Literal): readonly TextChange[] | Refusal {
  const { text } = literal;
  const eol = lineEndOf(text);
  const part = importPart(text);
  const block = /^import[ \t]*\(([^)]*)\)/m.exec(part);
  if (block !== null) {
    const from = block.index + block[0].indexOf('(') + 1;
    let at = from + (block[1] ?? '').replace(/[ \t\r\n]*$/, '').length;
    for (const line of (block[1] ?? '').matchAll(/\n([ \t]*)(?:[\w.]+[ \t]+)?"([^"\n]+)"[^\n]*/g)) {
      if ((line[2] ?? '').includes('.') || (line[2] ?? '') > 'os') {
        at = from + line.index;
        break;
      }
    }
    if (text[at - 1] === '\r') at--;
    const indent = /\n([ \t]+)"/.exec(block[1] ?? '')?.[1] ?? '\t';
    const oneLine = !(block[1] ?? '').includes('\n');
    return [
      {
        start: at,
        end: at,
        newText: oneLine ? `${(block[1] ?? '').trim() === '' ? '' : '; '}"os"` : `${eol}${indent}"os"`,
      },
    ];
  }
  const single = /^import[ \t]+(?:[\w.]+[ \t]+)?"[^"\n]+"/m.exec(part);
  if (single !== null) return [{ start: single.index, end: single.index, newText: `import "os"${eol}` }];
  const clause = /^package[ \t]+\w+[^\n]*/m.exec(part);
  if (clause === null) return { reason: 'The file has no package clause to put an import after.' };
  const at = clause.index + clause[0].replace(/\r$/, '').length;
  return [{ start: at, end: at, newText: `${eol}${eol}import "os"` }];
}
