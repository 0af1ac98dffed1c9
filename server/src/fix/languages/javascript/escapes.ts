import type { EscapeRules, Unit } from '../../escapes.ts';

/** ECMAScript 2025, 12.9.4 and 12.9.6. Octal escapes are left alone: strict code and templates do not have them. */
export const stringEscapes: EscapeRules = {
  lead: '\\',
  simple: { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
  numeric: [
    { shape: 'x([0-9A-Fa-f]{2})', radix: 16 },
    { shape: 'u([0-9A-Fa-f]{4})', radix: 16 },
    { shape: 'u\\{([0-9A-Fa-f]{1,8})\\}', radix: 16 },
    { shape: '[0-9xu]()', radix: 16 },
  ],
  nothing: '\\r\\n|[\\n\\r\\u2028\\u2029]',
  other: 'second',
};

/** The pieces of a quoted string as template text: the same characters, escaped for a template where that differs. */
export function asTemplateText(inner: string, units: readonly Unit[], from: number, to: number): string | undefined {
  let text = '';
  for (const unit of units) {
    if (unit.end <= from || unit.start >= to) continue;
    if (unit.start < from || unit.end > to) return undefined;
    const raw = inner.slice(unit.start, unit.end);
    const value = unit.value;
    if (raw === '`' || raw === '$')
      text += raw === '$' && inner[unit.end] !== '{' && unit.end !== to ? raw : `\\${raw}`;
    else if (value === undefined) {
      if (raw !== '\\0' || /\d/.test(inner[unit.end] ?? '')) return undefined;
      text += raw;
    } else if (raw === "\\'" || raw === '\\"') text += value;
    else text += raw;
  }
  return text;
}
