import { expandPanel } from '../../scripts/operate-surfaces.ts';
import { readSurface } from '../../scripts/read-surfaces.ts';
import { expect, test } from './world.ts';

test.describe('Firefox container tab, private window', () => {
  test('a container tab shows the right rating, though its frame sees another, empty database', async ({
    world,
  }) => {
    await world.conversation('contained', { topics: ['Refund deadline'] });
    await world.rate('contained', 2);
    const browser = await world.joined('teammate');
    const container = await browser.browser.createBrowserContext();
    const page = await browser.open('about:blank', container);
    await world.signIn(page);
    await page.goto(world.addressOf('contained'));
    const frame = await browser.panelFrame(page);
    await expandPanel(frame);
    await expect
      .poll(async () => (await readSurface(frame)).conversation)
      .toMatchObject({ id: 'contained', state: 'rated', score: 2 });
    expect((await readSurface(frame)).topics).toMatchObject([{ rated: 1, positive: 0 }]);

    // It hears of changes too.
    await world.rate('contained', 5, 2);
    await expect
      .poll(async () => (await readSurface(frame)).conversation, {
        timeout: 2_000,
        intervals: [50],
      })
      .toMatchObject({ score: 5 });
  });
});
