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

/**
 * A cheap look at the first characters behind an anchor: it saves running the shape's expression at most anchors behind
 * which no token stands, and passes where it cannot tell.
 */
export function headTest(shape: string, ignoreCase: boolean): HeadTest {
  const withClass = head.exec(shape);
  const found = withClass && withClass[3] !== '0' ? withClass : literalHead.exec(shape);
  if (!found || ignoreCase || hasAlternatives(shape)) return () => true;
  const literal = (found[1] as string).replaceAll('\\', '');
  const count = found[2] === undefined ? 0 : Math.min(MOST, Number(found[3] ?? 1));
  const last = literal.length + count;
  const table = asciiTable(new RegExp(found[2] ?? '[]'));
  return (text, at) => {
    for (let i = 0; i < last; i++) {
      const code = text.charCodeAt(at + i);
      if (i < literal.length ? code === literal.charCodeAt(i) : code < 128 && table[code] === 1) continue;
      return interrupts.has(code);
    }
    return true;
  };
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
