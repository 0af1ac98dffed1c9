import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import { type ScanProgressParams, type ScanSummary, scanProgress, scanWorkspace } from '../../server/src/protocol.ts';
import { type ClientOptions, TestClient } from './client.ts';
import { TestFolder } from './folder.ts';
import { groqKey, openaiKey } from './keys.ts';

const code = 'openai-project-key';

describe('workspace scan', () => {
  let client: TestClient;
  let folder: TestFolder;
  let text: string;
  beforeEach(() => {
    folder = new TestFolder();
    text = `const k = '${openaiKey()}';\n`;
  });
  afterEach(async () => {
    await client.stop();
    folder.dispose();
  });

  async function start(options: ClientOptions = {}): Promise<void> {
    client = await TestClient.start({ folders: [folder.uri], ...options });
  }

  async function scan(uris?: string[]): Promise<ScanSummary> {
    return client.connection.sendRequest(scanWorkspace, uris === undefined ? {} : { uris });
  }

  async function fileEvent(name: string, type: 1 | 2 | 3): Promise<void> {
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: folder.uriOf(name), type }],
    });
  }

  it('shows findings of files that are not open, and sums up', async () => {
    folder.write('src/a.js', text);
    folder.write('b c/ü.py', `k = '${groqKey()}'\nl = '${openaiKey()}'\n`);
    folder.write('clean.js', 'const a = 1;\n');
    folder.write('.env', text);
    await start();
    const { seconds, ...summary } = await scan();
    assert.ok(seconds > 0);
    assert.deepEqual(summary, {
      alreadyRunning: false,
      cancelled: false,
      files: 4,
      findings: 3,
      filesWithFindings: 2,
      errors: 0,
    });
    await client.untilCodes(folder.uriOf('src/a.js'), [code]);
    await client.untilCodes(folder.uriOf('b c/ü.py'), ['groq-api-key', code]);
    assert.deepEqual(client.shown(folder.uriOf('.env')), []);
  });

  it('leaves out what ignore files, settings and their content leave out', async () => {
    folder.write('.gitignore', 'ignored.js\nbuild/\n');
    folder.write('sub/.gitignore', 'deep.js\n');
    for (const name of ['ignored.js', 'build/a.js', 'sub/deep.js', 'excluded/a.js', 'searched/a.js', 'own/a.js'])
      folder.write(name, text);
    folder.write('binary.dat', Buffer.concat([Buffer.from([0, 1, 2]), Buffer.from(text)]));
    folder.write('kept.js', text);
    await start({
      settings: { exclude: ['own/**'] },
      sections: { 'files.exclude': { '**/excluded': true }, 'search.exclude': { searched: true, 'kept.js': false } },
    });
    const summary = await scan();
    assert.equal(summary.filesWithFindings, 1);
    await client.untilCodes(folder.uriOf('kept.js'), [code]);
  });

  it('agrees with what opening and closing the file shows', async () => {
    const uri = folder.write('test/a.js', `${text}const password = '${['Blue', 'Tractor'].join('')}99';\n`);
    await start();
    await scan();
    await client.until('it is shown', () => client.shown(uri).length > 0);
    const closed = client.shown(uri);
    await client.open(uri, folder.read('test/a.js'));
    await client.settle(uri);
    assert.deepEqual(client.shown(uri), closed);
    // An unsaved change counts while the document is open, and no longer.
    await client.change(uri, 2, '');
    await client.untilCodes(uri, []);
    await client.close(uri);
    await client.until('it is as on disk', () => client.shown(uri).length === closed.length);
    assert.deepEqual(client.shown(uri), closed);
  });

  it('takes the findings of a file that scans leave out with it when it is closed', async () => {
    folder.write('.gitignore', 'out/\n');
    const ignored = folder.write('out/a.js', text);
    await start();
    await scan();
    await client.open(ignored, text);
    await client.untilCodes(ignored, [code]);
    await client.close(ignored);
    await client.untilCodes(ignored, []);
  });

  it('keeps findings true while files change on disk', async () => {
    folder.write('.gitignore', 'ignored/\n');
    const uri = folder.write('a.js', text);
    await start();
    await scan();
    await client.untilCodes(uri, [code]);
    assert.ok(client.registered.includes('workspace/didChangeWatchedFiles'));
    folder.write('a.js', 'const k = process.env.K;\n');
    await fileEvent('a.js', 2);
    await client.untilCodes(uri, []);
    folder.write('a.js', text);
    await fileEvent('a.js', 2);
    await client.untilCodes(uri, [code]);
    folder.write('ignored/b.js', text);
    await fileEvent('ignored/b.js', 1);
    folder.write('new.js', text);
    await fileEvent('new.js', 1);
    await client.untilCodes(folder.uriOf('new.js'), [code]);
    assert.deepEqual(client.shown(folder.uriOf('ignored/b.js')), []);
  });

  it('forgets files and folders that are deleted or renamed', async () => {
    const inside = folder.write('lib/deep/a.js', text);
    const renamed = folder.write('b.js', text);
    await start();
    await scan();
    await client.untilCodes(inside, [code]);
    await client.untilCodes(renamed, [code]);
    folder.remove('lib');
    await fileEvent('lib', 3);
    await client.untilCodes(inside, []);
    folder.remove('b.js');
    const to = folder.write('c.js', text);
    await client.connection.sendNotification('workspace/didRenameFiles', { files: [{ oldUri: renamed, newUri: to }] });
    await fileEvent('c.js', 1);
    await client.untilCodes(renamed, []);
    await client.untilCodes(to, [code]);
  });

  it('takes back findings that a second scan does not see', async () => {
    const uri = folder.write('a.js', text);
    await start();
    await scan();
    await client.untilCodes(uri, [code]);
    folder.remove('a.js');
    assert.equal((await scan()).findings, 0);
    await client.untilCodes(uri, []);
  });

  it('scans a part when asked, by the globs of the whole folder', async () => {
    folder.write('src/a.js', text);
    folder.write('src/gen/a.js', text);
    folder.write('other/a.js', text);
    await start({ sections: { 'files.exclude': { 'src/gen': true } } });
    const summary = await scan([folder.uriOf('src')]);
    assert.equal(summary.findings, 1);
    await client.untilCodes(folder.uriOf('src/a.js'), [code]);
    assert.deepEqual(client.shown(folder.uriOf('other/a.js')), []);
  });

  it('runs once at a time, tells how far it is, and can be cancelled', async () => {
    for (let i = 0; i < 3000; i++) folder.write(`d${i % 30}/f${i}.js`, `// ${i}\n${'const a = 1;\n'.repeat(50)}`);
    await start();
    const progress: ScanProgressParams[] = [];
    const source = new CancellationTokenSource();
    client.connection.onNotification(scanProgress, (now: ScanProgressParams) => {
      progress.push(now);
      source.cancel();
    });
    const first = client.connection.sendRequest<ScanSummary>(scanWorkspace, {}, source.token);
    const second = await scan();
    assert.equal(second.alreadyRunning, true);
    const summary = await first;
    assert.equal(summary.cancelled, true);
    assert.ok(summary.files < 3000, `${summary.files} files`);
    assert.ok(progress.length > 0);
    const again = await scan();
    assert.equal(again.cancelled, false);
    assert.equal(again.files, 3000);
  });

  it('covers several folders, one inside the other once', async () => {
    const other = new TestFolder({ 'x.js': text });
    folder.write('inner/a.js', text);
    client = await TestClient.start({ folders: [folder.uri, `${folder.uri}/inner`, other.uri] });
    const summary = await scan();
    assert.equal(summary.findings, 2);
    await client.untilCodes(other.uriOf('x.js'), [code]);
    await client.untilCodes(folder.uriOf('inner/a.js'), [code]);
    other.dispose();
  });

  it('follows the folders of the workspace', async () => {
    const other = new TestFolder({ 'x.js': text });
    await start();
    assert.equal((await scan()).findings, 0);
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [{ uri: other.uri, name: 'other' }], removed: [{ uri: folder.uri, name: 'x' }] },
    });
    assert.equal((await scan()).findings, 1);
    await client.untilCodes(other.uriOf('x.js'), [code]);
    other.dispose();
  });

  it('does not say the value', async () => {
    const key = openaiKey();
    folder.write('a.js', `const k = '${key}';\n`);
    await start();
    await scan();
    await client.untilCodes(folder.uriOf('a.js'), [code]);
    const secret = key.slice('sk-proj-'.length);
    for (let at = 0; at + 6 <= secret.length; at++) assert.ok(!client.received.includes(secret.slice(at, at + 6)));
  });
});
