import type { Frame } from 'puppeteer-core';
import { readSurface, type ShownPanel } from '../../scripts/read-surfaces.ts';
import { Customer } from './customer.ts';
import { expect, test, type World } from './world.ts';

/** The product's promise: a rating shows in an open panel within two seconds. */
const AT_ONCE = { timeout: 2_000, intervals: [50] };
/** A visible page hears from the server at the latest after one long poll of 20 s. */
const WITHIN_A_POLL = { timeout: 30_000, intervals: [250] };
const HOUR = 60 * 60_000;

async function chat(world: World, address = '/chat'): Promise<Customer> {
  const customer = new Customer(await world.customerPage(address));
  await customer.ask('Where is my refund?');
  return customer;
}

/** The panel beside the inbox, open at the customer's chat. */
async function panelAt(world: World, conversation: string): Promise<() => Promise<ShownPanel>> {
  const browser = await world.joined('teammate');
  const page = await world.openInbox(browser, conversation);
  const frame: Frame = await browser.panelFrame(page);
  return () => readSurface(frame);
}

test('a face that the customer picks shows in the open panel within two seconds', async ({
  world,
}) => {
  await world.conversation('earlier', { topics: ['Delivery'] });
  await world.rate('earlier', 5);
  const customer = await chat(world);
  const id = await customer.conversation();
  const panel = await panelAt(world, id);
  await expect.poll(async () => (await panel()).conversation?.state).toBe('awaiting');
  expect((await panel()).overall).toMatchObject({ rated: 1, positive: 1 });

  await customer.sayItHelped();
  await customer.pick('Unhappy');
  await expect
    .poll(async () => (await panel()).conversation, AT_ONCE)
    .toMatchObject({ id, state: 'rated', score: 2 });
  await expect
    .poll(async () => (await panel()).overall, AT_ONCE)
    .toMatchObject({ rated: 2, positive: 1 });

  // Its topics settle later; then their scores move too.
  await world.workspace.putConversationTopics(id, {
    topics: [{ id: 'refund-deadline', title: 'Refund deadline' }],
  });
  await expect
    .poll(async () => (await panel()).topics, AT_ONCE)
    .toMatchObject([{ id: 'refund-deadline', title: 'Refund deadline', rated: 1, positive: 0 }]);
});

test('so it does after "Talk to a person"', async ({ world }) => {
  const customer = await chat(world);
  const id = await customer.conversation();
  const panel = await panelAt(world, id);
  await customer.talkToPerson();
  await customer.pick('Very unhappy');
  await expect
    .poll(async () => (await panel()).conversation, AT_ONCE)
    .toMatchObject({ id, state: 'rated', score: 1 });
  const { conversation } = await world.workspace.conversation(id);
  expect(conversation.openedAt).not.toBeNull();
  expect(conversation.handedOverAt).not.toBeNull();
});

test('a changed mind moves the counts, and after 60 minutes nothing changes any more', async ({
  world,
}) => {
  const customer = await chat(world);
  const id = await customer.conversation();
  const panel = await panelAt(world, id);
  await customer.sayItHelped();
  await customer.pick('Unhappy');
  await expect
    .poll(async () => (await panel()).overall, AT_ONCE)
    .toMatchObject({ rated: 1, positive: 0 });

  await customer.change();
  await customer.pick('Happy');
  await expect
    .poll(async () => (await panel()).overall, AT_ONCE)
    .toMatchObject({ rated: 1, positive: 1 });
  expect((await panel()).conversation).toMatchObject({ score: 4 });
  expect(await world.workspace.storedCounts()).toEqual(await world.workspace.recount());

  await customer.endChat();
  await expect
    .poll(async () => (await panel()).conversation?.words, AT_ONCE)
    .toMatch(/can still change/i);
  // The picker is open when the hour runs out: the face comes too late.
  await customer.change();
  world.pass(HOUR + 1_000);
  await customer.pick('Very unhappy');
  await expect.poll(() => customer.widget()).toMatch(/can.t be changed any more/i);
  await expect
    .poll(async () => (await panel()).conversation?.words, WITHIN_A_POLL)
    .toMatch(/can.t change any more/i);
  expect((await panel()).conversation).toMatchObject({ score: 4, state: 'rated' });
  expect((await panel()).overall).toMatchObject({ rated: 1, positive: 1 });
});

test('a team test shows as not counted, and no score moves', async ({ world }) => {
  await world.conversation('counted');
  await world.rate('counted', 5);
  const customer = await chat(world, '/chat?internal');
  const id = await customer.conversation();
  const panel = await panelAt(world, id);
  await customer.sayItHelped();
  await customer.pick('Very unhappy');
  await expect
    .poll(async () => (await panel()).conversation, AT_ONCE)
    .toMatchObject({ state: 'internal', score: 1 });
  expect((await panel()).conversation?.words).toMatch(/not counted/i);
  expect((await panel()).overall).toMatchObject({ rated: 1, positive: 1 });
});
