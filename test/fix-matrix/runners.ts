import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Cell } from './cells.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const cache = join(root, '.cache', 'fix-matrix');
const drivers = join(root, 'test', 'fix-matrix', 'drivers');

/** What the two forms of a cell's program printed; undefined where it failed. */
export interface Outputs {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface Runner {
  /** Why it cannot run here. */
  missing(): string | undefined;
  /** Runs every cell's program as it was and as it is, the latter with its `.env` loaded. */
  run(cells: readonly Cell[], folder: string): Map<string, Outputs>;
}

export function onPath(command: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0;
}

export function cached(...parts: string[]): string | undefined {
  const path = join(cache, ...parts);
  return existsSync(path) ? path : undefined;
}

/** Lays out `<id>/before` and `<id>/after`, each with the program, the second with `.env`. */
export function layOut(cells: readonly Cell[], folder: string): void {
  for (const cell of cells) {
    for (const form of ['before', 'after'] as const) {
      const path = join(folder, cell.id, form, cell.file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, cell[form]);
    }
    writeFileSync(join(folder, cell.id, 'after', '.env'), cell.envAfter);
  }
}

/**
 * One process per program, two at a time.
 * @param command shell text that runs the program in the current folder; `$FILE` is its name.
 * @param load shell text that makes `.env` known to it, for the programs that do not read it themselves.
 */
export function eachAlone(
  needs: () => string | undefined,
  command: string | ((cell: Cell) => string),
  load = 'set -a; . ./.env; set +a',
): Runner {
  return {
    missing: needs,
    run(cells, folder) {
      layOut(cells, folder);
      const lines = cells.flatMap((cell) =>
        (['before', 'after'] as const).map((form) => {
          const text = typeof command === 'string' ? command : command(cell);
          const prepare = form === 'after' && load !== '' ? `${load}; ` : '';
          return `(cd ${cell.id}/${form} && FILE=${cell.file}; ${prepare}${text}) > ${cell.id}/${form}.out 2> ${cell.id}/${form}.err; echo $? > ${cell.id}/${form}.status`;
        }),
      );
      const halves = [lines.filter((_, i) => i % 2 === 0), lines.filter((_, i) => i % 2 === 1)];
      for (const [i, half] of halves.entries()) writeFileSync(join(folder, `run${i}.sh`), half.join('\n'));
      spawnSync('bash', ['-c', 'bash run0.sh & bash run1.sh & wait'], { cwd: folder, stdio: 'ignore' });
      return new Map(
        cells.map((cell) => [
          cell.id,
          { before: outputOf(folder, cell.id, 'before'), after: outputOf(folder, cell.id, 'after') },
        ]),
      );
    },
  };
}

function outputOf(folder: string, id: string, form: string): string | undefined {
  const status = readFileSync(join(folder, id, `${form}.status`), 'utf8').trim();
  return status === '0' ? readFileSync(join(folder, id, `${form}.out`), 'utf8') : undefined;
}

/**
 * All programs in one process: a driver of the language runs them one after another and writes a JSON object of outputs.
 * @param argv the command; it gets a list file (lines of id, program, `.env` or nothing) and the file to write to.
 */
export function batched(
  needs: () => string | undefined,
  argv: (list: string, out: string) => readonly string[],
  prepare?: (folder: string, cells: readonly Cell[]) => void,
): Runner {
  return {
    missing: needs,
    run(cells, folder) {
      layOut(cells, folder);
      prepare?.(folder, cells);
      const results = { before: {} as Record<string, string>, after: {} as Record<string, string> };
      for (const form of ['before', 'after'] as const) {
        const list = join(folder, `${form}.list`);
        const out = join(folder, `${form}.json`);
        const line = (cell: Cell) =>
          [
            cell.id,
            join(folder, cell.id, form, cell.file),
            form === 'after' ? join(folder, cell.id, form, '.env') : '',
          ].join('\t');
        writeFileSync(list, `${cells.map(line).join('\n')}\n`);
        const [command, ...rest] = argv(list, out);
        const done = spawnSync(command as string, rest, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
        if (!existsSync(out))
          throw new Error(`${command}: ${(done.stderr ?? '').slice(-2000)} ${done.error?.message ?? ''}`);
        results[form] = JSON.parse(readFileSync(out, 'utf8')) as Record<string, string>;
      }
      return new Map(
        cells.map((cell) => [cell.id, { before: results.before[cell.id], after: results.after[cell.id] }]),
      );
    },
  };
}

/** All programs compiled into one; the environment of the second form is loaded by a shell, as before a deployment. */
export function compiled(
  needs: () => string | undefined,
  build: (cells: readonly Cell[], folder: string, form: 'before' | 'after') => readonly string[],
): Runner {
  return {
    missing: needs,
    run(cells, folder) {
      layOut(cells, folder);
      const outputs = { before: new Map<string, string>(), after: new Map<string, string>() };
      for (const form of ['before', 'after'] as const) {
        const argv = build(cells, folder, form);
        const load = form === 'after' ? 'set -a; for f in */after/.env; do . "./$f"; done; set +a; ' : '';
        const done = spawnSync('bash', ['-c', `${load}exec "$@"`, 'run', ...argv], {
          cwd: folder,
          encoding: 'utf8',
          maxBuffer: 1 << 28,
        });
        if (done.status !== 0) throw new Error(`${argv[0]} (${form}): ${(done.stderr ?? '').slice(-3000)}`);
        for (const part of done.stdout.split('\u0001').slice(1)) {
          const at = part.indexOf('\u0002');
          outputs[form].set(part.slice(0, at), part.slice(at + 1));
        }
      }
      return new Map(
        cells.map((cell) => [cell.id, { before: outputs.before.get(cell.id), after: outputs.after.get(cell.id) }]),
      );
    },
  };
}

export function driver(name: string): string {
  return join(drivers, name);
}

/** Runs a build step; what the compiler says is the error. */
export function step(command: string, args: readonly string[], cwd: string): void {
  const done = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (done.status !== 0)
    throw new Error(`${command}: ${(done.stderr || done.stdout || String(done.error)).slice(0, 3000)}`);
}
