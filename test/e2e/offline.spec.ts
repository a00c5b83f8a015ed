import { expandPanel, lookUp, openOptionsFromPanel } from '../../scripts/operate-surfaces.ts';
import { readSurface } from '../../scripts/read-surfaces.ts';
import { expect, test } from './world.ts';

test('without server and network, after a restart, everything synced is still shown, marked offline', async ({
  world,
}) => {
  await world.conversation('known', { topics: ['Refund deadline'], customer: 'mara' });
  await world.rate('known', 2, 1, 'It kept sending me the same link.');
  await world.conversation('other');
  await world.rate('other', 5);
  const first = await world.joined('teammate', 'kept');
  await world.quit(first);

  await world.leaveOnlyInboxPage();
  const browser = await world.launch('kept');
  const page = await browser.open(world.addressOf('known'));
  const frame = await browser.panelFrame(page);
  await expandPanel(frame);
  await expect
    .poll(async () => (await readSurface(frame)).conversation)
    .toMatchObject({ id: 'known', state: 'rated', score: 2 });
  const panel = await readSurface(frame);
  expect(panel.text).toContain('It kept sending me the same link.');
  expect(panel.overall).toMatchObject({ rated: 2, positive: 1 });
  expect(panel.topics).toMatchObject([{ title: 'Refund deadline', rated: 1, positive: 0 }]);
  await expect.poll(async () => (await readSurface(frame)).text).toMatch(/offline/i);

  await openOptionsFromPanel(frame);
  await browser.extensionPage('options.html');
  const popup = await browser.openExtensionPage('popup.html');
  expect(await lookUp(popup, 'known')).toMatchObject({ id: 'known', state: 'rated', score: 2 });
  const missing = await lookUp(popup, 'never-heard-of');
  expect(missing).toBeNull();
  const words = (await readSurface(popup)).text;
  expect(words).toMatch(/not on this computer/i);
  expect(words).not.toMatch(/not rated/i);
  await expect.poll(async () => (await readSurface(popup)).text).toMatch(/offline/i);
});

test('a conversation that is not on this computer is unknown, not "not rated"', async ({
  world,
}) => {
  await world.conversation('known');
  const browser = await world.joined('teammate');
  await world.leaveOnlyInboxPage();
  const page = await browser.open(world.addressOf('never-heard-of'));
  const frame = await browser.panelFrame(page);
  await expandPanel(frame);
  await expect
    .poll(async () => (await readSurface(frame)).conversation)
    .toMatchObject({ state: 'unknown', score: null });
  expect((await readSurface(frame)).conversation?.words).not.toMatch(/not rated/i);
});
