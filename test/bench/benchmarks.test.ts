/**
 * The benchmarks, small: they run, and their ratios are in the right order of magnitude. What is asserted was measured in one
 * run, with room for a busy machine; times are only printed.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

async function bench<T>(name: string, ...args: string[]): Promise<T> {
  const script = join(root, 'scripts', `bench-${name}.ts`);
  const { stdout } = await run(process.execPath, [...process.execArgv, script, '--json', ...args], { cwd: root });
  return JSON.parse(stdout) as T;
}

describe('benchmarks', { timeout: 300_000 }, () => {
  it('typing: a keystroke costs about the same in a document of 20 times the size', async (t) => {
    const { summary } = await bench<{ summary: { bytes: number; typingP95: number }[] }>('typing', '--small');
    const [small, large] = summary;
    assert.ok(small && large && large.bytes > 15 * small.bytes);
    t.diagnostic(`p95 ${small.typingP95.toFixed(2)} ms and ${large.typingP95.toFixed(2)} ms`);
    assert.ok(large.typingP95 < 5 * small.typingP95, `${(large.typingP95 / small.typingP95).toFixed(1)} x`);
  });

  it('start-up: documents that are closed leave no growth', async (t) => {
    const figures = await bench<Record<string, number>>('startup', '--small');
    const { firstDiagnosticsMs = 0, emptyProcessMs = 1, idleHeapBytes = 1, heapGrowthBytes = 0 } = figures;
    t.diagnostic(`first diagnostics after ${(firstDiagnosticsMs / emptyProcessMs).toFixed(1)} x an empty process`);
    assert.ok(firstDiagnosticsMs > 0 && firstDiagnosticsMs < 60 * emptyProcessMs);
    assert.ok(heapGrowthBytes < 0.3 * idleHeapBytes, `${heapGrowthBytes} bytes of ${idleHeapBytes}`);
  });

  it('scan: costs no more processor time than some times ripgrep with the same anchors', async (t) => {
    const report = await bench<{ files: number; ratios: Record<string, number> }>(
      'scan',
      'server',
      '--runs',
      '1',
      '--no-secretlint',
    );
    assert.ok(report.files > 100);
    const ratio = report.ratios['CPU of rg'];
    t.diagnostic(ratio === undefined ? 'no ripgrep here' : `${ratio.toFixed(2)} x`);
    // Starting weighs most on so few files.
    assert.ok(ratio === undefined || ratio < 5, `${ratio} x`);
  });
});
