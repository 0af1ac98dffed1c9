import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { openaiKey } from '../../host/keys.ts';
import {
  applyPreferred,
  edit,
  eventually,
  fixIsOver,
  folders,
  newFile,
  newProject,
  onDisk,
  open,
  resetProject,
  shown,
} from './support.ts';

describe('.env and .gitignore', () => {
  beforeEach(resetProject);
  afterEach(resetProject);

  const envFile = (): string => join(folders().app, '.env');

  /** Opens a file with the key, applies the fix, and waits for the lookup. */
  async function move(label: string, folder?: string): Promise<vscode.TextDocument> {
    const uri = await newFile(`${label.replace(/\W/g, '-')}.js`, `const k = '${openaiKey(label)}';\n`, folder);
    const editor = await open(uri);
    const [finding] = await shown(uri, 1);
    await applyPreferred(editor, finding!.range.start);
    await eventually('the lookup in the code', () => editor.document.getText().includes('process.env'));
    return editor.document;
  }

  it('keeps every byte that was there', async () => {
    const before = '# mine\r\nPORT = 80\r\n\r\n\texport NAME="a b"\r\n';
    await writeFile(envFile(), before);
    await move('kept');
    const text = await eventually('the entry', async () => {
      const now = await onDisk(envFile());
      return now !== before && now;
    });
    assert.equal(text, `${before}OPENAI_API_KEY=${openaiKey('kept')}\r\n`);
  });

  it('begins a line of its own behind a last line without an end', async () => {
    await writeFile(envFile(), 'PORT=80');
    await move('last line');
    await eventually('the entry', async () => {
      return (await onDisk(envFile())) === `PORT=80\nOPENAI_API_KEY=${openaiKey('last line')}\n`;
    });
  });

  it('uses the name that has the same value', async () => {
    await writeFile(envFile(), `OTHER=1\nMY_KEY=${openaiKey('same')}\n`);
    const document = await move('same');
    assert.equal(document.getText(), 'const k = process.env.MY_KEY;\n');
    assert.equal(await onDisk(envFile()), `OTHER=1\nMY_KEY=${openaiKey('same')}\n`);
  });

  it('finds another name where the name has another value', async () => {
    await writeFile(envFile(), 'OPENAI_API_KEY=other\n');
    const document = await move('clash');
    const name = /process\.env\.(\w+);/.exec(document.getText())?.[1] ?? '';
    assert.match(name, /^OPENAI_API_KEY_\w+$/);
    await eventually('the entry', async () => {
      return (await onDisk(envFile())) === `OPENAI_API_KEY=other\n${name}=${openaiKey('clash')}\n`;
    });
  });

  it('respects what is typed into .env and not saved', async () => {
    await writeFile(envFile(), 'PORT=80\n');
    const { document } = await open(vscode.Uri.file(envFile()));
    await edit(document, 0, document.getText().length, 'PORT=81\n# unsaved\n');
    assert.ok(document.isDirty);
    await move('dirty');
    const expected = `PORT=81\n# unsaved\nOPENAI_API_KEY=${openaiKey('dirty')}\n`;
    await eventually('the entry behind what was typed', () => document.getText() === expected);
    await eventually('the value on the disk', async () => (await onDisk(envFile())) === expected);
  });

  it('is one undo also with an existing .env, and one redo', async () => {
    const { folder, envFile } = await newProject();
    await writeFile(envFile, 'PORT=80\n');
    const document = await move('undone', folder);
    const done = `PORT=80\nOPENAI_API_KEY=${openaiKey('undone')}\n`;
    const fixed = 'const k = process.env.OPENAI_API_KEY;\n';
    await eventually('the entry', async () => (await onDisk(envFile)) === done);
    await eventually('the code on the disk', async () => (await onDisk(document.uri.fsPath)) === fixed);
    await shown(document.uri, 0);
    const before = `const k = '${openaiKey('undone')}';\n`;
    for (let time = 1; time <= 3; time++) {
      await fixIsOver(document);
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('undo');
      await eventually('the key back in the code', () => document.getText() === before);
      await eventually('.env as it was', async () => (await onDisk(envFile)) === 'PORT=80\n');
      await eventually('the key on the disk', async () => (await onDisk(document.uri.fsPath)) === before);
      await fixIsOver(document);
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('redo');
      await eventually('the lookup', () => document.getText() === fixed);
      await eventually('the entry again', async () => (await onDisk(envFile)) === done);
      await eventually('the code without the key', async () => (await onDisk(document.uri.fsPath)) === fixed);
    }
  });

  it('adds .env to .gitignore, once, where git would not ignore it', async () => {
    const ignoreFile = join(folders().app, '.gitignore');
    await mkdir(join(folders().app, '.git'), { recursive: true });
    await writeFile(ignoreFile, 'dist/\n');
    await move('ignored one');
    await eventually('the line', async () => (await onDisk(ignoreFile)) === 'dist/\n.env\n');
    await move('ignored two');
    await eventually('the second entry', async () => (await onDisk(envFile()))?.includes(openaiKey('ignored two')));
    assert.equal(await onDisk(ignoreFile), 'dist/\n.env\n');
  });

  it('writes to the file that the setting names', async () => {
    const settings = vscode.workspace.getConfiguration('keylift', vscode.Uri.file(folders().app));
    await settings.update('fix.envFile', '.env.secret', vscode.ConfigurationTarget.Workspace);
    const other = vscode.Uri.file(join(folders().app, '.env.secret'));
    try {
      await move('named');
      const entry = `OPENAI_API_KEY=${openaiKey('named')}\n`;
      await eventually('the entry', async () => (await onDisk(other.fsPath)) === entry);
    } finally {
      await settings.update('fix.envFile', undefined, vscode.ConfigurationTarget.Workspace);
      await vscode.workspace.fs.delete(other);
    }
  });
});
