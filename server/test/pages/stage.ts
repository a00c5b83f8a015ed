import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import { writeInviteLink } from '../../../lib/contract/invite-link.ts';
import type { InboxToShow } from '../../../lib/contract/source.ts';
import { ensureChromium, rootFlags } from '../../../scripts/browsers.ts';
import { buildPages } from '../../build.ts';
import { chatRoutes } from '../../src/chat/routes.ts';
import { startServer } from '../../src/http/server.ts';
import { createService } from '../../src/workspace/create-service.ts';
import type { Service, WorkspaceService } from '../../src/workspace/service.ts';
import { openMemoryDatabase } from '../database-image.ts';

/** A real server with the real pages, a clock that can be put forward, and Chromium. */
export interface Stage {
  service: Service;
  workspace: WorkspaceService;
  url: string;
  /** Puts the server's clock forward. */
  pass(milliseconds: number): void;
  /** A page in a browser context of its own. What goes wrong in it is in `errors`. */
  newPage(options?: BrowserContextOptions): Promise<Page & { errors: string[] }>;
  /** A page signed in to the inbox. */
  newMemberPage(options?: BrowserContextOptions): Promise<Page & { errors: string[] }>;
  invite(inboxes?: readonly InboxToShow[]): Promise<string>;
  /** Closes all pages: an open one goes on asking the server. */
  closePages(): Promise<void>;
  close(): Promise<void>;
}

/** Sets the stage. Close it at the end. */
export async function openStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'fivefaces-pages-'));
  await buildPages(folder);
  const database = await openMemoryDatabase();
  let ahead = 0;
  const service = createService({ db: database.db, clock: () => Date.now() + ahead });
  await service.ensureWorkspace('main', {
    name: 'Acme Support',
    timeZone: 'Europe/Oslo',
    demo: true,
  });
  const workspace = service.workspace('main');
  const server = await startServer({
    service,
    port: 0,
    limits: 'off',
    pagesFolder: folder,
    chat: chatRoutes(service, 'main'),
  });
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: rootFlags(),
  });

  async function newPage(options: BrowserContextOptions = {}) {
    const context = await browser.newContext({ locale: 'en-GB', ...options });
    context.setDefaultTimeout(8_000);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) errors.push(message.text());
    });
    return Object.assign(page, { errors });
  }

  async function invite(inboxes: readonly InboxToShow[] = []): Promise<string> {
    const made = { role: 'teammate', uses: 9, expiresAt: null, inboxes } as const;
    const { code } = await workspace.createInvite(made);
    return writeInviteLink(server.url, code, inboxes);
  }

  return {
    service,
    workspace,
    url: server.url,
    pass: (milliseconds) => {
      ahead += milliseconds;
    },
    newPage,
    invite,
    async newMemberPage(options) {
      const page = await newPage(options);
      const { token } = await service.join(new URL(await invite()).hash.slice(1), 'Tom');
      const code = await service.createInboxCode(await service.authenticate(token));
      await page.goto(`${server.url}/inbox#session=${code}`);
      await page.locator('#app').waitFor();
      return page;
    },
    async closePages() {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    async close() {
      await browser.close();
      await server.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
