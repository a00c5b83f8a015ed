import { randomUUID } from 'node:crypto';
import {
  actOnReview,
  chooseCause,
  chooseNextStep,
  trySyncNow,
  writeNote,
} from '../../scripts/operate-surfaces.ts';
import { readSurface } from '../../scripts/read-surfaces.ts';
import { expect, test } from './world.ts';

const subject = { subject: 'conversation', id: 'unhappy' } as const;

test('a review in the panel reaches the server; a colleague’s stands beside one made meanwhile, and a person decides', async ({
  world,
}) => {
  await world.conversation('unhappy', { topics: ['Refund deadline'] });
  await world.rate('unhappy', 2);
  const browser = await world.joined('admin');
  const panel = await browser.panelFrame(await world.openInbox(browser, 'unhappy'));
  const review = async () => (await readSurface(panel)).review;
  const onServer = async () => (await world.workspace.review(subject)).value;

  await expect.poll(review).toMatchObject({ state: 'none', taken: null, cause: null });
  await actOnReview(panel, 'take');
  await chooseCause(panel, 'wrong_answer');
  await writeNote(panel, 'The policy page is old.');
  await expect.poll(review).toMatchObject({ state: 'saved', taken: 'You have it' });
  await expect
    .poll(onServer)
    .toMatchObject({ cause: 'wrong_answer', note: 'The policy page is old.', doneAt: null });
  const saved = await onServer();
  expect(saved.takenBy?.name).toBe('Ada');

  // A colleague saves while this browser is cut off from the server.
  await world.leaveOnlyInboxPage();
  await expect.poll(async () => (await readSurface(panel)).sync?.state).toBe('offline');
  await chooseCause(panel, 'did_not_know');
  await expect.poll(review).toMatchObject({ state: 'waiting', cause: 'did_not_know' });
  const { code } = await world.workspace.createInvite({
    role: 'teammate',
    uses: 1,
    expiresAt: null,
  });
  const { token } = await world.service.join(code, 'Tom');
  await world.workspace.putReview(
    subject,
    {
      edit: randomUUID(),
      takenBy: saved.takenBy?.id ?? null,
      cause: 'other',
      nextStep: null,
      note: 'Theirs',
      done: false,
    },
    await world.service.authenticate(token),
    (await world.workspace.review(subject)).version,
  );
  await world.startServer();
  await trySyncNow(panel);
  await expect.poll(review).toMatchObject({ state: 'conflict' });
  expect((await review())?.words).toMatch(/Tom saved another version/);
  await actOnReview(panel, 'keep-mine');
  await expect.poll(review).toMatchObject({ state: 'saved', cause: 'did_not_know' });
  expect(await onServer()).toMatchObject({
    cause: 'did_not_know',
    note: 'The policy page is old.',
  });

  await chooseNextStep(panel, 'nothing');
  await actOnReview(panel, 'done');
  await expect.poll(review).toMatchObject({ state: 'saved', done: true });
  await expect.poll(async () => (await onServer()).doneAt).not.toBeNull();
});
