import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { Description } from '../engine/engine.ts';
import { type Confidence, confidenceRank } from '../engine/types.ts';
import type { Translate } from './l10n.ts';
import { ruleUrl } from './links.ts';
import type { Settings } from './settings.ts';

/** Shown per file. A file with more is generated, and thousands of squiggles make an editor slow. */
export const MAX_DIAGNOSTICS = 500;

/** Travels with a diagnostic through the client and back; holds nothing of the value. */
export interface DiagnosticData {
  readonly ruleId: string;
  readonly confidence: Confidence;
}

/** A finding as it is shown: where, what, how sure. */
export interface Shown {
  readonly ruleId: string;
  readonly confidence: Confidence;
  readonly range: Diagnostic['range'];
  readonly message: Description['message'];
}

/** Whether the settings let a finding of this confidence show. */
export function isShown(confidence: Confidence, settings: Settings): boolean {
  return settings.enable && confidenceRank[confidence] <= confidenceRank[settings.minimumConfidence];
}

export function toDiagnostic(finding: Shown, settings: Settings): Diagnostic {
  const { ruleId, confidence, range, message } = finding;
  const data: DiagnosticData = { ruleId, confidence };
  return {
    range,
    message,
    severity: settings.severity[confidence],
    source: 'keylift',
    code: ruleId,
    codeDescription: { href: ruleUrl(ruleId) },
    data,
  };
}

/**
 * The diagnostics of a file, with a note where there are too many to show.
 * @param count how many findings the settings let show.
 * @param at the finding with a number below `count`.
 */
export function toDiagnostics(
  count: number,
  at: (index: number) => Shown,
  settings: Settings,
  t: Translate,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const last = Math.min(count, MAX_DIAGNOSTICS);
  for (let i = 0; i < last; i++) diagnostics.push(toDiagnostic(at(i), settings));
  if (count > MAX_DIAGNOSTICS) {
    diagnostics.push({
      range: at(MAX_DIAGNOSTICS).range,
      message: t('Keylift shows the first {0} of the {1} findings in this file.', MAX_DIAGNOSTICS, count),
      severity: DiagnosticSeverity.Information,
      source: 'keylift',
      code: 'more-findings',
    });
  }
  return diagnostics;
}
