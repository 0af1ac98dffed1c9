import assert from 'node:assert/strict';
import { link, mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { openaiKey } from '../host/keys.ts';
import { Session } from './session.ts';

const MINUTE = 60_000;
/** So many names of one large file make a scan long enough to be looked at, at no cost for the disk: 9 GB. */
const NAMES = 20_000;
let session: Session;

/** A name of the large file. */
const large = (workspace: string, number: number): string => join(workspace, 'zz-large', `${number}.js`);

/** Text that takes some time to search: beginnings of keys and no key. */
function slowText(): string {
  return `const prefix = 'sk-proj-'; // ${'plain words '.repeat(12)}\n`.repeat(2500);
}

async function prepare(workspace: string): Promise<void> {
  await mkdir(dirname(large(workspace, 0)), { recursive: true });
  await writeFile(large(workspace, 0), slowText());
  for (let i = 1; i < NAMES; i++) await link(large(workspace, 0), large(workspace, i));
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
const progress = () => session.notification(/Scanning for hard-coded keys/);

async function startScan(): Promise<void> {
  await session.command(scan);
  await session.notifications();
  await progress().waitFor();
}

async function cancelScan(): Promise<void> {
  await progress().hover();
  await progress().getByRole('button', { name: 'Cancel' }).click();
  await session.eventually('the progress is gone', async () => (await progress().count()) === 0);
}

test('a scan shows how far it is, can be cancelled, and keeps what it found', { timeout: 3 * MINUTE }, async () => {
  await session.open('notes.txt');
  await startScan();
  await session.eventually('figures in the progress', async () => /\d files|\d of/.test(await progress().innerText()));
  await session.screenshot('scan-progress');
  await cancelScan();
  await session.notifications();
  await session.notification(/scan cancelled/).waitFor();
});

/** Types a key on a line of its own and takes it away again; milliseconds from its last two characters to the squiggle. */
async function keyToSquiggle(label: string): Promise<number> {
  const text = `k = '${openaiKey(`window ${label}`)}'`;
  await session.press('Control+End');
  await session.type(text.slice(0, -2));
  const start = performance.now();
  await session.type(text.slice(-2));
  await session.squiggles().first().waitFor();
  const time = performance.now() - start;
  for (const keys of ['Shift+Home', 'Backspace']) await session.press(keys);
  await session.squiggled(0);
  return time;
}

const median = (times: readonly number[]): number => times.toSorted((x, y) => x - y)[times.length >> 1] as number;

test('typing does not wait for a scan', { timeout: 3 * MINUTE }, async (t) => {
  await session.command('Notifications: Clear All Notifications');
  const editor = session.page.locator('.editor-instance .view-line').first();
  await editor.click();
  const quiet: number[] = [];
  while (quiet.length < 3) quiet.push(await keyToSquiggle(`quiet ${quiet.length}`));
  const scanning: number[] = [];
  while (scanning.length < 3) {
    // A new time makes the file, by all its names, one that an earlier scan does not know.
    await utimes(large(session.workspace, 0), new Date(), new Date());
    await startScan();
    await editor.click();
    while (scanning.length < 3) {
      const time = await keyToSquiggle(`while scanning ${scanning.length}`);
      // However fast scans are, what counts is what was typed while one ran.
      if ((await progress().count()) === 0) break;
      scanning.push(time);
    }
  }
  const [without, within] = [median(quiet), median(scanning)];
  t.diagnostic(`key to squiggle: ${without.toFixed(0)} ms, during a scan ${within.toFixed(0)} ms`);
  // The scan takes all cores, and this is the median of a few: a scan that blocks would be a hundred times slower.
  assert.ok(within < 10 * Math.max(without, 30), `${within.toFixed(0)} ms instead of ${without.toFixed(0)} ms`);
  await cancelScan();
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
