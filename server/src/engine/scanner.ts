import { AnchorIndex } from './anchors.ts';
import { type AnchorDemand, noDemand, weakest } from './demand.ts';
import type { AnchorHits } from './engine.ts';
import { isSilent, type Matcher, type RawMatch } from './matcher.ts';
import { bodyEnd } from './pieces.ts';
import { LONGEST_PERIOD, Repetition } from './repetition.ts';
import { byPosition, type Candidate, distinct, withoutOverlaps } from './resolve.ts';
import { LINE_REACH, Suppressions } from './suppress.ts';

/** How far around an anchor its evaluation may read, in UTF-16 code units. */
export interface Reach {
  readonly before: number;
  readonly after: number;
}

/** A matcher that reads further than this is far-reaching: it is treated on its own, so that others stay cheap. */
const NEAR_LIMIT = 4000;

/** Most characters that are looked at before the matchers of an anchor are asked: as many as tell most text from tokens. */
const LONGEST_LOOK = 24;

/** The evaluation of a whole text. */
interface Pass {
  readonly visit: (at: number, anchor: number) => void;
  /** Up to where nothing can follow from any anchor, from the one visited last on. */
  readonly barrenTo: () => number;
}

/** All matchers behind one search for their anchors. */
export class Scanner {
  readonly index: AnchorIndex;
  /** The reach of all matchers but the far-reaching ones, suppression comments included. */
  readonly near: Reach;
  readonly far: Reach;
  /** The matchers of each anchor, by the anchor's number. */
  private readonly nearOwners: ReadonlyArray<readonly Matcher[]>;
  private readonly farOwners: ReadonlyArray<readonly Matcher[]>;
  private readonly marks: ReadonlySet<number>;
  /** Of the near matchers of an anchor, by its number, what `AnchorDemand.run` says, up to `LONGEST_LOOK`; -1: not asked yet. */
  private readonly runs: Int16Array;
  private readonly suppressions = new Suppressions();

  /** @param marks further anchors to find, which no matcher owns. */
  constructor(matchers: readonly Matcher[], marks: readonly string[] = []) {
    const near = matchers.filter((matcher) => !isFar(matcher));
    const far = matchers.filter(isFar);
    this.index = new AnchorIndex([...matchers.flatMap((matcher) => matcher.anchors), ...marks]);
    this.marks = new Set(marks.map((mark) => this.index.anchors.indexOf(mark)));
    this.near = reachOf(near);
    this.far = reachOf(far);
    this.nearOwners = owners(this.index.anchors, near);
    this.farOwners = owners(this.index.anchors, far);
    this.runs = new Int16Array(this.index.anchors.length).fill(-1);
  }

  /** What is demanded of each anchor, by its number. Worked out at each call. */
  demands(): AnchorDemand[] {
    return this.index.anchors.map((literal, anchor) => {
      const all = [
        ...(this.nearOwners[anchor] as readonly Matcher[]),
        ...(this.farOwners[anchor] as readonly Matcher[]),
      ];
      return this.isMark(anchor) ? noDemand : weakest(all.map((matcher) => matcher.demand?.(literal) ?? noDemand));
    });
  }

  /**
   * Whether an anchor has to be remembered: it is a mark, or belongs to a far-reaching matcher for which something may stand
   * there. `text` must hold all that is within `near` of it.
   */
  isFar(text: string, at: number, anchor: number): boolean {
    const literal = this.index.anchors[anchor] as string;
    const owners = this.farOwners[anchor] as readonly Matcher[];
    return this.isMark(anchor) || owners.some((matcher) => matcher.mayMatch?.(text, at, literal) !== false);
  }

  /** Whether no matcher owns an anchor. */
  isMark(anchor: number): boolean {
    return this.marks.has(anchor);
  }

  /** What the matchers with a near reach report at an anchor. `text` must hold all that is within `near` of it. */
  matchNear(text: string, at: number, anchor: number): readonly Candidate[] {
    const run = this.runOf(anchor);
    if (run > 0 && !holdsRun(text, at, run)) return NONE;
    return this.run(this.nearOwners[anchor] as readonly Matcher[], text, at, anchor);
  }

  /** The same for the far-reaching ones. */
  matchFar(text: string, at: number, anchor: number): readonly Candidate[] {
    return this.run(this.farOwners[anchor] as readonly Matcher[], text, at, anchor);
  }

