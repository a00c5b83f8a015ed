import { readSurface } from '../../scripts/read-surfaces.ts';
import { expect, test } from './world.ts';

/** The product's promise: a rating shows in an open panel within two seconds. */
const AT_ONCE = { timeout: 2_000, intervals: [50] };

test('60 s and more without anything happening, panel open: the next rating still shows within two seconds', async ({
  world,
}) => {
  test.setTimeout(150_000);
  await world.conversation('quiet');
  const browser = await world.joined('teammate');
  const page = await world.openInbox(browser, 'quiet');
  const frame = await browser.panelFrame(page);
  const panel = () => readSurface(frame);
  await expect.poll(async () => (await panel()).conversation?.state).toBe('unrated');
  // The silence itself is the condition: nothing here looks at the browser meanwhile.
  const end = Date.now() + 65_000;
  await expect.poll(() => Date.now() >= end, { timeout: 70_000, intervals: [5_000] }).toBe(true);
  await world.rate('quiet', 1);
  await expect
    .poll(async () => (await panel()).conversation, AT_ONCE)
    .toMatchObject({ state: 'rated', score: 1 });
});
