/** `npm run screenshots`: makes the pictures of the README in `docs/images`, with a key that is drawn for them. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openaiKey } from '../test/host/keys.ts';
import { root } from '../test/host/paths.ts';
import { Session } from '../test/window/session.ts';
import { inRunFolder } from './lib/run-folder.ts';

const images = join(root, 'docs', 'images');
const settings = {
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.activityBar.location': 'hidden',
  'workbench.statusBar.visible': true,
  'editor.minimap.enabled': false,
  'editor.fontSize': 15,
  'breadcrumbs.enabled': false,
};

async function take(session: Session): Promise<void> {
  const { page } = session;
  const picture = async (name: string): Promise<void> => {
    await page.screenshot({ path: join(images, `${name}.png`) });
  };
  await page.setViewportSize({ width: 1000, height: 420 });
  await session.open('chat.js');
  await session.squiggled(1);
  const squiggle = await session.squiggles().first().boundingBox();
  if (!squiggle) throw new Error('the squiggle has no place on the screen');
  await page.mouse.move(squiggle.x + 80, squiggle.y + squiggle.height - 4);
  await page.locator('.monaco-hover .monaco-hover-content').filter({ hasText: 'OpenAI' }).first().waitFor();
  await picture('hover');
  await page.mouse.move(5, 5);
  await session.press('F8');
  await session.press('Escape');
  await session.lightbulb();
  await picture('lightbulb');
  await session.press('Enter');
  await session.squiggled(0);
  await session.eventually(
    'the entry',
    async () => (await session.onDisk('.env'))?.includes('OPENAI_API_KEY') === true,
  );
  await picture('result');
  await session.command('Keylift: Scan Workspace for Hard-Coded Keys');
  await session.command('Problems: Focus on Problems View');
  const rows = page.locator('.markers-panel .monaco-list-row');
  await rows.filter({ hasText: 'Anthropic' }).first().waitFor();
  await picture('problems');
}

async function main(): Promise<void> {
  await mkdir(images, { recursive: true });
  await inRunFolder(async () => {
    const other = `sk-ant-${'api03'}-${openaiKey('a').slice(3)}${openaiKey('b').slice(3)}`.slice(0, 106);
    const files = {
      'chat.js': `import OpenAI from 'openai';\n\nexport const client = new OpenAI({\n  apiKey: '${openaiKey('picture')}',\n});\n`,
      'mail.py': `client = Client("${other}AA")\n`,
      '.env': 'PORT=8080\n',
      '.gitignore': '.env\n',
    };
    const session = await Session.start({ name: 'screens', files, settings });
    try {
      await take(session);
    } finally {
      await session.close();
    }
  });
}

await main();
