import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChanges } from '../../server/src/fix/edits.ts';
import { planFix } from '../../server/src/fix/plan.ts';
import type { FixPlan, ProjectFacts } from '../../server/src/fix/types.ts';

/** A made-up value; `KEY` in the sources below stands for it. */
const key = `zz-${'a1B2c3D4e5F6'.repeat(3)}`;
const facts: ProjectFacts = {
  env: { uri: 'file:///p/.env', text: undefined },
  gitignore: undefined,
  packageRoot: 'file:///p',
};

function plan(
  source: string,
  languageId: string,
  project: Partial<ProjectFacts> = {},
  name = 'file:///p/a.ts',
): FixPlan {
  const start = source.indexOf('KEY');
  const text = source.replace('KEY', key);
  return planFix({
    document: { uri: name, languageId, text },
    finding: { start, end: start + key.length, ruleId: 'openai-key', env: 'OPENAI_API_KEY' },
    project: { ...facts, ...project },
  });
}

function fixed(source: string, languageId = 'javascript', project: Partial<ProjectFacts> = {}): string {
  const result = plan(source, languageId, project);
  if (result.kind === 'refused') return `refused: ${result.reason}`;
  const file = result.files.find((change) => change.uri.startsWith('file:///p/a'));
  return applyChanges(source.replace('KEY', key), file?.changes ?? []);
}

const E = 'process.env.OPENAI_API_KEY';

test('whole literals become the lookup', () => {
  assert.equal(fixed(`const k = 'KEY';`), `const k = ${E};`);
  assert.equal(fixed(`const k = "KEY"`), `const k = ${E}`);
  assert.equal(fixed('f(`KEY`)'), `f(${E})`);
  assert.equal(fixed(`function f(){return'KEY'}`), `function f(){return ${E}}`);
  assert.equal(fixed(`switch (x) { case'KEY':break }`), `switch (x) { case ${E}:break }`);
  assert.equal(fixed(`const f = (k = 'KEY') => k`), `const f = (k = ${E}) => k`);
  assert.equal(fixed(`const k = c ? 'KEY' : 'no';`), `const k = c ? ${E} : 'no';`);
  assert.equal(fixed(`const k = c ? 'no' : 'KEY';`), `const k = c ? 'no' : ${E};`);
});

test('parts of a literal make it a template', () => {
  assert.equal(fixed(`h = 'Bearer KEY'`), `h = \`Bearer \${${E}}\``);
  assert.equal(fixed(`h = 'it\\'s \`a\` \${b} \\n KEY!'`), `h = \`it's \\\`a\\\` \\\${b} \\n \${${E}}!\``);
  assert.equal(fixed(`h = '$KEY'`), `h = \`\\$\${${E}}\``);
  assert.equal(fixed('h = `Bearer KEY and ${x}`'), `h = \`Bearer \${${E}} and \${x}\``);
  assert.equal(fixed('h = `${a}?key=KEY`'), `h = \`\${a}?key=\${${E}}\``);
  assert.equal(fixed("h = `${a ? `x` : 'KEY'}`"), `h = \`\${a ? \`x\` : ${E}}\``);
});

test('object keys are computed', () => {
  assert.equal(fixed(`const o = { 'KEY': 1 }`), `const o = { [${E}]: 1 }`);
  assert.equal(fixed(`const o = { a, 'x KEY': 1 }`), `const o = { a, [\`x \${${E}}\`]: 1 }`);
  assert.equal(fixed(`const o = { a: 'KEY' }`), `const o = { a: ${E} }`);
});

test('JSX', () => {
  assert.equal(fixed(`const a = <A k="KEY" />`, 'javascriptreact'), `const a = <A k={${E}} />`);
  assert.equal(fixed(`const a = <A k="x KEY" />`, 'javascriptreact'), `const a = <A k={\`x \${${E}}\`} />`);
  assert.equal(fixed(`const a = <p>it's KEY</p>`, 'javascriptreact'), `const a = <p>it's {${E}}</p>`);
  assert.equal(
    fixed(`const a = <p>it's\n  KEY\n  ok</p>`, 'javascriptreact'),
    `const a = <p>it's\n  {' '}{${E}}{' '}\n  ok</p>`,
  );
  assert.equal(fixed(`const a = <p>{'KEY'}</p>`, 'typescriptreact'), `const a = <p>{${E}!}</p>`);
});

