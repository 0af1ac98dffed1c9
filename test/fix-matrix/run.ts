import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cell, type MatrixLanguage, planLanguage } from './cells.ts';
import { runners } from './execute.ts';
import { compiledLanguages, parsedLanguages } from './languages/compiled.ts';
import { configurationLanguages } from './languages/configuration.ts';
import { javascriptLanguages } from './languages/javascript.ts';
import { scriptingLanguages } from './languages/scripting.ts';
import { shellLanguages } from './languages/shells.ts';

export interface MatrixReport {
  cells: number;
  passed: number;
  failed: number;
  notRun: { language: string; reason: string }[];
  languages: { language: string; executed: number; refused: number; failed: number; seconds: number }[];
  failures: string[];
  /** Sentences of the refusals, with how often each was given. */
  refusals: Record<string, number>;
}

export interface MatrixOptions {
  /** Take every n-th value only. */
  readonly step?: number;
  readonly only?: readonly string[];
  /** Run nothing. */
  readonly planOnly?: boolean;
}

export const languages: readonly MatrixLanguage[] = [
  ...javascriptLanguages,
  ...scriptingLanguages,
  ...shellLanguages,
  ...compiledLanguages,
  ...configurationLanguages,
  ...parsedLanguages,
];

/** Counted as cells, but their programs are read by a parser and not run. */
const parsedOnly: ReadonlySet<string> = new Set(['Swift', 'Dart', 'PowerShell']);

/** Plans every cell, runs what can be run here, and compares what the programs print. */
export function runMatrix(options: MatrixOptions = {}, progress: (line: string) => void = () => {}): MatrixReport {
  const report: MatrixReport = {
    cells: 0,
    passed: 0,
    failed: 0,
    notRun: [],
    languages: [],
    failures: [],
    refusals: {},
  };
  for (const [index, language] of languages.entries()) {
    if (options.only !== undefined && !options.only.includes(language.language)) continue;
    const started = performance.now();
    const planned = planLanguage(language, 1 + index * 1000, options.step ?? 1);
    const runner = runners[language.language];
    const reason =
      options.planOnly === true
        ? 'not asked to run'
        : runner === undefined
          ? 'no runtime: planned only'
          : runner.missing();
    const failures = [...planned.failures];
    if (runner === undefined || reason !== undefined)
      report.notRun.push({ language: language.language, reason: reason ?? '' });
    else failures.push(...execute(language, planned.cells, runner));
    if (reason === undefined && parsedOnly.has(language.language))
      report.notRun.push({ language: language.language, reason: 'no runtime here: read by a parser' });
    const executed = reason === undefined ? planned.cells.length : 0;
    const counted = executed + planned.refused + planned.failures.length;
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    report.cells += counted;
    report.failed += failures.length;
    report.passed += counted - failures.length;
    report.failures.push(...failures);
    for (const [text, count] of planned.reasons) report.refusals[text] = (report.refusals[text] ?? 0) + count;
    report.languages.push({
      language: language.language,
      executed,
      refused: planned.refused,
      failed: failures.length,
      seconds,
    });
    progress(
      `${language.language}: ${executed} run, ${planned.refused} refused, ${failures.length} failed, ${seconds} s${reason ? ` (${reason})` : ''}`,
    );
  }
  return report;
}

function execute(language: MatrixLanguage, cells: readonly Cell[], runner: (typeof runners)[string]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'fix-matrix-'));
  try {
    const outputs = runner?.run(cells, folder);
    return cells.flatMap((cell) => {
      const problem = judge(cell, outputs?.get(cell.id));
      return problem === undefined
        ? []
        : [
            `${language.language} / ${cell.context.name} / ${cell.value.kind}${cell.before.includes('\r\n') ? ' / CRLF' : ''}: ${problem}`,
          ];
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return cells.map(() => `${language.language}: ${message}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The program prints what it printed before. No output is quoted: it would hold the value. */
function judge(
  _cell: Cell,
  outputs: { before: string | undefined; after: string | undefined } | undefined,
): string | undefined {
  if (outputs?.before === undefined) return 'the original program fails';
  if (outputs.after === undefined) return 'the program fails after the fix';
  return outputs.before === outputs.after ? undefined : 'the program prints something else after the fix';
}
