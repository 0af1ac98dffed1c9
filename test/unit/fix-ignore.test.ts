import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../server/src/engine/index.ts';
import { applyChanges } from '../../server/src/fix/edits.ts';
import { planIgnore } from '../../server/src/fix/ignore.ts';
import { draw } from '../support/random.ts';

const engine = createEngine();
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const key = ['sk', 'ant', 'api03', `${draw(letters, 93, 7)}AA`].join('-');

function ignored(languageId: string, source: string): string | undefined {
  const text = source.replace('KEY', key);
  const findings = engine.scan(text, { languageId });
  assert.equal(findings.length, 1, `${languageId}: the sample is not flagged`);
  const finding = findings[0] as (typeof findings)[number];
  const changes = planIgnore({ uri: 'file:///p/x', languageId, text }, finding, finding.ruleId);
  if (changes === undefined) return undefined;
  const after = applyChanges(text, changes);
  assert.deepEqual(engine.scan(after, { languageId }), [], `${languageId}: still flagged`);
  assert.equal(
    after.length - text.length,
    changes.reduce((sum, change) => sum + change.newText.length, 0),
  );
  return after.replace(key, 'KEY').replaceAll(/ (?:anthropic|generic)[a-z0-9-]*/g, '');
}

test('at the end of the line, in the comment syntax of the language', () => {
  const cases: ReadonlyArray<readonly [string, string, string]> = [
    ['javascript', `const k = 'KEY';\n`, `const k = 'KEY'; // keylift:ignore\n`],
    ['typescript', `const k = 'KEY'; // yes\r\n`, `const k = 'KEY'; // yes keylift:ignore\r\n`],
    ['python', `k = "KEY"`, `k = "KEY" # keylift:ignore`],
    ['yaml', `a:\n  k: KEY\n`, `a:\n  k: KEY # keylift:ignore\n`],
    ['sql', `insert into t values ('KEY');\n`, `insert into t values ('KEY'); -- keylift:ignore\n`],
    ['lua', `k = "KEY"\n`, `k = "KEY" -- keylift:ignore\n`],
    ['haskell', `key = "KEY"\n`, `key = "KEY" -- keylift:ignore\n`],
    ['vb', `Dim k = "KEY"\n`, `Dim k = "KEY" ' keylift:ignore\n`],
    ['clojure', `(def k "KEY")\n`, `(def k "KEY") ; keylift:ignore\n`],
    ['css', `a { b: "KEY"; }\n`, `a { b: "KEY"; } /* keylift:ignore */\n`],
    ['ocaml', `let k = "KEY"\n`, `let k = "KEY" (* keylift:ignore *)\n`],
    ['jsonc', `{ "k": "KEY" }\n`, `{ "k": "KEY" } // keylift:ignore\n`],
    ['latex', `\\def\\k{KEY}\n`, `\\def\\k{KEY} % keylift:ignore\n`],
    ['shellscript', `k='KEY'\n`, `k='KEY' # keylift:ignore\n`],
    ['powershell', `$k = 'KEY'\n`, `$k = 'KEY' # keylift:ignore\n`],
    ['terraform', `x = "KEY"\n`, `x = "KEY" # keylift:ignore\n`],
    ['javascriptreact', `const a = <p>\n  KEY\n</p>;\n`, `const a = <p>\n  KEY{/* keylift:ignore */}\n</p>;\n`],
    ['javascriptreact', `const a = <p\n  k="KEY"\n/>;\n`, `const a = <p\n  k="KEY" /* keylift:ignore */\n/>;\n`],
  ];
  for (const [languageId, before, after] of cases) assert.equal(ignored(languageId, before), after);
});

test('on a line of its own where the end of the line cannot take it', () => {
  const cases: ReadonlyArray<readonly [string, string, string]> = [
    ['javascript', 'f();\n  k = `KEY\n  x`;\n', 'f();\n  // keylift:ignore-next-line\n  k = `KEY\n  x`;\n'],
    ['python', `k = """KEY\n"""\n`, `# keylift:ignore-next-line\nk = """KEY\n"""\n`],
    [
      'shellscript',
      `curl -H 'x: KEY' \\\n  https://h\n`,
      `# keylift:ignore-next-line\ncurl -H 'x: KEY' \\\n  https://h\n`,
    ],
    ['html', `<p>\r\n  KEY\r\n</p>\r\n`, `<p>\r\n  <!-- keylift:ignore-next-line -->\r\n  KEY\r\n</p>\r\n`],
    ['xml', `<a>\n<b k="KEY"/>\n</a>\n`, `<a>\n<!-- keylift:ignore-next-line -->\n<b k="KEY"/>\n</a>\n`],
    ['bat', `set K=KEY\n`, `REM keylift:ignore-next-line\nset K=KEY\n`],
    ['ini', `[a]\nk=KEY\n`, `[a]\n; keylift:ignore-next-line\nk=KEY\n`],
    ['dockerfile', `FROM x\nENV K=KEY\n`, `FROM x\n# keylift:ignore-next-line\nENV K=KEY\n`],
    [
      'vue',
      `<template><p>\nKEY\n</p></template>\n`,
      `<template><p>\n<!-- keylift:ignore-next-line -->\nKEY\n</p></template>\n`,
    ],
  ];
  for (const [languageId, before, after] of cases) assert.equal(ignored(languageId, before), after);
});

test('in a script of a page the comment is the script’s', () => {
  assert.equal(
    ignored('vue', `<script setup>\nconst k = 'KEY'\n</script>\n`),
    `<script setup>\nconst k = 'KEY' // keylift:ignore\n</script>\n`,
  );
});

test('nothing is offered where a comment would become text, or there are none', () => {
  assert.equal(ignored('json', `{ "k": "KEY" }`), undefined);
  assert.equal(ignored('plaintext', `KEY`), undefined);
  assert.equal(ignored('javascript', 'k = `a\n  KEY\n  x`;\n'), undefined);
  assert.equal(ignored('python', `k = """a\nKEY\nb"""\n`), undefined);
  assert.equal(ignored('yaml', `a: |\n  x\n  KEY\nb: 1\n`), undefined);
  assert.equal(ignored('shellscript', `curl \\\n  -H 'x: KEY' \\\n  https://h\n`), undefined);
  assert.equal(ignored('html', `<p\n  title="KEY"\n>`), undefined);
  assert.equal(ignored('markdown', '```\nKEY\n```\n'), undefined);
});

test('a private key of several lines is ignored from the line above', () => {
  const body = Array.from({ length: 8 }, (_, i) => draw(`${letters}+/`, 64, i)).join('\n');
  const label = ['PRIVATE', 'KEY'].join(' ');
  const text = `x = 1\nkey = """-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n"""\n`;
  const findings = engine.scan(text, { languageId: 'python' });
  for (const finding of findings) {
    const changes = planIgnore({ uri: 'file:///p/x.py', languageId: 'python', text }, finding, finding.ruleId);
    assert.equal(changes?.[0]?.start, 6);
    assert.deepEqual(engine.scan(applyChanges(text, changes ?? []), { languageId: 'python' }), []);
  }
});
