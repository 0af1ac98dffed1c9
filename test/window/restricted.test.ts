import { after, before, test } from 'node:test';
import { openaiKey } from '../host/keys.ts';
import { Session } from './session.ts';

const MINUTE = 60_000;
let session: Session;

before(
  async () => {
    const files = { 'app.js': `export const key = '${openaiKey('window restricted')}';\n` };
    const settings = { 'security.workspace.trust.startupPrompt': 'never' };
    session = await Session.start({ name: 'window-restricted', files, settings, trusted: false });
  },
  { timeout: 3 * MINUTE },
);
after(() => session?.close());

test('Keylift works in Restricted Mode: it finds and it fixes', { timeout: 3 * MINUTE }, async () => {
  await session.page.locator('.statusbar-item').filter({ hasText: 'Restricted Mode' }).waitFor();
  await session.open('app.js');
  await session.squiggled(1);
  await session.press('F8');
  await session.press('Escape');
  await (await session.lightbulb()).first().waitFor();
  await session.press('Enter');
  await session.eventually('the entry on the disk', async () => {
    return (await session.onDisk('.env')) === `OPENAI_API_KEY=${openaiKey('window restricted')}\n`;
  });
  await session.squiggled(0);
});
