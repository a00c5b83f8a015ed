import { readSurface } from '../../scripts/read-surfaces.ts';
import { expect, test } from './world.ts';

const SCORES = [1, 2, 3, 4, 5] as const;

test('switching between twenty conversations shows the right one each time', async ({ world }) => {
  const expected = new Map<string, { state: string; score: number | null }>();
  for (let index = 0; index < 20; index++) {
    const id = `chat ${index}/ä?`;
    await world.conversation(id);
    // Every fourth stays unrated.
    const score = SCORES[index % 5];
    if (index % 4 !== 3 && score) await world.rate(id, score);
    expected.set(
      id,
      index % 4 !== 3 && score ? { state: 'rated', score } : { state: 'unrated', score: null },
    );
  }
  const browser = await world.joined('teammate');
  const page = await world.openInbox(browser, 'chat 0/ä?');
  const frame = await browser.panelFrame(page);
  const shown = async () => (await readSurface(frame)).conversation;
  for (const [id, { state, score }] of expected) {
    await page.evaluate((address) => history.pushState(null, '', address), world.addressOf(id));
    await expect.poll(shown, { intervals: [20] }).toMatchObject({ id, state, score });
  }
  for (const id of [...expected.keys()].reverse().slice(1, 6)) {
    await page.evaluate(() => history.back());
    await expect.poll(shown, { intervals: [20] }).toMatchObject({ id, ...expected.get(id) });
  }
  await page.evaluate((address) => history.replaceState(null, '', address), `${world.url}/inbox`);
  await expect.poll(async () => (await shown())?.id ?? '').toBe('');
});

test('clicks in the inbox’s own list are followed too', async ({ world }) => {
  await world.conversation('first');
  await world.rate('first', 1);
  await world.conversation('second');
  await world.rate('second', 5);
  const browser = await world.joined('teammate');
  const page = await world.openInbox(browser, 'first');
  const frame = await browser.panelFrame(page);
  await page.locator('a[href$="/inbox/conversations/second"]').click();
  await expect
    .poll(async () => (await readSurface(frame)).conversation)
    .toMatchObject({ id: 'second', score: 5 });
  expect(page.url()).toContain('/inbox/conversations/second');
});

test('what was read ahead is not shown any more once it was rated again', async ({ world }) => {
  await world.conversation('first');
  await world.conversation('second');
  await world.rate('second', 5);
  const browser = await world.joined('teammate');
  const page = await world.openInbox(browser, 'first');
  const frame = await browser.panelFrame(page);
  const overall = async () => (await readSurface(frame)).overall;
  await expect.poll(overall).toMatchObject({ rated: 1, positive: 1 });
  await world.rate('second', 1, 2);
  await expect.poll(overall).toMatchObject({ rated: 1, positive: 0 });
  // Everything that is drawn from here on, also for a moment.
  await frame.evaluate(() => {
    const drawn: (string | null | undefined)[] = [];
    Object.assign(globalThis, { drawn });
    new MutationObserver(() => {
      const verdict = document.querySelector('[data-part="verdict"][data-conversation="second"]');
      if (verdict) {
        drawn.push(verdict.querySelector('data[data-field="score"]')?.getAttribute('value'));
      }
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
  await page.locator('a[href$="/inbox/conversations/second"]').click();
  await expect
    .poll(async () => (await readSurface(frame)).conversation)
    .toMatchObject({ id: 'second', score: 1 });
  const drawn: unknown[] = await frame.evaluate(() => Reflect.get(globalThis, 'drawn'));
  expect(new Set(drawn)).toEqual(new Set(['1']));
});

test('a download and a cancelled leave change nothing', async ({ world }) => {
  await world.conversation('stays');
  await world.rate('stays', 3);
  const browser = await world.joined('teammate');
  const page = await world.openInbox(browser, 'stays');
  const frame = await browser.panelFrame(page);
  const stays = { id: 'stays', state: 'rated', score: 3 };
  await expect.poll(async () => (await readSurface(frame)).conversation).toMatchObject(stays);

  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['a'], { type: 'application/octet-stream' }));
    link.download = 'transcript.txt';
    document.body.append(link);
    link.click();
  });
  expect((await readSurface(frame)).conversation).toMatchObject(stays);

  page.on('dialog', (dialog) => void dialog.dismiss());
  await page.locator('body').click();
  const asked = page.evaluate(
    () =>
      new Promise<void>((leaving) => {
        addEventListener('beforeunload', (event) => {
          event.preventDefault();
          leaving();
        });
        location.href = '/docs';
      }),
  );
  await asked;
  await expect.poll(async () => (await readSurface(frame)).conversation).toMatchObject(stays);
  expect(await page.evaluate(() => location.pathname)).toBe('/inbox/conversations/stays');
});
