import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base } from '@playwright/test';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import type { PersonRole } from '../../lib/contract/primitives.ts';
import { SOURCES } from '../../lib/sources/index.ts';
import { ensureChromium, rootFlags } from '../../scripts/browsers.ts';
import { outputOf } from '../../scripts/build.ts';
import {
  type BrowserName,
  type ExtensionBrowser,
  type LaunchOptions,
  launchExtensionBrowser,
} from '../../scripts/extension-browser.ts';
import { expandPanel, joinWorkspace, waitUntilSynced } from '../../scripts/operate-surfaces.ts';
import { chatRoutes } from '../../server/src/chat/routes.ts';
import type { OpenDatabase } from '../../server/src/database/connect.ts';
import { type RunningServer, startServer } from '../../server/src/http/server.ts';
import { KEY_BYTES } from '../../server/src/sources/credentials.ts';
import { keeperOf } from '../../server/src/sources/secret-keys.ts';
import { createService } from '../../server/src/workspace/create-service.ts';
import type { Service, WorkspaceService } from '../../server/src/workspace/service.ts';
import { openMemoryDatabase } from '../../server/test/database-image.ts';
import { backUpWorkspace } from '../../server/test/workspace-backup.ts';
import { keepFirefoxCache, layFirefoxCache } from './firefox-cache.ts';
import { type HostContent, PlatformHosts } from './platform-hosts.ts';

const WORKSPACE = 'main';

/**
 * One test's own world: a real server on a database of its own with a clock that can be put forward,
 * the browser under test with the built extension, and a customer's browser without it.
 */
export class World {
  readonly browserName: BrowserName;
  service!: Service;
  /** How often the server was asked for changes. */
  changesAsked = 0;
  /** How many requests for changes were ever read at the same time. */
  mostAtOnce = 0;
  /** As long as it is pending, no request for changes is answered. */
  hold: Promise<void> = Promise.resolve();
  #reading = 0;
  #database!: OpenDatabase;
  #server: RunningServer | null = null;
  #standIn: Server | null = null;
  #port = 0;
  #clockAhead = 0;
  #folder!: string;
  #browsers: ExtensionBrowser[] = [];
  #customerBrowser: Browser | null = null;
  #profiles = 0;
  /** Folder of the first browser's profile. */
  #profile: string | null = null;
  #afterwards: (() => Promise<unknown>)[] = [];
  /** The platforms' hosts on this computer; `null`: the server reaches no platform. */
  #hosts: PlatformHosts | null = null;

  constructor(browserName: BrowserName) {
    this.browserName = browserName;
  }

  async open(): Promise<void> {
    this.#folder = await mkdtemp(path.join(tmpdir(), 'fivefaces-e2e-'));
    this.#database = await openMemoryDatabase();
    this.service = createService({
      db: this.#database.db,
      clock: () => this.now(),
      sources: {
        definitions: SOURCES,
        fetch: (address, init) =>
          this.#hosts?.fetch(address, init) ?? Promise.reject(new TypeError('no platform is open')),
        secrets: keeperOf({
          text: randomBytes(KEY_BYTES).toString('base64'),
          file: null,
          makeFile: false,
        }),
        pullEvery: 1_000,
        random: Math.random,
      },
    });
    await this.service.ensureWorkspace(WORKSPACE, {
      name: 'Acme Support',
      timeZone: 'Europe/Berlin',
      demo: false,
    });
    await this.startServer();
  }

  /** Leads platforms' hosts to this computer, for the server and for browsers started afterwards. */
  async openHosts(hosts: Record<string, HostContent>): Promise<PlatformHosts> {
    this.#hosts = new PlatformHosts(hosts);
    await this.#hosts.open();
    return this.#hosts;
  }

