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

/** Whether a comment on the lines of `[start, end)`, or on the line before, suppresses a finding of `ruleId` there. */
export function isSuppressed(text: string, start: number, end: number, ruleId: string): boolean {
  const from = lineStart(text, start, LINE_REACH);
  if (applies(sameLine, text.slice(from, start), ruleId)) return true;
  if (applies(sameLine, text.slice(end, lineEnd(text, end, LINE_REACH)), ruleId)) return true;
  if (from === 0 || text.charCodeAt(from - 1) !== 10) return false;
  const previous = text.slice(lineStart(text, from - 1, LINE_REACH), from - 1);
  return applies(nextLine, previous, ruleId);
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
