import assert from 'node:assert/strict';
import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openaiKey } from '../host/keys.ts';
import { Session } from './session.ts';

const MINUTE = 60_000;
/** So many names of one large file make a scan long enough to be stopped, at no cost for the disk. */
const NAMES = 4000;
let session: Session;

/** Text that takes some time to search: beginnings of keys and no key. */
function slowText(): string {
  return `const prefix = 'sk-proj-'; // ${'plain words '.repeat(12)}\n`.repeat(2500);
}

async function prepare(workspace: string): Promise<void> {
  const folder = join(workspace, 'zz-large');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, '0.js'), slowText());
  for (let i = 1; i < NAMES; i++) await link(join(folder, '0.js'), join(folder, `${i}.js`));
}

before(
  async () => {
    const files = {
      'src/one.py': `client = connect("${openaiKey('window scan one')}")\n`,
      'src/deep/two.go': `package deep\n\nvar key = "${openaiKey('window scan two')}"\n`,
      'notes.txt': 'nothing here\n',
    };
    session = await Session.start({ name: 'window-scan', files, prepare });
  },
  { timeout: 3 * MINUTE },
);
after(() => session?.close());

const scan = 'Keylift: Scan Workspace for Hard-Coded Keys';

test('a scan shows how far it is, can be cancelled, and keeps what it found', { timeout: 3 * MINUTE }, async () => {
  await session.open('notes.txt');
  await session.command(scan);
  await session.notifications();
  const progress = session.notification(/Scanning for hard-coded keys/);
  await progress.waitFor();
  await session.eventually('figures in the progress', async () => /\d files|\d of/.test(await progress.innerText()));
  await session.screenshot('scan-progress');
  await progress.hover();
  await progress.getByRole('button', { name: 'Cancel' }).click();
  await session.eventually('the progress is gone', async () => (await progress.count()) === 0);
  await session.notifications();
  await session.notification(/scan cancelled/).waitFor();
});

/** Types keys on a line of their own and takes them away again; the median time from the last character to the squiggle. */
async function delay(label: string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    const text = `k = '${openaiKey(`window ${label} ${round}`)}'`;
    await session.press('Control+End');
    await session.type(text.slice(0, -2));
    const start = performance.now();
    await session.type(text.slice(-2));
    await session.squiggles().first().waitFor();
    times.push(performance.now() - start);
    for (const keys of ['Shift+Home', 'Backspace']) await session.press(keys);
    await session.squiggled(0);
  }
  return times.sort((x, y) => x - y)[1] as number;
}

test('typing does not wait for a scan', { timeout: 3 * MINUTE }, async (t) => {
  await session.command('Notifications: Clear All Notifications');
  await session.page.locator('.editor-instance .view-line').first().click();
  const quiet = await delay('quiet');
  await session.command(scan);
  await session.notifications();
  const progress = session.notification(/Scanning for hard-coded keys/);
  await progress.waitFor();
  await session.page.locator('.editor-instance .view-line').first().click();
  const scanning = await delay('while scanning');
  assert.equal(await progress.count(), 1, 'the scan still runs');
  t.diagnostic(`key to squiggle: ${quiet.toFixed(0)} ms, during a scan ${scanning.toFixed(0)} ms`);
  // The scan takes all cores, and this is the median of a few: a scan that blocks would be a hundred times slower.
  assert.ok(scanning < 10 * Math.max(quiet, 30), `${scanning.toFixed(0)} ms instead of ${quiet.toFixed(0)} ms`);
  await progress.hover();
  await progress.getByRole('button', { name: 'Cancel' }).click();
  await session.eventually('the progress is gone', async () => (await progress.count()) === 0);
});

test('its summary leads to the findings in Problems', { timeout: 3 * MINUTE }, async () => {
  await rm(join(session.workspace, 'zz-large'), { recursive: true });
  await session.command('Notifications: Clear All Notifications');
  await session.command(scan);
  await session.eventually('the scan is over', async () => {
    await session.notifications();
    return session.notification(/scan finished/).isVisible();
  });
  const summary = session.notification(/scan finished/);
  await summary.waitFor();
  await summary.getByRole('button', { name: 'Show Problems' }).click();
  const rows = session.page.locator('.markers-panel .monaco-list-row');
  await rows.filter({ hasText: 'one.py' }).first().waitFor();
  await rows.filter({ hasText: 'two.go' }).first().waitFor();
  const text = (await rows.allInnerTexts()).join('\n');
  for (const label of ['window scan one', 'window scan two']) assert.ok(!text.includes(openaiKey(label).slice(3, 9)));
  await session.screenshot('scan-result');
});
