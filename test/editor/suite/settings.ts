import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { openaiKey } from '../../host/keys.ts';
import { closeAll, eventually, findings, newFile, open, shown } from './support.ts';

const changed = ['enable', 'minimumConfidence', 'severity.certain', 'exclude', 'customRules'] as const;

async function set(name: (typeof changed)[number], value: unknown): Promise<void> {
  const settings = vscode.workspace.getConfiguration('keylift');
  await settings.update(name, value, vscode.ConfigurationTarget.Workspace);
}

describe('settings take effect at once', () => {
  afterEach(async () => {
    for (const name of changed) await set(name, undefined);
    await closeAll();
  });

  it('enable', async () => {
    const uri = await newFile('enable.js', `const k = '${openaiKey('enable')}';\n`);
    await open(uri);
    await shown(uri, 1);
    await set('enable', false);
    await shown(uri, 0);
    await set('enable', true);
    await shown(uri, 1);
  });

  it('minimumConfidence', async () => {
    const text = `const k = '${openaiKey('confidence')}';\nconst password = 'correct-horse-7';\n`;
    const uri = await newFile('confidence.js', text);
    await open(uri);
    const all = await eventually('both findings', () => findings(uri).length >= 2 && findings(uri));
    await set('minimumConfidence', 'certain');
    await shown(uri, 1);
    await set('minimumConfidence', undefined);
    await shown(uri, all.length);
  });

  it('severity', async () => {
    const uri = await newFile('severity.js', `const k = '${openaiKey('severity')}';\n`);
    await open(uri);
    const [before] = await shown(uri, 1);
    assert.equal(before?.severity, vscode.DiagnosticSeverity.Error);
    await set('severity.certain', 'warning');
    await eventually('a warning', () => findings(uri)[0]?.severity === vscode.DiagnosticSeverity.Warning);
  });

  it('exclude', async () => {
    const uri = await newFile('excluded.gen.js', `const k = '${openaiKey('exclude')}';\n`);
    await open(uri);
    await shown(uri, 1);
    await set('exclude', ['**/*.gen.js']);
    await shown(uri, 0);
  });

  it('customRules', async () => {
    const token = `acme${'_'}${'0123456789abcdefghij'.split('').reverse().join('')}`;
    const uri = await newFile('custom.txt', `the token ${token}\n`);
    await open(uri);
    await shown(uri, 0);
    await set('customRules', [
      { id: 'acme-token', pattern: 'acme_[a-z0-9]{20}', keywords: ['acme_'], name: 'Acme token' },
    ]);
    const [finding] = await shown(uri, 1);
    assert.equal((finding!.code as { value: string }).value, 'acme-token');
  });
});