  /** The network to the platforms is gone. */
  cutHosts(): void {
    if (!this.#hosts) return;
    this.#hosts.offline = true;
    this.#hosts.cut();
  }

  /** Runs when the world ends. */
  afterwards(action: () => Promise<unknown>): void {
    this.#afterwards.push(action);
  }

  async close(): Promise<void> {
    await Promise.all(this.#browsers.map((browser) => browser.close()));
    await this.#hosts?.close();
    await this.#customerBrowser?.close();
    await this.stopServer();
    await this.#closeStandIn();
    await this.#database.close();
    for (const action of this.#afterwards) await action();
    if (this.browserName === 'firefox' && this.#profile) await keepFirefoxCache(this.#profile);
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** The server's time. */
  now(): number {
    return Date.now() + this.#clockAhead;
  }

  /** Puts the server's clock forward. */
  pass(milliseconds: number): void {
    this.#clockAhead += milliseconds;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get workspace(): WorkspaceService {
    return this.service.workspace(WORKSPACE);
  }

  /** Takes everything down as it is now; the answer restores it. */
  backUp(): Promise<() => Promise<void>> {
    return backUpWorkspace(this.#database.db, WORKSPACE);
  }

  async startServer(): Promise<void> {
    await this.#closeStandIn();
    this.#server = await startServer({
      service: this.#counted(),
      port: this.#port,
      limits: 'off',
      pullCheckEvery: 200,
      chat: chatRoutes(this.service, WORKSPACE),
    });
    this.#port = Number(new URL(this.#server.url).port);
  }

  /** The service as the server uses it. */
  #counted(): Service {
    return {
      ...this.service,
      workspace: (id) => {
        const workspace = this.service.workspace(id);
        return {
          ...workspace,
          seenBy: (role) => {
            const reader = workspace.seenBy(role);
            return {
              ...reader,
              changesText: (query) => this.#count(() => reader.changesText(query)),
            };
          },
        };
      },
    };
  }

  async #count<T>(read: () => Promise<T>): Promise<T> {
    this.changesAsked += 1;
    this.#reading += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#reading);
    try {
      await this.hold;
      return await read();
    } finally {
      this.#reading -= 1;
    }
  }

  async stopServer(): Promise<void> {
    await this.#server?.close();
    this.#server = null;
  }

  /**
   * Stops the server, and lets only the inbox's page itself still load: an inbox in a browser that
   * kept it, or somebody else's inbox whose rating server is gone. Every other request is cut off.
   */
  async leaveOnlyInboxPage(): Promise<void> {
    await this.stopServer();
    const page = await readFile(path.join(outputOf('server'), 'pages', 'inbox.html'));
    this.#standIn = createServer((request, response) => {
      if (request.url?.startsWith('/inbox')) {
        response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
      } else {
        request.socket.destroy();
      }
    });
    await new Promise<void>((listening) => {
      this.#standIn?.listen(this.#port, '127.0.0.1', listening);
    });
  }

