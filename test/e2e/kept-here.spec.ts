import { readSurface } from '../../scripts/read-surfaces.ts';
import { expect, test } from './world.ts';

const DAY = 86_400_000;

test('what Options takes off this computer comes from the server where it is opened or looked up, and all comes back', async ({
  world,
}) => {
  for (const id of ['old', 'older']) {
    await world.conversation(id, { topics: ['Refund deadline'] });
    await world.rate(id, 1);
  }
  world.pass(120 * DAY);
  await world.conversation('new');
  await world.rate('new', 5);
  const browser = await world.joined('admin');
  const options = await browser.openExtensionPage('options.html');
  const kept = () =>
    options.evaluate(() => {
      const count = document.querySelector('[data-part="kept-here"] [data-field="conversations"]');
      return count?.getAttribute('value');
    });
  await expect.poll(kept).toBe('3');
  await options.select('[data-part="kept-here"] [data-field="days"]', '90');
  await expect.poll(kept).toBe('1');

  const panel = await browser.panelFrame(await world.openInbox(browser, 'old'));
  await expect
    .poll(async () => (await readSurface(panel)).conversation)
    .toMatchObject({ id: 'old', state: 'rated', score: 1 });
  const shown = await readSurface(panel);
  expect(shown.text).toContain('From the server, not kept here');
  expect(shown.overall, 'scores are of all time').toMatchObject({ rated: 3, positive: 1 });

  const popup = await browser.openExtensionPage('popup.html');
  await popup.bringToFront();
  await popup.locator('input[type=search]').fill('older');
  await popup.locator('[data-action="ask-server"]').click();
  await expect
    .poll(() => popup.evaluate(() => document.querySelector('.results')?.textContent))
    .toContain('Very unhappy');

  await options.bringToFront();
  await options.select('[data-part="kept-here"] [data-field="days"]', 'null');
  await options.locator('[data-action="fetch-anew"]').click();
  await options.locator('[data-part="kept-here"] .button-danger').click();
  await expect.poll(kept).toBe('3');
  await options.locator('[data-action="diagnostics"]').click();
  await options.locator('[data-part="diagnostics"] textarea').wait();
  const diagnostics = await options.evaluate(() => document.querySelector('textarea')?.value);
  expect(diagnostics).toMatch(/Fivefaces/);
  expect(diagnostics).not.toMatch(/Ada|Very unhappy/);
});
