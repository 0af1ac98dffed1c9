/** A stretch of a literal's source that stands for one piece of its value: a character or an escape sequence. */
export interface Unit {
  readonly start: number;
  readonly end: number;
  /** Undefined: what the escape means is not certain (or not allowed), so nothing around it is decoded. */
  readonly value: string | undefined;
}

/** How a kind of literal escapes; plain data, one per language and quote style. */
export interface EscapeRules {
  /** The character that begins an escape; none for raw literals. */
  readonly lead?: string;
  /** What one-character escapes mean. */
  readonly simple?: Readonly<Record<string, string>>;
  /** Numeric escapes: pattern source after the lead with the digits in group 1, and their base. */
  readonly numeric?: ReadonlyArray<{ readonly shape: string; readonly radix: 8 | 10 | 16 }>;
  /** Pattern source after the lead that stands for nothing (a line continuation). */
  readonly nothing?: string;
  /** An escape that is not listed: keep both characters, keep only the second, or do not decode. */
  readonly other: 'both' | 'second' | 'unknown';
  /** A quote written twice stands for itself. */
  readonly doubled?: string;
}

export const rawRules: EscapeRules = { other: 'both' };

/** The units of a literal's inner text, with offsets relative to that text. */
export function unitsOf(inner: string, rules: EscapeRules): Unit[] {
  const units: Unit[] = [];
  const lead = rules.lead;
  for (let at = 0; at < inner.length; ) {
    const char = inner[at] as string;
    let unit: Unit;
    if (lead !== undefined && char === lead) unit = escapeAt(inner, at, rules);
    else if (rules.doubled !== undefined && char === rules.doubled && inner[at + 1] === char) {
      unit = { start: at, end: at + 2, value: char };
    } else unit = { start: at, end: at + 1, value: char };
    units.push(unit);
    at = unit.end;
  }
  return units;
}

/**
 * The value that the range of a literal's inner text stands for; undefined when the range cuts an escape in two or holds
 * one whose meaning is not certain.
 */
export function decodeRange(units: readonly Unit[], start: number, end: number): string | undefined {
  let value = '';
  let from = -1;
  let to = -1;
  for (const unit of units) {
    if (unit.end <= start || unit.start >= end) continue;
    if (from < 0) from = unit.start;
    to = unit.end;
    if (unit.value === undefined) return undefined;
    value += unit.value;
  }
  return from === start && to === end ? value : undefined;
}

function escapeAt(inner: string, at: number, rules: EscapeRules): Unit {
  const rest = inner.slice(at + 1, at + 13);
  if (rest === '') return { start: at, end: at + 1, value: undefined };
  for (const { shape, radix } of rules.numeric ?? []) {
    const match = new RegExp(`^(?:${shape})`).exec(rest);
    if (match === null) continue;
    const code = Number.parseInt(match[1] ?? '', radix);
    const known = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return { start: at, end: at + 1 + match[0].length, value: known ? String.fromCodePoint(code) : undefined };
  }
  const nothing = rules.nothing === undefined ? null : new RegExp(`^(?:${rules.nothing})`).exec(inner.slice(at + 1));
  if (nothing !== null) return { start: at, end: at + 1 + nothing[0].length, value: '' };
  const char = rest[0] as string;
  const simple = rules.simple !== undefined && Object.hasOwn(rules.simple, char) ? rules.simple[char] : undefined;
  if (simple !== undefined) return { start: at, end: at + 2, value: simple };
  const lead = inner[at] as string;
  const value = rules.other === 'both' ? lead + char : rules.other === 'second' ? char : undefined;
  // Kept with its lead, the second character may begin an escape of its own only when it is the lead: it was simple then.
  return { start: at, end: at + 2, value };
}
