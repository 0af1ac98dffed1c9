import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkReaders } from './env-readers.ts';
import { runMatrix } from './run.ts';

/** What starts fast and is on most machines; the full matrix is `npm run test:fix-matrix`. */
const fast = [
  'Node, CommonJS',
  'Node, ESM',
  'TypeScript',
  'JSX',
  'TSX',
  'Python',
  'Perl',
  'sh (dash)',
  'bash',
  'Ruby',
  'Lua',
  'Docker Compose',
];

test('the program still prints the same after the fix', { timeout: 120_000 }, () => {
  const report = runMatrix({ step: 4, only: fast });
  assert.deepEqual(report.failures, []);
  assert.ok(report.passed > 200, `only ${report.passed} cells`);
});

test('every language plans its cells as expected, run here or not', () => {
  const report = runMatrix({ step: 6, planOnly: true });
  assert.deepEqual(report.failures, []);
});

test('what is written to .env is read back by Node and by the others that are here', { timeout: 120_000 }, () => {
  const report = checkReaders(400, 3);
  assert.deepEqual(
    report.readers.filter(({ wrong }) => wrong > 0),
    [],
  );
  assert.ok(report.written > 200);
});
