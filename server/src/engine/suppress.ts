/**
 * People's own decisions: comments that tell Keylift, or another scanner they already use, to leave a finding alone.
 *
 * Sources: the documentation of gitleaks (`gitleaks:allow`), betterleaks (`betterleaks:allow`), trufflehog
 * (`trufflehog:ignore`), kingfisher (`kingfisher:ignore`), GitGuardian (`ggignore`), detect-secrets
 * (`pragma: allowlist secret`, `pragma: allowlist nextline secret`) and secretlint (`secretlint-disable…`).
 */
import { lineEnd, lineStart } from './text.ts';

/** How much of a line is read on each side of a finding, in UTF-16 code units. */
export const LINE_REACH = 500;

const sameLine =
  /keylift:ignore(?!-)([^\n]*)|gitleaks:allow|betterleaks:allow|trufflehog:ignore|kingfisher:(?:ignore|allow)|ggignore\b|pragma: ?(?:allow|white)list[ -]secret|secretlint-disable-line/i;
const nextLine =
  /keylift:ignore-next-line([^\n]*)|pragma: ?(?:allow|white)list[ -]nextline[ -]secret|secretlint-disable-next-line|betterleaks:allow-next-line/i;

/** What every directive holds; where none of it stands, nothing is suppressed. */
const directive = /:(?:ignore|allow)|ggignore|pragma:|secretlint-disable/i;
/** Longest text that `directive` matches, in UTF-16 code units. */
const LONGEST_DIRECTIVE = 18;

/** Asks for one finding after the other, from the beginning of a text to its end: what was read is not read again. */
export class Suppressions {
  private text = '';
  /** A stretch of the text without a line break, and one without a directive. */
  private line: Stretch = NOTHING;
  private free: Stretch = NOTHING;

  /** Whether a comment on the lines of `[start, end)`, or on the line before, suppresses a finding of `ruleId` there. */
  includes(text: string, start: number, end: number, ruleId: string): boolean {
    if (text !== this.text) {
      this.text = text;
      this.line = NOTHING;
      this.free = NOTHING;
    }
    const from = this.lineStart(start);
    const to = this.lineEnd(end);
    if (!text.slice(start, end).includes('\n')) this.line = joined(this.line, from, to);
    const follows = from > 0 && text.charCodeAt(from - 1) === 10;
    const previous = follows ? lineStart(text, from - 1, LINE_REACH) : from;
    if (!this.holdsDirective(previous, to)) return false;
    return (
      applies(sameLine, text.slice(from, start), ruleId) ||
      applies(sameLine, text.slice(end, to), ruleId) ||
      (follows && applies(nextLine, text.slice(previous, from - 1), ruleId))
    );
  }

  private lineStart(start: number): number {
    const from = holds(this.line, start) ? Math.max(this.line.from, start - LINE_REACH) : start;
    return lineStart(this.text, from, LINE_REACH - (start - from));
  }

  private lineEnd(end: number): number {
    const to = holds(this.line, end) ? Math.min(this.line.to, end + LINE_REACH) : end;
    return lineEnd(this.text, to, LINE_REACH - (to - end));
  }

  private holdsDirective(from: number, to: number): boolean {
    const start = holds(this.free, from) ? Math.max(from, this.free.to - LONGEST_DIRECTIVE) : from;
    if (start < to && directive.test(this.text.slice(start, to))) return true;
    this.free = joined(this.free, from, to);
    return false;
  }
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

const NOTHING: Stretch = { from: 0, to: -1 };

function holds({ from, to }: Stretch, offset: number): boolean {
  return offset >= from && offset <= to;
}

/** The stretch with what goes on from it, or the new one alone. */
function joined(stretch: Stretch, from: number, to: number): Stretch {
  return holds(stretch, from) ? { from: stretch.from, to: Math.max(stretch.to, to) } : { from, to };
}

function applies(pattern: RegExp, line: string, ruleId: string): boolean {
  const found = pattern.exec(line);
  if (!found) return false;
  const rules = ruleIds(found[1] ?? '');
  return rules.length === 0 || rules.includes(ruleId);
}

/** The rule ids after the directive: words up to `--` or `:`, which begin the reason. */
function ruleIds(rest: string): string[] {
  const list = /^[ \t:=]*((?:[a-z0-9]+(?:-[a-z0-9]+)+[ \t,]*)*)/.exec(rest)?.[1] ?? '';
  return list.split(/[ \t,]+/).filter((id) => id !== '');
}

/** The directives of secretlint that open and close a region. */
export const regionAnchor = 'secretlint-';
const region = /secretlint-(disable|enable)(?!-)/g;

/** Ranges that secretlint's `secretlint-disable` and `secretlint-enable` switch off, in UTF-16 offsets. */
export function disabledRegions(text: string): ReadonlyArray<readonly [start: number, end: number]> {
  if (!text.includes(regionAnchor)) return [];
  const regions: Array<[number, number]> = [];
  let open = -1;
  for (const found of text.matchAll(region)) {
    if (found[1] === 'disable' && open < 0) open = found.index;
    if (found[1] === 'enable' && open >= 0) {
      regions.push([open, found.index]);
      open = -1;
    }
  }
  if (open >= 0) regions.push([open, text.length]);
  return regions;
}
