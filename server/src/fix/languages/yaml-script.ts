import { type EscapeRules, rawRules, type Unit, unitsOf } from '../escapes.ts';
import { type Refusal, reasons, type Site, translated } from '../site.ts';
import { locateInPosixShell } from './shell.ts';
import type { YamlPlace } from './yaml-place.ts';
import type { YamlScalar } from './yaml-scalar.ts';

const double: EscapeRules = {
  lead: '\\',
  simple: {
    n: '\n',
    t: '\t',
    r: '\r',
    '\\': '\\',
    '"': '"',
    '/': '/',
    e: '\x1b',
    a: '\x07',
    b: '\b',
    f: '\f',
    v: '\v',
  },
  numeric: [
    { shape: 'x([0-9A-Fa-f]{2})', radix: 16 },
    { shape: 'u([0-9A-Fa-f]{4})', radix: 16 },
    { shape: '[0xuU]()', radix: 16 },
  ],
  other: 'unknown',
};
const single: EscapeRules = { other: 'both', doubled: "'" };

/** What the scalar's text stands for, piece by piece; offsets are relative to the first sign within its quotes. */
export function unitsOfScalar(text: string, scalar: YamlScalar): { readonly from: number; readonly units: Unit[] } {
  const inner = scalar.style === 'double' || scalar.style === 'single' ? 1 : 0;
  const rules = scalar.style === 'double' ? double : scalar.style === 'single' ? single : rawRules;
  const from = scalar.start + inner;
  return { from, units: unitsOf(text.slice(from, scalar.end - inner), rules) };
}

/** The site in a script of a POSIX shell that is a scalar of any style: the shell's text is decoded, and its edits encoded. */
export function locateInScript({ request, scalar }: YamlPlace): Site | Refusal {
  const { document, finding } = request;
  const { from, units } = unitsOfScalar(document.text, scalar);
  let script = '';
  // The offset in the source for each offset in the script.
  const origins: number[] = [];
  for (const unit of units) {
    if (unit.value === undefined) return { reason: reasons.escape };
    for (let i = 0; i < unit.value.length; i++) origins.push(from + unit.start);
    script += unit.value;
  }
  origins.push(from + (units.at(-1)?.end ?? 0));
  const start = origins.indexOf(finding.start);
  const end = origins.indexOf(finding.end);
  if (start < 0 || end < 0) return { reason: reasons.escape };
  const site = locateInPosixShell({
    ...request,
    document: { ...document, text: script },
    finding: { ...finding, start, end },
  });
  if ('reason' in site) return site;
  return translated(site, (edit) => {
    const changes = edit.changes.map((change) => ({
      start: origins[change.start] as number,
      end: origins[change.end] as number,
      newText: encoded(change.newText, scalar),
    }));
    if (scalar.style === 'plain' && changes.some((change) => change.start === scalar.start))
      return { reason: 'A script cannot begin with a quote here: write it as a block ("|") first.' };
    return { changes };
  });
}

function encoded(text: string, { style }: YamlScalar): string {
  if (style === 'single') return text.replaceAll("'", "''");
  return style === 'double' ? text.replace(/["\\]/g, '\\$&') : text;
}
