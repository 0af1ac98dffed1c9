import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { TestClient } from './client.ts';
import { openaiKey } from './keys.ts';

const uri = 'untitled:Untitled-1';

describe('the server', () => {
  let client: TestClient;
  afterEach(() => client.stop());

  it('says what it can do', async () => {
    client = await TestClient.start();
    const { capabilities, serverInfo } = client.result!;
    assert.equal(serverInfo?.name, 'keylift');
    assert.deepEqual(capabilities.textDocumentSync, { openClose: true, change: 2 });
    assert.deepEqual(capabilities.codeActionProvider, {
      codeActionKinds: ['quickfix', 'refactor.move'],
      resolveProvider: true,
    });
    assert.equal(capabilities.hoverProvider, true);
  });

  it('ends with status 0 when it is shut down, and writes nothing', async () => {
    client = await TestClient.start();
    await client.open(uri, `'${openaiKey()}'`);
    await client.untilCodes(uri, ['openai-project-key']);
    await client.stop();
    assert.equal(await client.exited, 0);
    assert.equal(client.errors, '');
  });

  it('can be killed and started again, with the same findings', async () => {
    const text = `const k = '${openaiKey()}';\n`;
    client = await TestClient.start();
    await client.open(uri, text);
    const before = await client.untilCodes(uri, ['openai-project-key']);
    client.process.kill('SIGKILL');
    await client.exited;
    client = await TestClient.start();
    await client.open(uri, text);
    assert.deepEqual(await client.untilCodes(uri, ['openai-project-key']), before);
  });

  it('ends when its client is gone', async () => {
    client = await TestClient.start();
    client.process.stdin?.end();
    assert.equal(await client.exited, 1);
  });

  it('lives on after requests that make no sense, and does not repeat them', async () => {
    client = await TestClient.start();
    const key = openaiKey();
    const nonsense: Array<[string, unknown]> = [
      ['textDocument/hover', { textDocument: { uri: key }, position: { line: -4, character: 1e9 } }],
      ['textDocument/codeAction', { textDocument: { uri }, range: {}, context: {} }],
      ['codeAction/resolve', { title: key, data: { uri: key, action: key } }],
      ['keylift/scanWorkspace', { uris: [`file:///no/such`] }],
      ['no/such', { key }],
    ];
    await client.open(uri, `'${key}'`);
    for (const [method, params] of nonsense) {
      await client.connection.sendRequest(method, params).catch(() => undefined);
    }
    await client.untilCodes(uri, ['openai-project-key']);
    const answers = client.received.replaceAll(`"title":"${key}"`, '').replaceAll(/"(?:uri|action)":"[^"]*"/g, '');
    assert.ok(!answers.includes(key.slice(-20)));
    assert.equal(client.errors, '');
  });
});
