import type { EscapeRules } from '../escapes.ts';
import type { Hole, StringForm } from '../lexer.ts';

/** Escapes and string forms that several languages share. */

const never = { shape: '[0-9xuUN]()', radix: 16 } as const; // begins a numeric escape and is none: not decoded
const hex2 = { shape: 'x([0-9A-Fa-f]{2})', radix: 16 } as const;
const u4 = { shape: 'u([0-9A-Fa-f]{4})', radix: 16 } as const;
const u8 = { shape: 'U([0-9A-Fa-f]{8})', radix: 16 } as const;
const octal3 = { shape: '([0-7]{3})', radix: 8 } as const;
const octal = { shape: '([0-3]?[0-7]{1,2})', radix: 8 } as const;
const braced = { shape: 'u\\{([0-9A-Fa-f]{1,8})\\}', radix: 16 } as const;
const common = { n: '\n', r: '\r', t: '\t', '\\': '\\', '"': '"', "'": "'" };

export const escapes = {
  /** Go, 'Rune literals' of the specification. */
  go: {
    lead: '\\',
    simple: { ...common, a: '\x07', b: '\b', f: '\f', v: '\v' },
    numeric: [u4, u8, asciiOnly(octal3), asciiHex(), never],
    other: 'unknown',
  },
  /** JLS 3.10.7. */
  java: { lead: '\\', simple: { ...common, b: '\b', f: '\f', s: ' ' }, numeric: [u4, octal, never], other: 'unknown' },
  kotlin: { lead: '\\', simple: { ...common, b: '\b', $: '$' }, numeric: [u4, never], other: 'unknown' },
  csharp: {
    lead: '\\',
    simple: { ...common, a: '\x07', b: '\b', f: '\f', v: '\v' },
    numeric: [u4, u8, never],
    other: 'unknown',
  },
  rust: { lead: '\\', simple: common, numeric: [asciiHex(), braced, never], nothing: '\\r?\\n\\s*', other: 'unknown' },
  swift: { lead: '\\', simple: common, numeric: [braced, never], other: 'unknown' },
  dart: {
    lead: '\\',
    simple: { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v' },
    numeric: [braced, u4, hex2, { shape: '[xu]()', radix: 16 }],
    other: 'second',
  },
  elixir: {
    lead: '\\',
    simple: { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', v: '\v', s: ' ', d: '\x7f', e: '\x1b' },
    numeric: [braced, u4, asciiHex(), never],
    nothing: '\\r?\\n',
    other: 'second',
  },
  python: {
    lead: '\\',
    simple: { ...common, a: '\x07', b: '\b', f: '\f', v: '\v' },
    numeric: [hex2, u4, u8, octal3, octal, { shape: '[xuUN]()', radix: 16 }],
    nothing: '\\r?\\n',
    other: 'both',
  },
  pythonBytes: {
    lead: '\\',
    simple: { ...common, a: '\x07', b: '\b', f: '\f', v: '\v' },
    numeric: [asciiHex(), asciiOnly(octal3), { shape: '[x0-7]()', radix: 16 }],
    nothing: '\\r?\\n',
    other: 'both',
  },
  /** The lead keeps the quote from closing, and both characters stay. */
  pythonRaw: { lead: '\\', other: 'both' },
  rubyDouble: {
    lead: '\\',
    simple: { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', v: '\v', e: '\x1b', s: ' ' },
    numeric: [braced, u4, asciiHex(), asciiOnly(octal3), { shape: '[0-7xucCM]()', radix: 16 }],
    nothing: '\\r?\\n',
    other: 'second',
  },
  /** Single quotes of Ruby, PHP and Perl: only the quote and the backslash are escaped. */
  single: { lead: '\\', simple: { "'": "'", '\\': '\\' }, other: 'both' },
  phpDouble: {
    lead: '\\',
    simple: { n: '\n', r: '\r', t: '\t', v: '\v', e: '\x1b', f: '\f', '\\': '\\', $: '$', '"': '"' },
    numeric: [braced, asciiHex(), asciiOnly(octal3), { shape: '[0-7]()', radix: 16 }],
    other: 'both',
  },
  perlDouble: {
    lead: '\\',
    simple: { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', e: '\x1b' },
    numeric: [
      { shape: 'x\\{([0-7][0-9A-Fa-f])\\}', radix: 16 },
      asciiHex(),
      asciiOnly(octal3),
      { shape: '[0-9xcNoLUlQEuF]()', radix: 16 },
    ],
    other: 'second',
  },
  lua: {
    lead: '\\',
    simple: { ...common, a: '\x07', b: '\b', f: '\f', v: '\v' },
    numeric: [
      braced,
      asciiHex(),
      { shape: '(0[0-9]{2}|1[01][0-9]|12[0-7])', radix: 10 },
      { shape: '[0-9xu]()', radix: 16 },
    ],
    nothing: 'z\\s*',
    other: 'unknown',
  },
  r: {
    lead: '\\',
    simple: { ...common, a: '\x07', b: '\b', f: '\f', v: '\v', '`': '`' },
    numeric: [asciiHex(), braced, u4, u8, { shape: '[0-9xuU]()', radix: 16 }],
    other: 'unknown',
  },
  hcl: {
    lead: '\\',
    simple: { n: '\n', r: '\r', t: '\t', '\\': '\\', '"': '"' },
    numeric: [u4, u8, never],
    other: 'unknown',
  },
  json: {
    lead: '\\',
    simple: { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '\\': '\\', '"': '"', '/': '/' },
    numeric: [u4, never],
    other: 'unknown',
  },
  /** PowerShell's backtick. */
  backtick: {
    lead: '`',
    simple: { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', v: '\v', e: '\x1b' },
    numeric: [{ shape: '[0u]()', radix: 16 }],
    other: 'second',
    doubled: '"',
  },
  raw: { other: 'both' },
} as const satisfies Record<string, EscapeRules>;

/** Above 7F a byte escape is not a character: not decoded. */
function asciiHex(): { readonly shape: string; readonly radix: 16 } {
  return { shape: 'x([0-7][0-9A-Fa-f])', radix: 16 };
}

function asciiOnly(rule: typeof octal3): { readonly shape: string; readonly radix: 8 } {
  return { shape: rule.shape.replace('[0-7]{3}', '[01][0-7]{2}'), radix: 8 };
}

/** A string between two equal quotes. */
export function quoted(id: string, quote: string, rules: EscapeRules, more: Partial<StringForm> = {}): StringForm {
  return {
    id,
    open: new RegExp(quote.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'y'),
    close: quote,
    escapes: rules,
    ...more,
  };
}

/** A character between apostrophes: not a string. */
export const character: StringForm = {
  id: 'character',
  open: /'(?=(?:\\[^\n]{1,10}|[^\\'\n]{1,2})')/y,
  close: "'",
  escapes: { lead: '\\', other: 'both' },
  opaque: true,
};

export const namedHoles: readonly Hole[] = [{ open: '${', close: '}' }, { open: '$' }];
