import type { Engine } from '../engine/engine.ts';
import { confidenceRank, type Finding } from '../engine/types.ts';
import { type Encoding, unitsOf } from './decode.ts';
import { Fingerprints } from './fingerprint.ts';
import { type Position, PositionReader } from './positions.ts';
import type { ScanFinding } from './types.ts';

/** Where a piece of text begins in its file. */
export interface Base extends Position {
  /** UTF-16 code units before it. */
  readonly units: number;
}

export const beginning: Base = { line: 0, character: 0, units: 0 };

/** The base of what follows a piece of text. */
export function baseAfter(text: string, base: Base): Base {
  return { ...new PositionReader(text, base).at(text.length), units: base.units + text.length };
}

/**
 * The same for bytes of ASCII, UTF-8 or Latin-1, which need not become text for it.
 * @param lineBreaks how many there are in the bytes.
 */
export function baseAfterBytes(bytes: Buffer, encoding: Encoding, lineBreaks: number, base: Base): Base {
  const units = unitsOf(bytes, encoding);
  if (lineBreaks === 0) return { line: base.line, character: base.character + units, units: base.units + units };
  const last = Math.max(bytes.lastIndexOf(LF), bytes.lastIndexOf(CR));
  const character = unitsOf(bytes.subarray(last + 1), encoding);
  return { line: base.line + lineBreaks, character, units: base.units + units };
}

const LF = 10;
const CR = 13;

/** Adds to findings all that is shown of them. One for each file. */
export class Presenter {
  private readonly engine: Engine;
  private readonly minRank: number;
  private readonly fingerprints: Fingerprints | undefined;

  /**
   * @param minRank as in `confidenceRank`; what is less sure is left out.
   * @param path relative to the project, with `/`, for fingerprints; absent when none are wanted.
   */
  constructor(engine: Engine, minRank: number, path?: string) {
    this.engine = engine;
    this.minRank = minRank;
    this.fingerprints = path === undefined ? undefined : new Fingerprints(path);
  }

  /**
   * @param findings of the text, in order of position.
   * @param base where the text begins in the file.
   */
  present(text: string, findings: readonly Finding[], base: Base): ScanFinding[] {
    const positions = new PositionReader(text, base);
    const presented: ScanFinding[] = [];
    for (let index = 0; index < findings.length; index++) {
      const finding = findings[index] as Finding;
      const fingerprint = this.fingerprints?.of(text, findings, index) ?? '';
      if (confidenceRank[finding.confidence] > this.minRank) continue;
      const { line: startLine, character: startCharacter } = positions.at(finding.start);
      const { line: endLine, character: endCharacter } = positions.at(finding.end);
      const { message, masked } = this.engine.describe(finding, text.slice(finding.start, finding.end));
      presented.push({
        ruleId: finding.ruleId,
        provider: this.engine.rule(finding.ruleId)?.provider ?? '',
        confidence: finding.confidence,
        evidence: finding.evidence,
        start: base.units + finding.start,
        end: base.units + finding.end,
        startLine,
        startCharacter,
        endLine,
        endCharacter,
        message,
        masked,
        fingerprint,
      });
    }
    return presented;
  }
}
