import type { Finding } from '../engine/types.ts';

/**
 * Secretlint's regions across the segments of a file: the engine sees a region that begins in its text, this keeps those
 * that began before.
 */
export class RegionState {
  private isOpen = false;

  /** The findings that no earlier directive switches off. */
  outside(text: string, findings: readonly Finding[]): readonly Finding[] {
    if (!this.isOpen || findings.length === 0) return findings;
    const end = /secretlint-enable(?!-)/.exec(text)?.index ?? Number.POSITIVE_INFINITY;
    return findings.filter(({ start }) => start >= end);
  }

  /** @param text that will not be part of the next segment. */
  pass(text: string): void {
    for (const [directive] of text.matchAll(/secretlint-(?:disable|enable)(?!-)/g)) {
      this.isOpen = directive.endsWith('disable');
    }
  }
}
