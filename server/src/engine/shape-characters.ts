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
  const patterns = [...new Set(shapes.flatMap(partsOf))].map(patternOf);
  const mayBe = (sign: string): boolean => patterns.some((pattern) => pattern.test(sign));
  return {
    ascii: Uint8Array.from({ length: 128 }, (_, code) => (mayBe(String.fromCharCode(code)) ? 1 : 0)),
    others: mayBe('\u{1f511}') || mayBe('\u00e9'),
  };
}

/** The parts of a shape that stand for characters each: signs, escapes, classes. */
export function partsOf(shape: string): string[] {
  const parts = /\[(?:\\.|[^\]\\])*\]|\\.|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|\{\d+,?\d*\}|./gs;
  return (shape.replace(looks, '$1').match(parts) ?? []).filter((part) => !syntax.test(part));
}

function patternOf(part: string): RegExp {
  return new RegExp(part.length === 1 && part !== '.' ? part.replace(/[^A-Za-z0-9]/, '\\$&') : part);
}
