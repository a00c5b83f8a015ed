import { randomUUID } from 'node:crypto';
import {
  actOnReview,
  chooseCause,
  chooseNextStep,
  goToNext,
  trySyncNow,
  writeKnownProblem,
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
  await world.conversation('sad', { topics: ['Refund deadline'] });
  await world.rate('sad', 1);
  const browser = await world.joined('admin');
  const inbox = await world.openInbox(browser, 'unhappy');
  const panel = await browser.panelFrame(inbox);
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
  // A press may still share an attempt that began before the server was back.
  const pressed = async () => {
    await trySyncNow(panel);
    return review();
  };
  await expect.poll(pressed).toMatchObject({ state: 'conflict' });
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

  // What is wrong with the topic is written once for the team, and the next one opens in the inbox.
  await writeKnownProblem(panel, 'Policy is 30 days.');
  await expect
    .poll(async () => (await world.workspace.topics()).topics)
    .toMatchObject([{ title: 'Refund deadline', knownProblem: 'Policy is 30 days.' }]);
  await goToNext(panel, 'next-in-topic');
  await expect.poll(() => inbox.url()).toMatch(/\/conversations\/sad$/);
  const next = await browser.panelFrame(inbox);
  await expect.poll(async () => (await readSurface(next)).conversation?.id).toBe('sad');
  await expect.poll(async () => (await readSurface(next)).text).toContain('Policy is 30 days.');
});
