/** A person's VS Code: a window on a folder, and hands and eyes for it. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { ensureCodeServer } from '../host/code-server.ts';
import { artifactsDir, root } from '../host/paths.ts';
import { variables } from '../host/results.ts';
import {
  installExtension,
  type ServerOptions,
  startServer,
  type VSCodeServer,
  writeKeybindings,
} from '../host/server.ts';
import { openWindow, type VSCodeWindow } from '../host/window.ts';

export interface SessionOptions {
  /** Name of the folder below the run's, for all that this session writes. */
  readonly name: string;
  /** Files of the workspace, by their paths in it. */
  readonly files: Readonly<Record<string, string>>;
  /** Prepares more than `files` can say. */
  readonly prepare?: (workspace: string) => Promise<void>;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly keybindings?: readonly object[];
  readonly trusted?: boolean;
  /** A packaged extension to install; without it the project's folder is loaded. */
  readonly vsix?: string;
  /** Folders of extensions to load, instead of the project's. */
  readonly extensions?: readonly string[];
}

/** Milliseconds that something visible may take on a slow machine. */
const PATIENCE = 60_000;

export class Session {
  readonly page: Page;
  readonly workspace: string;
  readonly home: string;
  private readonly server: VSCodeServer;
  private readonly window: VSCodeWindow;

  private constructor(server: VSCodeServer, window: VSCodeWindow, workspace: string) {
    this.server = server;
    this.window = window;
    this.page = window.page;
    this.workspace = workspace;
    this.home = server.home;
  }

  static async start(options: SessionOptions): Promise<Session> {
    const run = process.env[variables.run];
    if (!run) throw new Error(`${variables.run} is not set: start the tests with npm test.`);
    const home = join(run, options.name);
    const workspace = join(home, 'workspace');
    await mkdir(workspace, { recursive: true });
    for (const [name, text] of Object.entries(options.files)) {
      await mkdir(dirname(join(workspace, name)), { recursive: true });
      await writeFile(join(workspace, name), text);
    }
    await options.prepare?.(workspace);
    const { settings = {}, trusted = true } = options;
    const serverOptions: ServerOptions = { vscode: await ensureCodeServer(), home, settings, trusted };
    await writeKeybindings(home, options.keybindings ?? []);
    if (options.vsix) await installExtension(serverOptions, options.vsix);
    const server = await startServer(serverOptions);
    try {
      const extensions = options.extensions ?? (options.vsix ? [] : [root]);
      const window = await openWindow(server, { workspace, extensions });
      const session = new Session(server, window, workspace);
      await session.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
      return session;
    } catch (error) {
      await server.close();
      throw error;
    }
  }

  /** Ends it. What was on the screen is kept when `failed`. */
  async close(): Promise<void> {
    await this.screenshot('last-screen').catch(() => {});
    await this.window.close();
    await this.server.close();
  }

  /** Keeps what is on the screen as `.artifacts/NAME.png`. */
  async screenshot(name: string, clip?: { x: number; y: number; width: number; height: number }): Promise<void> {
    await mkdir(artifactsDir, { recursive: true });
    await this.page.screenshot({ path: join(artifactsDir, `${name}.png`), ...(clip ? { clip } : {}) });
  }

  press(keys: string): Promise<void> {
    return this.page.keyboard.press(keys);
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  /** Opens a file of the workspace through Quick Open and puts the cursor into it. */
  async open(name: string): Promise<void> {
    await this.press('Control+P');
    await this.quickInput().waitFor({ timeout: PATIENCE });
    await this.type(name);
    await this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: name }).first().waitFor();
    await this.press('Enter');
    await this.page.locator('.tab.active').filter({ hasText: name }).waitFor({ timeout: PATIENCE });
    await this.page.locator('.editor-instance .view-line').first().waitFor({ timeout: PATIENCE });
  }

  /** Runs a command by its title, from the Command Palette. */
  async command(title: string): Promise<void> {
    await this.press('F1');
    await this.quickInput().waitFor({ timeout: PATIENCE });
    await this.type(title);
    const row = this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title });
    await row.first().waitFor({ timeout: PATIENCE });
    await this.press('Enter');
  }

  private quickInput(): Locator {
    return this.page.locator('.quick-input-widget .quick-input-box input');
  }

  /** The squiggles of errors in the editor. */
  squiggles(): Locator {
    return this.page.locator('.editor-instance .squiggly-error');
  }

  /** Waits until so many squiggles are on the screen. */
  async squiggled(count: number): Promise<void> {
    await this.eventually(`${count} squiggles`, async () => (await this.squiggles().count()) === count);
  }

  /** Opens the lightbulb's menu at the cursor by its key. */
  async lightbulb(): Promise<Locator> {
    const rows = this.page.locator('.action-widget .monaco-list-row.action');
    await this.eventually('the lightbulb', async () => {
      await this.press('Control+.');
      const there = rows.first().waitFor({ timeout: 3_000 });
      return there.then(
        () => true,
        () => false,
      );
    });
    return rows;
  }

  /** What stands in the editor, as it is drawn. */
  async text(): Promise<string> {
    const lines = await this.page.locator('.editor-instance .view-line').allInnerTexts();
    return lines.join('\n').replace(/\u00a0/g, ' ');
  }

  /** The text of a file of the workspace on the disk; undefined when there is none. */
  async onDisk(name: string): Promise<string | undefined> {
    const path = join(this.workspace, name);
    return existsSync(path) ? readFile(path, 'utf8') : undefined;
  }

  /** Opens the list of notifications: with the driver that these tests use, VS Code shows them nowhere else. */
  async notifications(): Promise<void> {
    await this.command('Notifications: Show Notifications');
    await this.page
      .locator('.notifications-center')
      .waitFor({ timeout: PATIENCE })
      .catch(() => {});
  }

  /** The notification that holds a text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-list-item').filter({ hasText: text }).first();
  }

  /** Waits until `look` says yes. @throws after the deadline, with a picture of the screen kept. */
  async eventually(what: string, look: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + PATIENCE;
    while (!(await look())) {
      if (Date.now() > end) {
        await this.screenshot(`missing-${what.replace(/\W+/g, '-').slice(0, 60)}`);
        throw new Error(`did not happen within ${PATIENCE / 1000} s: ${what}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
