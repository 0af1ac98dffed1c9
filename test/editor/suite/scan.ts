import assert from 'node:assert/strict';
import { appendFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { ScanSummary } from '../../../server/src/protocol.ts';
import { openaiKey } from '../../host/keys.ts';
import { closeAll, eventually, findings, folders, open, shown, write } from './support.ts';

const line = (label: string): string => `const k = '${openaiKey(label)}';\n`;

function scan(): Thenable<ScanSummary | undefined> {
  return vscode.commands.executeCommand<ScanSummary | undefined>('keylift.scanWorkspace');
}

describe('scan of the workspace', () => {
  const at = (folder: string, name: string): vscode.Uri => vscode.Uri.file(join(folder, 'scanned', name));
  let app = '';
  let lib = '';

  before(async () => {
    ({ app, lib } = folders());
    const left: readonly (readonly [string, string, string])[] = [
      [app, 'found.js', line('scan app')],
      [lib, 'deep/er/found.py', `k = "${openaiKey('scan lib')}"\n`],
      [app, '.gitignore', 'ignored.js\n'],
      [app, 'ignored.js', line('scan ignored')],
      [app, 'deep/.gitignore', '*.gen.js\n'],
      [app, 'deep/a.gen.js', line('scan ignored deep')],
      [app, 'hidden/by-files.js', line('scan files.exclude')],
      [app, 'hidden/by-search.js', line('scan search.exclude')],
      [app, 'image.bin', `\0\0\0\0${openaiKey('scan binary')}`],
      [app, 'clean.js', 'const k = process.env.KEY;\n'],
    ];
    for (const [folder, name, text] of left) await write(at(folder, name).fsPath, text);
    const settings = vscode.workspace.getConfiguration();
    await settings.update('files.exclude', { '**/by-files.js': true }, vscode.ConfigurationTarget.Workspace);
    await settings.update('search.exclude', { '**/by-search.js': true }, vscode.ConfigurationTarget.Workspace);
  });

  after(async () => {
    const settings = vscode.workspace.getConfiguration();
    await settings.update('files.exclude', undefined, vscode.ConfigurationTarget.Workspace);
    await settings.update('search.exclude', undefined, vscode.ConfigurationTarget.Workspace);
    await vscode.commands.executeCommand('keylift.clearResults');
    await rm(join(app, 'scanned'), { recursive: true, force: true });
    await rm(join(lib, 'scanned'), { recursive: true, force: true });
  });

  afterEach(closeAll);

  it('finds what is in files that are not open, in all folders, and leaves out what the settings and git do', async () => {
    const summary = await scan();
    assert.ok(summary && !summary.cancelled);
    await shown(at(app, 'found.js'), 1);
    await shown(at(lib, 'deep/er/found.py'), 1);
    for (const name of ['ignored.js', 'deep/a.gen.js', 'hidden/by-files.js', 'hidden/by-search.js', 'image.bin']) {
      assert.deepEqual(findings(at(app, name)), [], name);
    }
    assert.ok(summary.findings >= 2 && summary.filesWithFindings >= 2);
  });

  it('agrees with what opening the file shows', async () => {
    const uri = at(app, 'found.js');
    const closed = findings(uri).map(({ range, message, severity }) => ({ range, message, severity }));
    assert.equal(closed.length, 1);
    const { document } = await open(uri);
    assert.equal(document.getText(closed[0]?.range), openaiKey('scan app'));
    const opened = await shown(uri, 1);
    assert.deepEqual(
      opened.map(({ range, message, severity }) => ({ range, message, severity })),
      closed,
    );
    await closeAll();
    await shown(uri, 1);
  });

  it('sees a closed file changed, fixed, renamed and deleted on the disk', async () => {
    const uri = at(lib, 'changing.js');
    await write(uri.fsPath, line('scan changing'));
    await scan();
    await shown(uri, 1);
    await appendFile(uri.fsPath, line('scan changing more'));
    await shown(uri, 2);
    await writeFile(uri.fsPath, 'const k = process.env.KEY;\n');
    await shown(uri, 0);
    await writeFile(uri.fsPath, line('scan changing'));
    await shown(uri, 1);
    const other = at(lib, 'changed.js');
    await rename(uri.fsPath, other.fsPath);
    await eventually('no finding under the old name', () => findings(uri).length === 0);
    await shown(other, 1);
    await rm(other.fsPath);
    await eventually('no finding after deleting', () => findings(other).length === 0);
  });

  it('never runs twice at once', async () => {
    const first = scan();
    const second = await scan();
    assert.ok(second === undefined || second.alreadyRunning, 'the second was not started');
    const summary = await first;
    assert.ok(summary && !summary.alreadyRunning && summary.findings >= 2);
  });

  it('clears its results on command', async () => {
    await scan();
    await shown(at(app, 'found.js'), 1);
    await vscode.commands.executeCommand('keylift.clearResults');
    await shown(at(app, 'found.js'), 0);
  });
});