  private runOf(anchor: number): number {
    let run = this.runs[anchor] as number;
    if (run < 0) {
      const literal = this.index.anchors[anchor] as string;
      const owners = this.nearOwners[anchor] as readonly Matcher[];
      run = Math.min(LONGEST_LOOK, ...owners.map((matcher) => matcher.demand?.(literal).run ?? 0));
      this.runs[anchor] = run;
    }
    return run;
  }

  /** The winners of a whole text, suppressed ones included. */
  scan(text: string): Candidate[] {
    const found: Candidate[] = [];
    const { visit } = this.pass(text, found);
    this.index.find(text, 0, text.length, visit);
    return withoutOverlaps(distinct(found.sort(byPosition)));
  }

  /** The same as `scan` where it is known where the anchors are: `hits` must be all there are in the text. */
  scanAt(text: string, hits: AnchorHits): Candidate[] {
    const found: Candidate[] = [];
    const { visit, barrenTo } = this.pass(text, found);
    do {
      for (let i = 0; i < hits.count; i++) visit(hits.offsets[i] as number, hits.anchors[i] as number);
    } while (hits.more?.(barrenTo()));
    return found.length === 0 ? found : withoutOverlaps(distinct(found.sort(byPosition)));
  }

  /** Evaluates all anchors of a text, in ascending order; what they lead to is put into `found`. */
  private pass(text: string, found: Candidate[]): Pass {
    const near = new Repetition(text, this.near);
    const far = new Repetition(text, this.far);
    let last = 0;
    let lastFar = Number.NEGATIVE_INFINITY;
    const visit = (at: number, anchor: number): void => {
      last = at;
      if (!near.isBarren(at)) {
        const matches = this.matchNear(text, at, anchor);
        if (matches.length > 0) near.found(at);
        for (let i = 0; i < matches.length; i++) found.push(matches[i] as Candidate);
      }
      if ((this.farOwners[anchor] as readonly Matcher[]).length === 0) return;
      lastFar = at;
      if (far.isBarren(at)) return;
      const matches = this.matchFar(text, at, anchor);
      if (matches.length > 0) far.found(at);
      for (let i = 0; i < matches.length; i++) found.push(matches[i] as Candidate);
    };
    // In a repetition stand the anchors that stood in what is repeated: where none was far-reaching, none is.
    const barrenTo = (): number =>
      lastFar < last - LONGEST_PERIOD ? near.barrenTo(last) : Math.min(near.barrenTo(last), far.barrenTo(last));
    return { visit, barrenTo };
  }

  private run(matchers: readonly Matcher[], text: string, at: number, anchor: number): readonly Candidate[] {
    if (matchers.length === 0) return NONE;
    let found: Candidate[] | undefined;
    const report = (match: RawMatch): void => {
      const { ruleId, start, end, confidence, evidence, rank } = match;
      const suppressed = isSilent(match) || this.suppressions.includes(text, start, end, ruleId);
      const candidate = { ruleId, start, end, confidence, evidence, rank, suppressed };
      if (found) found.push(candidate);
      else found = [candidate]; // with room for one: there is seldom another
    };
    const literal = this.index.anchors[anchor] as string;
    for (let i = 0; i < matchers.length; i++) (matchers[i] as Matcher).match(text, at, literal, report);
    return found ?? NONE;
  }
}

const NONE: readonly Candidate[] = [];

/** Whether so many characters of a token stand at `at`, or a quote or a backslash before that, as `AnchorDemand.run` says. */
function holdsRun(text: string, at: number, run: number): boolean {
  const end = bodyEnd(text, at, run);
  return end === at + run || goesOn.test(text.charAt(end));
}

const goesOn = /["'`\\]/;

function isFar(matcher: Matcher): boolean {
  return matcher.after > NEAR_LIMIT;
}

function reachOf(matchers: readonly Matcher[]): Reach {
  return {
    before: Math.max(0, ...matchers.map((matcher) => matcher.before)) + 2 * LINE_REACH,
    after: Math.max(0, ...matchers.map((matcher) => matcher.after)) + LINE_REACH,
  };
}

function owners(anchors: readonly string[], matchers: readonly Matcher[]): ReadonlyArray<readonly Matcher[]> {
  const byAnchor = new Map<string, Matcher[]>(anchors.map((anchor) => [anchor, []]));
  for (const matcher of matchers) for (const anchor of new Set(matcher.anchors)) byAnchor.get(anchor)?.push(matcher);
  return anchors.map((anchor) => byAnchor.get(anchor) as Matcher[]);
}
