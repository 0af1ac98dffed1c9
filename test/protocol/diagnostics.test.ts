import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { TestClient } from './client.ts';
import { openaiKey } from './keys.ts';

const uri = 'untitled:Untitled-1';

describe('diagnostics', () => {
  let client: TestClient;
  afterEach(() => client.stop());

  it('cover exactly the key, say which it is, and link to its rule', async () => {
    client = await TestClient.start();
    const key = openaiKey();
    await client.open(uri, `// a client\nconst client = new OpenAI({ apiKey: '${key}' });\n`);
    const [diagnostic] = await client.untilCodes(uri, ['openai-project-key']);
    const start = `const client = new OpenAI({ apiKey: '`.length;
    assert.deepEqual(diagnostic?.range, {
      start: { line: 1, character: start },
      end: { line: 1, character: start + key.length },
    });
    assert.equal(diagnostic?.source, 'keylift');
    assert.equal(diagnostic?.severity, 1);
    assert.match(String(diagnostic?.message), /OpenAI/);
    assert.match(diagnostic?.codeDescription?.href ?? '', /^https:\/\/.*#openai-project-key$/);
    assert.equal(client.published.at(-1)?.version, 1);
  });
});
