import assert from 'node:assert/strict';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { openaiKey } from '../../host/keys.ts';
import { eventually, fixIsOver, folders, newFile, newProject, onDisk, open, resetProject, shown } from './support.ts';

describe('commands that move keys', () => {
  beforeEach(resetProject);
  afterEach(resetProject);

  const envFile = (): string => join(folders().app, '.env');

  /** Opens a file with two keys, one a line, with the cursor at its beginning. */
  async function openTwo(
    name: string,
    folder?: string,
  ): Promise<{ document: vscode.TextDocument; keys: [string, string] }> {
    const keys: [string, string] = [openaiKey(`${name} 1`), openaiKey(`${name} 2`)];
    const uri = await newFile(name, `const a = '${keys[0]}';\nconst b = '${keys[1]}';\n`, folder);
    const editor = await open(uri);
    await shown(uri, 2);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    return { document: editor.document, keys };
  }

  it('all keys in this file, and one undo takes all of it back, and one redo does it again', async () => {
    const { folder, envFile } = await newProject();
    const { document, keys } = await openTwo('move-all.js', folder);
    const before = document.getText();
    await vscode.commands.executeCommand('keylift.moveAllInFile');
    const lookups = 'const a = process.env.OPENAI_API_KEY;\nconst b = process.env.OPENAI_API_KEY_2;\n';
    await eventually('both lookups', () => document.getText() === lookups);
    const entries = `OPENAI_API_KEY=${keys[0]}\nOPENAI_API_KEY_2=${keys[1]}\n`;
    await eventually('both entries on the disk', async () => (await onDisk(envFile)) === entries);
    await shown(document.uri, 0);
    await fixIsOver(document);
    await vscode.commands.executeCommand('undo');
    await eventually('the text as it was', () => document.getText() === before);
    await eventually('no .env', async () => (await onDisk(envFile)) === undefined);
    await eventually('no .gitignore', async () => (await onDisk(join(folder, '.gitignore'))) === undefined);
    await eventually('the keys on the disk', async () => (await onDisk(document.uri.fsPath)) === before);
    await fixIsOver(document);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('redo');
    await eventually('both entries again', async () => (await onDisk(envFile)) === entries);
    await eventually('both lookups on the disk', async () => (await onDisk(document.uri.fsPath)) === lookups);
    assert.equal(await onDisk(join(folder, '.gitignore')), '.env\n');
  });

  it('the key at the cursor, and only that', async () => {
    const { document, keys } = await openTwo('move-one.js');
    await vscode.commands.executeCommand('keylift.moveKeyAtCursor');
    const expected = `const a = process.env.OPENAI_API_KEY;\nconst b = '${keys[1]}';\n`;
    await eventually('one lookup', () => document.getText() === expected);
    await eventually('its entry', async () => (await onDisk(envFile())) === `OPENAI_API_KEY=${keys[0]}\n`);
  });

  it('nothing where no key is', async () => {
    const { document } = await openTwo('move-none.js');
    const before = document.getText();
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(2, 0, 2, 0);
    await vscode.commands.executeCommand('keylift.moveKeyAtCursor');
    assert.equal(document.getText(), before);
    assert.equal(await onDisk(envFile()), undefined);
  });
});
