import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { PutReview, Review } from '../../../lib/contract/review.ts';
import { Refusal } from '../../src/workspace/refusal.ts';
import type { Caller } from '../../src/workspace/service.ts';
import { forEachDatabase } from '../database-fixture.ts';
import { MINUTE, START, type TestWorkspace, testWorkspaces } from './workspace-fixture.ts';

const CONVERSATION = { subject: 'conversation', id: 'c1' } as const;

/** A review with nothing in it but what is said. */
function save(says: Partial<PutReview> = {}): PutReview {
  const nothing = { takenBy: null, cause: null, nextStep: null, note: null, done: false };
  return { ...nothing, edit: randomUUID(), ...says };
}

async function person({ service, workspace }: TestWorkspace, name: string): Promise<Caller> {
  const { token } = await workspace.createToken({ role: 'teammate', name });
  return service.authenticate(token);
}

async function refusalOf(promise: Promise<unknown>): Promise<Refusal> {
  const cause = await promise.then(
    () => new Error('was not refused'),
    (reason: unknown) => reason,
  );
  if (cause instanceof Refusal) return cause;
  throw cause;
}

/** The reviews that a reader of the feed holds, with their change numbers. */
async function followed({ workspace }: TestWorkspace): Promise<[number, Review][]> {
  const reviews: [number, Review][] = [];
  let cursor: string | null = null;
  for (;;) {
    const page = await workspace.changes({ cursor, limit: 100 });
    for (const item of page.items) if (item.kind === 'review') reviews.push([item.n, item.review]);
    if (!page.more) return reviews;
    cursor = page.to;
  }
}

