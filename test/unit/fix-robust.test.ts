import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyChanges } from '../../server/src/fix/edits.ts';
import { planIgnore } from '../../server/src/fix/ignore.ts';
import { planFix, planFixMany } from '../../server/src/fix/plan.ts';

const ids = (
  'javascript typescript javascriptreact typescriptreact python go ruby php java kotlin csharp rust swift dart elixir perl lua r ' +
  'shellscript fish powershell terraform yaml dockercompose json jsonc vue svelte astro html css sql haskell clojure ini markdown bat'
).split(' ');
const names = [
  'a.txt',
  '.github/workflows/a.yml',
  'compose.yaml',
  '.gitlab-ci.yml',
  '.vscode/mcp.json',
  '.vscode/launch.json',
  'main.tf',
  'src/a.astro',
];
const pieces = fc.constantFrom(
  ...`" ' \` """ ''' \${ } { #{ \\( ) ( [ ] < > / \\ \n \r\n # // /* */ <!-- --> -- --[[ <<EOF <<~A EOF = : , ; => -> + . a key if const def fn r" r#" @ $ % | & ? ! import enum type 0 é 😀 - \t <?php ?> <script> </script> --- run: uses: env: steps: =begin __END__ case match`
    .split(' ')
    .concat(' '),
);
const source = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''));
const value = 'Zz9Aa8Bb7Cc6Dd5';

test('any text gives a plan that can be applied, or a sentence', () => {
  fc.assert(
    fc.property(
      source,
      source,
      fc.constantFrom(...ids),
      fc.constantFrom(...names),
      (before, after, languageId, name) => {
        const text = before + value + after;
        const start = before.length;
        const finding = { start, end: start + value.length, ruleId: 'a-key', env: 'A_KEY' };
        const document = { uri: `file:///p/${name}`, languageId, text };
        const project = {
          env: { uri: 'file:///p/.env', text: undefined },
          gitignore: undefined,
          packageRoot: 'file:///p',
        };
        const plan = planFix({ document, finding, project });
        if (plan.kind === 'refused') {
          assert.match(plan.reason, /^[A-Z].*\.$/);
          assert.ok(!plan.reason.includes(value));
        } else {
          for (const { uri, changes } of plan.files) {
            let at = 0;
            for (const change of changes) {
              assert.ok(change.start >= at && change.end >= change.start, 'ascending');
              at = change.end;
            }
            const result = applyChanges(uri === document.uri ? text : '', changes);
            assert.equal(result.includes(value), uri.endsWith('.env'));
          }
        }
        const many = planFixMany({ documents: [{ document, findings: [finding], project }] });
        assert.equal(many.moved, plan.kind === 'edit' ? 1 : 0);
        const ignore = planIgnore(document, finding, 'a-key');
        for (const change of ignore ?? []) assert.equal(change.start, change.end);
      },
    ),
    { numRuns: 4000 },
  );
});

test('a large file is planned while a person waits', () => {
  const line = `const a = f('b', "c", \`d\${e}\`) / 2; // it's "\n`;
  for (const languageId of [
    'javascript',
    'typescriptreact',
    'python',
    'ruby',
    'perl',
    'go',
    'rust',
    'shellscript',
    'yaml',
    'csharp',
  ]) {
    const text = `${line.repeat(20_000)}x = "${value}"\n`;
    const start = text.indexOf(value);
    const started = performance.now();
    planFix({
      document: { uri: 'file:///p/a', languageId, text },
      finding: { start, end: start + value.length, ruleId: 'a', env: 'A_KEY' },
      project: { env: { uri: 'file:///p/.env', text: '' }, gitignore: undefined },
    });
    assert.ok(performance.now() - started < 5000, `${languageId}: ${Math.round(performance.now() - started)} ms`);
  }
});
