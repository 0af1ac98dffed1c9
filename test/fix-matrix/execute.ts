import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
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

/** The compiler must accept the program after the fix with every strict option, besides that it runs. */
function typeChecked(runner: Runner, jsx = false): Runner {
  return {
    missing: runner.missing,
    run(cells, folder) {
      const outputs = runner.run(cells, folder);
      const indexed = (cell: Cell) => cell.context.project?.typescript?.noPropertyAccessFromIndexSignature === true;
      writeFileSync(
        join(folder, 'jsx.d.ts'),
        'declare namespace JSX { interface IntrinsicElements { [name: string]: any } type Element = string }\n',
      );
      for (const strictIndex of [false, true]) {
        const chosen = cells.filter((cell) => indexed(cell) === strictIndex);
        if (chosen.length === 0) continue;
        const compilerOptions = {
          strict: true,
          noEmit: true,
          noPropertyAccessFromIndexSignature: strictIndex,
          module: 'nodenext',
          target: 'es2023',
          skipLibCheck: true,
          moduleDetection: 'force',
          types: ['node'],
          typeRoots: [join(root, 'node_modules', '@types')],
          ...(jsx && { jsx: 'preserve' }),
        };
        const extension = jsx ? 'tsx' : 'ts';
        const files = chosen.map(({ id }) => {
          const path = `typed/${id}.${extension}`;
          mkdirSync(join(folder, 'typed'), { recursive: true });
          writeFileSync(join(folder, path), chosen.find((cell) => cell.id === id)?.after ?? '');
          return path;
        });
        writeFileSync(
          join(folder, 'tsconfig.json'),
          JSON.stringify({ compilerOptions, files: ['jsx.d.ts', ...files] }),
        );
        const done = spawnSync(node, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', '.'], {
          cwd: folder,
          encoding: 'utf8',
        });
        if (done.error !== undefined || (done.status !== 0 && !done.stdout.includes('error TS')))
          throw new Error(`tsc: ${done.stderr.slice(0, 500)}`);
        for (const match of done.stdout.matchAll(/^typed[\\/](\w+)\.tsx?\(.*error (TS\d+)/gm)) {
          const before = outputs.get(match[1] as string)?.before;
          outputs.set(match[1] as string, { before, after: `does not compile: ${match[2]}` });
        }
      }
      return outputs;
    },
  };
}

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

