import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { openaiKey } from '../../host/keys.ts';
import { closeAll, newFile, open, shown } from './support.ts';

describe('hover', () => {
  afterEach(closeAll);

  it('says what was found, in a form that gives nothing of the value away', async () => {
    const key = openaiKey('hover');
    const uri = await newFile('hover.go', `package main\n\nvar key = "${key}"\n`);
    await open(uri);
    const [finding] = await shown(uri, 1);
    assert.ok(finding);
    const text = await hoverAt(uri, finding.range.start.translate(0, 5));
    assert.match(text, /OpenAI/);
    assert.match(text, /[•·.…*]{3}/, 'a masked form');
    for (let at = 3; at + 5 <= key.length; at++) {
      const piece = key.slice(at, at + 5);
      if (!/T3Bl|Blbk|bkFJ|FJ/.test(piece)) assert.ok(!text.includes(piece), 'five characters of the value');
    }
  });

  it('keeps quiet beside the key', async () => {
    const uri = await newFile('beside.go', `package main\n\nvar key = "${openaiKey('beside')}"\n`);
    await open(uri);
    await shown(uri, 1);
    assert.doesNotMatch(await hoverAt(uri, new vscode.Position(0, 3)), /OpenAI/);
  });
});

async function hoverAt(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}
