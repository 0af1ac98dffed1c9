// Installs what `npm run test:fix-matrix` and `npm run test:env-readers` run: language runtimes from Debian (as root), and
// npm, PyPI, Go and Maven packages into `.cache/fix-matrix`. What cannot be had is left out; the tests list it as not run.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, '.cache', 'fix-matrix');
const debian = [
  'ruby',
  'ruby-dotenv',
  'php-cli',
  'php-vlucas-phpdotenv',
  'lua5.4',
  'zsh',
  'fish',
  'r-base-core',
  'elixir',
  'mono-mcs',
  'mono-runtime',
];
const npm = {
  bun: '1.4.5',
  deno: '2.9.6',
  dotenv: '17.4.2',
  'dotenv-expand': '12.0.3',
  '@next/env': '16.4.6',
  vite: '8.3.8',
  '@vscode/tree-sitter-wasm': '0.3.1',
  'web-tree-sitter': '0.27.1',
  yaml: '2.9.1',
  'tree-sitter-wasms': '0.1.13',
  'web-tree-sitter-0.24': 'npm:web-tree-sitter@0.24.7',
};

/** @param {string} command @param {readonly string[]} args @param {string} [cwd] */
function run(command, args, cwd = root) {
  const done = spawnSync(command, args, {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (done.status !== 0)
    console.error(
      `left out: ${command} ${args.slice(0, 4).join(' ')}…\n${(done.stderr ?? '').split('\n').slice(-4).join('\n')}`,
    );
  return done.status === 0;
}

mkdirSync(cache, { recursive: true });
if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
  run('apt-get', ['update']);
  run('apt-get', ['install', '-y', '--no-install-recommends', ...debian]);
} else console.error(`not root on Debian: install these yourself for the full run: ${debian.join(' ')}`);

const npmFolder = join(cache, 'npm');
mkdirSync(npmFolder, { recursive: true });
writeFileSync(join(npmFolder, 'package.json'), JSON.stringify({ private: true, dependencies: npm }, undefined, 2));
run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], npmFolder);

const python = join(cache, 'python');
if (existsSync(join(python, 'bin', 'python')) || run('python3', ['-m', 'venv', python])) {
  run(join(python, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', 'python-dotenv==1.2.4']);
  run(join(python, 'bin', 'python'), [
    '-m',
    'pip',
    'install',
    '--quiet',
    'tree-sitter==0.26.1',
    'tree-sitter-dart-orchard==0.7.0',
  ]);
}
const go = join(cache, 'godotenv');
mkdirSync(go, { recursive: true });
writeFileSync(join(go, 'go.mod'), 'module readers\n\ngo 1.20\n\nrequire github.com/joho/godotenv v1.5.1\n');
run('go', ['mod', 'download', 'github.com/joho/godotenv'], go);
run('go', ['get', 'github.com/joho/godotenv@v1.5.1'], go);

// Docker Compose's own reader and loader, built once: what it says is compared with what a fix meant.
const compose = join(cache, 'compose');
mkdirSync(compose, { recursive: true });
writeFileSync(join(compose, 'go.mod'), 'module compose\n\ngo 1.24\n');
copyFileSync(join(root, 'test', 'fix-matrix', 'readers', 'compose.go'), join(compose, 'main.go'));
if (run('go', ['get', 'github.com/compose-spec/compose-go/v2@v2.16.2'], compose)) {
  run('go', ['mod', 'tidy'], compose);
  run('go', ['build', '-o', 'compose', '.'], compose);
}

const kotlin = join(cache, 'kotlin');
mkdirSync(kotlin, { recursive: true });
const dependency =
  '<groupId>org.jetbrains.kotlin</groupId><artifactId>kotlin-compiler-embeddable</artifactId><version>2.1.21</version>';
writeFileSync(
  join(kotlin, 'pom.xml'),
  `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>k</groupId><artifactId>k</artifactId><version>1</version><dependencies><dependency>${dependency}</dependency></dependencies></project>\n`,
);
run('mvn', ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=lib'], kotlin);