function buildKotlin(cells: readonly Cell[], folder: string, form: string): readonly string[] {
  const library = join(cache, 'kotlin', 'lib');
  const standard = readdirSync(library).find((name) => /^kotlin-stdlib-\d/.test(name)) ?? '';
  const calls = cells.map(({ id }) => `  print("\\u0001${id}\\u0002")\n  ${id}.main()`);
  writeFileSync(join(folder, `driver-${form}.kt`), `package driver\n\nfun main() {\n${calls.join('\n')}\n}\n`);
  const files = [`driver-${form}.kt`, ...cells.map(({ id, file }) => join(id, form, file))];
  const options = [
    '-no-reflect',
    '-no-stdlib',
    '-nowarn',
    '-Xmulti-dollar-interpolation',
    '-classpath',
    join(library, standard),
    '-d',
    `kotlin-${form}`,
  ];
  step('java', ['-cp', join(library, '*'), 'org.jetbrains.kotlin.cli.jvm.K2JVMCompiler', ...options, ...files], folder);
  const main = form === 'before' ? 'driver.Driver_beforeKt' : 'driver.Driver_afterKt';
  return [
    'java',
    '-Dfile.encoding=UTF-8',
    '-Dsun.jnu.encoding=UTF-8',
    '-Dstdout.encoding=UTF-8',
    '-cp',
    `${join(folder, `kotlin-${form}`)}:${join(library, standard)}`,
    main,
  ];
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
    missing: () =>
      cached('npm', 'node_modules', 'yaml') === undefined
        ? 'yaml is not set up (scripts/fix-matrix-setup.mjs)'
        : undefined,
    run(cells) {
      const { parse } = createRequire(join(cache, 'npm', 'package.json'))('yaml') as {
        parse: (text: string) => unknown;
      };
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

/** A workflow: the steps with their environment, expressions evaluated. */
function workflowSteps(document: unknown, cell: Cell): string {
  const evaluated = JSON.parse(
    JSON.stringify(document, (_key, value: unknown) =>
      typeof value === 'string'
        ? value.replace(/\$\{\{ secrets\.(\w+) \}\}/g, (_all, name: string) =>
            name === cell.variable ? cell.value.text : 'missing',
          )
        : value,
    ),
  ) as {
    env?: Record<string, string>;
    jobs: {
      a: { env?: Record<string, string>; steps: { run?: string; with?: unknown; env?: Record<string, string> }[] };
    };
  };
  const { steps, env } = evaluated.jobs.a;
  return JSON.stringify(
    steps.map((step) =>
      step.run === undefined ? step.with : { run: step.run, env: { ...evaluated.env, ...env, ...step.env } },
    ),
  );
}

/** The scripts of all workflows in one bash, each in an environment of its own. */
const workflows: Runner = {
  missing: () => fromYaml(workflowSteps).missing(),
  run(cells, folder) {
    const steps = fromYaml(workflowSteps).run(cells, folder);
    const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
    const lines: string[] = [];
    for (const [id, outputs] of steps) {
      for (const form of ['before', 'after'] as const) {
        const parsed = JSON.parse(outputs[form] ?? 'null') as
          | ({ run?: string; env?: Record<string, string> } | null)[]
          | null;
        const commands = (parsed ?? []).map((step) => {
          if (typeof step?.run !== 'string') return `printf '%s\\n' ${quote(JSON.stringify(step))}`;
          const variables = Object.entries(step.env ?? {}).map(([name, value]) => quote(`${name}=${value}`));
          return `env -i PATH="$PATH" ${variables.join(' ')} bash -e -c ${quote(step.run)}`;
        });
        lines.push(
          `{ ${parsed === null ? 'false' : commands.join(' && ')}; } > ${id}.${form} 2>/dev/null && touch ${id}.${form}.ok`,
        );
      }
    }
    writeFileSync(join(folder, 'run.sh'), lines.join('\n'));
    spawnSync('bash', ['run.sh'], { cwd: folder, stdio: 'ignore' });
    const printed = (id: string, form: string) =>
      existsSync(join(folder, `${id}.${form}.ok`)) ? readFileSync(join(folder, `${id}.${form}`), 'utf8') : undefined;
    return new Map(cells.map(({ id }) => [id, { before: printed(id, 'before'), after: printed(id, 'after') }]));
  },
};

/** No runtime here: both forms must be free of errors to the language's tree-sitter grammar. */
function parsedBy(grammar: string): Runner {
  const missing = () =>
    cached('npm', 'node_modules', 'tree-sitter-wasms') === undefined
      ? 'tree-sitter is not set up (scripts/fix-matrix-setup.mjs)'
      : undefined;
  return batched(missing, (list, out) => [
    node,
    '--liftoff-only',
    driver('parse.cjs'),
    list,
    out,
    join(cache, 'npm', 'node_modules'),
    grammar,
  ]);
}

/** How each language is run, by its name in the matrix. */
export const runners: Readonly<Record<string, Runner>> = {
  'Node, CommonJS': inNode,
  'Node, ESM': inNode,
  TypeScript: typeChecked(inNode),
  JSX: throughEsbuild,
  TSX: typeChecked(throughEsbuild, true),
  Bun: eachAlone(inNpm('bun'), `${join(root, '.cache/fix-matrix/npm/node_modules/.bin/bun')} $FILE`, ''),
  Deno: eachAlone(
    inNpm('deno'),
    `${join(root, '.cache/fix-matrix/npm/node_modules/.bin/deno')} run --quiet --no-config --allow-env --allow-net=127.0.0.1 --env-file=.env $FILE`,
    '',
  ),
  Python: batched(
    () => (pythonOf() === undefined ? 'python-dotenv is not set up (scripts/fix-matrix-setup.mjs)' : undefined),
    (list, out) => [pythonOf() as string, driver('driver.py'), list, out],
  ),
  Ruby: batched(
    () => (spawnSync('ruby', ['-rdotenv', '-e1']).status === 0 ? undefined : 'ruby with dotenv is not installed'),
    (list, out) => ['ruby', driver('driver.rb'), list, out],
  ),
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
  'Docker Compose': batched(
    () =>
      cached('compose', 'compose') === undefined
        ? 'compose-go is not set up (scripts/fix-matrix-setup.mjs)'
        : undefined,
    (list, out) => [join(cache, 'compose', 'compose'), list, out],
  ),
  'GitHub Actions': workflows,
  Java: compiled(needs('java', 'javac'), buildJava),
  Kotlin: compiled(
    () =>
      onPath('java') && cached('kotlin', 'lib') !== undefined
        ? undefined
        : 'the compiler is not set up (scripts/fix-matrix-setup.mjs)',
    buildKotlin,
  ),
  Swift: parsedBy('swift'),
  Dart: batched(
    () => {
      const ready = spawnSync(pythonOf() ?? 'python3', ['-c', 'import tree_sitter, tree_sitter_dart_orchard']).status;
      return ready === 0 ? undefined : 'the grammar is not set up (scripts/fix-matrix-setup.mjs)';
    },
    (list, out) => [pythonOf() ?? 'python3', driver('parse_dart.py'), list, out],
  ),
  PowerShell: parsedBy('powershell'),
  Rust: compiled(needs('rustc'), buildRust),
  'C#': compiled(needs('mcs', 'mono'), buildCsharp),
};
