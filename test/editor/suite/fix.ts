import assert from 'node:assert/strict';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { openaiKey } from '../../host/keys.ts';
import {
  actionsAt,
  applyPreferred,
  edit,
  eventually,
  fixIsOver,
  folders,
  newFile,
  newProject,
  onDisk,
  open,
  quickFixes,
  rangeOf,
  resetProject,
  shown,
} from './support.ts';

describe('move to environment variable', () => {
  beforeEach(resetProject);
  afterEach(resetProject);

  const envFile = (): string => join(folders().app, '.env');
  const isMove = ({ title }: vscode.CodeAction): boolean => title.startsWith('Move to environment variable');

  it('is offered first, preferred, with the name and never the value in it', async () => {
    const key = openaiKey('offered');
    const uri = await newFile('offered.ts', `export const client = new OpenAI({ apiKey: '${key}' });\n`);
    const { document } = await open(uri);
    await shown(uri, 1);
    const [move, ...others] = await actionsAt(uri, rangeOf(document, key));
    assert.equal(move?.title, 'Move to environment variable OPENAI_API_KEY');
    assert.equal(move?.isPreferred, true);
    assert.equal(move?.disabled, undefined);
    assert.ok(others.every(({ isPreferred }) => isPreferred !== true));
    assert.ok(!JSON.stringify([move?.title, move?.command, move?.diagnostics]).includes(key.slice(3, 9)));
  });

  it('changes the code, writes .env to the disk, and one undo takes both back', async () => {
    const key = openaiKey('applied');
    const before = `export const client = new OpenAI({ apiKey: '${key}' });\n`;
    const { folder, envFile } = await newProject();
    const uri = await newFile('applied.ts', before, folder);
    const editor = await open(uri);
    const [finding] = await shown(uri, 1);
    await applyPreferred(editor, finding!.range.start);
    await eventually('the lookup in the code', () => editor.document.getText().includes('process.env'));
    assert.match(editor.document.getText(), /apiKey: process\.env(?:\.OPENAI_API_KEY|\['OPENAI_API_KEY'\])!? \}/);
    await eventually('the value on the disk', async () => (await onDisk(envFile)) === `OPENAI_API_KEY=${key}\n`);
    await eventually('the code on the disk', async () => !(await onDisk(uri.fsPath))?.includes(key));
    await shown(uri, 0);
    await fixIsOver(editor.document);

    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('undo');
    await eventually('the key back in the code', () => editor.document.getText() === before);
    await eventually('no .env', async () => (await onDisk(envFile)) === undefined);
    await eventually('the key on the disk', async () => (await onDisk(uri.fsPath)) === before);
    await shown(uri, 1);
  });

  it('takes a key out of the middle of a string', async () => {
    const key = openaiKey('bearer');
    const uri = await newFile('bearer.js', `fetch(url, { headers: { Authorization: 'Bearer ${key}' } });\n`);
    const editor = await open(uri);
    const [finding] = await shown(uri, 1);
    await applyPreferred(editor, finding!.range.start);
    await eventually('the lookup in the code', () => editor.document.getText().includes('process.env'));
    assert.equal(
      editor.document.getText(),
      'fetch(url, { headers: { Authorization: `Bearer ${process.env.OPENAI_API_KEY}` } });\n',
    );
  });

  it('uses the text as it is when the action is chosen', async () => {
    const key = openaiKey('moved on');
    const uri = await newFile('later.js', `const k = '${key}';\n`);
    const editor = await open(uri);
    await shown(uri, 1);
    await edit(editor.document, 0, 0, '// a line more\n');
    // Straight away, with the squiggle still on its way.
    await applyPreferred(editor, editor.document.positionAt(editor.document.getText().indexOf(key)));
    await eventually('the lookup in the code', () => editor.document.getText().includes('process.env'));
    assert.equal(editor.document.getText(), '// a line more\nconst k = process.env.OPENAI_API_KEY;\n');
    await eventually('the value on the disk', async () => (await onDisk(envFile())) === `OPENAI_API_KEY=${key}\n`);
  });

  // VS Code's API gives out actions that can be chosen; that the others are listed with their reason is seen in a window.
  it('cannot be chosen where it cannot be right', async () => {
    const key = openaiKey('tagged');
    const uri = await newFile('tagged.js', `const k = String.raw\`${key}\`;\n`);
    const { document } = await open(uri);
    await shown(uri, 1);
    assert.equal((await actionsAt(uri, rangeOf(document, key))).find(isMove), undefined);
  });

  it('cannot be chosen in a document that has no folder yet', async () => {
    const key = openaiKey('no folder');
    const document = await vscode.workspace.openTextDocument({ language: 'javascript', content: `k = '${key}';\n` });
    await vscode.window.showTextDocument(document);
    await shown(document.uri, 1);
    assert.equal((await actionsAt(document.uri, rangeOf(document, key))).find(isMove), undefined);
  });

  it('keeps to the folder of the file in a workspace with several', async () => {
    const key = openaiKey('second folder');
    const uri = await newFile('second.js', `const k = '${key}';\n`, folders().lib);
    const editor = await open(uri);
    const [finding] = await shown(uri, 1);
    await applyPreferred(editor, finding!.range.start);
    const file = join(folders().lib, '.env');
    await eventually('the value on the disk', async () => (await onDisk(file)) === `OPENAI_API_KEY=${key}\n`);
    assert.equal(await onDisk(envFile()), undefined);
  });

  it('moves a key out of a notebook cell', async () => {
    const key = openaiKey('cell');
    const content = { cells: [{ cell_type: 'code', source: [`client = "${key}"`], metadata: {}, outputs: [] }] };
    const text = JSON.stringify({ ...content, metadata: {}, nbformat: 4, nbformat_minor: 5 });
    const uri = await newFile('book.ipynb', text);
    const notebook = await vscode.workspace.openNotebookDocument(uri);
    await vscode.window.showNotebookDocument(notebook);
    const { document } = notebook.cellAt(0);
    const [finding] = await shown(document.uri, 1);
    const move = (await actionsAt(document.uri, finding!.range)).find(isMove);
    assert.ok(move && !move.disabled, move?.disabled?.reason ?? 'no action');
    const [resolved] = await quickFixes(document.uri, finding!.range, 5);
    assert.ok(resolved?.edit && (await vscode.workspace.applyEdit(resolved.edit)));
    assert.match(document.getText(), /os\.environ\["OPENAI_API_KEY"\]/);
    if (resolved.command) {
      await vscode.commands.executeCommand(resolved.command.command, ...(resolved.command.arguments ?? []));
    }
    await eventually('the value on the disk', async () => (await onDisk(envFile()))?.includes(`OPENAI_API_KEY=${key}`));
  });
});