test('TypeScript gets the form its settings need', () => {
  assert.equal(fixed(`const k: string = 'KEY';`, 'typescript'), `const k: string = ${E}!;`);
  const loose = { typescript: { strictNullChecks: false, noPropertyAccessFromIndexSignature: true } };
  assert.equal(
    fixed(`const k: string = 'KEY';`, 'typescript', loose),
    `const k: string = process.env['OPENAI_API_KEY'];`,
  );
  assert.equal(fixed('const k = `a KEY`;', 'typescript'), `const k = \`a \${${E}}\`;`);
  assert.equal(fixed(`class A { k: string = 'KEY' }`, 'typescript'), `class A { k: string = ${E}! }`);
  assert.equal(fixed(`const o = { k: c ? { x: 'KEY' } : 1 }`, 'typescript'), `const o = { k: c ? { x: ${E}! } : 1 }`);
  assert.equal(fixed(`const a = b < 1; const k = 'KEY'`, 'typescript'), `const a = b < 1; const k = ${E}!`);
});

test('places that cannot take an expression are refused', () => {
  for (const [source, id] of [
    [`import x from 'KEY'`, 'javascript'],
    [`import 'KEY'`, 'javascript'],
    [`export * from 'x/KEY'`, 'javascript'],
    [`import { 'KEY' as x } from 'y'`, 'javascript'],
    [`type T = 'KEY'`, 'typescript'],
    [`type T = 'a' | 'KEY'`, 'typescript'],
    [`let x: 'KEY' = y`, 'typescript'],
    [`function f(a: 'KEY') {}`, 'typescript'],
    [`function f(a?: 'KEY') {}`, 'typescript'],
    [`interface A { k: 'KEY' }`, 'typescript'],
    [`let x: { k: 'KEY' }`, 'typescript'],
    [`x as 'KEY'`, 'typescript'],
    [`f<'KEY'>()`, 'typescript'],
    [`f<A, 'KEY', B>()`, 'typescript'],
    [`enum E { A = 'KEY' }`, 'typescript'],
    [`const o = { a: 'KEY' } as const`, 'typescript'],
    [`const o = 'KEY' as const`, 'typescript'],
    [`@C({ a: 'KEY' }) class X {}`, 'typescript'],
    ['x = tag`KEY`', 'javascript'],
    ['x = a.b`c KEY ${d}`', 'javascript'],
    ['x = a.b`c ${d} KEY`', 'javascript'],
    [`// KEY`, 'javascript'],
    [`x = /KEY/`, 'javascript'],
    [`'KEY'`, 'javascript'],
    [`x = 'KEY' + 'abc'`, 'javascript'],
    [`x = 'abc' + 'KEY'`, 'javascript'],
    ['x = `KEY${rest}`', 'javascript'],
    [`function f(process) { return 'KEY' }`, 'javascript'],
    [`class A { 'KEY' = 1 }`, 'javascript'],
    [`const a\n'x KEY'.foo()`, 'javascript'],
    [`x = 'KEY`, 'javascript'],
    [`a = b KEY c`, 'javascript'],
  ] as const) {
    assert.match(fixed(source, id), /^refused: [A-Z].*[.]$/, source);
  }
});

test('the decoded value goes to .env, once, and the text before it stays', () => {
  const text = `const k = 'zz\\u002d${'Ab1'.repeat(8)}';`;
  const start = text.indexOf('zz');
  const request = {
    document: { uri: 'file:///p/a.js', languageId: 'javascript', text },
    finding: { start, end: text.length - 2, ruleId: 'x', env: 'X_KEY' },
    project: { ...facts, env: { uri: 'file:///p/.env', text: 'A=1\r\nX_KEY=other' } },
  };
  const result = planFix(request);
  assert.equal(result.kind, 'edit');
  assert.deepEqual(result.kind === 'edit' && result.files[0], {
    uri: 'file:///p/.env',
    create: false,
    changes: [{ start: 16, end: 16, newText: `\r\nX_KEY_2=zz-${'Ab1'.repeat(8)}\r\n` }],
  });
  const again = planFix({
    ...request,
    project: { ...facts, env: { uri: 'file:///p/.env', text: `OLD=zz-${'Ab1'.repeat(8)}\n` } },
  });
  assert.equal(again.kind === 'edit' && again.name, 'OLD');
  assert.equal(again.kind === 'edit' && again.files.length, 1);
});

test('a rule without a provider takes the name the code assigns', () => {
  const text = `const stripeApiKey = { 'live-key': '${key}' };`;
  const start = text.indexOf(key);
  const result = planFix({
    document: { uri: 'file:///p/a.js', languageId: 'javascript', text },
    finding: { start, end: start + key.length, ruleId: 'generic-secret', env: '' },
    project: facts,
  });
  assert.equal(result.name, 'LIVE_KEY');
});
