import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Confidence } from '../engine/types.ts';

/** The settings below `keylift` that can differ from folder to folder, checked. */
export interface Settings {
  readonly enable: boolean;
  /** Findings below are not shown. */
  readonly minimumConfidence: Confidence;
  readonly severity: Readonly<Record<Confidence, DiagnosticSeverity>>;
  /** VS Code globs, relative to the workspace folder. */
  readonly exclude: readonly string[];
  /** Name of the file that keys are moved to; undefined: what the project's framework reads. */
  readonly envFile: string | undefined;
}

export const defaultSettings: Settings = {
  enable: true,
  minimumConfidence: 'possible',
  severity: {
    certain: DiagnosticSeverity.Error,
    likely: DiagnosticSeverity.Warning,
    possible: DiagnosticSeverity.Information,
  },
  exclude: [],
  envFile: undefined,
};

const severities: Readonly<Record<string, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Reads what a person may have written by hand: anything that makes no sense counts as not set. */
export function readSettings(value: unknown): Settings {
  const from = record(value);
  const severity = record(from.severity);
  const fix = record(from.fix);
  const { certain, likely, possible } = defaultSettings.severity;
  return {
    enable: typeof from.enable === 'boolean' ? from.enable : defaultSettings.enable,
    minimumConfidence: confidenceOf(from.minimumConfidence) ?? defaultSettings.minimumConfidence,
    severity: {
      certain: severities[String(severity.certain)] ?? certain,
      likely: severities[String(severity.likely)] ?? likely,
      possible: severities[String(severity.possible)] ?? possible,
    },
    exclude: Array.isArray(from.exclude) ? from.exclude.filter((glob) => typeof glob === 'string' && glob !== '') : [],
    envFile: envFileName(fix.envFile),
  };
}

function confidenceOf(value: unknown): Confidence | undefined {
  return value === 'certain' || value === 'likely' || value === 'possible' ? value : undefined;
}

/** A file name, not a path: where the file belongs is for the fix to find out. */
function envFileName(value: unknown): string | undefined {
  return typeof value === 'string' && /^[^\\/:*?"<>|\s]{1,80}$/.test(value) && !/^\.*$/.test(value) ? value : undefined;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
