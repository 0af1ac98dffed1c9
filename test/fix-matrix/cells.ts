import { createEngine } from '../../server/src/engine/index.ts';
import { applyChanges } from '../../server/src/fix/edits.ts';
import { envLine } from '../../server/src/fix/env-file.ts';
import { planFix } from '../../server/src/fix/plan.ts';
import type { FixPlan, ProjectFacts, TextChange } from '../../server/src/fix/types.ts';
import type { Encode } from './encode.ts';
import { type MatrixValue, valuesFor } from './values.ts';

/** A small program that prints its key, with `KEY` where the key stands. */
export interface Context {
  readonly name: string;
  readonly source: string;
  readonly encode: Encode;
  /** This place cannot take a lookup: the fix must say so. */
  readonly refused?: boolean;
  /** Kinds of value for which this place may say no (braces in a formatted string). */
  readonly mayRefuse?: (value: MatrixValue) => boolean;
  readonly project?: Partial<ProjectFacts>;
  /** File name in the cell's folder where the language's default does not do. */
  readonly file?: string;
  readonly languageId?: string;
  /** Only the first of the values is used: the others have nothing to add. */
  readonly once?: boolean;
}

export interface MatrixLanguage {
  readonly language: string;
  readonly languageId: string;
  /** File name of the program in its folder. */
  readonly file: string;
  readonly contexts: readonly Context[];
  /** The source as it must stand in the cell with this number (class and package names). */
  readonly place?: (source: string, id: string) => string;
  /** Kinds of value that the reader of `.env` used here cannot have (Debian's dotenv for Ruby is of 2018 and reads lines). */
  readonly without?: readonly string[];
  /** CRLF sources are left out (a shell's script cannot have them). */
  readonly noCrlf?: boolean;
}

export interface Cell {
  readonly id: string;
  readonly language: string;
  readonly context: Context;
  readonly value: MatrixValue;
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly envBefore: string | undefined;
  readonly envAfter: string;
  readonly variable: string;
}

export type Made = { readonly cell: Cell } | { readonly failure: string } | { readonly refusal: string };

const engine = createEngine();

const envTexts = [undefined, 'A=1\n', '# comment\nB="two words"\nC=3', "D='x'\n\n"] as const;

/** Plans one cell and checks everything that can be checked without running the program. */
export function makeCell(
  language: MatrixLanguage,
  context: Context,
  value: MatrixValue,
  number: number,
  crlf: boolean,
): Made | undefined {
  const written = context.encode(value.text, value.escaped === true);
  if (written === undefined) return undefined;
  const id = `c${number}`;
  const template = (language.place?.(context.source, id) ?? context.source).replaceAll('\n', crlf ? '\r\n' : '\n');
  const before = template.replace('KEY', () => written);
  if (before === template) return { failure: 'the context has no place for a key' };
  const start = template.indexOf('KEY');
  const end = start + written.length;
  const detected = value.detected === true && context.refused !== true;
  const scan = (text: string) =>
    engine.scan(text, {
      path: `src/${context.file ?? language.file}`,
      languageId: context.languageId ?? language.languageId,
    });
  if (detected) {
    const found = scan(before);
    if (found.length !== 1 || found[0]?.start !== start || found[0]?.end !== end)
      return { failure: 'the engine does not find the key' };
  }
  const envBefore = envTexts[number % envTexts.length];
  const file = context.file ?? language.file;
  const request = (text: string, from: number, to: number, env: string | undefined) => ({
    document: { uri: `file:///p/${file}`, languageId: context.languageId ?? language.languageId, text },
    finding: { start: from, end: to, ruleId: 'matrix-key', env: `KEY_${id.toUpperCase()}` },
    project: {
      env: { uri: 'file:///p/.env', text: env },
      gitignore: undefined,
      packageRoot: 'file:///p',
      ...context.project,
    } satisfies ProjectFacts,
  });
  const plan = planFix(request(before, start, end, envBefore));
  if (plan.kind === 'refused') return judgeRefusal(context, value, plan.reason, crlf);
  if (context.refused === true) return { failure: 'a place that cannot take a lookup was changed' };
  const source = plan.files.find((change) => change.uri.endsWith(`/${file}`))?.changes ?? [];
  const env = plan.files.find((change) => change.uri.endsWith('/.env'))?.changes ?? [];
  const after = applyChanges(before, source);
  const envAfter = applyChanges(envBefore ?? '', env);
  const problem = staticProblem({ before, after, source, envBefore, envAfter, env, plan, written, value, start, end });
  if (problem !== undefined) return { failure: problem };
  if (detected && scan(after).length > 0) return { failure: 'the engine still finds a key' };
  const again = planFix(request(after, start, Math.min(end, after.length), envAfter));
  if (again.kind === 'edit' && value.text.length > 0 && after.slice(start, end) === written)
    return { failure: 'it can be applied twice' };
  const variable =
    /^(?:TF_VAR_\w+|\w+)=/.exec(envAfter.slice((envBefore ?? '').length).trimStart())?.[0].slice(0, -1) ?? plan.name;
  return {
    cell: { id, language: language.language, context, value, file, before, after, envBefore, envAfter, variable },
  };
}

