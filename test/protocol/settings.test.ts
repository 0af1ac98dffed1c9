import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { DiagnosticSeverity } from 'vscode-languageserver-protocol';
import { TestClient } from './client.ts';
import { openaiKey } from './keys.ts';

const folder = 'file:///w';
const uri = 'file:///w/src/a.js';

describe('settings take effect at once', () => {
  let client: TestClient;
  afterEach(() => client.stop());

  async function openWithKey(settings: Record<string, unknown> = {}): Promise<void> {
    client = await TestClient.start({ folders: [folder], settings });
    await client.open(uri, `const k = '${openaiKey()}';\n`);
  }

  it('enable', async () => {
    await openWithKey();
    await client.untilCodes(uri, ['openai-project-key']);
    await client.configure({ enable: false });
    await client.untilCodes(uri, []);
    assert.deepEqual(await client.actions(uri, everything), []);
    await client.configure({ enable: true });
    await client.untilCodes(uri, ['openai-project-key']);
  });

  it('severity', async () => {
    await openWithKey();
    await client.untilCodes(uri, ['openai-project-key']);
    await client.configure({ severity: { certain: 'hint' } });
    await client.until('it is a hint', () => client.shown(uri)[0]?.severity === DiagnosticSeverity.Hint);
  });

  it('minimumConfidence', async () => {
    client = await TestClient.start({ folders: [folder] });
    // Two findings of different confidence: a key, and a password that a person chose.
    await client.open(uri, `const k = '${openaiKey()}';\nconst password = '${['Summer', 'Garden'].join('')}4711';\n`);
    await client.until('both are shown', () => client.shown(uri).length === 2);
    await client.configure({ minimumConfidence: 'certain' });
    await client.untilCodes(uri, ['openai-project-key']);
  });

  it('exclude, with folders', async () => {
    await openWithKey();
    await client.untilCodes(uri, ['openai-project-key']);
    for (const glob of ['**/src', 'src/*.js', 'src', '**/*.{js,ts}']) {
      await client.configure({ exclude: [glob] });
      await client.untilCodes(uri, []);
      await client.configure({ exclude: ['lib/**', '*.md'] });
      await client.untilCodes(uri, ['openai-project-key']);
    }
  });

  it('customRules, of which bad ones are named without their pattern', async () => {
    client = await TestClient.start({ folders: [folder] });
    await client.open(uri, `const k = '${'acme_'}${'x7Gh2Kq9'.repeat(4)}';\n`);
    await client.settle(uri);
    const rule = { id: 'acme-token', pattern: 'acme_[A-Za-z0-9]{32}', keywords: ['acme_'], confidence: 'certain' };
    const hostile = { id: 'slow', pattern: '(?:a+)+zz', keywords: ['zzz'] };
    await client.configure({ customRules: [rule, hostile] });
    await client.untilCodes(uri, ['acme-token']);
    await client.until('the other is named', () => client.messages.some((text) => text.includes('Custom rule 2')));
    assert.ok(!client.messages.join().includes('a+'));
    await client.configure({});
    await client.until('the rule is gone', () => client.shown(uri)[0]?.code !== 'acme-token');
  });

  it('nonsense counts as not set', async () => {
    await openWithKey({ enable: 'perhaps', minimumConfidence: 7, severity: 'x', exclude: { a: 1 }, fix: [] });
    const [diagnostic] = await client.untilCodes(uri, ['openai-project-key']);
    assert.equal(diagnostic?.severity, DiagnosticSeverity.Error);
  });

  it('of a client that only pushes them', async () => {
    client = await TestClient.start({ capabilities: {}, options: { settings: { severity: { certain: 'warning' } } } });
    await client.open(uri, `const k = '${openaiKey()}';\n`);
    await client.untilCodes(uri, ['openai-project-key']);
    assert.equal(client.shown(uri)[0]?.severity, DiagnosticSeverity.Warning);
    await client.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { keylift: { enable: false } },
    });
    await client.untilCodes(uri, []);
  });
});

const everything = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
