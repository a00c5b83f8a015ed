import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import puppeteer, {
  type Browser,
  type BrowserContext,
  type Frame,
  type Page,
} from 'puppeteer-core';
import { ensureChromium, ensureFirefox, rootFlags } from './browsers.ts';

export type BrowserName = 'chromium' | 'firefox';

/** A real browser with the built extension in it, driven by one library for both kinds. */
export interface ExtensionBrowser {
  readonly name: BrowserName;
  readonly browser: Browser;
  /** Opens an address in a new tab; in Firefox also in a container tab. */
  open(address: string, context?: BrowserContext): Promise<Page>;
  /** Opens one of the extension's own pages in a tab, such as `popup.html`. */
  openExtensionPage(file: string): Promise<Page>;
  /** Waits for a tab that the extension itself opens, such as Welcome after the install. */
  extensionPage(file: string): Promise<Page>;
  /** Our frame in an inbox page, once the background has confirmed it. */
  panelFrame(page: Page): Promise<Frame>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** Folder of the built extension; `null`: a policy of this computer installs it. */
  extension: string | null;
  /** Folder of the browser's profile, kept over restarts. */
  profile: string;
  headless: boolean;
  /** Size of the window in CSS pixels. */
  size?: { width: number; height: number };
  /** Lets the driver attach to Chromium's service worker, which then no longer dies by itself. */
  debugWorker?: boolean;
  /** For tests, Firefox only: lets the driver operate the browser's own window, too. */
  driveWindow?: boolean;
  /** For tests: a proxy (`127.0.0.1:1234`) that other computers' hosts go through, and whose certificates are taken as they are. */
  proxy?: string;
  /** Firefox only: more preferences, by name. */
  preferences?: Record<string, string | number | boolean>;
}

const DEFAULT_SIZE = { width: 1500, height: 950 };

/** Starts a browser with the extension. Installs the browser if there is none. */
export async function launchExtensionBrowser(
  name: BrowserName,
  options: LaunchOptions,
): Promise<ExtensionBrowser> {
  mkdirSync(options.profile, { recursive: true });
  return name === 'chromium' ? launchChromium(options) : launchFirefox(options);
}

async function launchChromium(options: LaunchOptions): Promise<ExtensionBrowser> {
  const { width, height } = options.size ?? DEFAULT_SIZE;
  const fresh = !existsSync(path.join(options.profile, 'Default', 'Preferences'));
  const browser = await puppeteer.launch({
    executablePath: await ensureChromium(),
    headless: options.headless,
    userDataDir: options.profile,
    defaultViewport: options.headless ? { width, height } : null,
    // The worker must live and die as it does without a debugger: nothing attaches to it.
    targetFilter: (target) => options.debugWorker === true || target.type() !== 'service_worker',
    enableExtensions: true,
    ignoreDefaultArgs: [
      '--disable-extensions',
      ...(options.extension === null ? ['--disable-background-networking'] : []),
    ],
    args: [
      ...rootFlags(),
      // A policy's extension is fetched as updates are: that is networking in the background.
      ...(options.extension === null
        ? []
        : [
            `--disable-extensions-except=${options.extension}`,
            `--load-extension=${options.extension}`,
            '--disable-background-networking',
          ]),
      `--window-size=${width},${height}`,
      '--no-first-run',
      '--disable-component-update',
      '--disable-sync',
      ...(options.proxy === undefined ? [] : [`--proxy-server=http://${options.proxy}`]),
    ],
    acceptInsecureCerts: options.proxy !== undefined,
  });
  const { extension } = options;
  const driven = new DrivenBrowser('chromium', browser, async (file) => {
    if (extension === null) throw new Error('Where the extension of a policy lies is not known');
    const page = await browser.newPage();
    await page.goto(`chrome-extension://${chromiumExtensionId(extension)}/${file}`);
    return page;
  });
  // The install opens Welcome when it is ready. Later it would take the front from a tab that is
  // being operated, and nothing can be pressed in a tab behind another.
  if (fresh && extension !== null) await driven.extensionPage('welcome.html');
  return driven;
}

/** How long (ms) the driver may take to hear of a tab that Firefox has opened. */
const HEARD_WITHIN = 15_000;

async function launchFirefox(options: LaunchOptions): Promise<ExtensionBrowser> {
  const { width, height } = options.size ?? DEFAULT_SIZE;
  const preferences = {
    // The real permission flow, with the prompt answered by the browser.
    'extensions.webextOptionalPermissionPrompts': false,
    // A temporary add-on keeps its storage and its address over a restart.
    'extensions.webextensions.keepStorageOnUninstall': true,
    'extensions.webextensions.keepUuidOnUninstall': true,
    'privacy.userContext.enabled': true,
    ...proxyPreferences(options.proxy),
    ...options.preferences,
  };
  if (existsSync(path.join(options.profile, 'prefs.js'))) {
    const lines = Object.entries(preferences).map(
      ([key, value]) => `user_pref(${JSON.stringify(key)}, ${JSON.stringify(value)});`,
    );
    writeFileSync(path.join(options.profile, 'user.js'), `${lines.join('\n')}\n`);
  }
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: await ensureFirefox(),
    headless: options.headless,
    userDataDir: options.profile,
    defaultViewport: options.headless ? { width, height } : null,
    extraPrefsFirefox: preferences,
    args: [
      `--width=${width}`,
      `--height=${height}`,
      ...(options.driveWindow === true ? ['--remote-allow-system-access'] : []),
    ],
    acceptInsecureCerts: options.proxy !== undefined,
  });
  if (options.extension !== null) await browser.installExtension(options.extension);
  const driven: DrivenBrowser = new DrivenBrowser('firefox', browser, (file) =>
    openInFirefox(driven, file),
  );
  return driven;
}

