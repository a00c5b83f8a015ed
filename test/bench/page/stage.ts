import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { fivefacesSource, joinServer } from '../../../lib/sources/fivefaces.ts';
import { ensureChromium, ensureFirefox, rootFlags } from '../../../scripts/browsers.ts';
import { build, outputOf } from '../../../scripts/build.ts';
import { type DemoServer, serverCommand, startDemoServer } from '../../../scripts/demo-server.ts';
import {
  type BrowserName,
  type ExtensionBrowser,
  launchExtensionBrowser,
} from '../../../scripts/extension-browser.ts';
import { joinWorkspace, waitUntilSynced } from '../../../scripts/operate-surfaces.ts';

const VIEWPORT = { width: 1500, height: 950 };

/** The demo server in a process of its own, and a browser with the extension beside one without. */
export class Stage {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'fivefaces-bench-'));
  #server: DemoServer | null = null;
  #invite = '';

  async open(): Promise<void> {
    build('server', 'chromeFixed', 'firefox');
    const data = path.join(this.#folder, 'server');
    this.#server = await startDemoServer(data, 0, ['--demo']);
    const options = ['--uses', '50', '--data', data, '--url', this.url];
    this.#invite = await serverCommand(['invite', ...options]);
  }

  async close(): Promise<void> {
    await this.#server?.stop();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  get url(): string {
    return this.#server?.url ?? '';
  }

  /** A browser that has joined by the extension and synced everything. */
  async withExtension(name: BrowserName): Promise<ExtensionBrowser> {
    const browser = await launchExtensionBrowser(name, {
      extension: outputOf(name === 'chromium' ? 'chromeFixed' : 'firefox'),
      profile: path.join(this.#folder, name),
      headless: true,
      size: VIEWPORT,
    });
    const welcome = await browser.extensionPage('welcome.html');
    await joinWorkspace(welcome, this.#invite, 'Bench');
    const popup = await browser.openExtensionPage('popup.html');
    await waitUntilSynced(popup);
    await popup.close();
    return browser;
  }

  async withoutExtension(name: BrowserName): Promise<Browser> {
    const shared = { headless: true, defaultViewport: VIEWPORT } as const;
    return name === 'firefox'
      ? puppeteer.launch({ ...shared, browser: 'firefox', executablePath: await ensureFirefox() })
      : puppeteer.launch({ ...shared, executablePath: await ensureChromium(), args: rootFlags() });
  }

  /** Signs a browser in to the inbox. @returns the conversations that it lists, newest first */
  async signIn(browser: Browser): Promise<string[]> {
    const code = new URL(this.#invite).hash.slice(1);
    const { token } = await joinServer(this.url, code, 'Bench');
    const page = await browser.newPage();
    await page.bringToFront();
    await page.goto(await fivefacesSource(this.url, token).inboxLink());
    const ids = await rowIds(page);
    await page.close();
    return ids;
  }

  addressOf(conversation: string): string {
    return `${this.url}/inbox/conversations/${encodeURIComponent(conversation)}`;
  }
}

/** The conversations that an inbox page lists, once it does: at least so many. */
export async function rowIds(page: Page, wanted = 1): Promise<string[]> {
  await page.waitForSelector('#list a.row');
  const count = () => page.$$eval('#list a.row', (rows) => rows.length);
  for (let listed = await count(); listed < wanted; listed = await count()) {
    await page.click('#list button.more');
    await page.waitForFunction(
      (before) => document.querySelectorAll('#list a.row').length > before,
      {},
      listed,
    );
  }
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>('#list a.row')].map((row) =>
      decodeURIComponent(row.pathname.split('/').at(-1) ?? ''),
    ),
  );
}
