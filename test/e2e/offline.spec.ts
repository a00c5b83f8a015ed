import { expandPanel, lookUp, openOptionsFromPanel } from '../../scripts/operate-surfaces.ts';
import { readSurface } from '../../scripts/read-surfaces.ts';
import { askBackground } from './ask-background.ts';
import { expect, test } from './world.ts';

test('offline for days: without server and network, after a restart, everything synced is still shown, marked offline', async ({
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

test('offline for days: reviews made offline go out once, in order; the switch needs the network and says so', async ({
  world,
}) => {
  await world.conversation('first');
  await world.rate('first', 1);
  await world.conversation('second');
  await world.rate('second', 2);
  const before = await world.joined('admin', 'kept');
  await world.stopServer();
  const offline = await before.openExtensionPage('popup.html');
  await expect
    .poll(async () => (await readSurface(offline)).text, { timeout: 30_000 })
    .toContain('Needs the network');
  for (const [id, note] of [
    ['first', 'one'],
    ['second', 'two'],
    ['first', 'three'],
  ] as const) {
    await askBackground(offline, 'page-background:save-review', {
      subject: 'conversation',
      source: 'fivefaces',
      id,
      version: note === 'three' ? 1 : 0,
      takenBy: null,
      cause: 'wrong_answer',
      nextStep: null,
      note,
      done: false,
    });
  }
  await world.quit(before);

  const browser = await world.launch('kept');
  await world.startServer();
  await world.openInbox(browser, 'first');
  const reviewOf = async (id: string) =>
    (await world.workspace.review({ subject: 'conversation', id })).value;
  await expect
    .poll(() => reviewOf('first'), { timeout: 60_000 })
    .toMatchObject({ version: 2, note: 'three' });
  expect(await reviewOf('second')).toMatchObject({ version: 1, note: 'two' });
});
