import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { afterEach, describe, it } from 'mocha';
import { openaiKey } from '../../host/keys.ts';
import { closeAll, edit, eventually, newFile, open, shown } from './support.ts';

describe('the server process', () => {
  afterEach(closeAll);

  it('comes back when it dies, and so do the squiggles', async function () {
    if (process.platform === 'win32') this.skip();
    const uri = await newFile('dies.js', `const k = '${openaiKey('dies')}';\n`);
    const { document } = await open(uri);
    await shown(uri, 1);
    const [pid] = serverProcesses();
    assert.ok(pid, 'a server process of this extension host');
    process.kill(pid, 'SIGKILL');
    const next = await eventually('another process', () => serverProcesses().find((other) => other !== pid));
    assert.notEqual(next, pid);
    await shown(uri, 1);
    await edit(document, 0, 0, `const other = '${openaiKey('after the death')}';\n`);
    await shown(uri, 2);
  });
});

/** Ids of this extension host's child processes that run Keylift's server. */
function serverProcesses(): number[] {
  return execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => /dist[\\/]server\.js/.test(line) && Number(line.trim().split(/\s+/)[1]) === process.pid)
    .map((line) => Number.parseInt(line, 10));
}
