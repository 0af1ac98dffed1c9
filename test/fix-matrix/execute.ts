import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { transformSync } from 'esbuild';
import type { Cell } from './cells.ts';
import { batched, cache, cached, compiled, driver, eachAlone, onPath, type Runner, root, step } from './runners.ts';

const needs =
  (...commands: string[]) =>
  () =>
    commands.find((command) => !onPath(command)) && `${commands.find((command) => !onPath(command))} is not installed`;
const node = process.execPath;
const inNode = batched(
  () => undefined,
  (list, out) => [
    node,
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
    driver('node.mjs'),
    list,
    out,
  ],
);
const inNpm = (name: string) => () =>
  cached('npm', 'node_modules', '.bin', name) === undefined
    ? `${name} is not set up (scripts/fix-matrix-setup.mjs)`
    : undefined;
const pythonOf = () => cached('python', 'bin', 'python');

/** JSX is what esbuild makes of it. */
const throughEsbuild: Runner = {
  missing: () => undefined,
  run(cells, folder) {
    const built = cells.map((cell) => {
      const loader = cell.file.endsWith('.tsx') ? 'tsx' : 'jsx';
      const build = (code: string) =>
        transformSync(code, { loader, jsxFactory: 'h', jsxFragment: 'Fragment', format: 'esm' }).code;
      return { ...cell, file: 'main.mjs', before: build(cell.before), after: build(cell.after) };
    });
    return inNode.run(built, folder);
  },
};

const loadedByShell = (argv: (list: string, out: string) => readonly string[]) => (list: string, out: string) => [
  'bash',
  '-c',
  'while IFS=$(printf "\\t") read -r id file env; do if [ -n "$env" ]; then set -a; . "$env"; set +a; fi; done < "$1"; shift; exec "$@"',
  'load',
  list,
  ...argv(list, out),
];

function buildGo(cells: readonly Cell[], folder: string, form: string): readonly string[] {
  const at = join(folder, `go-${form}`);
  for (const cell of cells) {
    mkdirSync(join(at, cell.id), { recursive: true });
    writeFileSync(join(at, cell.id, cell.file), cell[form as 'before' | 'after']);
  }
  const calls = cells.map(({ id }) => `\tos.Stdout.WriteString("\\x01${id}\\x02")\n\t${id}.Main()`);
  writeFileSync(join(at, 'go.mod'), 'module cells\n\ngo 1.20\n');
  writeFileSync(
    join(at, 'main.go'),
    `package main\n\nimport (\n\t"os"\n${cells.map(({ id }) => `\t"cells/${id}"`).join('\n')}\n)\n\nfunc main() {\n${calls.join('\n')}\n}\n`,
  );
  step('go', ['build', '-o', 'program', '.'], at);
  return [join(at, 'program')];
}

function buildJava(cells: readonly Cell[], folder: string, form: string): readonly string[] {
  const at = join(folder, `java-${form}`);
  for (const cell of cells) {
    mkdirSync(join(at, cell.id), { recursive: true });
    writeFileSync(join(at, cell.id, cell.file), cell[form as 'before' | 'after']);
  }
  const calls = cells.map(({ id }) => `    System.out.print("\\u0001${id}\\u0002"); ${id}.Main.main(new String[0]);`);
  const methods: string[] = [];
  for (let i = 0; i < calls.length; i += 100)
    methods.push(`  static void m${i}() {\n${calls.slice(i, i + 100).join('\n')}\n  }`);
  const all = methods.map((_, i) => `m${i * 100}();`).join(' ');
  writeFileSync(
    join(at, 'Driver.java'),
    `public class Driver {\n${methods.join('\n')}\n  public static void main(String[] a) { ${all} System.out.flush(); }\n}\n`,
  );
  step('javac', ['-encoding', 'UTF-8', '-d', 'out', 'Driver.java', ...cells.map(({ id, file }) => join(id, file))], at);
  return ['java', '-Dfile.encoding=UTF-8', '-Dsun.jnu.encoding=UTF-8', '-cp', join(at, 'out'), 'Driver'];
}

function buildRust(cells: readonly Cell[], folder: string, form: string): readonly string[] {
  const modules = cells.map(({ id, file }) => `#[path = "${id}/${form}/${file}"]\nmod ${id};`);
  const calls = cells.map(({ id }) => `    print!("\\x01${id}\\x02");\n    ${id}::main();`);
  writeFileSync(
    join(folder, `${form}.rs`),
    `#![allow(dead_code, unused)]\n${modules.join('\n')}\nfn main() {\n${calls.join('\n')}\n}\n`,
  );
  step(
    'rustc',
    ['--edition', '2021', '-C', 'opt-level=0', '-C', 'debuginfo=0', '-o', `rust-${form}`, `${form}.rs`],
    folder,
  );
  return [join(folder, `rust-${form}`)];
}

function buildCsharp(cells: readonly Cell[], folder: string, form: string): readonly string[] {
  const calls = cells.map(({ id }) => `    System.Console.Write("\\u0001${id}\\u0002"); ${id}.Main();`);
  const setup = 'System.Console.OutputEncoding = new System.Text.UTF8Encoding(false);';
  writeFileSync(
    join(folder, `Driver-${form}.cs`),
    `public static class Driver {\n  public static void Main() {\n    ${setup}\n${calls.join('\n')}\n  }\n}\n`,
  );
  step(
    'mcs',
    [
      '-codepage:utf8',
      '-main:Driver',
      `-out:${form}.exe`,
      `Driver-${form}.cs`,
      ...cells.map(({ id, file }) => join(id, form, file)),
    ],
    folder,
  );
  return ['mono', join(folder, `${form}.exe`)];
}

