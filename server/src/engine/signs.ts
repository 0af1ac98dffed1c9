/**
 * Which kinds of characters a text holds, as bits. Most patterns need a certain sign, and most texts do not hold it: a
 * look at the bits saves running the pattern.
 */
export const LOWER = 1 << 0;
export const UPPER = 1 << 1;
export const DIGIT = 1 << 2;
export const UNDERSCORE = 1 << 3;
export const HYPHEN = 1 << 4;
export const DOT = 1 << 5;
export const SLASH = 1 << 6;
export const COLON = 1 << 7;
export const DOLLAR = 1 << 8;
export const BRACE = 1 << 9;
export const PAREN = 1 << 10;
export const BRACKET = 1 << 11;
export const ANGLE = 1 << 12;
export const PERCENT = 1 << 13;
export const AT = 1 << 14;
export const EQUALS = 1 << 15;
export const PIPE = 1 << 16;
export const AMPERSAND = 1 << 17;
export const BACKSLASH = 1 << 18;
/** ASCII white space. */
export const SPACE = 1 << 19;
/** Any other ASCII character. */
export const OTHER = 1 << 20;
/** Anything beyond ASCII. */
export const FOREIGN = 1 << 21;
export const LETTER = LOWER | UPPER;
export const ALPHANUMERIC = LETTER | DIGIT;

const kinds = new Int32Array(128).fill(OTHER);
const members: ReadonlyArray<readonly [signs: string, kind: number]> = [
  ['abcdefghijklmnopqrstuvwxyz', LOWER],
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', UPPER],
  ['0123456789', DIGIT],
  ['_', UNDERSCORE],
  ['-', HYPHEN],
  ['.', DOT],
  ['/', SLASH],
  [':', COLON],
  ['$', DOLLAR],
  ['{}', BRACE],
  ['()', PAREN],
  ['[]', BRACKET],
  ['<>', ANGLE],
  ['%', PERCENT],
  ['@', AT],
  ['=', EQUALS],
  ['|', PIPE],
  ['&', AMPERSAND],
  ['\\', BACKSLASH],
  [' \t\r\n\v\f', SPACE],
];
for (const [signs, kind] of members) for (const sign of signs) kinds[sign.charCodeAt(0)] = kind;

let lastText = '';
let lastSigns = 0;

/** The kinds of all characters of a text. Remembers the last text, because one is asked about several times in a row. */
export function signsOf(text: string): number {
  if (text === lastText) return lastSigns;
  let signs = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    signs |= code < 128 ? (kinds[code] as number) : FOREIGN;
  }
  lastText = text;
  lastSigns = signs;
  return signs;
}
