/** A Chrome or Chromium to open VS Code's window in. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { aptInstall, mayInstall } from './debian.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'msedge'];
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** What a headless browser in a closed network and as root needs, and nothing that changes how a page behaves. */
export const chromiumArgs = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** The browser's program: `KEYLIFT_CHROMIUM`, or one that is installed. */
export function findChromium(): string | undefined {
  const asked = process.env['KEYLIFT_CHROMIUM'];
  if (asked) return asked;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...elsewhere].find((path) => existsSync(path));
}

/**
 * The browser's program, installed first where that is possible.
 * @throws an error that names the command to run, where it is not.
 */
export async function ensureChromium(): Promise<string> {
  const found = findChromium();
  if (found) return found;
  if (!mayInstall()) {
    throw new Error(
      'No Chrome or Chromium was found. Install one (on Debian or Ubuntu: `sudo apt-get install chromium`), ' +
        'or set KEYLIFT_CHROMIUM to its program.',
    );
  }
  await aptInstall(['chromium']);
  const installed = findChromium();
  if (!installed) throw new Error('apt-get installed chromium, but there is no program of that name on the PATH.');
  return installed;
}