forEachDatabase((_name, open) => {
  const fresh = testWorkspaces(open);

  test('a review begins with version 0, is saved as a whole and reaches the feed', async () => {
    const place = await fresh();
    const { workspace, clock } = place;
    await workspace.putConversation('c1', {});
    const ada = await person(place, 'Ada');
    expect(await workspace.review(CONVERSATION)).toMatchObject({
      version: '0',
      value: { version: 0, source: 'fivefaces', id: 'c1', changedAt: null, changedBy: null },
    });
    clock.pass(MINUTE);
    const first = save({ takenBy: ada.id, cause: 'wrong_answer', note: ' Old price ' });
    const { value, version } = await workspace.putReview(CONVERSATION, first, ada, '0');
    const byAda = { id: ada.id, name: 'Ada' };
    expect(version).toBe('1');
    expect(value).toEqual({
      subject: 'conversation',
      source: 'fivefaces',
      id: 'c1',
      version: 1,
      takenBy: byAda,
      cause: 'wrong_answer',
      nextStep: null,
      note: 'Old price',
      doneAt: null,
      changedAt: new Date(START + MINUTE).toISOString(),
      changedBy: byAda,
    });
    expect((await workspace.review(CONVERSATION)).value).toEqual(value);
    const { head } = await workspace.changes({ cursor: null, limit: 1 });
    expect(await followed(place)).toEqual([[head, value]]);

    clock.pass(MINUTE);
    const finished = save({ nextStep: 'add-knowledge', done: true });
    const second = await workspace.putReview(CONVERSATION, finished, ada, '1');
    expect(second.value).toMatchObject({ version: 2, takenBy: null, cause: null, note: null });
    clock.pass(MINUTE);
    // Done stays done since when it was done.
    const third = await workspace.putReview(CONVERSATION, save({ done: true }), ada, '2');
    expect(third.value.doneAt).toBe(second.value.doneAt);
    expect(await followed(place)).toEqual([[head + 2, third.value]]);
  });

  test('a topic has a review too; what is not known has none', async () => {
    const place = await fresh();
    const { workspace } = place;
    const ada = await person(place, 'Ada');
    await workspace.putConversation('c1', {});
    await workspace.putConversationTopics('c1', { topics: [{ id: 'refunds' }] });
    const refunds = { subject: 'topic', id: 'refunds' } as const;
    const { value } = await workspace.putReview(refunds, save({ done: true }), ada, '0');
    expect(value).toMatchObject({ subject: 'topic', source: null, id: 'refunds', version: 1 });
    expect((await workspace.review(CONVERSATION)).value.version).toBe(0);
    for (const subject of ['conversation', 'topic'] as const) {
      const unknown = { subject, id: 'nothing' };
      expect(await refusalOf(workspace.review(unknown))).toMatchObject({ code: 'not_found' });
      const saving = workspace.putReview(unknown, save(), ada, '0');
      expect(await refusalOf(saving)).toMatchObject({ code: 'not_found' });
    }
  });

  test('who saves on an older version is told what is stored, and nothing is lost', async () => {
    const place = await fresh();
    const { workspace } = place;
    await workspace.putConversation('c1', {});
    const [ada, bob] = [await person(place, 'Ada'), await person(place, 'Bob')];
    const saves = await Promise.allSettled(
      [ada, bob].map((who) =>
        workspace.putReview(CONVERSATION, save({ takenBy: who.id, note: who.name }), who, '0'),
      ),
    );
    const { value: stored } = await workspace.review(CONVERSATION);
    expect(saves.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = saves.find((one) => one.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'version_conflict', extra: { current: stored } });
    expect(stored.version).toBe(1);
    expect(stored.note).toBe(stored.takenBy?.name);
  });

  test('the same edit again answers with what is stored, also after somebody else saved', async () => {
    const place = await fresh();
    const { workspace } = place;
    await workspace.putConversation('c1', {});
    const [ada, bob] = [await person(place, 'Ada'), await person(place, 'Bob')];
    const first = save({ note: 'From Ada' });
    const saved = await workspace.putReview(CONVERSATION, first, ada, '0');
    expect(await workspace.putReview(CONVERSATION, first, ada, '0')).toEqual(saved);
    const later = await workspace.putReview(CONVERSATION, save({ note: 'From Bob' }), bob, '1');
    expect(await workspace.putReview(CONVERSATION, first, ada, '0')).toEqual(later);
    expect((await workspace.review(CONVERSATION)).value.note).toBe('From Bob');
  });

  test('one takes a review oneself, leaves it with who has it, or with nobody', async () => {
    const place = await fresh();
    const { workspace } = place;
    await workspace.putConversation('c1', {});
    const [ada, bob] = [await person(place, 'Ada'), await person(place, 'Bob')];
    const forBob = workspace.putReview(CONVERSATION, save({ takenBy: bob.id }), ada, '0');
    expect(await refusalOf(forBob)).toMatchObject({
      code: 'invalid_request',
      message: expect.stringMatching(/^takenBy/),
    });
    await workspace.putReview(CONVERSATION, save({ takenBy: bob.id }), bob, '0');
    const kept = await workspace.putReview(CONVERSATION, save({ takenBy: bob.id }), ada, '1');
    expect(kept.value).toMatchObject({ takenBy: { name: 'Bob' }, changedBy: { name: 'Ada' } });
  });

  test("a next step is one of the workspace's, or the one that is stored", async () => {
    const place = await fresh();
    const { workspace } = place;
    await workspace.putConversation('c1', {});
    const ada = await person(place, 'Ada');
    const unknown = workspace.putReview(CONVERSATION, save({ nextStep: 'dance' }), ada, '0');
    expect(await refusalOf(unknown)).toMatchObject({ code: 'invalid_request' });
    await workspace.putReview(CONVERSATION, save({ nextStep: 'fix' }), ada, '0');
    const { version } = await workspace.settings();
    await workspace.putSettings({ nextSteps: [] }, version);
    const kept = await workspace.putReview(CONVERSATION, save({ nextStep: 'fix' }), ada, '1');
    expect(kept.value.nextStep).toBe('fix');
  });

  test('settings and the switch, too, answer a conflict with what is stored', async () => {
    const { workspace } = await fresh();
    expect(await refusalOf(workspace.putSettings({ name: 'Other' }, '7'))).toMatchObject({
      code: 'version_conflict',
      extra: { current: (await workspace.settings()).value },
    });
    expect(await refusalOf(workspace.putCollection(false, 'Ada', '7'))).toMatchObject({
      code: 'version_conflict',
      extra: { current: (await workspace.collection()).value },
    });
  });
});
