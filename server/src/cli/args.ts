import { parseArgs } from 'node:util';
import type { Confidence } from '../engine/types.ts';

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'error'; readonly message: string }
  | ScanCommand;

export interface ScanCommand {
  readonly kind: 'scan';
  /** Empty: the current folder. */
  readonly paths: readonly string[];
  readonly format: 'text' | 'json';
  readonly minConfidence: Confidence;
  readonly exclude: readonly string[];
  readonly useIgnoreFiles: boolean;
  readonly threads: number | undefined;
  readonly color: 'auto' | 'always' | 'never';
}

const options = {
  format: { type: 'string', short: 'f' },
  json: { type: 'boolean' },
  'min-confidence': { type: 'string', short: 'm' },
  exclude: { type: 'string', short: 'e', multiple: true },
  'no-ignore': { type: 'boolean' },
  threads: { type: 'string', short: 'j' },
  color: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

/** @param args without the program's own path. */
export function readCommand(args: readonly string[]): Command {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return failure(explain(error));
  }
  const { values, positionals } = parsed;
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [command, ...paths] = positionals;
  if (command === undefined) return failure('no command given; try: keylift scan');
  if (command === 'help' || command === 'version') return { kind: command };
  if (command !== 'scan') return failure(`unknown command '${command}'; the command is: keylift scan`);
  return readScan(values, paths);
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
}

function readScan(values: ReturnType<typeof parse>['values'], paths: readonly string[]): Command {
  const format = values.format ?? (values.json ? 'json' : 'text');
  if (format !== 'text' && format !== 'json') return failure(`--format is 'text' or 'json', not '${format}'`);
  const minConfidence = values['min-confidence'] ?? 'possible';
  if (minConfidence !== 'certain' && minConfidence !== 'likely' && minConfidence !== 'possible')
    return failure(`--min-confidence is 'certain', 'likely' or 'possible', not '${minConfidence}'`);
  const color = values.color ?? 'auto';
  if (color !== 'auto' && color !== 'always' && color !== 'never')
    return failure(`--color is 'auto', 'always' or 'never', not '${color}'`);
  const threads = values.threads === undefined ? undefined : Number(values.threads);
  if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1 && threads <= 256))
    return failure(`--threads is a number from 1 to 256, not '${values.threads}'`);
  if (paths.includes('')) return failure('a path is empty');
  return {
    kind: 'scan',
    paths,
    format,
    minConfidence,
    exclude: values.exclude ?? [],
    useIgnoreFiles: !values['no-ignore'],
    threads,
    color,
  };
}

function failure(message: string): Command {
  return { kind: 'error', message };
}

/** The first sentence of what `parseArgs` says: the rest is advice for its programmers. */
function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : 'bad arguments';
  const sentence = /^(.*?)(?:\. To specify|\.$|\n|$)/s.exec(message)?.[1] ?? message;
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
