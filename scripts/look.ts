import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'puppeteer-core';
import { generateDemo } from '../lib/sample/generate.ts';
import { build, outputOf, ROOT } from './build.ts';
import { serverCommand, startDemoServer } from './demo-server.ts';
import { type BrowserName, launchExtensionBrowser, until } from './extension-browser.ts';
import { expandPanel, joinWorkspace, waitUntilSynced } from './operate-surfaces.ts';
import { dress, waitUntilStill } from './take-pictures.ts';

/**
 * Pictures of every surface to look at before a release, as whole pages, in `.output/look/`:
 *
 *     npm run look -- --browser firefox --ratings 0,3,3000 --theme light,dark --language en,de
 *
 * Every option takes a list; without it: Chromium, 3,000 conversations of the demo, both themes,
 * English. `--only panel,popup` takes those whose name begins so, `--width 1024` makes the window
 * of the pages that fill one narrower.
 */
const { values } = parseArgs({
  options: {
    browser: { type: 'string', default: 'chromium' },
    ratings: { type: 'string', default: '3000' },
    theme: { type: 'string', default: 'light,dark' },
    language: { type: 'string', default: 'en' },
    only: { type: 'string', default: '' },
    width: { type: 'string', default: '1280' },
    out: { type: 'string', default: path.join(ROOT, '.output', 'look') },
    'no-build': { type: 'boolean', default: false },
  },
});
const width = Number(values.width);

/** Firefox as on a dark system. */
const FIREFOX_DARK = { 'layout.css.prefers-color-scheme.content-override': 0 };
const wanted = (surface: string) =>
  values.only === '' || values.only.split(',').some((name) => surface.startsWith(name));

if (!values['no-build']) build('server', 'chromeFixed', 'firefox');
for (const browser of values.browser.split(',')) {
  for (const ratings of values.ratings.split(',')) {
    await lookAt(browser === 'firefox' ? 'firefox' : 'chromium', Number(ratings));
  }
}