/**
 * Firefox refuses navigation to extension pages from outside: one of them opens the other. On a busy
 * machine it sometimes has the tab, loaded, and its driver never hears of it: then another is opened.
 */
async function openInFirefox(driven: DrivenBrowser, file: string): Promise<Page> {
  const opener = await driven.extensionPage('');
  for (let time = 1; ; time += 1) {
    const before = new Set(await driven.browser.pages());
    const tab = await opener.evaluate(
      (url): Promise<number> =>
        Reflect.get(globalThis, 'browser')
          .tabs.create({ url })
          .then(({ id }: { id: number }) => id),
      `/${file}`,
    );
    const isNew = async (page: Page) =>
      !before.has(page) && (await addressOf(page)).endsWith(`/${file}`) && (await isOurs(page));
    try {
      return await driven.pageWhere(isNew, HEARD_WITHIN);
    } catch (error) {
      const status = await opener.evaluate(
        (id): Promise<string> =>
          Reflect.get(globalThis, 'browser')
            .tabs.get(id)
            .then((known: { status: string }) => known.status),
        tab,
      );
      if (status !== 'complete' || time === 3) throw error;
      console.warn(`Firefox has a tab of ${file} that its driver does not: another.`, error);
    }
  }
}

function proxyPreferences(proxy: string | undefined): Record<string, string | number> {
  if (proxy === undefined) return {};
  const { hostname, port } = new URL(`http://${proxy}`);
  return {
    'network.proxy.type': 1,
    'network.proxy.ssl': hostname,
    'network.proxy.ssl_port': Number(port),
  };
}

class DrivenBrowser implements ExtensionBrowser {
  readonly name: BrowserName;
  readonly browser: Browser;
  readonly openExtensionPage: (file: string) => Promise<Page>;

  constructor(
    name: BrowserName,
    browser: Browser,
    openExtensionPage: (file: string) => Promise<Page>,
  ) {
    this.name = name;
    this.browser = browser;
    this.openExtensionPage = openExtensionPage;
  }

  async open(address: string, context?: BrowserContext): Promise<Page> {
    const page = await (context ?? this.browser).newPage();
    await page.goto(address);
    return page;
  }

  extensionPage(file: string): Promise<Page> {
    return this.pageWhere(async (page) => {
      const address = await addressOf(page);
      return (
        /^(moz|chrome)-extension:/.test(address) && address.includes(file) && (await isOurs(page))
      );
    });
  }

  async pageWhere(matches: (page: Page) => Promise<boolean>, timeout?: number): Promise<Page> {
    try {
      const find = async () => {
        for (const page of await this.browser.pages()) if (await matches(page)) return page;
        return null;
      };
      return await until('a tab of the extension', find, timeout);
    } catch (error) {
      const pages = await this.browser.pages();
      const known = await Promise.all(
        // What the driver was told of the tab, and what the tab itself says, if it answers.
        pages.map(async (page) => `${page.url()} (${(await addressOf(page)) || 'no answer'})`),
      );
      throw new Error(`The driver knows of ${known.join(', ') || 'no tab'}`, { cause: error });
    }
  }

  panelFrame(page: Page): Promise<Frame> {
    return until('the panel in the page', async () => {
      for (const frame of page.frames()) {
        if (frame === page.mainFrame()) continue;
        if (/^(moz|chrome)-extension:/.test(await addressOf(frame))) return frame;
      }
      return null;
    });
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}

/** The frame's own word for where it is: Firefox tells the driver `about:blank` for extension pages. */
async function addressOf(frame: Page | Frame): Promise<string> {
  try {
    return await frame.evaluate(() => location.href);
  } catch {
    // Closed or still loading: it is nowhere yet.
    return '';
  }
}

/** Has the page become one of the extension's? In Firefox its address is there before its API is. */
async function isOurs(page: Page): Promise<boolean> {
  const has = () => Reflect.has(globalThis, 'browser') || Reflect.has(globalThis, 'chrome');
  return page.evaluate(has).catch(() => false);
}

/** Asks again until there is an answer; throws after `timeout` milliseconds. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | null>,
  timeout = 30_000,
): Promise<T> {
  const end = performance.now() + timeout;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() > end) throw new Error(`Waited ${timeout} ms in vain for ${what}`);
    await new Promise((next) => setTimeout(next, 50));
  }
}

/** Chromium makes an unpacked extension's id from its path. */
function chromiumExtensionId(folder: string): string {
  const digest = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32);
  return [...digest].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}
