import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { DiagnosticSeverity } from 'vscode-languageserver-protocol';
import { rangeOf } from './apply.ts';
import { TestClient } from './client.ts';
import { groqKey, openaiKey } from './keys.ts';

const uri = 'untitled:Untitled-1';

describe('diagnostics', () => {
  let client: TestClient;
  afterEach(() => client.stop());

  it('cover exactly the key, say which it is, and link to its rule', async () => {
    client = await TestClient.start();
    const key = openaiKey();
    const text = `// a client\nconst client = new OpenAI({ apiKey: '${key}' });\n`;
    await client.open(uri, text);
    const [diagnostic] = await client.untilCodes(uri, ['openai-project-key']);
    assert.deepEqual(diagnostic?.range, rangeOf(text, key));
    assert.equal(diagnostic?.source, 'keylift');
    assert.equal(diagnostic?.severity, DiagnosticSeverity.Error);
    assert.match(String(diagnostic?.message), /OpenAI/);
    assert.match(diagnostic?.codeDescription?.href ?? '', /^https:\/\/.*#openai-project-key$/);
    assert.equal(client.published.at(-1)?.version, 1);
  });

  it('appear when the key is complete and go when a character of it goes', async () => {
    client = await TestClient.start();
    const key = openaiKey();
    const typed = `const k = '${key.slice(0, -1)}'`;
    await client.open(uri, typed);
    await client.settle(uri);
    assert.deepEqual(client.shown(uri), []);
    const end = { line: 0, character: typed.length - 1 };
    await client.change(uri, 2, key.slice(-1), { start: end, end });
    await client.untilCodes(uri, ['openai-project-key']);
    assert.equal(client.published.at(-1)?.version, 2);
    const last = { line: 0, character: typed.length };
    await client.change(uri, 3, '', { start: end, end: last });
    await client.untilCodes(uri, []);
  });

  it('move with the text', async () => {
    client = await TestClient.start();
    const key = openaiKey();
    await client.open(uri, `const k = '${key}';\n`);
    await client.untilCodes(uri, ['openai-project-key']);
    const start = { line: 0, character: 0 };
    await client.change(uri, 2, '\n\n', { start, end: start });
    await client.until('it moved', () => client.shown(uri)[0]?.range.start.line === 2);
  });

  it('are published only when they changed', async () => {
    client = await TestClient.start();
    await client.open(uri, `const k = '${openaiKey()}';\n\n`);
    await client.untilCodes(uri, ['openai-project-key']);
    const before = client.published.length;
    const end = { line: 1, character: 0 };
    for (let version = 2; version < 30; version++) await client.change(uri, version, 'x', { start: end, end });
    await client.settle(uri);
    assert.equal(client.published.length, before);
  });

  it('of a burst of edits are those of the last version, in few passes', async () => {
    client = await TestClient.start();
    const key = openaiKey();
    await client.open(uri, '');
    for (let i = 0; i < 300; i++) {
      const at = { line: 0, character: 0 };
      await client.change(uri, i + 2, i % 2 === 0 ? `'${key}'\n` : '\n', { start: at, end: at });
    }
    await client.until('the last is shown', () => client.published.at(-1)?.version === 301);
    assert.equal(client.shown(uri).length, 150);
    assert.ok(client.published.length < 150, `${client.published.length} publications`);
  });

  it('go when the document is closed', async () => {
    client = await TestClient.start();
    await client.open(uri, `'${openaiKey()}'`);
    await client.untilCodes(uri, ['openai-project-key']);
    await client.close(uri);
    await client.untilCodes(uri, []);
    assert.equal(client.published.at(-1)?.version, undefined);
  });

  it('are not made for .env files', async () => {
    client = await TestClient.start({ folders: ['file:///w'] });
    const key = openaiKey();
    for (const name of ['.env', '.env.local', 'app/.env.production']) {
      await client.open(`file:///w/${name}`, `OPENAI_API_KEY=${key}\n`, 'dotenv');
      await client.settle(`file:///w/${name}`);
      assert.deepEqual(client.shown(`file:///w/${name}`), [], name);
    }
    await client.open('file:///w/a.js', `'${key}'`);
    await client.untilCodes('file:///w/a.js', ['openai-project-key']);
  });

  it('are made for every language and scheme the client sends', async () => {
    client = await TestClient.start();
    const key = openaiKey();
    const documents: Array<[string, string]> = [
      ['vscode-notebook-cell:/w/a.ipynb#W0sZmlsZQ%3D%3D', 'python'],
      ['vscode-vfs://github/o/r/a.toml', 'toml'],
      ['untitled:Untitled-7', 'plaintext'],
      ['file:///w/x.unknown', 'whatever'],
    ];
    for (const [each, languageId] of documents) {
      await client.open(each, `key = "${key}"\n`, languageId);
      await client.untilCodes(each, ['openai-project-key']);
    }
  });

  it('are limited per file, with a note', async () => {
    client = await TestClient.start();
    const key = groqKey();
    await client.open(uri, `'${key}'\n`.repeat(600));
    await client.until('the first 500 and a note', () => client.shown(uri).length === 501);
    const note = client.shown(uri).at(-1);
    assert.equal(note?.code, 'more-findings');
    assert.match(String(note?.message), /first 500 of the 600/);
    assert.equal(note?.range.start.line, 500);
  });

  it('of a large document do not keep requests waiting', async () => {
    client = await TestClient.start();
    const key = openaiKey();
    const filler = 'const value = compute(index, "some text", other[3]);\n'.repeat(150_000);
    await client.open(uri, `${filler}const k = '${key}';\n`);
    const small = 'untitled:small';
    await client.open(small, `const k = '${key}';\n`);
    await client.untilCodes(small, ['openai-project-key']);
    await client.untilCodes(uri, ['openai-project-key']);
    const order = client.published.filter(({ diagnostics }) => diagnostics.length > 0).map((params) => params.uri);
    assert.deepEqual(order, [small, uri]);
  });
});
