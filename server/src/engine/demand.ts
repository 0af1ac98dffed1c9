import { bodyCode } from './pieces.ts';
import { charactersOf, partsOf } from './shape-characters.ts';
import { shortestMatch } from './shape-length.ts';

/**
 * What must hold at an occurrence of an anchor for anything to be found there: a look at the characters around it, which a
 * search over bytes can take as well. Most occurrences in ordinary text do not meet it.
 */
export interface AnchorDemand {
  /** Not behind an ASCII letter, digit or underscore, unless a `\\` or `%` is among the six characters before. */
  readonly beginsWord: boolean;
  /** The letter cases it counts in; undefined: in any. */
  readonly spellings?: readonly string[] | undefined;
  /**
   * Least number of characters of a token (`bodyCode`), the anchor's included, before anything else stands there; 0 for no
   * demand. A quote or a backslash before that meets it too: the token may go on behind it.
   */
  readonly run: number;
  /** It stands in a name to which a value may be assigned: see `server/assembly/assigned.ts`. */
  readonly inName: boolean;
}

export const noDemand: AnchorDemand = { beginsWord: false, run: 0, inName: false };

/** What meets each of several demands meets the one that is returned. */
export function weakest(demands: readonly AnchorDemand[]): AnchorDemand {
  const spellings = demands.every((demand) => demand.spellings)
    ? [...new Set(demands.flatMap((demand) => demand.spellings ?? []))]
    : undefined;
  return {
    beginsWord: demands.every(({ beginsWord }) => beginsWord),
    spellings,
    run: Math.min(...demands.map(({ run }) => run)),
    inName: demands.every(({ inName }) => inName),
  };
}

/** Least characters of what a shape matches, where it matches nothing but characters of tokens; else 0. */
export function leastRun(shape: string): number {
  return partsOf(shape).every(isBody) ? shortestMatch(shape) : 0;
}

/** Whether a part of a shape stands for nothing but characters of tokens, by its source: many shapes share their parts. */
const known = new Map<string, boolean>();

function isBody(part: string): boolean {
  let is = known.get(part);
  if (is === undefined) {
    const { ascii, others } = charactersOf([part]);
    is = !others && ascii.every((isTheirs, code) => isTheirs === 0 || bodyCode[code] === 1);
    known.set(part, is);
  }
  return is;
}
