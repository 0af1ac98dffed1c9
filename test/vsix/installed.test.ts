import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openaiKey } from '../host/keys.ts';
import { root } from '../host/paths.ts';
import { Session } from '../window/session.ts';

const MINUTE = 60_000;
const { name, publisher, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly name: string;
  readonly publisher: string;
  readonly version: string;
};
const vsix = join(root, `${name}-${version}.vsix`);
const id = `${publisher}.${name}`;

/** What the packaged extension does for a person, wherever its code runs. */
function exercise(where: string, settings: Readonly<Record<string, unknown>>): void {
  let session: Session;
  const key = (): string => openaiKey(`vsix ${where}`);

  test(`installed, ${where}: it starts`, { timeout: 3 * MINUTE }, async () => {
    const files = {
      'app.js': 'const a = 1;\n',
      'lib/closed.py': `client = connect("${openaiKey(`vsix closed ${where}`)}")\n`,
    };
    session = await Session.start({ name: `vsix-${where}`, files, vsix, settings });
    const installed = readdirSync(join(session.home, 'extensions'));
    assert.ok(installed.some((folder) => folder.startsWith(`${id}-${version}`)));
    await session.open('app.js');
  });
  after(() => session?.close());

  test(`installed, ${where}: a typed key is underlined and moved to .env`, { timeout: 3 * MINUTE }, async () => {
    await session.press('Control+End');
    await session.type(`const k = '${key()}';`);
    await session.squiggled(1);
    await session.press('F8');
    await session.press('Escape');
    const rows = await session.lightbulb();
    assert.match(await rows.first().innerText(), /^Move to environment variable OPENAI_API_KEY/);
    await session.press('Enter');
    await session.eventually('the entry on the disk', async () => {
      return (await session.onDisk('.env')) === `OPENAI_API_KEY=${key()}\n`;
    });
    await session.squiggled(0);
    assert.ok((await session.text()).includes('process.env.OPENAI_API_KEY'));
  });

  test(`installed, ${where}: a scan finds what is not open`, { timeout: 3 * MINUTE }, async () => {
    await session.command('Keylift: Scan Workspace for Hard-Coded Keys');
    await session.eventually('the scan is over', async () => {
      await session.notifications();
      return session.notification(/scan finished/).isVisible();
    });
    await session
      .notification(/scan finished/)
      .getByRole('button', { name: 'Show Problems' })
      .click();
    const row = session.page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'closed.py' });
    await row.first().waitFor();
  });
}

exercise('on the server', {});
// The same package in the extension host of the browser, where there is no Node: client and server are web workers.
exercise('in the browser', { 'remote.extensionKind': { [id]: ['web'] } });

before(() => assert.ok(readdirSync(root).includes(`${name}-${version}.vsix`), 'npm run package makes the package'));
