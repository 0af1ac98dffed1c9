import { asciiTable } from './text.ts';

/** Tells, for a text and an offset, whether a match may begin there. */
export type HeadTest = (text: string, at: number) => boolean;

/** A literal, look-aheads, and the first class with the number of its characters: what most shapes begin with. */
const head =
  /^((?:[\w:/@#,;-]|\\[^a-zA-Z0-9])*)(?:\(\?=(?:[^()\\]|\\.)*\))*(\[(?:\\.|[^\]\\])+\]|\\[wd])(?:\{(\d+)[,}])?(?![?*{])/;
/** The literal alone, where what follows is not told so easily. */
const literalHead = /^((?:[\w:/@#,;-]|\\[^a-zA-Z0-9])+)(?![?*{])/;
/** Most characters of the class that are looked at. */
const MOST = 12;
/** Where one of these stands, the token may go on in another literal, or the character may be part of an escape. */
const interrupts = new Set(Array.from('"\'`\\%', (sign) => sign.charCodeAt(0)));

/** What is known of the beginning of a shape: a literal, and how many characters of a class follow. */
interface Head {
  readonly literal: string;
  readonly count: number;
  readonly table: Uint8Array;
}

function headOf(shape: string, ignoreCase: boolean): Head | undefined {
  const withClass = head.exec(shape);
  const found = withClass && withClass[3] !== '0' ? withClass : literalHead.exec(shape);
  if (!found || ignoreCase || hasAlternatives(shape)) return undefined;
  const literal = (found[1] as string).replaceAll('\\', '');
  const count = found[2] === undefined ? 0 : Math.min(MOST, Number(found[3] ?? 1));
  return { literal, count, table: asciiTable(new RegExp(found[2] ?? '[]')) };
}

/**
 * A cheap look at the first characters behind an anchor: it saves running the shape's expression at most anchors behind
 * which no token stands, and passes where it cannot tell.
 */
export function headTest(shape: string, ignoreCase: boolean): HeadTest {
  const known = headOf(shape, ignoreCase);
  if (!known) return () => true;
  const { literal, count, table } = known;
  const last = literal.length + count;
  return (text, at) => {
    for (let i = 0; i < last; i++) {
      const code = text.charCodeAt(at + i);
      if (i < literal.length ? code === literal.charCodeAt(i) : code < 128 && table[code] === 1) continue;
      return interrupts.has(code);
    }
    return true;
  };
}

/** By ASCII code, 1 for the characters with which what `headTest` accepts can begin. */
export function firstCodes(shape: string, ignoreCase: boolean): Uint8Array {
  const known = headOf(shape, ignoreCase);
  if (!known) return new Uint8Array(128).fill(1);
  const codes = known.literal === '' ? known.table.slice() : new Uint8Array(128);
  if (known.literal !== '') codes[known.literal.charCodeAt(0)] = 1;
  for (const code of interrupts) codes[code] = 1;
  return codes;
}

/** Whether the shape is a choice between several, apart from those in its groups. */
export function hasAlternatives(shape: string): boolean {
  let depth = 0;
  for (const [sign] of shape.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|[()|]/g)) {
    if (sign === '|' && depth === 0) return true;
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
  }
  return false;
}
