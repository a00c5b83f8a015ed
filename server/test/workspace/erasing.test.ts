import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forEachDatabase } from '../database-fixture.ts';
import { Follower } from './follower.ts';
import { happen, histories } from './histories.ts';
import { fileOf, HOUR, START, type TestWorkspace, testWorkspaces } from './workspace-fixture.ts';

const DAY = 24 * HOUR;
const HELLO = { id: 'm1', role: 'customer' as const, text: 'My name is Mara', sources: [] };
const ADA = { workspace: '', role: 'admin', tokenId: 't', id: 'ada', name: 'Ada' } as const;
const NOTE = {
  edit: '00000000-0000-4000-8000-000000000000',
  takenBy: null,
  cause: null,
  nextStep: null,
  note: 'Mara was right',
  done: false,
};

/** A rated conversation with everything that can hang on one. */
async function fill({ workspace, widget }: TestWorkspace, id: string, customer = 'mara') {
  await workspace.putConversation(id, { customer });
  await workspace.postMessages(id, { messages: [HELLO] });
  await workspace.putConversationTopics(id, { topics: [{ id: 'refunds' }] });
  await workspace.rate(widget(id), { score: 2, comment: 'No, thanks', seq: 1 });
  await workspace.putReview({ subject: 'conversation', id }, NOTE, ADA, '0');
}

/** Everything a reader from the empty cursor, and a look at the conversation, can find out. */
async function everything({ workspace }: TestWorkspace): Promise<string> {
  const newcomer = new Follower();
  await newcomer.catchUp(workspace);
  const listed = await workspace.conversations({ limit: 200 });
  return JSON.stringify([newcomer.state(), listed, await workspace.storedCounts()]);
}

