import { createHash } from 'node:crypto';
import type { Finding } from '../engine/types.ts';

/** Characters of context on each side of a guessable value that tell one place from another. */
const CONTEXT = { before: 80, after: 40 } as const;
/** Shortest random value that nobody finds again by hashing guesses, in characters. */
const UNGUESSABLE = 20;

/**
 * Names a finding the same way at every run, so that a report can be compared with an earlier one, and tells nothing
 * about the value.
 *
 * A key that a machine made cannot be found by hashing guesses: its fingerprint is a hash of rule and value, equal
 * wherever the key stands. A password can be guessed, and a hash of it would let a reader of the report try a
 * dictionary: the value is left out, and the fingerprint is a hash of rule, path and the text beside it.
 */
export class Fingerprints {
  private readonly seen = new Map<string, number>();
  private readonly text: string;
  private readonly path: string;
  private readonly findings: readonly Finding[];

  /**
   * @param path relative to the project, with `/`.
   * @param findings of the text, in order of position.
   */
  constructor(text: string, path: string, findings: readonly Finding[]) {
    this.text = text;
    this.path = path;
    this.findings = findings;
  }

  /** The fingerprint of the finding with this number, 24 hexadecimal digits; asked in order. */
  of(index: number): string {
    const finding = this.findings[index] as Finding;
    const value = this.text.slice(finding.start, finding.end);
    if (isUnguessable(finding)) return digest(['value', finding.ruleId, value]);
    const place = digest(['place', finding.ruleId, this.path, ...this.beside(index)]);
    const twins = this.seen.get(place) ?? 0;
    this.seen.set(place, twins + 1);
    return twins === 0 ? place : digest(['twin', place, String(twins)]);
  }

  /** The rest of the line before and after the value, with the values of other findings taken out. */
  private beside(index: number): [before: string, after: string] {
    const { start, end } = this.findings[index] as Finding;
    let from = Math.max(0, start - CONTEXT.before, this.text.lastIndexOf('\n', Math.max(0, start - 1)) + 1);
    let to = Math.min(this.text.length, end + CONTEXT.after);
    const previous = this.findings[index - 1];
    const next = this.findings[index + 1];
    if (previous) from = Math.max(from, previous.end);
    if (next) to = Math.min(to, next.start);
    const after = /^[^\r\n]*/.exec(this.text.slice(end, to))?.[0] ?? '';
    return [this.text.slice(Math.min(from, start), start), after];
  }
}

function isUnguessable({ evidence, start, end }: Finding): boolean {
  if (end - start < UNGUESSABLE) return false;
  return evidence.includes('format') || (evidence.includes('random') && !evidence.includes('word'));
}

function digest(parts: readonly string[]): string {
  const hash = createHash('sha256').update('keylift finding v1');
  for (const part of parts) hash.update(`\u0000${part.length}\u0000`).update(part, 'utf16le');
  return hash.digest('hex').slice(0, 24);
}