/** A workspace with so many ratings, in one browser: every look in turn. */
async function lookAt(name: BrowserName, ratings: number): Promise<void> {
  const home = mkdtempSync(path.join(tmpdir(), 'fivefaces-look-'));
  const data = path.join(home, 'server');
  mkdirSync(data);
  if (ratings < 1_000) await importFew(home, data, ratings);
  const server = await startDemoServer(data, 0, ratings < 1_000 ? ['--chat'] : ['--demo']);
  const driven = await launchExtensionBrowser(name, {
    extension: outputOf(name === 'chromium' ? 'chromeFixed' : 'firefox'),
    profile: path.join(home, 'profile'),
    headless: true,
    size: { width, height: 800 },
    // For pages that follow the system; the extension's own follow the choice.
    ...(values.theme === 'dark' && { preferences: FIREFOX_DARK }),
  });
  try {
    let welcome = await driven.openExtensionPage('welcome.html');
    for (const look of looks()) {
      if (wanted('welcome')) await shoot(welcome, 'welcome', look);
    }
    if (wanted('practice')) {
      await shootPractice(welcome);
      welcome = await driven.openExtensionPage('welcome.html');
    }
    const link = await serverCommand([
      'invite',
      ...['--role', 'admin', '--uses', '2', '--data', data, '--url', server.url],
    ]);
    await switchTo(welcome, { theme: 'light', language: 'en' });
    await joinWorkspace(welcome, link, 'Robin');
    const popup = await driven.openExtensionPage('popup.html');
    await waitUntilSynced(popup);
    await welcome.bringToFront();
    await welcome.locator('button ::-p-text(Open inbox)').click();
    const inbox = await until('the inbox', async () => {
      for (const page of await driven.browser.pages()) {
        if (page.url().startsWith(`${server.url}/inbox`) && !page.url().includes('#')) return page;
      }
      return null;
    });
    await until('the inbox to be signed in', () =>
      inbox
        .evaluate(async () => (await fetch('/v1/conversations?limit=1')).ok || null)
        .catch(() => null),
    );
    const shown = await conversationsOf(inbox);
    for (const look of looks()) {
      await switchTo(popup, look);
      for (const [surface, file] of pages(shown)) {
        if (!wanted(surface)) continue;
        const page = await driven.openExtensionPage(file);
        await page.locator('main h1, main h2').wait();
        await shoot(page, surface, look);
        await page.close();
      }
      for (const [kind, id] of Object.entries(shown)) {
        if (id === null || !wanted(`panel-${kind}`)) continue;
        await inbox.goto(`${server.url}/inbox/conversations/${encodeURIComponent(id.id)}`);
        await dressed(inbox, look);
        const frame = await driven.panelFrame(inbox);
        await expandPanel(frame);
        await frame.locator('[data-part="verdict"]').wait();
        await waitUntilStill(frame);
        await shoot(inbox, `panel-${kind}`, look, { whole: false });
      }
      if (wanted('popup')) {
        const page = await driven.openExtensionPage('popup.html');
        await page.locator('[role=switch]').wait();
        // Chromium draws a whole page from right to left in the wrong place where it is so narrow.
        await shoot(page, 'popup', look, { whole: false, width: 380 });
        await page.close();
      }
      if (wanted('widget')) await shootWidget(look);
    }
  } finally {
    await driven.close();
    await server.stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Firefox has no word of the driver for the system's theme: `--theme dark` alone makes it dark. */
  async function dressed(page: Page, look: Look): Promise<void> {
    if (name === 'chromium') return dress(page, look);
    await page.bringToFront();
    await page.setViewport({ width: 1280, height: 800 });
  }

  async function shootPractice(welcome: Page): Promise<void> {
    await switchTo(welcome, { theme: 'light', language: 'en' });
    await welcome
      .locator('[data-action="begin-sample"], button ::-p-text(Try with sample data)')
      .click();
    const practice = await driven.extensionPage('practice.html');
    for (const look of looks()) {
      await switchTo(practice, look);
      await shoot(practice, 'practice', look, { whole: false });
    }
    await switchTo(practice, { theme: 'light', language: 'en' });
    const sample = await driven.openExtensionPage('welcome.html');
    for (const look of looks()) await shoot(sample, 'welcome-sample', look);
    await switchTo(sample, { theme: 'light', language: 'en' });
    await sample.locator('button ::-p-text(Erase sample data)').click();
    await sample.locator('form.join input').wait();
    await sample.close();
  }

  async function shootWidget(look: Look): Promise<void> {
    const page = await driven.browser.newPage();
    try {
      await page.setExtraHTTPHeaders({ 'accept-language': look.language });
      await dressed(page, look);
      await page.goto(`${server.url}/chat`);
      await page.locator('#text').fill('How long do I have to send something back?');
      await page.keyboard.press('Enter');
      await page.locator('fivefaces-rating >>> [part=helped]').click();
      await page.locator('fivefaces-rating >>> [role=radio]').wait();
      await shoot(page, 'widget', look);
      await page.locator('fivefaces-rating >>> [role=radio]').click();
      await shoot(page, 'widget-rated', look);
    } finally {
      await page.close();
    }
  }

  async function shoot(
    page: Page,
    surface: string,
    look: Look,
    { whole = true, width: wide = width }: { whole?: boolean; width?: number } = {},
  ): Promise<void> {
    // Firefox tells the driver `about:blank` for the extension's pages.
    const { protocol } = await page.evaluate(() => ({ protocol: location.protocol }));
    if (protocol.endsWith('-extension:')) await switchTo(page, look);
    await dressed(page, look);
    if (wide !== 1280) await page.setViewport({ width: wide, height: 800 });
    await waitUntilStill(page);
    if (whole) {
      // Taller, not `fullPage`: that draws charts for a window of another width.
      const tall = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewport({ width: wide, height: Math.max(800, tall) });
      await waitUntilStill(page);
    }
    const folder = path.join(values.out, `${name}-${ratings}`);
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `${surface}-${look.theme}-${look.language}.png`);
    writeFileSync(file, await page.screenshot());
    console.log(path.relative(ROOT, file));
  }
}

