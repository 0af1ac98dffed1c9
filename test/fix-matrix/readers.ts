import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cache, cached, onPath, root } from './runners.ts';

/** A program that reads `.env` in its folder and writes `out.json`: name to value, for the names of `names.json`. */
export interface Reader {
  readonly name: string;
  missing(): string | undefined;
  argv(folder: string): readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Values that this version of the reader cannot have in any form, and why. */
  readonly cannot?: (value: string) => boolean;
  readonly cannotWhy?: string;
}

const setup = 'not set up (scripts/fix-matrix-setup.mjs)';
const node = process.execPath;
const own = (name: string) => join(root, 'test', 'fix-matrix', 'readers', name);
const npm = (name: string) => () =>
  cached('npm', 'node_modules', name) === undefined ? `${name} is ${setup}` : undefined;
const fromNpm = (name: string, kind: string, packageName = name): Reader => ({
  name,
  missing: npm(packageName),
  argv: () => [node, '--disable-warning=ExperimentalWarning', own('javascript.mjs'), kind, join(cache, 'npm')],
});
const shell = (name: string): Reader => ({
  name: `${name} (set -a; . ./.env)`,
  missing: () => (onPath(name) ? undefined : `${name} is not installed`),
  argv: () => [name, '-c', 'set -a; . ./.env; exec "$0" "$1"', node, own('environment.mjs')],
});
const command = (name: string, program: string, ...argv: string[]): Reader => ({
  name,
  missing: () => (onPath(program) ? undefined : `${program} is not installed`),
  argv: () => argv,
});
const python = (name: string, kind: string): Reader => ({
  name,
  missing: () => (cached('python', 'bin', 'python') === undefined ? `python-dotenv is ${setup}` : undefined),
  argv: () => [join(cache, 'python', 'bin', 'python'), own('python.py'), kind],
});

export const readers: readonly Reader[] = [
  fromNpm('dotenv', 'dotenv'),
  fromNpm('dotenv-expand', 'dotenv-expand'),
  { ...fromNpm('Node, util.parseEnv', 'node'), missing: () => undefined },
  { name: 'Node, --env-file', missing: () => undefined, argv: () => [node, '--env-file=.env', own('environment.mjs')] },
  fromNpm('@next/env', 'next'),
  fromNpm('Vite, loadEnv', 'vite', 'vite'),
  {
    name: 'Bun',
    missing: npm('bun'),
    argv: () => [join(cache, 'npm', 'node_modules', '.bin', 'bun'), own('environment.mjs')],
  },
  {
    name: 'Deno, --env-file',
    missing: npm('deno'),
    argv: () => [
      join(cache, 'npm', 'node_modules', '.bin', 'deno'),
      'run',
      '--quiet',
      '--no-config',
      '-A',
      '--env-file=.env',
      own('environment.mjs'),
    ],
  },
  python('python-dotenv', 'interpolate'),
  python('python-dotenv without interpolation', 'plain'),
  shell('bash'),
  shell('dash'),
  shell('zsh'),
  {
    ...command('dotenv for Ruby', 'ruby', 'ruby', own('ruby.rb')),
    missing: () => (existsSync('/usr/share/doc/ruby-dotenv') ? undefined : 'ruby-dotenv is not installed'),
    cannot: (value) => value.includes('\n'),
    cannotWhy: 'Debian’s version of 2018 reads line by line',
  },
  {
    ...command('phpdotenv', 'php', 'php', '-d', 'variables_order=EGPCS', own('php.php')),
    missing: () =>
      existsSync('/usr/share/php/Dotenv/autoload.php') ? undefined : 'php-vlucas-phpdotenv is not installed',
  },
  {
    name: 'godotenv',
    missing: () => (onPath('go') && cached('godotenv', 'go.sum') !== undefined ? undefined : `godotenv is ${setup}`),
    argv: () => [
      'sh',
      '-c',
      `test -x "$0" || { cp "$1" "$2"/main.go && cd "$2" && go build -o reader . && cd - >/dev/null; }; exec "$0"`,
      join(cache, 'godotenv', 'reader'),
      own('godotenv.go'),
      join(cache, 'godotenv'),
    ],
  },
  {
    name: 'Docker Compose',
    missing: () => (cached('compose', 'compose') === undefined ? `compose-go is ${setup}` : undefined),
    argv: () => [join(cache, 'compose', 'compose')],
  },
];
