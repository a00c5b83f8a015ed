import { expandPanel, joinWorkspace } from '../../scripts/operate-surfaces.ts';
import { readSurface } from '../../scripts/read-surfaces.ts';
import { expect, test } from './world.ts';

test('joining shows the panel in an inbox tab that was open before, without a reload', async ({
  world,
}) => {
  await world.conversation('open-before', { topics: ['Delivery'] });
  await world.rate('open-before', 4);
  const browser = await world.launch();
  const welcome = await browser.extensionPage('welcome.html');
  const page = await browser.open('about:blank');
  await world.signIn(page);
  await page.goto(world.addressOf('open-before'));
  await page.evaluate(() => Reflect.set(globalThis, 'notReloaded', true));

  await joinWorkspace(welcome, await world.invite('teammate'), 'Tom');
  await page.bringToFront();
  const frame = await browser.panelFrame(page);
  await expandPanel(frame);
  await expect
    .poll(async () => (await readSurface(frame)).conversation)
    .toMatchObject({ id: 'open-before', score: 4 });
  expect(await page.evaluate(() => Reflect.get(globalThis, 'notReloaded'))).toBe(true);
});

test('a wrong and a used-up invite are refused in words', async ({ world }) => {
  const browser = await world.launch();
  const welcome = await browser.extensionPage('welcome.html');
  await welcome.locator('form.join input').fill('what is this');
  await welcome.locator('button ::-p-text(Continue)').click();
  await expect.poll(async () => (await readSurface(welcome)).text).toMatch(/invite link/i);
  await welcome.locator('form.join input').fill(`${world.url}/join#AAAAAAAAAAAAAAAAAAAAAAAA`);
  await welcome.locator('button ::-p-text(Continue)').click();
  await expect
    .poll(async () => (await readSurface(welcome)).text)
    .toMatch(/not known, used up, expired or withdrawn/i);
});

test('leaving erases the copy on this computer, and the panel goes', async ({ world }) => {
  await world.conversation('known');
  await world.rate('known', 2);
  const browser = await world.joined('teammate');
  const page = await world.openInbox(browser, 'known');
  const options = await browser.openExtensionPage('options.html');
  await options.locator('button ::-p-text(Leave)').click();
  await options.locator('button ::-p-text(Leave and erase)').click();
  await expect.poll(async () => (await readSurface(options)).text).toContain('Invite link');
  await expect.poll(() => page.frames().length).toBe(1);
  const databases = await options.evaluate(async () => {
    const counts: Record<string, number> = {};
    for (const { name } of await indexedDB.databases()) {
      if (!name) continue;
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      for (const table of database.objectStoreNames) {
        if (!/conversation|token|topic|count/i.test(table)) continue;
        counts[`${name}.${table}`] = await new Promise((resolve, reject) => {
          const counting = database.transaction(table).objectStore(table).count();
          counting.onsuccess = () => resolve(counting.result);
          counting.onerror = () => reject(counting.error);
        });
      }
      database.close();
    }
    return counts;
  });
  expect(Object.values(databases).every((count) => count === 0)).toBe(true);
});

test('a person leaves: a token that was revoked erases the copy at the next contact', async ({
  world,
}) => {
  await world.conversation('known');
  await world.rate('known', 2);
  const browser = await world.joined('teammate');
  for (const token of await world.workspace.listTokens())
    await world.workspace.revokeToken(token.id);
  const popup = await browser.openExtensionPage('popup.html');
  await expect
    .poll(async () => (await readSurface(popup)).text, { timeout: 30_000 })
    .toMatch(/access to this workspace was withdrawn[\s\S]*Join your team/);
});
