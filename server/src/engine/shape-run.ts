import { hasAlternatives } from './shape-head.ts';
import { asciiTable } from './text.ts';

/** Tells whether `[from, to)` of a text holds what a match needs; passes where it cannot tell. */
export type RunTest = (text: string, from: number, to: number) => boolean;

/** Shortest run that is worth looking for, in UTF-16 code units. */
const WORTHWHILE = 16;

/**
 * A cheap look for the longest run of characters of one class that every match of a shape holds. It reads one character in
 * as many as the run has, where the text holds none of the class. Characters beyond ASCII count as if they were of it.
 */
export function runTest(shape: string): RunTest {
  const longest = hasAlternatives(shape) ? undefined : longestRun(shape);
  if (!longest || longest.length < WORTHWHILE) return () => true;
  const { length } = longest;
  const table = asciiTable(new RegExp(longest.characters));
  return (text, from, to) => {
    for (let probe = from + length - 1; probe < to; ) {
      // Backwards: where the run breaks off, a longer one can only begin behind.
      let start = probe;
      while (start >= from && table[text.charCodeAt(start)] !== 0 && probe - start < length) start--;
      if (probe - start >= length) return true;
      probe = start + length;
    }
    return false;
  };
}

/** The longest `[class]{n}` that is not optional, outside of all groups. */
function longestRun(shape: string): { readonly characters: string; readonly length: number } | undefined {
  let depth = 0;
  let longest: { characters: string; length: number } | undefined;
  for (const [sign, characters, count] of shape.matchAll(/\\.|(\[(?:\\.|[^\]\\])*\])(?:\{(\d+)[,}])?|[()]/g)) {
    if (sign === '(') depth++;
    else if (sign === ')') depth--;
    else if (depth === 0 && characters !== undefined && Number(count ?? 1) > (longest?.length ?? 0)) {
      longest = { characters, length: Number(count ?? 1) };
    }
  }
  return longest;
}