interface Applied {
  readonly before: string;
  readonly after: string;
  readonly source: readonly TextChange[];
  readonly envBefore: string | undefined;
  readonly envAfter: string;
  readonly env: readonly TextChange[];
  readonly plan: FixPlan;
  readonly written: string;
  readonly value: MatrixValue;
  readonly start: number;
  readonly end: number;
}

function staticProblem(applied: Applied): string | undefined {
  const { before, after, source, envBefore, envAfter, written, value, start, end, plan } = applied;
  if (after.includes(written) || after.includes(value.text)) return 'the key is still in the source';
  if (!envAfter.startsWith(envBefore ?? '')) return 'the .env file lost bytes';
  if (applied.env.length > 0 && (!envAfter.endsWith('\n') || envAfter.endsWith('\n\n')))
    return 'the .env file does not end in one line end';
  if (applyChanges(after, inverse(before, source)) !== before) return 'undo does not restore the source';
  if (applyChanges(envAfter, inverse(envBefore ?? '', applied.env)) !== (envBefore ?? ''))
    return 'undo does not restore .env';
  if (plan.name.includes(value.text) || /\n/.test(plan.name)) return 'the name holds the value';
  const stray = source.filter((change) => change.start !== change.end && (change.end < start || change.start > end));
  if (stray.length > 0) return 'bytes away from the key were replaced';
  if (before.includes('\r\n') && /[^\r]\n/.test(after)) return 'a line end was changed';
  return undefined;
}

function judgeRefusal(context: Context, value: MatrixValue, reason: string, crlf: boolean): Made {
  if (!/^[A-Z].*[.!?]$/s.test(reason)) return { failure: `the reason is not a sentence: ${reason}` };
  if (reason.includes(value.text)) return { failure: 'the reason holds the value' };
  const unwritable = envLine('X', value.text) === undefined || (crlf && value.text.includes('\n'));
  const expected = context.refused === true || unwritable || context.mayRefuse?.(value) === true;
  return expected ? { refusal: reason } : { failure: `refused: ${reason}` };
}

function inverse(before: string, changes: readonly TextChange[]): TextChange[] {
  let shift = 0;
  return changes.map((change) => {
    const start = change.start + shift;
    shift += change.newText.length - (change.end - change.start);
    return { start, end: start + change.newText.length, newText: before.slice(change.start, change.end) };
  });
}

export interface Planned {
  readonly cells: Cell[];
  refused: number;
  readonly failures: string[];
  /** Sentence and how often it was given. */
  readonly reasons: Map<string, number>;
}

/** All cells of a language: contexts × values, and the contexts again with CRLF. `step` > 1 takes every n-th value only. */
export function planLanguage(language: MatrixLanguage, firstNumber: number, step = 1): Planned {
  const planned: Planned = { cells: [], refused: 0, failures: [], reasons: new Map() };
  let number = firstNumber;
  for (const [index, context] of language.contexts.entries()) {
    const all = valuesFor(firstNumber + index).filter(({ kind }) => language.without?.includes(kind) !== true);
    const chosen =
      context.once === true || context.refused === true
        ? all.slice(0, 1)
        : all.filter((_, i) => i % step === index % step);
    const variants = chosen.map((value) => ({ value, crlf: false }));
    if (language.noCrlf !== true && step === 1) variants.push({ value: all[1] as MatrixValue, crlf: true });
    for (const { value, crlf } of variants) {
      const made = makeCell(language, context, value, number++, crlf);
      if (made === undefined) continue;
      if ('cell' in made) planned.cells.push(made.cell);
      else if ('failure' in made)
        planned.failures.push(
          `${language.language} / ${context.name} / ${value.kind}${crlf ? ' / CRLF' : ''}: ${made.failure}`,
        );
      else {
        planned.refused++;
        planned.reasons.set(made.refusal, (planned.reasons.get(made.refusal) ?? 0) + 1);
      }
    }
  }
  return planned;
}
