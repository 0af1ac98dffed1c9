/**
 * `npm run bench:squiggle [-- --json]`: how long it takes from the key press that completes a key to the squiggle on the
 * screen, in a real VS Code, beside an extension that does nothing but publish a diagnostic synchronously on every change.
 * Both are measured in the same run, in a small file and in one of 1 MB. Milliseconds.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openaiKey } from '../test/host/keys.ts';
import { root } from '../test/host/paths.ts';
import { Session } from '../test/window/session.ts';
import { inRunFolder } from './lib/run-folder.ts';

const KEYS = 25;
const MEGABYTE = 1_000_000;

interface Figures {
  readonly extension: string;
  readonly file: string;
  readonly median: number;
  readonly p90: number;
}

/** An extension that finds the same keys in the line that was changed, with no server and no process between. */
async function writeFloor(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const manifest = {
    name: 'floor',
    publisher: 'bench',
    version: '1.0.0',
    engines: { vscode: '^1.91.0' },
    main: './main.js',
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify({ ...manifest, activationEvents: ['*'] }));
  await writeFile(
    join(folder, 'main.js'),
    `const vscode = require('vscode');
exports.activate = (context) => {
  const diagnostics = vscode.languages.createDiagnosticCollection('floor');
  context.subscriptions.push(diagnostics, vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    const found = [];
    for (const { range } of contentChanges) {
      const { text, lineNumber } = document.lineAt(range.start.line);
      const match = /sk-[A-Za-z0-9]{48}/.exec(text);
      if (match) found.push(new vscode.Diagnostic(
        new vscode.Range(lineNumber, match.index, lineNumber, match.index + match[0].length), 'key', 0));
    }
    diagnostics.set(document.uri, found);
  }));
};
`,
  );
  return folder;
}

/** Lines like those of a program, without keys. */
function sourceText(bytes: number): string {
  const lines: string[] = [];
  for (let size = 0, i = 0; size < bytes; i++) {
    const line = `export function handle${i}(request, response) { return response.send(${i}, request.body.items); }`;
    lines.push(line);
    size += line.length + 1;
  }
  return `${lines.join('\n')}\n`;
}

/** Runs in the page: the time from the last key press to the first squiggle after it. */
const stopwatch = `
  globalThis.keyliftStopwatch = { pressed: 0, shown: 0 };
  document.addEventListener('keydown', () => {
    keyliftStopwatch.pressed = performance.now();
    keyliftStopwatch.shown = 0;
  }, true);
  new MutationObserver(() => {
    if (keyliftStopwatch.shown === 0 && document.querySelector('.editor-instance .squiggly-error'))
      keyliftStopwatch.shown = performance.now();
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['class'] });
`;

async function measureFile(session: Session, file: string): Promise<number[]> {
  const { page } = session;
  await session.open(file);
  await session.press('Control+End');
  await page.evaluate(stopwatch);
  const times: number[] = [];
  for (let i = -2; i < KEYS; i++) {
    const key = openaiKey(`bench ${file} ${i}`);
    await page.keyboard.insertText(`k = "${key.slice(0, -1)}`);
    await session.squiggled(0);
    await page.waitForTimeout(100); // what typing before has set off is over
    await page.keyboard.press(key.slice(-1));
    await page.waitForFunction('keyliftStopwatch.shown > 0', undefined, { timeout: 30_000 });
    const time = (await page.evaluate('keyliftStopwatch.shown - keyliftStopwatch.pressed')) as number;
    if (i >= 0) times.push(time); // the first ones warm up
    await session.press('Shift+Home');
    await session.press('Delete');
    await session.squiggled(0);
  }
  return times;
}

function figures(extension: string, file: string, times: readonly number[]): Figures {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => Math.round(10 * (sorted[Math.floor(share * (sorted.length - 1))] ?? 0)) / 10;
  return { extension, file, median: at(0.5), p90: at(0.9) };
}

async function measure(extension: string, folder: string): Promise<Figures[]> {
  const files = { 'small.txt': sourceText(2_000), 'large.txt': sourceText(MEGABYTE) };
  const settings = { 'editor.minimap.enabled': false, 'editor.quickSuggestions': { other: 'off' } };
  const session = await Session.start({ name: extension, files, settings, extensions: [folder] });
  try {
    const result: Figures[] = [];
    for (const file of Object.keys(files)) result.push(figures(extension, file, await measureFile(session, file)));
    return result;
  } finally {
    await session.close();
  }
}

async function main(): Promise<void> {
  const { floor, keylift } = await inRunFolder(async (run) => ({
    floor: await measure('floor', await writeFloor(join(run, 'floor-extension'))),
    keylift: await measure('keylift', root),
  }));
  const ratios = keylift.map(({ median }, i) => Math.round((100 * median) / (floor[i]?.median ?? 1)) / 100);
  const all = [...floor, ...keylift];
  if (process.argv.includes('--json')) console.log(JSON.stringify({ figures: all, ratios }));
  else {
    for (const { extension, file, median, p90 } of all) {
      console.log(`${extension.padEnd(8)} ${file.padEnd(10)} median ${median} ms, p90 ${p90} ms`);
    }
    console.log(`median of Keylift over the floor: small ${ratios[0]}, 1 MB ${ratios[1]}`);
  }
}

await main();
