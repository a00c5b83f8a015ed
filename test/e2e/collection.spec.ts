import { readSurface } from '../../scripts/read-surfaces.ts';
import { Customer } from './customer.ts';
import { expect, test } from './world.ts';

/** The product's promise: a switch reaches an open widget within five seconds. */
const WITHIN_FIVE_SECONDS = { timeout: 5_000, intervals: [100] };

test('an admin stops asking and asks again from the popup; an open widget follows within five seconds', async ({
  world,
}) => {
  const customer = new Customer(await world.customerPage('/chat'));
  await customer.ask('Where is my refund?');
  await expect.poll(() => customer.widget()).toContain('That helped');
  const browser = await world.joined('admin');
  const popup = await browser.openExtensionPage('popup.html');
  await popup.locator('[role=switch][aria-checked=true]').click();
  await popup.locator('button ::-p-text(Stop asking)').click();
  await expect.poll(() => customer.widget(), WITHIN_FIVE_SECONDS).not.toContain('That helped');
  await expect
    .poll(async () => (await readSurface(popup)).text)
    .toMatch(/Not requesting CSAT rating[\s\S]*Ada/);
  const { value } = await world.workspace.collection();
  expect(value).toMatchObject({ enabled: false, changedBy: 'Ada' });

  await popup.locator('[role=switch][aria-checked=false]').click();
  await expect.poll(() => customer.widget(), WITHIN_FIVE_SECONDS).toContain('That helped');
  expect((await world.workspace.collection()).value.enabled).toBe(true);
});

test('"Keep asking" keeps asking', async ({ world }) => {
  const browser = await world.joined('admin');
  const popup = await browser.openExtensionPage('popup.html');
  await popup.locator('[role=switch][aria-checked=true]').click();
  await popup.locator('button ::-p-text(Keep asking)').click();
  await expect.poll(() => popup.$('[role=switch][aria-checked=true]')).not.toBeNull();
  expect((await world.workspace.collection()).value.enabled).toBe(true);
});

test('a teammate sees the switch’s state and has no switch', async ({ world }) => {
  const browser = await world.joined('teammate');
  const popup = await browser.openExtensionPage('popup.html');
  await expect
    .poll(async () => (await readSurface(popup)).text)
    .toContain('Requesting CSAT rating');
  expect((await readSurface(popup)).text).toContain('Admins change this');
  expect(await popup.$('[role=switch]')).toBeNull();
});

test('without the server the popup says why the switch does not switch', async ({ world }) => {
  const browser = await world.joined('admin');
  await world.stopServer();
  const popup = await browser.openExtensionPage('popup.html');
  await expect
    .poll(async () => (await readSurface(popup)).text, { timeout: 30_000 })
    .toContain('Needs the network');
  expect(await popup.$('[role=switch]:not([disabled])')).toBeNull();
});