/** A YAML file is read by a YAML library, and its references are replaced as the tool's documentation says. */
function fromYaml(read: (document: unknown, cell: Cell, form: 'before' | 'after') => string): Runner {
  return {
    missing: () => (cached('npm', 'node_modules', 'yaml') === undefined ? 'yaml is not set up (scripts/fix-matrix-setup.mjs)' : undefined),
    run(cells) {
      const { parse } = createRequire(join(cache, 'npm', 'package.json'))('yaml') as { parse: (text: string) => unknown };
      const output = (cell: Cell, form: 'before' | 'after') => {
        try {
          return read(parse(cell[form]), cell, form);
        } catch {
          return undefined;
        }
      };
      return new Map(cells.map((cell) => [cell.id, { before: output(cell, 'before'), after: output(cell, 'after') }]));
    },
  };
}

/** Compose: `$$` is a dollar, `${NAME:?}` and `${NAME}` are variables of `.env`. */
function composed(document: unknown, cell: Cell, form: 'before' | 'after'): string {
  const env = form === 'after' ? parseEnv(cell.envAfter) : {};
  return JSON.stringify(document, (_key, value: unknown) =>
    typeof value === 'string' ? value.replace(/\$\$|\$\{(\w+)(?::\?)?\}/g, (all, name: string | undefined) => (name === undefined ? all[0] : (env[name] ?? 'missing'))) as string : value,
  );
}

/** A workflow: expressions are evaluated, then the last step's script is run by bash with the step's environment. */
function workflowRun(document: unknown, cell: Cell): string {
  const evaluated = JSON.parse(
    JSON.stringify(document, (_key, value: unknown) =>
      typeof value === 'string' ? value.replace(/\$\{\{ secrets\.(\w+) \}\}/g, (_all, name: string) => (name === cell.variable ? cell.value.text : 'missing')) : value,
    ),
  ) as { env?: Record<string, string>; jobs: { a: { env?: Record<string, string>; steps: { run?: string; with?: unknown; env?: Record<string, string> }[] } } };
  const { steps, env } = evaluated.jobs.a;
  const printed = steps.map((step) => {
    if (step.run === undefined) return JSON.stringify(step.with);
    const variables = { PATH: process.env['PATH'], ...evaluated.env, ...env, ...step.env };
    const done = spawnSync('bash', ['-e', '-c', step.run], { encoding: 'utf8', env: variables });
    if (done.status !== 0) throw new Error('the script fails');
    return done.stdout;
  });
  return printed.join('\n');
}

/** How each language is run, by its name in the matrix. */
export const runners: Readonly<Record<string, Runner>> = {
  'Node, CommonJS': inNode,
  'Node, ESM': inNode,
  TypeScript: inNode,
  JSX: throughEsbuild,
  TSX: throughEsbuild,
  Bun: eachAlone(inNpm('bun'), `${join(root, '.cache/fix-matrix/npm/node_modules/.bin/bun')} $FILE`, ''),
  Deno: eachAlone(
    inNpm('deno'),
    `${join(root, '.cache/fix-matrix/npm/node_modules/.bin/deno')} run --quiet --no-config --allow-env --env-file=.env $FILE`,
    '',
  ),
  Python: batched(
    () => (pythonOf() === undefined ? 'python-dotenv is not set up (scripts/fix-matrix-setup.mjs)' : undefined),
    (list, out) => [pythonOf() as string, driver('driver.py'), list, out],
  ),
  Ruby: batched(needs('ruby'), (list, out) => ['ruby', driver('driver.rb'), list, out]),
  PHP: eachAlone(needs('php'), (cell) =>
    cell.context.project?.loader === 'phpdotenv'
      ? `env -i PATH="$PATH" php -d variables_order=EGPCS -d auto_prepend_file=${driver('phpdotenv.php')} $FILE`
      : 'php $FILE',
  ),
  Perl: eachAlone(needs('perl'), 'perl $FILE'),
  Lua: eachAlone(needs('lua5.4'), 'lua5.4 $FILE'),
  R: batched(
    needs('Rscript'),
    loadedByShell((list, out) => ['env', 'LC_ALL=C.UTF-8', 'Rscript', '--vanilla', driver('driver.R'), list, out]),
  ),
  Elixir: batched(
    needs('elixir'),
    loadedByShell((list, out) => ['env', 'LC_ALL=C.UTF-8', 'elixir', driver('driver.exs'), list, out]),
  ),
  'sh (dash)': eachAlone(needs('dash'), 'dash $FILE'),
  bash: eachAlone(needs('bash'), 'bash $FILE'),
  zsh: eachAlone(needs('zsh'), 'zsh $FILE'),
  fish: eachAlone(needs('fish'), 'fish --no-config $FILE'),
  Go: compiled(needs('go'), buildGo),
  Terraform: eachAlone(needs('terraform'), "echo 'jsonencode(nonsensitive(local.k))' | terraform console 2>/dev/null"),
  'Docker Compose': fromYaml(composed),
  'GitHub Actions': fromYaml(workflowRun),
  Java: compiled(needs('java', 'javac'), buildJava),
  Rust: compiled(needs('rustc'), buildRust),
  'C#': compiled(needs('mcs', 'mono'), buildCsharp),
};
