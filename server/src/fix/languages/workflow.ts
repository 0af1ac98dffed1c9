import { inOrder, lineEndOf } from '../edits.ts';
import type { Refusal, Site } from '../site.ts';
import type { TextChange } from '../types.ts';
import { replaced, type YamlPlace } from './yaml-place.ts';
import type { YamlScalar } from './yaml-scalar.ts';
import { locateInScript } from './yaml-script.ts';

/** Where GitHub evaluates no expression, or has no secrets ("Context availability" in its documentation). */
const withoutSecrets =
  /^(?:if|uses|name|id|needs|on|runs-on|strategy|matrix|concurrency|permissions|defaults|shell|working-directory|run-name|timeout-minutes)$/;

/** A workflow of GitHub Actions: `${{ secrets.NAME }}`, in scripts by way of the step's `env:`. There is no `.env` entry. */
export function locateWorkflow(place: YamlPlace): Site | Refusal {
  const { scalar } = place;
  const last = scalar.path.at(-1) ?? '';
  if (last === 'run' && scalar.path.includes('steps')) return inScript(place);
  if (scalar.path.some((key) => withoutSecrets.test(key)))
    return { reason: 'GitHub has no secrets in this place: use the key in an env: or with: entry.' };
  const site = replaced(place, (name) => `\${{ secrets.${secretName(name)} }}`, {
    storage: 'elsewhere',
    isTaken: (name) => usesSecret(place.request.document.text, name),
  });
  return { ...site, rewrite: (name) => told(site.rewrite(name), name) };
}

function inScript(place: YamlPlace): Site | Refusal {
  const { request, scalar } = place;
  const { text } = request.document;
  const step = stepAround(text, scalar);
  if (/^\s*(?:- )?shell:\s*(?!["']?(?:bash|sh)\b)\S/m.test(text.slice(step.start, step.end)))
    return { reason: 'Only scripts of bash and sh are supported here.' };
  // GitHub's Windows machines run scripts in PowerShell unless told otherwise.
  const windows = /^\s*runs-on:.*windows/im.test(text) && !/^\s*(?:- )?shell:\s*["']?(?:bash|sh)\b/m.test(text);
  if (windows) return { reason: 'Scripts on Windows run in PowerShell: add "shell: bash" to this step first.' };
  const script = locateInScript(place);
  if ('reason' in script) return script;
  return {
    value: script.value,
    assigned: script.assigned,
    storage: 'elsewhere',
    isTaken: (name) => usesSecret(text, name),
    rewrite(name) {
      const inner = script.rewrite(secretName(name));
      if ('reason' in inner) return inner;
      const entry = stepEnvironment(text, step, secretName(name));
      if ('reason' in entry) return entry;
      return told({ changes: inOrder([...inner.changes, ...entry.changes]) }, name);
    },
  };
}

function usesSecret(text: string, name: string): boolean {
  return new RegExp(`\\bsecrets\\.${secretName(name)}\\b`).test(text);
}

/** Names that begin with `GITHUB_` are not allowed for secrets. */
function secretName(name: string): string {
  return name.replace(/^GITHUB_/, 'GH_');
}

function told(edit: ReturnType<Site['rewrite']>, name: string): ReturnType<Site['rewrite']> {
  if ('reason' in edit) return edit;
  const secret = secretName(name);
  return {
    ...edit,
    afterwards: `Add the repository secret ${secret} before you push: "gh secret set ${secret}", or Settings, Secrets and variables, Actions.`,
  };
}

interface Step {
  readonly start: number;
  readonly end: number;
  /** Column of the step's keys. */
  readonly column: number;
  /** Offset at which the `run` key's line begins. */
  readonly run: number;
}

/** The lines of the step that holds a `run`: from its dash to the next line that is indented less than its keys. */
function stepAround(text: string, scalar: YamlScalar): Step {
  const column = scalar.keyColumn;
  let start = scalar.keyLine;
  while (start > 0 && !/^\s*- /.test(text.slice(start, start + column + 1).padEnd(column + 1))) {
    const above = text.lastIndexOf('\n', start - 2) + 1;
    const line = text.slice(above, start);
    if (line.trim() !== '' && (/^ */.exec(line)?.[0].length ?? 0) < column && !/^\s*- /.test(line)) break;
    start = above;
  }
  let end = text.indexOf('\n', scalar.end - 1) + 1 || text.length;
  while (end < text.length) {
    const stop = text.indexOf('\n', end);
    const line = text.slice(end, stop < 0 ? text.length : stop);
    if (line.trim() !== '' && (/^ */.exec(line)?.[0].length ?? 0) < column) break;
    end = stop < 0 ? text.length : stop + 1;
  }
  return { start, end, column, run: scalar.keyLine };
}

function stepEnvironment(
  text: string,
  step: Step,
  name: string,
): { readonly changes: readonly TextChange[] } | Refusal {
  const eol = lineEndOf(text);
  const indent = ' '.repeat(step.column);
  const body = text.slice(step.start, step.end);
  const reference = `${name}: \${{ secrets.${name} }}`;
  const existing = new RegExp(`^(?: {${step.column}}|[ ]*- )env:([^\\n]*)\\n`, 'm').exec(body);
  if (existing === null) {
    // Below the first key of the step, so that the dash stays where it is.
    const isFirst = /^\s*- /.test(text.slice(step.run, step.run + step.column + 1));
    const at = isFirst ? endOfScalarLines(text, step) : step.run;
    const gap = isFirst && !text.slice(0, at).endsWith('\n') ? eol : '';
    return { changes: [{ start: at, end: at, newText: `${gap}${indent}env:${eol}${indent}  ${reference}${eol}` }] };
  }
  if ((existing[1] ?? '').trim() !== '' && !/^\s*#/.test(existing[1] ?? ''))
    return { reason: 'The env: of this step is written on one line: write it over several first.' };
  const at = step.start + existing.index + existing[0].length;
  const present = new RegExp(`^ +${name}:(.*)$`, 'm').exec(body.slice(existing.index));
  if (present !== null) {
    const same = (present[1] ?? '').trim() === `\${{ secrets.${name} }}`;
    return same ? { changes: [] } : { reason: `The step gives ${name} another value already.` };
  }
  const child = /^( *)\S/.exec(text.slice(at))?.[1] ?? `${indent}  `;
  return { changes: [{ start: at, end: at, newText: `${child}${reference}${eol}` }] };
}

/** Just past the last line of the step that is not blank. */
function endOfScalarLines(text: string, step: Step): number {
  const body = text.slice(step.start, step.end).trimEnd();
  const at = text.indexOf('\n', step.start + body.length);
  return at < 0 ? text.length : at + 1;
}
