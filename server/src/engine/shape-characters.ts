/** The characters that texts of some shapes can consist of. */
export interface Characters {
  readonly ascii: Uint8Array;
  /** Whether others than ASCII are among them. */
  readonly others: boolean;
}

/** What groups, alternatives and quantifiers are written with; the rest stands for characters. */
const syntax = /^(?:\((?:\?.*)?|[)|?]|\{\d.*)$/;

/** Looks ahead and behind, without groups inside: they stand for no characters. */
const looks = /(\\.)|\(\?<?[=!](?:[^()\\[]|\\.|\[(?:\\.|[^\]\\])*\])*\)/gs;

/** The characters that texts of some shapes can consist of; it may only err on the side of too many. */
export function charactersOf(shapes: readonly string[]): Characters {
  const parts = /\[(?:\\.|[^\]\\])*\]|\\.|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|\{\d+,?\d*\}|./gs;
  const sources = new Set(
    shapes.flatMap((shape) => shape.replace(looks, '$1').match(parts) ?? []).filter((part) => !syntax.test(part)),
  );
  const classes = [...sources]
    .filter((source) => source.length > 1 || source === '.')
    .map((source) => new RegExp(source));
  const ascii = Uint8Array.from({ length: 128 }, (_, code) => {
    const sign = String.fromCharCode(code);
    return sources.has(sign) || classes.some((pattern) => pattern.test(sign)) ? 1 : 0;
  });
  return { ascii, others: classes.some((pattern) => pattern.test('\u{1f511}') || pattern.test('\u00e9')) };
}