  async #closeStandIn(): Promise<void> {
    const standIn = this.#standIn;
    this.#standIn = null;
    standIn?.closeAllConnections();
    if (standIn) await new Promise((closed) => standIn.close(closed));
  }

  /**
   * The built extension; in Chromium a copy that may reach these hosts from the start, because no
   * program can answer its question. In Firefox they are asked for as everywhere.
   */
  async extensionFor(hosts: readonly string[]): Promise<string> {
    if (this.browserName === 'firefox') return this.#built();
    const { folder } = await this.copyExtension();
    const manifest = path.join(folder, 'manifest.json');
    const facts = JSON.parse(await readFile(manifest, 'utf8'));
    facts.host_permissions = [
      ...facts.host_permissions,
      ...hosts.map((host) => `https://${host}/*`),
    ];
    await writeFile(manifest, JSON.stringify(facts));
    return folder;
  }

  /** A copy of the built extension, of a version that can be raised, as an update does. */
  async copyExtension(): Promise<{ folder: string; raiseVersion(): Promise<void> }> {
    const folder = path.join(this.#folder, 'extension');
    await cp(this.#built(), folder, { recursive: true });
    const manifest = path.join(folder, 'manifest.json');
    return {
      folder,
      raiseVersion: async () => {
        const facts = JSON.parse(await readFile(manifest, 'utf8'));
        await writeFile(manifest, JSON.stringify({ ...facts, version: `${facts.version}.1` }));
      },
    };
  }

  #built(): string {
    return outputOf(this.browserName === 'chromium' ? 'chromeFixed' : 'firefox');
  }

  /** Starts the browser under test with the extension; `profile` brings an earlier one back. */
  async launch(
    profile = `profile-${this.#profiles++}`,
    options: Partial<Omit<LaunchOptions, 'profile' | 'proxy'>> = {},
  ): Promise<ExtensionBrowser> {
    const folder = path.join(this.#folder, profile);
    if (this.browserName === 'firefox') await layFirefoxCache(folder);
    const browser = await launchExtensionBrowser(this.browserName, {
      extension: this.#built(),
      ...(this.#hosts && { proxy: this.#hosts.proxy }),
      profile: folder,
      headless: true,
      ...options,
    });
    this.#browsers.push(browser);
    this.#profile ??= folder;
    return browser;
  }

  /** Closes a browser, to start it again with the same profile. */
  async quit(browser: ExtensionBrowser): Promise<void> {
    this.#browsers = this.#browsers.filter((one) => one !== browser);
    await browser.close();
  }

  /** Launches and joins through Welcome, as a person would. */
  async joined(
    role: PersonRole,
    profile?: string,
    options: Parameters<World['launch']>[1] = {},
  ): Promise<ExtensionBrowser> {
    const browser = await this.launch(profile, options);
    const welcome = await browser.extensionPage('welcome.html');
    await joinWorkspace(welcome, await this.invite(role), role === 'admin' ? 'Ada' : 'Tom');
    await waitUntilSynced(await browser.openExtensionPage('popup.html'));
    return browser;
  }

  async invite(role: PersonRole): Promise<string> {
    const { code } = await this.workspace.createInvite({ role, uses: 5, expiresAt: null });
    return `${this.url}/join#${code}`;
  }

  /** Opens the inbox signed in, at a conversation, with the panel expanded. */
  async openInbox(
    browser: ExtensionBrowser,
    conversation: string,
    type: 'tab' | 'window' = 'tab',
  ): Promise<Page> {
    const page = await browser.browser.newPage({ type });
    await this.signIn(page);
    await page.goto(this.addressOf(conversation));
    await expandPanel(await browser.panelFrame(page));
    return page;
  }

  /** Signs a page's browser in to the inbox by a one-time link. */
  async signIn(page: Page): Promise<void> {
    const { code } = await this.workspace.createInvite({
      role: 'teammate',
      uses: 1,
      expiresAt: null,
    });
    const { token } = await this.service.join(code, 'Inbox');
    const caller = await this.service.authenticate(token);
    const session = await this.service.createInboxCode(caller);
    await page.goto(`${this.url}/inbox#session=${session}`);
    await page.waitForFunction(() => location.hash === '');
  }

  addressOf(conversation: string): string {
    return `${this.url}/inbox/conversations/${encodeURIComponent(conversation)}`;
  }

  /** A tab in the customer's browser, which has no extension. */
  async customerPage(address: string): Promise<Page> {
    this.#customerBrowser ??= await puppeteer.launch({
      executablePath: await ensureChromium(),
      headless: true,
      defaultViewport: { width: 900, height: 800 },
      args: [...rootFlags(), '--no-first-run', '--disable-background-networking'],
    });
    const page = await this.#customerBrowser.newPage();
    await page.goto(`${this.url}${address}`);
    return page;
  }

  /** A conversation as an AI agent's back end sends it, with one question and one answer. */
  async conversation(
    id: string,
    more: { customer?: string; internal?: boolean; topics?: string[] } = {},
  ): Promise<void> {
    await this.workspace.putConversation(id, {
      customer: more.customer ?? null,
      channel: 'Website',
      visibility: more.internal ? 'internal' : 'external',
    });
    await this.workspace.postMessages(id, {
      messages: [
        { id: `${id}-1`, role: 'customer', text: 'Where is my refund?', sources: [] },
        { id: `${id}-2`, role: 'ai_agent', text: 'It takes 14 days.', sources: [] },
      ],
    });
    if (more.topics) {
      await this.workspace.putConversationTopics(id, {
        topics: more.topics.map((title) => ({
          id: title.toLowerCase().replaceAll(' ', '-'),
          title,
        })),
      });
    }
  }

  /** The customer's rating, as the widget sends it. */
  async rate(id: string, score: 1 | 2 | 3 | 4 | 5, seq = 1, comment?: string): Promise<void> {
    await this.workspace.rate(
      { iss: WORKSPACE, aud: 'fivefaces-widget', sub: 'visitor', cid: id, exp: 0 },
      { score, comment, seq },
    );
  }
}

export const test = base.extend<{ world: World }>({
  world: async ({ browserName: _ }, use, testInfo) => {
    const world = new World(testInfo.project.name.startsWith('firefox') ? 'firefox' : 'chromium');
    await world.open();
    await use(world);
    await world.close();
  },
});

export { expect } from '@playwright/test';