forEachDatabase((_name, open) => {
  const fresh = testWorkspaces(open);

  test('an erased conversation is gone with all that hung on it, and so is its part of the counts', async () => {
    const place = await fresh();
    const { workspace } = place;
    await fill(place, 'c1', 'tom');
    await fill(place, 'c2');
    const reader = new Follower();
    await reader.catchUp(workspace);
    expect(await workspace.eraseConversation('c2')).toEqual({ erased: 1 });

    expect(await everything(place)).not.toMatch(/"c2"|"mara"/);
    const gone = { code: 'not_found' };
    await expect(workspace.conversation('c2')).rejects.toMatchObject(gone);
    const review = workspace.review({ subject: 'conversation', id: 'c2' });
    await expect(review).rejects.toMatchObject(gone);
    const counts = await workspace.storedCounts();
    expect(counts).toEqual(await workspace.recount());
    expect(
      counts.map(({ topic, counts: { conversations, score2 } }) => [topic, conversations, score2]),
    ).toEqual([
      [null, 1, 1],
      ['refunds', 1, 1],
    ]);

    // Who had it learns that it is gone, and ends as who comes only now.
    await reader.catchUp(workspace);
    expect(reader.things.get('conversation fivefaces c2')).toMatchObject({ kind: 'erasure' });
    const newcomer = new Follower();
    await newcomer.catchUp(workspace);
    expect(reader.state()).toEqual(newcomer.state());
    expect([...reader.faults, ...newcomer.faults]).toEqual([]);
  });

  test('no late retry brings an erased conversation back, nor one erased before it came', async () => {
    const place = await fresh();
    const { workspace, widget } = place;
    await fill(place, 'c1');
    expect(await workspace.eraseConversation('c1')).toEqual({ erased: 1 });
    expect(await workspace.eraseConversation('never-seen')).toEqual({ erased: 0 });
    const before = await everything(place);
    for (const id of ['c1', 'never-seen']) {
      const retries = [
        () => workspace.putConversation(id, {}),
        () => workspace.postMessages(id, { messages: [HELLO] }),
        () => workspace.putConversationTopics(id, { topics: [{ id: 'new-topic' }] }),
        () => workspace.end(id, null),
        () => workspace.handOver(id, null),
        () => workspace.rate(widget(id), { score: 5, seq: 9 }),
        () => workspace.recordAsked(widget(id), { stage: 'shown', door: 'helped' }),
        () => workspace.widgetConversation(widget(id)),
      ];
      for (const retry of retries) await expect(retry()).rejects.toMatchObject({ code: 'erased' });
      const report = await workspace.importLines(
        fileOf([
          { id, startedAt: '2026-10-01T10:00:00.000Z', rating: { score: 1 } },
          { id: `good-beside-${id}`, startedAt: '2026-10-01T10:00:00.000Z' },
        ]),
      );
      expect(report).toMatchObject({ created: 1, rejectedCount: 1, rejected: [{ line: 1 }] });
      expect(report.rejected[0]?.reason).toMatch(/erased/);
      await workspace.eraseConversation(`good-beside-${id}`);
    }
    expect(await everything(place)).toBe(before);
    expect(await workspace.eraseConversation('c1')).toEqual({ erased: 0 });
  });

  test('erased while it is being written, a conversation stays erased', async () => {
    const place = await fresh();
    const { workspace, widget } = place;
    const startedAt = '2026-10-01T10:00:00.000Z';
    const ids = Array.from({ length: 12 }, (_, index) => `c${index}`);
    const outcomes = await Promise.allSettled(
      ids.flatMap((id, index) => [
        workspace.rate(widget(id), { score: 1, seq: 1 }),
        index % 2 === 0
          ? workspace.putConversationTopics(id, { topics: [{ id: 'refunds' }] })
          : workspace.importLines(fileOf([{ id, startedAt }])),
        workspace.eraseConversation(id),
        workspace.putConversation(id, {}),
      ]),
    );
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') continue;
      expect(outcome.reason).toMatchObject({ code: expect.stringMatching(/^(erased|not_found)$/) });
    }
    expect((await workspace.conversations({})).conversations).toEqual([]);
    expect(await workspace.storedCounts()).toEqual([]);
    expect(await workspace.recount()).toEqual([]);
  });

  test('a customer is erased with all conversations, and nobody else is', async () => {
    const place = await fresh();
    const { workspace } = place;
    await workspace.importLines(
      fileOf(
        Array.from({ length: 450 }, (_, index) => ({
          id: `i${index}`,
          startedAt: '2026-10-01T10:00:00.000Z',
          customer: index % 45 === 0 ? 'tom' : 'mara',
          topics: [{ id: 'refunds' }],
          rating: { score: 1 },
        })),
      ),
    );
    expect(await workspace.eraseCustomer('mara')).toEqual({ erased: 440 });
    expect(await workspace.eraseCustomer('mara')).toEqual({ erased: 0 });
    const left = await workspace.conversations({ limit: 200 });
    expect(left.conversations.map(({ customer }) => customer)).toEqual(Array(10).fill('tom'));
    const counts = await workspace.storedCounts();
    expect(counts).toEqual(await workspace.recount());
    expect(counts.map(({ counts: { score1 } }) => score1)).toEqual([10, 10]);
  });

  test('after the time that the workspace keeps them conversations go and their counts stay', async () => {
    const place = await fresh();
    const { service, workspace, clock, widget } = place;
    await fill(place, 'old');
    clock.pass(20 * DAY);
    await fill(place, 'newer');
    await workspace.putConversation('running', { startedAt: new Date(START).toISOString() });
    await service.endIdleConversations();
    const counts = await workspace.storedCounts();
    const reader = new Follower();
    await reader.catchUp(workspace);
    expect(await service.applyRetention()).toBe(0);
    const { version } = await workspace.settings();
    await workspace.putSettings({ retentionDays: 30 }, version);
    clock.pass(10 * DAY);
    expect(await service.applyRetention()).toBe(0);
    clock.pass(2 * HOUR);
    expect(await service.applyRetention()).toBe(1);
    expect(await service.applyRetention()).toBe(0);

    expect(await everything(place)).not.toMatch(/"old"/);
    expect(await workspace.storedCounts()).toEqual(counts);
    expect(await workspace.recount()).toEqual(counts);
    await reader.catchUp(workspace);
    expect(reader.things.get('conversation fivefaces old')).toMatchObject({ kind: 'erasure' });
    await expect(workspace.rate(widget('old'), { score: 5, seq: 2 })).rejects.toMatchObject({
      code: 'erased',
    });

    // Counts of nobody any more outlive a change of the time zone, and an erasure of the person.
    const again = await workspace.settings();
    await workspace.putSettings({ timeZone: 'Asia/Tokyo' }, again.version);
    expect(await workspace.eraseCustomer('mara')).toEqual({ erased: 1 });
    const after = await workspace.storedCounts();
    expect(after).toEqual(await workspace.recount());
    expect(after[0]).toMatchObject({ topic: null, counts: { conversations: 2, score2: 1 } });
  });

  test('whatever happened before and after, deleting for age changes no count', async () => {
    await fc.assert(
      fc.asyncProperty(histories, histories, async (before, after) => {
        const place = await fresh({ timeZone: 'Europe/Berlin' });
        const { service, workspace, clock } = place;
        for (const event of before) await happen(place, event);
        const { version } = await workspace.settings();
        await workspace.putSettings({ retentionDays: 1 }, version);
        clock.pass(3 * DAY);
        await service.endIdleConversations();
        const counts = await workspace.storedCounts();
        await service.applyRetention();
        expect((await workspace.conversations({})).conversations).toEqual([]);
        expect(await workspace.storedCounts()).toEqual(counts);
        expect(await workspace.recount()).toEqual(counts);
        for (const event of after) await happen(place, event);
        expect(await workspace.storedCounts()).toEqual(await workspace.recount());
      }),
      { numRuns: 6 },
    );
  });

  test('a reader who was away for longer than erasures are kept starts again', async () => {
    const place = await fresh();
    const { service, workspace, clock } = place;
    await fill(place, 'c1');
    await fill(place, 'c2');
    const away = new Follower();
    await away.catchUp(workspace);
    await workspace.eraseConversation('c1');
    const reader = new Follower();
    await reader.catchUp(workspace);
    clock.pass(90 * DAY);
    await service.applyRetention();
    await away.catchUp(workspace);
    clock.pass(1);
    await service.applyRetention();
    await reader.catchUp(workspace);
    expect(reader.faults).toEqual([]);
    const gone = new Follower();
    gone.cursor = (await workspace.changes({ cursor: null, limit: 1 })).to;
    await workspace.eraseConversation('c2');
    clock.pass(90 * DAY + 1);
    await service.applyRetention();
    await expect(gone.catchUp(workspace)).rejects.toMatchObject({
      code: 'cursor_gone',
      extra: { epoch: expect.any(String) },
    });
  });
});
