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

/** The parts of a shape that stand for characters each: signs, escapes, classes. They may be too many, never too few. */
export function partsOf(shape: string): string[] {
  const parts = /\[(?:\\.|[^\]\\])*\]|\\.|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|\{\d+,?\d*\}|./gs;
  return (shape.replace(looks, '$1').match(parts) ?? []).filter((part) => !syntax.test(part));
}

/** The pattern of one of these parts. */
export function patternOf(part: string): RegExp {
  return new RegExp(part.length === 1 && part !== '.' ? part.replace(/[^A-Za-z0-9]/, '\\$&') : part);
}

/** The characters that texts of some shapes can consist of; it may only err on the side of too many. */
export function charactersOf(shapes: readonly string[]): Characters {
  const sources = new Set(shapes.flatMap(partsOf));
  const classes = [...sources]
    .filter((source) => source.length > 1 || source === '.')
    .map((source) => new RegExp(source));
  const ascii = Uint8Array.from({ length: 128 }, (_, code) => {
    const sign = String.fromCharCode(code);
    return sources.has(sign) || classes.some((pattern) => pattern.test(sign)) ? 1 : 0;
  });
  return { ascii, others: classes.some((pattern) => pattern.test('\u{1f511}') || pattern.test('\u00e9')) };
}