interface Look {
  theme: 'light' | 'dark';
  language: string;
}

function looks(): Look[] {
  return values.language
    .split(',')
    .flatMap((language) =>
      values.theme
        .split(',')
        .map((theme) => ({ theme: theme === 'dark' ? ('dark' as const) : 'light', language })),
    );
}

/** Chooses theme and language as Options does, and waits until this page has them. */
async function switchTo(page: Page, { theme, language }: Look): Promise<void> {
  const read = () => {
    const api = Reflect.get(globalThis, 'chrome') ?? Reflect.get(globalThis, 'browser');
    return api.storage.local.get(['theme', 'language']);
  };
  const before = await page.evaluate(read);
  if (before.theme === theme && before.language === language) return;
  await page
    .evaluate(
      (chosen) => {
        const api = Reflect.get(globalThis, 'chrome') ?? Reflect.get(globalThis, 'browser');
        return api.storage.local.set(chosen);
      },
      { theme, language },
    )
    .catch(() => undefined);
  await until('the chosen language', () =>
    page
      .evaluate(
        (chosen) => document.readyState === 'complete' && document.documentElement.lang === chosen,
        language,
      )
      .then((is) => is || null)
      .catch(() => null),
  );
}

interface Shown {
  id: string;
  topic: string | null;
}

/** A conversation for each kind of verdict that this workspace has. */
function conversationsOf(
  inbox: Page,
): Promise<Record<'unhappy' | 'happy' | 'unrated', Shown | null>> {
  return inbox.evaluate(async () => {
    const newest = async (query: string) => {
      const answer = await fetch(`/v1/conversations?visibility=external&limit=100&${query}`);
      const { conversations } = await answer.json();
      const found =
        conversations.find((one: { topics: string[] }) => one.topics.length > 0) ??
        conversations[0];
      return found ? { id: found.id, topic: found.topics[0] ?? null } : null;
    };
    return {
      unhappy: await newest('sentiment=negative'),
      happy: await newest('sentiment=positive'),
      unrated: await newest('rated=no'),
    };
  });
}

/** Every page of the extension that fills a tab. */
function pages({ unhappy }: { unhappy: Shown | null }): [surface: string, file: string][] {
  const topic = unhappy?.topic ?? null;
  return [
    ['insights-overview', 'insights.html#/?period=90'],
    ['insights-topics', 'insights.html#/topics?period=90'],
    ...(topic === null
      ? []
      : [
          ['insights-topic', `insights.html#/topics/${encodeURIComponent(topic)}?period=90`] as [
            string,
            string,
          ],
        ]),
    ['insights-review', 'insights.html#/review'],
    ['insights-kind-words', 'insights.html#/kind-words?period=90'],
    ['options', 'options.html'],
    ['welcome-joined', 'welcome.html'],
  ];
}

/** Takes the first conversations of the demo with so many ratings, and two that nobody rated. */
async function importFew(home: string, data: string, ratings: number): Promise<void> {
  const demo = generateDemo({ seed: 20_261, now: Date.now(), timeZone: 'Europe/Berlin' });
  const newest = [...demo.conversations].reverse();
  const rated = newest.filter((one) => one.rating);
  const unhappy = rated.filter((one) => (one.rating?.score ?? 3) < 3);
  const happy = rated.filter((one) => (one.rating?.score ?? 3) > 3);
  const few = [...happy.slice(0, Math.ceil(ratings / 2)), ...unhappy.slice(0, ratings >> 1)];
  const lines = [...few, ...newest.filter((one) => !one.rating).slice(0, 2)];
  const file = path.join(home, 'few.ndjson');
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  await serverCommand(['import', file, '--data', data]);
}
