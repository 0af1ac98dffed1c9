import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChanges } from '../../server/src/fix/edits.ts';
import { planFix } from '../../server/src/fix/plan.ts';
import type { Framework, ProjectFacts } from '../../server/src/fix/types.ts';
import { draw } from '../support/random.ts';

const key = draw('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 32, 11);

interface Result {
  readonly text: string;
  readonly env: string | undefined;
  readonly afterwards: string | undefined;
}

/** The document after the fix, `KEY` (the last, when there are several) being the value; or why there is none. */
function fixed(path: string, languageId: string, source: string, project: Partial<ProjectFacts> = {}): Result | string {
  const uri = `file:///p/${path}`;
  const start = source.lastIndexOf('KEY');
  const text = source.slice(0, start) + key + source.slice(start + 3);
  const plan = planFix({
    document: { uri, languageId, text },
    finding: { start, end: start + key.length, ruleId: 'openai-api-key', env: 'OPENAI_API_KEY' },
    project: { env: { uri: 'file:///p/.env', text: '' }, gitignore: undefined, packageRoot: 'file:///p', ...project },
  });
  if (plan.kind === 'refused') return plan.reason;
  const of = (name: string) => plan.files.find((file) => file.uri === name)?.changes;
  const env = of('file:///p/.env');
  return {
    text: applyChanges(text, of(uri) ?? []),
    env: env === undefined ? undefined : applyChanges('', env).replace(key, 'KEY'),
    afterwards: plan.afterwards,
  };
}

const textOf = (result: Result | string) => (typeof result === 'string' ? `refused: ${result}` : result.text);
const entry = 'OPENAI_API_KEY=KEY\n';

test('Next.js: server code reads the environment, client code does not get the key', () => {
  const next = { framework: 'next' as const };
  const source = `export const k = 'KEY';\n`;
  const read = `export const k = process.env.OPENAI_API_KEY!;\n`;
  assert.equal(textOf(fixed('app/api/x/route.ts', 'typescript', source, next)), read);
  assert.equal(textOf(fixed('src/pages/api/x.ts', 'typescript', source, next)), read);
  assert.equal(textOf(fixed('app/page.tsx', 'typescriptreact', source, next)), read);
  assert.equal(textOf(fixed('next.config.ts', 'typescript', source, next)), read);
  for (const [path, text] of [
    ['app/page.tsx', `// x\n'use client';\n${source}`],
    ['pages/index.tsx', source],
    ['components/a.tsx', `const [a] = useState(1);\n${source}`],
  ] as const) {
    assert.match(
      textOf(fixed(path, 'typescriptreact', text, next)),
      /^refused: This file runs in the browser .*Next\.js/,
      path,
    );
  }
});

test('options that are built into what visitors download keep their key', () => {
  const cases = [
    ['vite', 'vite.config.ts', `export default { define: { K: JSON.stringify('KEY') } };\n`],
    ['nuxt', 'nuxt.config.ts', `export default { runtimeConfig: { public: { k: 'KEY' } } };\n`],
    ['next', 'next.config.ts', `export default { env: { K: 'KEY' } };\n`],
  ] as const;
  for (const [framework, path, source] of cases)
    assert.match(textOf(fixed(path, 'typescript', source, { framework })), /^refused: This option is built into/, path);
  const own = `export default { runtimeConfig: { k: 'KEY', public: { a: 1 } } };\n`;
  const read = own.replace("'KEY'", 'process.env.OPENAI_API_KEY!');
  assert.equal(textOf(fixed('nuxt.config.ts', 'typescript', own, { framework: 'nuxt' })), read);
});

test('the other frameworks: which files run on the server', () => {
  const cases: ReadonlyArray<readonly [Framework, readonly string[], readonly string[]]> = [
    ['vite', ['vite.config.ts', 'server/a.ts', 'api/b.ts', 'test/a.test.ts'], ['src/main.ts', 'src/api.ts']],
    ['nuxt', ['server/api/a.ts', 'nuxt.config.ts'], ['composables/a.ts', 'plugins/a.ts']],
    ['remix', ['app/db.server.ts', 'app/entry.server.tsx', 'server.ts'], ['app/routes/a.tsx', 'app/root.tsx']],
    ['expo', ['app/a+api.ts', 'metro.config.js'], ['app/index.tsx', 'lib/a.ts']],
    ['create-react-app', ['server/a.js'], ['src/App.js']],
    ['angular', ['server.ts'], ['src/app/app.component.ts']],
  ];
  for (const [framework, server, client] of cases) {
    for (const path of server)
      assert.match(textOf(fixed(path, 'typescript', `k('KEY')`, { framework })), /process\.env/, path);
    for (const path of client)
      assert.match(textOf(fixed(path, 'typescript', `k('KEY')`, { framework })), /^refused: This file runs in/, path);
  }
});

test('SvelteKit and Astro have lookups of their own', () => {
  const kit = { framework: 'sveltekit' as const };
  const imported = `import { OPENAI_API_KEY } from '$env/static/private';\n`;
  assert.equal(
    textOf(
      fixed('src/routes/+server.ts', 'typescript', `import { json } from '@sveltejs/kit';\nconst k = 'KEY';\n`, kit),
    ),
    `${imported}import { json } from '@sveltejs/kit';\nconst k = OPENAI_API_KEY;\n`,
  );
  assert.equal(
    textOf(
      fixed('src/lib/server/a.js', 'javascript', `import { A } from '$env/static/private';\nf(\`Bearer KEY\`);\n`, kit),
    ),
    `import { A, OPENAI_API_KEY } from '$env/static/private';\nf(\`Bearer \${OPENAI_API_KEY}\`);\n`,
  );
  assert.match(textOf(fixed('src/routes/+page.ts', 'typescript', `k('KEY')`, kit)), /^refused: This file/);
  const astro = { framework: 'astro' as const };
  assert.equal(
    textOf(fixed('src/pages/a.astro', 'astro', `---\nconst k = "x KEY";\n---\n<p>{k}</p>\n`, astro)),
    `---\nconst k = \`x \${import.meta.env.OPENAI_API_KEY}\`;\n---\n<p>{k}</p>\n`,
  );
  assert.match(
    textOf(fixed('src/pages/a.astro', 'astro', `---\n---\n<p>KEY</p>\n`, astro)),
    /^refused: What this page renders/,
  );
  assert.match(
    textOf(fixed('src/a.vue', 'vue', `<script>\nconst k = 'KEY'\n</script>\n`)),
    /^refused: This file runs in the browser/,
  );
  assert.match(
    textOf(fixed('src/a.svelte', 'svelte', `<script>\nconst k = 'KEY'\n</script>\n`)),
    /^refused: This file runs in the browser/,
  );
});

test('a script of a page without a framework, and a Worker', () => {
  assert.match(
    textOf(fixed('a.js', 'javascript', `document.getElementById('a').x = 'KEY';`)),
    /^refused: This file runs in the browser/,
  );
  assert.match(
    textOf(fixed('a.js', 'javascript', `export default { fetch() { return 'KEY' } }`, { framework: 'workers' })),
    /\.dev\.vars/,
  );
});

test('Remix: what only the server runs of a route beside its component', () => {
  const remix = { framework: 'remix' as const };
  const page = `export default function Page() {\n  return <p>x</p>;\n}\n`;
  const server = [
    `export async function loader({ request }: Args): Promise<Response> {\n  return get({ headers: { a: 'KEY' } });\n}\n`,
    `export const action = async ({ request }) => {\n  const k = 'KEY';\n  return k;\n};\n`,
    `import { x } from 'y'\nexport function loader() { return x('KEY') }\n`,
    `export const loader: LoaderFunction = () => x('KEY')\n`,
  ];
  for (const source of server)
    assert.match(textOf(fixed('app/routes/a.tsx', 'typescriptreact', source + page, remix)), /process\.env\./, source);
  const client = [
    `${page}const k = 'KEY';\n`,
    `export const clientLoader = () => x('KEY');\n`,
    `export const loader = make()\nconst k = { a: 'KEY' }\n`,
    `export const loader = () => 1;\nexport function Part() { return x('KEY'); }\n`,
    `export async function loader() {}\nfunction Part() { return x('KEY'); }\n`,
  ];
  for (const source of client)
    assert.match(
      textOf(fixed('app/routes/a.tsx', 'typescriptreact', source, remix)),
      /^refused: This file runs/,
      source,
    );
  assert.match(
    textOf(fixed('app/lib/a.tsx', 'typescriptreact', server[0] as string, remix)),
    /^refused: This file runs/,
  );
});

test('files of VS Code and others that put variables into JSON', () => {
  const source = `{\n  // it's\n  "a": { "API": "x KEY" }\n}\n`;
  const cases: ReadonlyArray<readonly [string, string]> = [
    ['.vscode/launch.json', `\${env:OPENAI_API_KEY}`],
    ['.vscode/tasks.json', `\${env:OPENAI_API_KEY}`],
    ['.cursor/mcp.json', `\${env:OPENAI_API_KEY}`],
    ['.mcp.json', `\${OPENAI_API_KEY}`],
    ['.devcontainer/devcontainer.json', `\${localEnv:OPENAI_API_KEY}`],
  ];
  for (const [path, reference] of cases) {
    const result = fixed(path, 'jsonc', source);
    assert.equal(textOf(result), source.replace('KEY', reference), path);
    assert.equal(typeof result === 'object' && result.env, entry);
  }
  assert.match(textOf(fixed('.vscode/launch.json', 'jsonc', `{ "KEY": 1 }`)), /^refused: The name of a property/);
  assert.match(textOf(fixed('config.json', 'json', source)), /^refused: JSON cannot/);
  assert.match(textOf(fixed('claude_desktop_config.json', 'json', `{ "a": "KEY" }`)), /^refused: This configuration/);
});

test('MCP servers of VS Code get an input that asks for the key', () => {
  const result = fixed('.vscode/mcp.json', 'jsonc', `{\n  "servers": {\n    "a": { "env": { "K": "KEY" } }\n  }\n}\n`);
  assert.deepEqual(JSON.parse(textOf(result)), {
    inputs: [{ type: 'promptString', id: 'openai-api-key', description: 'openai-api-key', password: true }],
    servers: { a: { env: { K: `\${input:openai-api-key}` } } },
  });
  assert.match((result as Result).afterwards ?? '', /asks for openai-api-key/);
  const more = fixed(
    '.vscode/mcp.json',
    'jsonc',
    `{ "inputs": [{ "id": "x" }], "servers": { "a": { "url": "KEY" } } }`,
  );
  assert.deepEqual(
    JSON.parse(textOf(more)).inputs.map(({ id }: { id: string }) => id),
    ['openai-api-key', 'x'],
  );
});

test('pipelines keep the value elsewhere, and nothing is written to .env', () => {
  const gitlab = fixed('.gitlab-ci.yml', 'yaml', `a:\n  variables:\n    TOKEN: "KEY"\n  script:\n    - x\n`);
  assert.equal(textOf(gitlab), `a:\n  variables:\n    TOKEN: "\${OPENAI_API_KEY}"\n  script:\n    - x\n`);
  assert.equal((gitlab as Result).env, undefined);
  assert.match((gitlab as Result).afterwards ?? '', /masked CI\/CD variable/);
  assert.match(
    textOf(fixed('.gitlab-ci.yml', 'yaml', `a:\n  variables:\n    OPENAI_API_KEY: KEY\n`)),
    /^refused: Delete this line/,
  );
  const scripts: ReadonlyArray<readonly [string, string]> = [
    [`- curl -H 'x KEY'`, `- curl -H "x \${OPENAI_API_KEY:?}"`],
    [`- 'curl -H "A: KEY" x'`, `- 'curl -H "A: \${OPENAI_API_KEY:?}" x'`],
    [`- 'curl -H ''A: KEY'' it''s'`, `- 'curl -H "A: \${OPENAI_API_KEY:?}" it''s'`],
    [`- "curl -H 'A: KEY'"`, `- "curl -H \\"A: \${OPENAI_API_KEY:?}\\""`],
    [`- "curl -H \\"A: KEY\\""`, `- "curl -H \\"A: \${OPENAI_API_KEY:?}\\""`],
  ];
  for (const [line, result] of scripts)
    assert.equal(
      textOf(fixed('.gitlab-ci.yml', 'yaml', `a:\n  script:\n    ${line}\n`)),
      `a:\n  script:\n    ${result}\n`,
    );
  const actions = fixed(
    '.github/workflows/a.yml',
    'yaml',
    `jobs:\n  a:\n    steps:\n      - uses: x\n        with:\n          k: KEY\n`,
  );
  assert.match(textOf(actions), /k: \$\{\{ secrets\.OPENAI_API_KEY \}\}/);
  assert.equal((actions as Result).env, undefined);
  assert.match((actions as Result).afterwards ?? '', /gh secret set OPENAI_API_KEY/);
  const step = (run: string) =>
    fixed('.github/workflows/a.yml', 'yaml', `jobs:\n  a:\n    steps:\n      - run: ${run}\n`);
  assert.match(textOf(step(`'curl -H "A: KEY" x'`)), /run: 'curl -H "A: \$\{OPENAI_API_KEY:\?\}" x'\n {8}env:/);
  assert.match(textOf(step(`curl -H 'A: KEY' x`)), /^refused: This line is not valid YAML: a colon and a space/);
  assert.match(textOf(fixed('k8s/a.yaml', 'yaml', `apiVersion: v1\nkind: Pod\nx: KEY\n`)), /secretKeyRef/);
  assert.match(textOf(fixed('a.yaml', 'yaml', `x: KEY\n`)), /^refused: YAML cannot/);
  assert.equal(textOf(fixed('src/application.yml', 'yaml', `x:\n  y: KEY\n`)), `x:\n  y: \${OPENAI_API_KEY}\n`);
});

test('a Terraform variable is declared once in its folder', () => {
  const source = `locals {\n  k = "KEY"\n}\n`;
  const block = (name: string) => `\nvariable "${name}" {\n  type      = string\n  sensitive = true\n}\n`;
  const first = fixed('main.tf', 'terraform', source);
  assert.equal(textOf(first), `locals {\n  k = var.openai_api_key\n}\n${block('openai_api_key')}`);
  assert.equal((first as Result).env, 'TF_VAR_openai_api_key=KEY\n');
  const taken = fixed('main.tf', 'terraform', source, { terraformVariables: ['openai_api_key'] });
  assert.equal(textOf(taken), `locals {\n  k = var.openai_api_key_2\n}\n${block('openai_api_key_2')}`);
  const env = { uri: 'file:///p/.env', text: `TF_VAR_openai_api_key=${key}\n` };
  const known = fixed('main.tf', 'terraform', source, { terraformVariables: ['openai_api_key'], env });
  assert.equal(textOf(known), 'locals {\n  k = var.openai_api_key\n}\n');
});

test('lines whose tool knows variables', () => {
  const npm = fixed('.npmrc', 'properties', `# x\n//registry.npmjs.org/:_authToken=KEY\n`);
  assert.equal(textOf(npm), `# x\n//registry.npmjs.org/:_authToken=\${OPENAI_API_KEY}\n`);
  assert.equal((npm as Result).env, entry);
  assert.equal(textOf(fixed('src/application.properties', 'properties', `a.b=KEY\n`)), `a.b=\${OPENAI_API_KEY}\n`);
  assert.match(textOf(fixed('.npmrc', 'properties', `# a=KEY\n`)), /^refused: The key stands in a comment/);
});

test('a name is never made of what may be a key itself', () => {
  const name = draw('abcdef0123456789', 32, 3);
  const text = `const o = { '${name}': '${key}' };`;
  const start = text.indexOf(key);
  const finding = { start, end: start + key.length, ruleId: 'generic-secret', env: '' };
  const document = { uri: 'file:///p/a.js', languageId: 'javascript', text };
  assert.equal(
    planFix({ document, finding, project: { env: { uri: 'file:///p/.env', text: '' }, gitignore: undefined } }).name,
    'API_KEY',
  );
});

test('formats without a lookup say what to do instead', () => {
  for (const [path, id, source] of [
    ['Dockerfile', 'dockerfile', 'ENV K=KEY\n'],
    ['a.xml', 'xml', '<a>KEY</a>'],
    ['a.html', 'html', '<a>KEY</a>'],
    ['a.sql', 'sql', `select 'KEY'`],
    ['a.md', 'markdown', 'KEY'],
    ['a.toml', 'toml', 'a = "KEY"'],
    ['a.zzz', 'unheard-of', 'KEY'],
  ] as const) {
    assert.match(textOf(fixed(path, id, source)), /^refused: [A-Z].*\.$/, path);
  }
  assert.match(textOf(fixed('Dockerfile', 'dockerfile', 'ENV K=KEY\n')), /--mount=type=secret/);
});

test('apps that ship their code are refused', () => {
  assert.match(textOf(fixed('A.kt', 'kotlin', `val k = "KEY"`, { framework: 'android' })), /^refused: An app ships/);
  assert.match(
    textOf(fixed('a.dart', 'dart', `import 'package:flutter/material.dart';\nfinal k = 'KEY';`)),
    /^refused: A Flutter app/,
  );
  assert.match(textOf(fixed('a.swift', 'swift', `import SwiftUI\nlet k = "KEY"`)), /^refused: An app ships/);
  assert.match(
    textOf(fixed('app/X.php', 'php', `<?php\nuse Illuminate\\A;\n$k = 'KEY';`, { loader: 'phpdotenv' })),
    /config\/services\.php/,
  );
  assert.equal(
    textOf(fixed('config/x.php', 'php', `<?php\nreturn ['a' => env('A'), 'k' => 'KEY'];`, { loader: 'phpdotenv' })),
    `<?php\nreturn ['a' => env('A'), 'k' => env('OPENAI_API_KEY')];`,
  );
});

test('a text that has changed, a missing folder and the .env file itself', () => {
  const project = { env: undefined, gitignore: undefined };
  const document = { uri: 'file:///p/a.js', languageId: 'javascript', text: 'a' };
  const stale = planFix({ document, finding: { start: 5, end: 9, ruleId: 'x', env: 'X' }, project });
  assert.deepEqual(stale, { kind: 'refused', name: 'X', reason: 'The text has changed since the key was found.' });
  assert.match(textOf(fixed('a.js', 'javascript', `k('KEY')`, { env: undefined })), /^refused: There is no folder/);
});
