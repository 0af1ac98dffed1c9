/** A window of VS Code, in a headless browser. */
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromiumArgs, ensureChromium } from './chromium.ts';
import type { VSCodeServer } from './server.ts';

export interface WindowOptions {
  /** Absolute path of a folder, or of a `.code-workspace` file. */
  readonly workspace: string;
  /** Extensions loaded from their source folders. */
  readonly extensions?: readonly string[];
  /** The module whose `run` the extension host calls, as under `@vscode/test-electron`. */
  readonly tests?: string;
  /** Called with each line that the extension host's console printed. */
  readonly onLog?: (line: string) => void;
}

export interface VSCodeWindow {
  readonly page: Page;
  /** The status that the tests ended with. Only settles when there are tests. */
  readonly exit: Promise<number>;
  close(): Promise<void>;
}

/** The address of a window on a workspace. */
export function windowAddress(server: Pick<VSCodeServer, 'port' | 'origin'>, options: WindowOptions): string {
  const remote = (path: string): string => `vscode-remote://127.0.0.1:${server.port}${path}`;
  const payload: [string, string][] = (options.extensions ?? []).map((path) => [
    'extensionDevelopmentPath',
    remote(path),
  ]);
  if (options.tests) payload.push(['extensionTestsPath', remote(options.tests)]);
  payload.push(['skipWelcome', 'true']);
  const address = new URL(server.origin);
  address.searchParams.set(options.workspace.endsWith('.code-workspace') ? 'workspace' : 'folder', options.workspace);
  address.searchParams.set('payload', JSON.stringify(payload));
  return address.href;
}

/** Opens a window; resolves when the page has been asked for, which is before the workbench is there. */
export async function openWindow(server: VSCodeServer, options: WindowOptions): Promise<VSCodeWindow> {
  const context = await launchBrowser(join(server.home, 'browser'));
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    const { exit } = await listen(page, options);
    await page.goto(windowAddress(server, options), { timeout: 60_000, waitUntil: 'commit' });
    return { page, exit, close: () => context.close() };
  } catch (error) {
    await context.close();
    throw error;
  }
}

async function launchBrowser(profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath: await ensureChromium(),
    args: chromiumArgs,
    headless: true,
    viewport: { width: 1280, height: 800 },
    timeout: 60_000,
  });
}

/** VS Code's own test driver calls these two functions of its page. */
async function listen(page: Page, options: WindowOptions): Promise<{ readonly exit: Promise<number> }> {
  let end: (code: number) => void = () => {};
  const exit = new Promise<number>((resolve, reject) => {
    end = resolve;
    page.once('crash', () => reject(new Error("VS Code's page crashed.")));
  });
  exit.catch(() => {}); // who waits for it gets the error; with no tests nobody does
  await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => {
    options.onLog?.(args.map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg))).join(' '));
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => end(code));
  return { exit };
}
