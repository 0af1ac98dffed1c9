import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openaiKey } from '../host/keys.ts';
import { Session } from './session.ts';

const MINUTE = 60_000;
const empty = "const key = '';\n";
const fixed = 'const key = process.env.OPENAI_API_KEY;\n';
const key = (): string => openaiKey('window pasted');
let session: Session;

before(
  async () => {
    session = await Session.start({
      name: 'window-paste',
      // Keys in other files are flagged as they are pasted from; this one only has to be copied.
      files: { 'note.txt': key(), 'app.js': empty, 'later.js': empty, '.gitignore': '.env\n' },
      settings: { 'keylift.fix.onPaste': 'prefer' },
    });
  },
  { timeout: 3 * MINUTE },
);
after(() => session?.close());

/** Copies the note and pastes it between the quotes of a file. */
async function paste(name: string): Promise<void> {
  await session.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: 'note.txt' }).dblclick();
  await session.page.locator('.tab.active').filter({ hasText: 'note.txt' }).waitFor();
  await session.squiggled(1);
  await session.page.locator('.editor-instance .view-line').first().click();
  await session.press('Control+A');
  await session.press('Control+C');
  await session.open(name);
  for (const keys of ['Control+Home', 'End', 'ArrowLeft', 'ArrowLeft', 'Control+V']) await session.press(keys);
}

const shows = (text: string) => async (): Promise<boolean> => (await session.text()).trim() === text.trim();
const entry = (): string => `OPENAI_API_KEY=${key()}\n`;

test('a key is pasted as environment variable where the setting says so', { timeout: 3 * MINUTE }, async () => {
  await paste('app.js');
  await session.eventually('the lookup in the place of key and quotes', shows(fixed));
  await session.eventually('the entry on the disk', async () => (await session.onDisk('.env')) === entry());
  await session.screenshot('pasted');
});

test('one undo takes back the paste and the entry', { timeout: 3 * MINUTE }, async () => {
  await session.press('Control+Z');
  await session.eventually('the text before the paste', shows(empty));
  await session.eventually('no .env', async () => (await session.onDisk('.env')) === undefined);
});

test('otherwise it is pasted as it is, and the menu of the paste offers it', { timeout: 3 * MINUTE }, async () => {
  await session.command('Preferences: Open User Settings (JSON)');
  await session.page.locator('.tab.active').filter({ hasText: 'settings.json' }).waitFor();
  await session.eventually('the setting', async () => (await session.text()).includes('prefer'));
  await session.press('Control+H');
  await session.type('"prefer"');
  await session.press('Tab');
  await session.type('"offer"');
  await session.press('Control+Alt+Enter');
  await session.press('Escape');
  await session.press('Control+S');
  await session.eventually('the setting changed', async () => (await session.text()).includes('"offer"'));
  await paste('later.js');
  await session.eventually('the key as it is', shows(`const key = '${key()}';`));
  await session.squiggled(1);
  await session.page.locator('.post-edit-widget').waitFor();
  await session.press('Control+.');
  const offer = session.page
    .locator('.action-widget .monaco-list-row')
    .filter({ hasText: 'Paste as environment variable' });
  await offer.first().click();
  await session.eventually('the lookup instead', shows(fixed));
  await session.eventually('the entry on the disk', async () => (await session.onDisk('.env')) === entry());
  assert.ok(!(await session.text()).includes(key()));
});
