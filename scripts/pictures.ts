import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'puppeteer-core';
import { build, outputOf, ROOT } from './build.ts';
import { serverCommand, startDemoServer } from './demo-server.ts';
import { type ExtensionBrowser, launchExtensionBrowser, until } from './extension-browser.ts';
import { expandPanel, joinWorkspace, waitUntilSynced } from './operate-surfaces.ts';
import { choose, dress, LOOKS, take, takePopup, waitUntilStill } from './take-pictures.ts';

/**
 * Pictures for README, docs and the stores.
 *
 * - `npm run pictures`: every surface in light, dark and right to left, 1280 by 800, from the demo
 *   workspace (made from a fixed seed; its days end today) and from the sample data.
 * - `npm run pictures -- states`: every empty, loading, offline, stale and error state, and
 *   docs/states.md.
 * - `npm run pictures -- baseline`: what test/component/appearance.test.tsx compares with, for the
 *   fonts and the browser of this computer.
 * - `npm run pictures -- --only insights,widget`: only those whose name begins so.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' } },
});
const only = values.only?.split(',') ?? null;

const [kind] = positionals;
if (kind === 'states') {
  runTests(['--config', 'vitest.pictures.config.ts'], {});
}
if (kind === 'baseline') {
  const appearance = ['--config', 'vitest.component.config.ts', 'appearance', '--update'];
  runTests(appearance, { VITE_NEW_BASELINE: '1' });
}

const LARGEST_PICTURE = 150_000;
const LARGEST_IN_ALL = 4_000_000;
const SURFACES = [
  'welcome',
  'practice',
  'panel',
  'popup',
  'insights-overview',
  'insights-topics',
  'insights-topic',
  'insights-review',
  'options',
  'widget',
] as const;
type SurfaceName = (typeof SURFACES)[number];

/** Should this one be taken? */
const wanted = (surface: SurfaceName) =>
  only === null || only.some((name) => surface.startsWith(name));

const home = mkdtempSync(path.join(tmpdir(), 'fivefaces-pictures-'));
const data = path.join(home, 'server');
mkdirSync(data, { recursive: true });
let failed = false;
build('server', 'chromeFixed');
const server = await startDemoServer(data, 0, ['--demo']);
try {
  if (wanted('welcome') || wanted('practice')) await withBrowser('sample', takeSample);
  await withBrowser('joined', takeJoined);
  weigh();
} catch (error) {
  failed = true;
  console.error(error instanceof Error ? error.stack : error);
} finally {
  await server.stop();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}
process.exit(failed ? 1 : 0);

/** Runs tests that take pictures, and ends with their status. */
function runTests(options: string[], environment: Record<string, string>): never {
  const { status } = spawnSync('vitest', ['run', ...options], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
    shell: process.platform === 'win32',
  });
  process.exit(status ?? 1);
}

async function withBrowser(
  profile: string,
  job: (browser: ExtensionBrowser) => Promise<void>,
): Promise<void> {
  const browser = await launchExtensionBrowser('chromium', {
    extension: outputOf('chromeFixed'),
    profile: path.join(home, profile),
    headless: true,
    size: { width: 1280, height: 800 },
  });
  try {
    await job(browser);
  } finally {
    await browser.close();
  }
}

/** Before anybody has joined: Welcome, and the practice inbox with the sample data. */
async function takeSample(browser: ExtensionBrowser): Promise<void> {
  const welcome = await browser.openExtensionPage('welcome.html');
  for (const look of LOOKS) {
    await choose(welcome, look);
    await dress(welcome, look);
    await welcome.reload();
    await take(welcome, 'welcome', look);
  }
  if (!wanted('practice')) return;
  const [light] = LOOKS;
  if (light) await choose(welcome, light);
  await welcome.reload();
  await welcome
    .locator('[data-action="begin-sample"], button ::-p-text(Try with sample data)')
    .click();
  await until(
    'the practice inbox',
    async () =>
      (await browser.browser.pages()).some((page) => page.url().includes('/practice.html')) || null,
  );
  const practice = await browser.extensionPage('practice.html');
  for (const look of LOOKS) {
    await choose(practice, look);
    await dress(practice, look);
    await practice.reload();
    await take(practice, 'practice', look);
  }
}

