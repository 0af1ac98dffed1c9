import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openaiKey } from '../host/keys.ts';
import { Session } from './session.ts';

const MINUTE = 60_000;
const env = '# local\nPORT=8080\n';
const begin = `import OpenAI from 'openai';\n\n`;
const keybindings = [
  { key: 'ctrl+alt+shift+q', command: 'editor.action.codeAction', args: { kind: 'quickfix', apply: 'never' } },
];
let session: Session;

before(
  async () => {
    const files = {
      'app.ts': begin,
      '.env': env,
      '.gitignore': 'node_modules/\n.env\n',
      'tagged.js': `const k = String.raw\`${openaiKey('window tagged')}\`;\n`,
    };
    session = await Session.start({
      name: 'window-fix',
      files,
      keybindings,
      settings: { 'workbench.colorTheme': 'Default Dark Modern' },
    });
  },
  { timeout: 3 * MINUTE },
);
after(() => session?.close());

const key = (): string => openaiKey('window typed');

test('a key that is typed is underlined when it is complete', { timeout: 3 * MINUTE }, async () => {
  await session.open('app.ts');
  await session.press('Control+End');
  await session.type(`const client = new OpenAI({ apiKey: '${key().slice(0, -1)}`);
  assert.equal(await session.squiggles().count(), 0);
  await session.type(key().slice(-1));
  await session.squiggled(1);
  await session.press('End');
  await session.type(';');
  await session.press('Control+S');
  await session.eventually('the source on the disk', async () => {
    return (await session.onDisk('app.ts'))?.trimEnd() === `${begin}const client = new OpenAI({ apiKey: '${key()}'});`;
  });
  await session.screenshot('squiggle');
});

test('pointing at it tells what it is, masked', { timeout: 3 * MINUTE }, async () => {
  const squiggle = await session.squiggles().first().boundingBox();
  assert.ok(squiggle);
  await session.page.mouse.move(squiggle.x + 60, squiggle.y + squiggle.height - 4);
  const hover = session.page.locator('.monaco-hover .monaco-hover-content').filter({ hasText: 'OpenAI' }).first();
  await hover.waitFor();
  const text = await hover.innerText();
  assert.match(text, /OpenAI/);
  assert.ok(!text.includes(key().slice(3, 9)));
  await session.screenshot('hover');
  await session.page.mouse.move(5, 5);
});

test('it stands in Problems', { timeout: 3 * MINUTE }, async () => {
  await session.press('Control+Shift+M');
  const row = session.page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'OpenAI' });
  await row.first().waitFor();
  assert.ok(!(await row.first().innerText()).includes(key().slice(3, 9)));
  await session.screenshot('problems');
  await session.press('Control+J');
});

test('the lightbulb moves it to .env, by keyboard alone', { timeout: 3 * MINUTE }, async () => {
  await session.open('app.ts');
  await session.press('Control+End');
  await session.press('Control+ArrowLeft');
  await session.eventually('the cursor on the key', async () => {
    await session.press('F8'); // to the finding
    return (await session.squiggles().count()) === 1;
  });
  await session.press('Escape');
  const rows = await session.lightbulb();
  assert.match(await rows.first().innerText(), /^Move to environment variable OPENAI_API_KEY/);
  assert.match(await rows.nth(1).innerText(), /Ignore/);
  await session.screenshot('lightbulb');
  await session.press('Enter');
  await session.eventually('the entry on the disk', async () => {
    return (await session.onDisk('.env')) === `${env}OPENAI_API_KEY=${key()}\n`;
  });
  await session.eventually('the lookup on the disk', async () => {
    const text = (await session.onDisk('app.ts')) ?? '';
    return /apiKey: process\.env\.OPENAI_API_KEY!?\}\);/.test(text) && !text.includes(key());
  });
  await session.squiggled(0);
  await session.screenshot('result');
});

test('one undo takes all of it back, on the disk too', { timeout: 3 * MINUTE }, async () => {
  await session.page.locator('.editor-instance .view-line').first().click();
  await session.press('Control+Z');
  await session.eventually('the key back on the screen', async () => (await session.text()).includes(key()));
  assert.equal(await session.page.locator('.monaco-dialog-box').count(), 0, 'no question');
  await session.eventually('.env as it was', async () => (await session.onDisk('.env')) === env);
  await session.squiggled(1);
  await session.press('Control+S');
  await session.eventually(
    'the source as it was',
    async () => (await session.onDisk('app.ts'))?.includes(key()) === true,
  );
});

test('redo does it again', { timeout: 3 * MINUTE }, async () => {
  // Looked at in between: VS Code redoes but a part while it is still closing a file of the step.
  // From the explorer: Quick Open leaves out what git ignores.
  await session.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: '.env' }).dblclick();
  await session.page.locator('.tab.active').filter({ hasText: '.env' }).waitFor();
  await session.eventually(
    '.env as it was on the screen',
    async () => (await session.text()).trimEnd() === env.trimEnd(),
  );
  await session.page.locator('.tab').filter({ hasText: 'app.ts' }).click();
  await session.eventually('the code on the screen', async () => (await session.text()).includes(key()));
  await session.page.locator('.editor-instance .view-line').first().click();
  await session.press('Control+Shift+Z');
  await session.eventually('the lookup back', async () => !(await session.text()).includes(key()));
  await session.eventually('the entry on the disk', async () => {
    return (await session.onDisk('.env')) === `${env}OPENAI_API_KEY=${key()}\n`;
  });
});

test('where it cannot be right it is listed with the reason and does nothing', { timeout: 3 * MINUTE }, async () => {
  await session.open('tagged.js');
  await session.squiggled(1);
  // The lightbulb leaves out what cannot be chosen; asked for quick fixes by kind, VS Code offers to list them.
  const more = session.page.getByText('Show Disabled');
  await session.eventually('the list of quick fixes', async () => {
    for (const keys of ['Control+Home', 'F8', 'Escape', 'Control+Alt+Shift+Q']) await session.press(keys);
    const there = more.waitFor({ timeout: 3_000 });
    return there.then(
      () => true,
      () => false,
    );
  });
  await more.click();
  const rows = session.page.locator('.action-widget .monaco-list-row.action');
  const move = rows.filter({ hasText: 'Move to environment variable' }).first();
  assert.match((await move.getAttribute('class')) ?? '', /option-disabled/);
  await session.screenshot('disabled');
  await session.press('Escape');
  assert.equal(await session.onDisk('tagged.js'), `const k = String.raw\`${openaiKey('window tagged')}\`;\n`);
});
