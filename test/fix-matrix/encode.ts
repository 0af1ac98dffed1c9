/** How a value is written between the quotes of a literal; undefined where the style cannot express it. */
export type Encode = (value: string, escaped: boolean) => string | undefined;

/** Backslash escapes, as in C, for the signs given besides the backslash. */
export function backslash(signs: string, hex?: (code: string) => string): Encode {
  return (value, escaped) => {
    const written = [...value].map((char) => {
      if (char === '\n') return '\\n';
      return char === '\\' || signs.includes(char) ? `\\${char}` : char;
    });
    if (escaped) {
      if (hex === undefined) return undefined;
      written[3] = hex((value.codePointAt(3) ?? 0).toString(16).padStart(2, '0'));
    }
    return written.join('');
  };
}

/** As it is, where none of the signs occur. */
export function verbatim(without: RegExp): Encode {
  return (value, escaped) => (escaped || without.test(value) ? undefined : value);
}

/** The quote is written twice. */
export function doubledQuote(quote: string, without = /(?!)/): Encode {
  return (value, escaped) => (escaped || without.test(value) ? undefined : value.replaceAll(quote, quote + quote));
}

/** Braces of a formatted string are written twice, on top of another style. */
export function doubledBraces(inner: Encode): Encode {
  return (value, escaped) => inner(value.replace(/[{}]/g, '$&$&'), escaped);
}

export const hexX = (code: string) => `\\x${code}`;
export const hexU = (code: string) => `\\u${code.padStart(4, '0')}`;
export const hexBraced = (code: string) => `\\u{${code}}`;
