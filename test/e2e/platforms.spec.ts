import type { Page } from 'puppeteer-core';
import type { ExtensionBrowser } from '../../scripts/extension-browser.ts';
import { choosePeriod, expandPanel, waitUntilSynced } from '../../scripts/operate-surfaces.ts';
import { readSurface } from '../../scripts/read-surfaces.ts';
import { operateSources } from './operate-sources.ts';
import { SCENES, type Scene } from './platform-scenes.ts';
import { expect, test, type World } from './world.ts';

/** Opens the scene and a browser that can reach its hosts. */
async function begin(world: World, name: keyof typeof SCENES): Promise<Scene> {
  const scene = await SCENES[name](() => world.now());
  world.afterwards(() => scene.mock.close());
  await world.openHosts(scene.hosts);
  return scene;
}

/** Opens a conversation beside the panel, as the first one or from the one that is open. */
async function openConversation(
  browser: ExtensionBrowser,
  page: Page | null,
  address: string,
): Promise<Page> {
  if (page) {
    // As the inbox itself goes from one to the next: no page is loaded.
    await page.evaluate((to) => history.pushState(null, '', to), address);
    return page;
  }
  const opened = await browser.open(address);
  const panel = await browser.panelFrame(opened);
  await expandPanel(panel);
  await choosePeriod(panel, 'all');
  return opened;
}

/** The three conversations, as panel says of them; gives the page back. */
async function expectScene(browser: ExtensionBrowser, scene: Scene, from: Page | null = null) {
  let page = from;
  for (const rated of [scene.unhappy, scene.happy]) {
    page = await openConversation(browser, page, rated.address);
    const panel = await browser.panelFrame(page);
    await expect
      .poll(async () => (await readSurface(panel)).conversation, { timeout: 20_000 })
      .toMatchObject({ id: rated.id, state: 'rated', score: rated.score });
    const shown = await readSurface(panel);
    expect(shown.conversation?.words).toMatch(rated.words);
    expect(shown.topics).toHaveLength(1);
    expect(shown.topics[0]).toMatchObject({ title: scene.topic, rated: 2, positive: 1 });
    expect(shown.overall).toMatchObject({ rated: 2, positive: 1 });
  }
  return page;
}

for (const name of Object.keys(SCENES) as (keyof typeof SCENES)[]) {
  test(`${name}, team: an admin connects it once, and the panel beside its inbox shows its ratings, offline too`, async ({
    world,
  }) => {
    const scene = await begin(world, name);
    const extension = await world.extensionFor([new URL(scene.inbox).host]);
    const browser = await world.joined('admin', undefined, { extension });
    const options = await browser.openExtensionPage('options.html');
    await operateSources.connect(options, scene);
    await operateSources.showBeside(options, scene.unhappy.address);
    const page = await expectScene(browser, scene);

    // Not rated is said on evidence only: the platform is asked for this one conversation.
    if (!page) throw new Error('no page');
    await openConversation(browser, page, scene.unrated.address);
    const panel = await browser.panelFrame(page);
    await expect
      .poll(async () => (await readSurface(panel)).conversation?.state, { timeout: 20_000 })
      .toMatch(/unrated|awaiting/);

    await world.stopServer();
    await expectScene(browser, scene, page);
  });
}

for (const name of ['Zendesk', 'Chatwoot'] as const) {
  test(`${name}, solo: ratings come with one's own access, and stay readable offline`, async ({
    world,
  }) => {
    const scene = await begin(world, name);
    const hosts = Object.keys(scene.hosts);
    const browser = await world.launch(undefined, { extension: await world.extensionFor(hosts) });
    const options = await browser.openExtensionPage('options.html');
    await operateSources.connect(options, scene);
    await waitUntilSynced(await browser.openExtensionPage('popup.html'));
    const page = await expectScene(browser, scene);
    if (!page) throw new Error('no page');
    await openConversation(browser, page, scene.unrated.address);
    const panel = await browser.panelFrame(page);
    await expect
      .poll(async () => (await readSurface(panel)).conversation?.state, { timeout: 20_000 })
      .toMatch(/unrated|awaiting/);
    world.cutHosts();
    await expectScene(browser, scene, page);
  });
}

test('Chatwoot: an admin stops asking in one inbox from the popup', async ({ world }) => {
  const scene = await begin(world, 'Chatwoot');
  const browser = await world.joined('admin');
  const options = await browser.openExtensionPage('options.html');
  await operateSources.connect(options, scene);
  const popup = await browser.openExtensionPage('popup.html');
  await operateSources.stopAsking(popup, 'Website');
  await expect
    .poll(() => scene.mock.calls.filter(({ method }) => method === 'PATCH').map(({ body }) => body))
    .toEqual([{ csat_survey_enabled: false }]);
});
