import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { openaiKey } from '../../host/keys.ts';
import { closeAll, edit, eventually, findings, newFile, open, rangeOf, settled, shown } from './support.ts';

describe('detection', () => {
  afterEach(closeAll);

  it('underlines exactly the key and says what it is without its value', async () => {
    const key = openaiKey('exact');
    const uri = await newFile('exact.ts', `const a = 1;\nconst client = connect({ apiKey: '${key}' }); // 🙂\n`);
    const { document } = await open(uri);
    const [finding] = await shown(uri, 1);
    assert.ok(finding);
    assert.deepEqual(finding.range, rangeOf(document, key));
    assert.equal(finding.source, 'keylift');
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
    assert.match(finding.message, /OpenAI/);
    assert.ok(!finding.message.includes('\n'), 'one line');
    assert.ok(!finding.message.includes(key.slice(3, 9)));
    const code = finding.code as { value: string; target: vscode.Uri };
    assert.match(code.value, /^openai-/);
    assert.equal(code.target.scheme, 'https');
  });

  it('comes with the last character of a key and goes with it', async () => {
    const key = openaiKey('typed');
    const uri = await newFile('typed.js', `const k = '${key.slice(0, -1)}';\n`);
    const { document } = await open(uri);
    const end = document.getText().indexOf("';");
    assert.deepEqual(await settled(document, openaiKey('settled')), []);
    await edit(document, end, end, key.slice(-1));
    await shown(uri, 2);
    await edit(document, end, end + 1, '');
    await shown(uri, 1);
  });

  it('covers a key behind emoji and tabs', async () => {
    const key = openaiKey('columns');
    const uri = await newFile('columns.py', `\t"👩‍👩‍👧 ключ", "${key}"\r\n`);
    const { document } = await open(uri);
    const [finding] = await shown(uri, 1);
    assert.deepEqual(finding?.range, rangeOf(document, key));
  });

  it('looks at untitled documents', async () => {
    const key = openaiKey('untitled');
    const document = await vscode.workspace.openTextDocument({ language: 'ruby', content: `KEY = "${key}"\n` });
    await vscode.window.showTextDocument(document);
    const [finding] = await shown(document.uri, 1);
    assert.deepEqual(finding?.range, rangeOf(document, key));
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    await edit(document, 0, document.offsetAt(all.end), '');
    await shown(document.uri, 0);
  });

  it('looks at the cells of notebooks', async () => {
    const key = openaiKey('notebook');
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, `client = "${key}"`, 'python');
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', new vscode.NotebookData([cell]));
    await vscode.window.showNotebookDocument(notebook);
    const { document } = notebook.cellAt(0);
    const [finding] = await shown(document.uri, 1);
    assert.deepEqual(finding?.range, rangeOf(document, key));
  });

  it('looks at files of virtual file systems', async () => {
    const key = openaiKey('virtual');
    const provider = vscode.workspace.registerFileSystemProvider('keylift-test', new OneFile(`token = "${key}"`));
    try {
      const uri = vscode.Uri.parse('keylift-test:/config.toml');
      await open(uri);
      await shown(uri, 1);
    } finally {
      await closeAll();
      provider.dispose();
    }
  });

  it('leaves .env files alone, and what git shows beside a change', async () => {
    const key = openaiKey('left out');
    const env = await newFile('.env', `OPENAI_API_KEY=${key}\n`);
    const last = await newFile('last.js', `const k = '${key}';\n`);
    const repository = dirname(last.fsPath);
    const git = (...args: string[]): string => execFileSync('git', args, { cwd: repository, encoding: 'utf8' });
    git('init', '--quiet');
    git('add', 'last.js');
    git('-c', 'user.name=t', '-c', 'user.email=t@example.com', 'commit', '--quiet', '-m', 'One');
    await vscode.commands.executeCommand('git.openRepository', repository);
    const side = last.with({ scheme: 'git', query: JSON.stringify({ path: last.fsPath, ref: 'HEAD' }) });
    const { document } = await open(side);
    assert.ok(document.getText().includes(key));
    await open(env);
    await open(last);
    // Opened after both, and found: they have been passed by.
    await shown(last, 1);
    assert.deepEqual(findings(env), []);
    assert.deepEqual(findings(side), []);
  });

  it('forgets a document that is closed', async () => {
    const uri = await newFile('closed.js', `const k = '${openaiKey('closed')}';\n`);
    await open(uri);
    await shown(uri, 1);
    await closeAll();
    await eventually('no finding after closing', () => findings(uri).length === 0);
  });

  it('forgets a file that is deleted', async () => {
    const uri = await newFile('deleted.js', `const k = '${openaiKey('deleted')}';\n`);
    await open(uri);
    await shown(uri, 1);
    const change = new vscode.WorkspaceEdit();
    change.deleteFile(uri);
    assert.ok(await vscode.workspace.applyEdit(change));
    await eventually('no finding after deleting', () => findings(uri).length === 0);
  });

  it('follows a file that is renamed', async () => {
    const uri = await newFile('old-name.js', `const k = '${openaiKey('renamed')}';\n`);
    await open(uri);
    await shown(uri, 1);
    const to = vscode.Uri.joinPath(uri, '../new-name.js');
    const change = new vscode.WorkspaceEdit();
    change.renameFile(uri, to);
    assert.ok(await vscode.workspace.applyEdit(change));
    await shown(to, 1);
    await eventually('no finding under the old name', () => findings(uri).length === 0);
  });
});

/** A file system with one file that does not change. */
class OneFile implements vscode.FileSystemProvider {
  private readonly content: Uint8Array;
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  constructor(text: string) {
    this.content = new TextEncoder().encode(text);
  }
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }
  stat(uri: vscode.Uri): vscode.FileStat {
    if (uri.path === '/') return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    if (uri.path !== '/config.toml') throw vscode.FileSystemError.FileNotFound(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: this.content.length };
  }
  readDirectory(): [string, vscode.FileType][] {
    return [['config.toml', vscode.FileType.File]];
  }
  readFile(): Uint8Array {
    return this.content;
  }
  createDirectory(): void {}
  writeFile(): void {}
  delete(): void {}
  rename(): void {}
}
