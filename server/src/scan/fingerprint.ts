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
  private readonly path: string;
  /** How often a place was seen: equal places of a file are told apart by their order. */
  private readonly seen = new Map<string, number>();

  /** @param path of the file, relative to the project, with `/`. */
  constructor(path: string) {
    this.path = path;
  }

  /**
   * The fingerprint of a finding: 24 hexadecimal digits. Findings are to be asked for in order.
   * @param findings of the text, in order of position.
   */
  of(text: string, findings: readonly Finding[], index: number): string {
    const finding = findings[index] as Finding;
    if (isUnguessable(finding)) return digest(['value', finding.ruleId, text.slice(finding.start, finding.end)]);
    const place = digest(['place', finding.ruleId, this.path, ...beside(text, findings, index)]);
    const twins = this.seen.get(place) ?? 0;
    this.seen.set(place, twins + 1);
    return twins === 0 ? place : digest(['twin', place, String(twins)]);
  }
}

/** The rest of the line before and after the value, as far as the next finding on each side. */
function beside(text: string, findings: readonly Finding[], index: number): [before: string, after: string] {
  const { start, end } = findings[index] as Finding;
  const from = Math.max(0, start - CONTEXT.before, findings[index - 1]?.end ?? 0);
  const to = Math.min(end + CONTEXT.after, findings[index + 1]?.start ?? text.length);
  let before = start;
  while (before > from && !isLineBreak(text.charCodeAt(before - 1))) before--;
  let after = end;
  while (after < to && !isLineBreak(text.charCodeAt(after))) after++;
  return [text.slice(before, start), text.slice(end, after)];
}

function isLineBreak(code: number): boolean {
  return code === 10 || code === 13;
}

function isUnguessable({ evidence, start, end }: Finding): boolean {
  if (end - start < UNGUESSABLE) return false;
  return evidence.includes('format') || (evidence.includes('random') && !evidence.includes('word'));
}

/** A hash over the parts and their lengths, so that no two lists of parts are hashed alike. */
function digest(parts: readonly string[]): string {
  const hash = createHash('sha256').update('keylift finding v1');
  for (const part of parts) hash.update(`\u0000${part.length}\u0000`).update(part, 'utf16le');
  return hash.digest('hex').slice(0, 24);
}
