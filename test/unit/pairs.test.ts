import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../server/src/engine/index.ts';
import { alphabets, draw } from '../support/random.ts';

const engine = createEngine();
const base62 = alphabets[0]?.[1] as string;
const id = `${'AKIA'}${draw('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16, 4)}`;
const secret = draw(base62, 40, 5);
const filler = (lines: number) => '// nothing\n'.repeat(lines);

function confidences(text: string): string[] {
  return engine.scan(text, { path: 'a.go' }).map((finding) => `${finding.ruleId} ${finding.confidence}`);
}

test('the other half nearby makes a secret certain, whatever its name', () => {
  assert.deepEqual(confidences(`id = "${id}"\n${filler(8)}secret = "${secret}"\n`), [
    'aws-access-key-id certain',
    'aws-secret-access-key certain',
  ]);
});

test('further away it does not', () => {
  assert.deepEqual(confidences(`id = "${id}"\n${filler(12)}secret = "${secret}"\n`).slice(1), [
    'generic-secret likely',
  ]);
});

test('the mask shows what all keys of the kind begin with, and eight dots', () => {
  const key = `sk-${draw(base62, 20, 6)}T3BlbkFJ${draw(base62, 20, 7)}`;
  const [finding] = engine.scan(`x = '${key}'`);
  assert.ok(finding);
  assert.equal(engine.describe(finding, key).masked, 'sk-••••••••');
  assert.ok(!engine.describe(finding, key).message.includes(key.slice(3, 8)));
});