/** Everything that shows a team's ratings, as an admin of the demo workspace sees it. */
async function takeJoined(browser: ExtensionBrowser): Promise<void> {
  const link = await serverCommand([
    'invite',
    ...['--role', 'admin', '--uses', '2', '--data', data, '--url', server.url],
  ]);
  const welcome = await browser.openExtensionPage('welcome.html');
  const [light] = LOOKS;
  if (light) await choose(welcome, light);
  await welcome.reload();
  await joinWorkspace(welcome, link, 'Robin (demo admin)');
  const popup = await browser.openExtensionPage('popup.html');
  await waitUntilSynced(popup);
  const inbox = await openInbox(browser, welcome);
  const first = await unhappyConversation(inbox);
  await inbox.goto(`${server.url}/inbox/conversations/${encodeURIComponent(first.id)}`);
  await expandPanel(await browser.panelFrame(inbox));
  for (const look of LOOKS) {
    await choose(welcome, look);
    if (wanted('panel') || wanted('popup')) {
      await dress(inbox, look);
      await inbox.reload();
      const frame = await browser.panelFrame(inbox);
      await frame.locator('[data-part="verdict"]').wait();
      await waitUntilStill(frame);
      if (wanted('panel')) await take(inbox, 'panel', look);
      if (wanted('popup')) {
        await dress(popup, look);
        await popup.reload();
        await popup.locator('[role=switch]').wait();
        await takePopup(browser, inbox, popup, look);
      }
    }
    for (const [surface, file] of [
      ['insights-overview', 'insights.html#/?period=90'],
      ['insights-topics', 'insights.html#/topics?period=90'],
      ['insights-topic', `insights.html#/topics/${encodeURIComponent(first.topic)}?period=90`],
      ['insights-review', `insights.html#/review/fivefaces/${encodeURIComponent(first.id)}`],
      ['options', 'options.html'],
    ] as const) {
      if (!wanted(surface)) continue;
      const page = await browser.openExtensionPage(file);
      await dress(page, look);
      await page.locator('main h1, main h2').wait();
      await take(page, surface, look);
      await page.close();
    }
    if (wanted('widget')) await takeWidget(browser, look);
  }
}

/** The customer's side: the chat page with the five faces open. */
async function takeWidget(browser: ExtensionBrowser, look: (typeof LOOKS)[number]): Promise<void> {
  const context = await browser.browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.setExtraHTTPHeaders({ 'accept-language': look.language });
    await page.evaluateOnNewDocument((language) => {
      Object.defineProperty(navigator, 'languages', { value: [language] });
      Object.defineProperty(navigator, 'language', { value: language });
    }, look.language);
    await dress(page, look);
    await page.goto(`${server.url}/chat`);
    if (look.name === 'rtl') {
      await page.evaluate(() => {
        document.documentElement.lang = 'ar';
        document.documentElement.dir = 'rtl';
      });
    }
    await page.locator('#text').fill('How long do I have to send something back?');
    await page.keyboard.press('Enter');
    await page.locator('fivefaces-rating >>> [part=helped]').click();
    await page.locator('fivefaces-rating >>> [role=radio]').wait();
    await take(page, 'widget', look);
  } finally {
    await context.close();
  }
}

/** Presses "Open inbox", which opens it signed in, in a tab of its own. */
async function openInbox(browser: ExtensionBrowser, welcome: Page): Promise<Page> {
  await welcome.bringToFront();
  await welcome.locator('button ::-p-text(Open inbox)').click();
  return until('the inbox', async () => {
    for (const page of await browser.browser.pages()) {
      if (page.url().startsWith(`${server.url}/inbox`) && !page.url().includes('#')) return page;
    }
    return null;
  });
}

/** The newest unhappy conversation with a comment and a topic, which says most in a picture. */
function unhappyConversation(inbox: Page): Promise<{ id: string; topic: string }> {
  return inbox.evaluate(async () => {
    const answer = await fetch(
      '/v1/conversations?sentiment=negative&visibility=external&limit=100',
    );
    const { conversations } = await answer.json();
    const [found] = conversations.filter((one: { topics: string[] }) => one.topics.length > 0);
    if (!found) throw new Error('There is no unhappy conversation with a topic in the demo');
    return { id: found.id, topic: found.topics[0] };
  });
}

/** Fails if pictures are too heavy for a repository. */
function weigh(): void {
  const files = globSync(path.join(ROOT, 'docs/pictures/**/*.png'));
  const sizes = files.map((file) => statSync(file).size);
  const heavy = files.filter((_, at) => (sizes[at] ?? 0) > LARGEST_PICTURE);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`${files.length} pictures, ${Math.round(all / 1000)} kB`);
  if (heavy.length > 0) console.warn(`Over ${LARGEST_PICTURE} bytes: ${heavy.join(', ')}`);
  if (all > LARGEST_IN_ALL) throw new Error(`The pictures have ${all} bytes in all`);
}
