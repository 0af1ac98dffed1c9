import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { Hover, MarkupContent } from 'vscode-languageserver-protocol';
import { TestClient } from './client.ts';
import { keyOf, openaiKey } from './keys.ts';

const uri = 'untitled:Untitled-1';

describe('hover', () => {
  let client: TestClient;
  afterEach(() => client.stop());

  async function hover(line: number, character: number): Promise<Hover | null> {
    return client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: { line, character },
    });
  }

  function textOf(answer: Hover | null): string {
    return (answer?.contents as MarkupContent | undefined)?.value ?? '';
  }

  it('tells what the key is, how sure it is, its mask and what to do, and shows none of the secret part', async () => {
    client = await TestClient.start();
    const key = openaiKey();
    await client.open(uri, `const k = '${key}';\n`);
    const text = textOf(await hover(0, 40));
    assert.match(text, /OpenAI project API key/);
    assert.match(text, /Confidence: certain/);
    assert.match(text, /sk-proj-•+/);
    assert.match(text, /environment variable/);
    assert.match(text, /\(https:\/\/platform\.openai\.com\/api-keys\)/);
    const secret = key.slice('sk-proj-'.length);
    for (let at = 0; at + 4 <= secret.length; at++) assert.ok(!text.includes(secret.slice(at, at + 4)));
  });

  it('covers the key with its ends, and nothing else', async () => {
    client = await TestClient.start();
    const key = openaiKey();
    await client.open(uri, `const k = '${key}';\n`);
    const start = { line: 0, character: 11 };
    const end = { line: 0, character: 11 + key.length };
    assert.deepEqual((await hover(0, 11))?.range, { start, end });
    assert.deepEqual((await hover(0, end.character))?.range, { start, end });
    assert.equal(await hover(0, 5), null);
    assert.equal(await hover(1, 0), null);
  });

  it('has masks that do not tell the length', async () => {
    client = await TestClient.start();
    const masks = new Set<string>();
    for (const ruleId of ['openai-api-key', 'openai-project-key']) {
      await client.open(uri, `const k = '${keyOf(ruleId)}';\n`);
      masks.add(/•+/.exec(textOf(await hover(0, 20)))?.[0] ?? 'none');
      await client.close(uri);
    }
    assert.equal(masks.size, 1);
    assert.ok(!masks.has('none'));
  });

  it('is plain text for clients without Markdown', async () => {
    client = await TestClient.start({ capabilities: { textDocument: { hover: { contentFormat: ['plaintext'] } } } });
    await client.open(uri, `const k = '${openaiKey()}';\n`);
    const answer = await hover(0, 40);
    assert.equal((answer?.contents as MarkupContent | undefined)?.kind, 'plaintext');
    assert.doesNotMatch(textOf(answer), /\*\*|\]\(/);
  });
});
