import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { openaiKey } from '../../host/keys.ts';
import { actionsAt, closeAll, newFile, open, quickFixes, rangeOf, shown } from './support.ts';

describe('ignore with a comment', () => {
  afterEach(closeAll);

  const isIgnore = ({ title }: vscode.CodeAction): boolean => /ignore/i.test(title);

  for (const [name, line, comment] of [
    ['a.ts', (key: string) => `const k = '${key}';`, /\/\/ keylift:ignore/],
    ['b.py', (key: string) => `k = "${key}"`, /# keylift:ignore/],
    ['c.yaml', (key: string) => `key: ${key}`, /# keylift:ignore/],
    ['d.html', (key: string) => `<p>${key}</p>`, /<!-- keylift:ignore.*-->/],
  ] as const) {
    it(`puts it in the syntax of ${name.slice(2)}, and the finding goes`, async () => {
      const key = openaiKey(`ignore ${name}`);
      const uri = await newFile(name, `${line(key)}\n`);
      const { document } = await open(uri);
      await shown(uri, 1);
      const all = await quickFixes(uri, rangeOf(document, key), 10);
      const ignore = all.find(isIgnore);
      assert.ok(ignore?.edit, 'the action, with an edit');
      assert.notEqual(ignore.isPreferred, true);
      assert.ok(await vscode.workspace.applyEdit(ignore.edit));
      assert.match(document.getText(), comment);
      await shown(uri, 0);
    });
  }

  it('is not offered where there are no comments', async () => {
    const key = openaiKey('ignore json');
    const uri = await newFile('e.json', `{ "apiKey": "${key}" }\n`);
    const { document } = await open(uri);
    await shown(uri, 1);
    assert.equal((await actionsAt(uri, rangeOf(document, key))).find(isIgnore), undefined);
  });
});
