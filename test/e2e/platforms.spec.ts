import type { Page } from 'puppeteer-core';
import type { ExtensionBrowser } from '../../scripts/extension-browser.ts';
import { choosePeriod, expandPanel } from '../../scripts/operate-surfaces.ts';
import { readSurface } from '../../scripts/read-surfaces.ts';
import { operateSources } from './operate-sources.ts';
import { SCENES, type Scene, type SceneConversation } from './platform-scenes.ts';
import { expect, test, type World } from './world.ts';

type Name = keyof typeof SCENES;

/** Opens the scenes, with their hosts led to this computer. */
async function begin(world: World, names: readonly Name[]): Promise<Scene[]> {
  const scenes = await Promise.all(names.map((name) => SCENES[name](() => world.now())));
  for (const { mock } of scenes) world.afterwards(() => mock.close());
  await world.openHosts(Object.assign({}, ...scenes.map(({ hosts }) => hosts)));
  return scenes;
}

/** The scene's inbox in a tab, with the panel open beside it. */
async function openInbox(browser: ExtensionBrowser, scene: Scene): Promise<Page> {
  const page = await browser.open(scene.unhappy.address);
  const panel = await browser.panelFrame(page);
  await expandPanel(panel);
  await choosePeriod(panel, 'all');
  return page;
}

/** Goes to a conversation as the inbox itself does: no page is loaded. */
async function goTo(page: Page, { address }: SceneConversation): Promise<void> {
  await page.bringToFront();
  await page.evaluate((to) => history.pushState(null, '', to), address);
}

/** The two rated conversations show their ratings and the topic's score of this platform. */
async function expectRatings(browser: ExtensionBrowser, scene: Scene, page: Page): Promise<void> {
  const panel = await browser.panelFrame(page);
  for (const rated of [scene.happy, scene.unhappy]) {
    await goTo(page, rated);
    await expect
      .poll(async () => (await readSurface(panel)).conversation, { timeout: 20_000 })
      .toMatchObject({ id: rated.id, state: 'rated', score: rated.score });
    const shown = await readSurface(panel);
    expect(shown.conversation?.words).toMatch(rated.words);
    expect(shown.topics).toHaveLength(1);
    expect(shown.topics[0]).toMatchObject({ title: scene.topic, rated: 2, positive: 1 });
  }
}

/** "Not rated" is said on evidence: the platform is asked for this one conversation. */
async function expectUnrated(browser: ExtensionBrowser, scene: Scene, page: Page): Promise<void> {
  const panel = await browser.panelFrame(page);
  await goTo(page, scene.unrated);
  await expect
    .poll(async () => (await readSurface(panel)).conversation, { timeout: 20_000 })
    .toMatchObject({ id: scene.unrated.id, state: expect.stringMatching(/^(unrated|awaiting)$/) });
}

/** How many ratings there are in all, as the panel says. */
async function expectOverall(browser: ExtensionBrowser, page: Page, rated: number): Promise<void> {
  const panel = await browser.panelFrame(page);
  await expect
    .poll(async () => (await readSurface(panel)).overall, { timeout: 20_000 })
    .toMatchObject({ rated, positive: rated / 2 });
}

test('team: an admin connects four platforms once; beside each inbox the panel shows the ratings of its own platform, offline too', async ({
  world,
}) => {
  const scenes = await begin(world, ['Intercom', 'Zendesk', 'HubSpot', 'Chatwoot']);
  const inboxes = scenes.map(({ inbox }) => new URL(inbox).host);
  const extension = await world.extensionFor(inboxes);
  const browser = await world.joined('admin', undefined, { extension });
  const options = await browser.openExtensionPage('options.html');
  for (const scene of scenes) {
    await operateSources.connect(options, scene);
    await operateSources.showBeside(options, scene.unhappy.address);
  }
  const pages: Page[] = [];
  for (const scene of scenes) {
    const page = await openInbox(browser, scene);
    pages.push(page);
    await expectRatings(browser, scene, page);
    await expectOverall(browser, page, 2 * scenes.length);
    await expectUnrated(browser, scene, page);
  }

  // Chatwoot's own switch, one a place that asks.
  const chatwoot = scenes.at(-1);
  const popup = await browser.openExtensionPage('popup.html');
  await operateSources.stopAsking(popup, 'Website');
  await expect
    .poll(() =>
      chatwoot?.mock.calls.filter(({ method }) => method === 'PATCH').map(({ body }) => body),
    )
    .toEqual([{ csat_survey_enabled: false }]);

  await world.stopServer();
  for (const [index, scene] of scenes.entries()) {
    const page = pages[index];
    if (page) await expectRatings(browser, scene, page);
  }
});

test("solo: Zendesk's and Chatwoot's ratings come with one's own access, and stay readable offline", async ({
  world,
}) => {
  const scenes = await begin(world, ['Zendesk', 'Chatwoot']);
  const hosts = scenes.flatMap((scene) => Object.keys(scene.hosts));
  const browser = await world.launch(undefined, { extension: await world.extensionFor(hosts) });
  const options = await browser.openExtensionPage('options.html');
  for (const scene of scenes) await operateSources.connect(options, scene);
  const pages: Page[] = [];
  for (const scene of scenes) {
    const page = await openInbox(browser, scene);
    pages.push(page);
    await expectRatings(browser, scene, page);
    await expectOverall(browser, page, 2 * scenes.length);
    await expectUnrated(browser, scene, page);
  }
  world.cutHosts();
  for (const [index, scene] of scenes.entries()) {
    const page = pages[index];
    if (page) await expectRatings(browser, scene, page);
  }
});
