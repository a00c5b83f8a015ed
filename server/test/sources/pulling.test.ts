import { expect, test } from 'vitest';
import { SourceError } from '../../../lib/sources/errors.ts';
import { forEachDatabase } from '../database-fixture.ts';
import { MINUTE } from '../workspace/workspace-fixture.ts';
import { FakePlatform, ratingOf, stated } from './fake-platform.ts';
import { conversationsOf, PULL_EVERY, pullAll, readAll, sourcePlaces } from './source-place.ts';

const SECRET = { secret: 'right-token' };

forEachDatabase((name, open) => {
  const fresh = sourcePlaces(open);

  test('what a platform states reaches the feed with counts, topics and a masked comment', async () => {
    const platform = new FakePlatform();
    platform.put(
      stated('1', {
        ticketId: '77',
        email: 'Mara@Example.com ',
        rating: ratingOf(null, {
          sentiment: 'negative',
          comment: ' Call me: +49 170 1234567 ',
          of: 'teammate',
        }),
        topics: [{ id: 'tag:refund', title: 'Refund' }],
      }),
    );
    platform.put(stated('2', { rating: ratingOf(5), asked: null }));
    platform.put(stated('3'));
    const { workspace, pull } = await fresh([platform.definition()]);
    const source = await workspace.sources.create({ kind: 'zendesk', config: {}, ...SECRET });
    expect(await pull()).toEqual([{ kind: 'done', changed: 3 }]);

    const reader = await readAll(workspace);
    const conversations = conversationsOf(reader);
    expect(conversations.get('zendesk 1')).toMatchObject({
      ticketId: '77',
      endedAt: null,
      finalAt: null,
      finalUnknown: true,
      rating: {
        score: null,
        sentiment: 'negative',
        comment: 'Call me: [phone number]',
        of: 'teammate',
      },
      topics: ['zendesk:tag:refund'],
      notAsked: null,
    });
    expect(conversations.get('zendesk 1')?.emailHash).toMatch(/^[0-9a-f]{64}$/);
    expect(conversations.get('zendesk 3')).toMatchObject({ asked: true, rating: null });
    const { overall, topics } = await workspace.insights({ source: source.id });
    expect(overall).toMatchObject({
      conversations: 3,
      // Who was asked and did not answer is not listed by platforms: no response rate.
      asked: 0,
      answered: 0,
      faces: [0, 0, 0, 0, 1],
      withoutFace: { good: 0, neutral: 0, bad: 1 },
    });
    expect(topics).toMatchObject([{ id: 'zendesk:tag:refund', title: 'Refund' }]);
    expect((await workspace.insights({ source: 'fivefaces' })).overall.conversations).toBe(0);
    expect(await workspace.sources.list()).toMatchObject([{ conversations: 3, ratings: 2 }]);
    expect(await workspace.storedCounts()).toEqual(await workspace.recount());
  });

  test('a rating that is changed, taken back or deleted there is so here after the next pull', async () => {
    const platform = new FakePlatform();
    for (const id of ['1', '2', '3']) platform.put(stated(id, { rating: ratingOf(1) }));
    const { workspace, pull, clock } = await fresh([platform.definition()]);
    await workspace.sources.create({ kind: 'zendesk', config: {}, ...SECRET });
    await pull();
    platform.put(stated('1', { rating: ratingOf(4) }));
    platform.put(stated('2'));
    platform.remove('3');
    expect(await pull()).toEqual([]);
    clock.pass(PULL_EVERY);
    expect(await pull()).toEqual([{ kind: 'done', changed: 3 }]);
    const conversations = conversationsOf(await readAll(workspace));
    expect([...conversations.keys()]).toEqual(['zendesk 1', 'zendesk 2']);
    expect(conversations.get('zendesk 1')?.rating?.score).toBe(4);
    expect(conversations.get('zendesk 2')?.rating).toBeNull();
    expect((await workspace.insights({})).overall.faces).toEqual([0, 0, 0, 1, 0]);

    platform.put(stated('3', { rating: ratingOf(2) }));
    clock.pass(PULL_EVERY);
    await pull();
    expect(conversationsOf(await readAll(workspace)).get('zendesk 3')?.rating?.score).toBe(2);
    expect(await workspace.storedCounts()).toEqual(await workspace.recount());
  });

  test('a topic follows its name on the platform until the team words it', async () => {
    const platform = new FakePlatform();
    const named = (title: string) =>
      platform.put(stated('1', { rating: ratingOf(1), topics: [{ id: 'a', title }] }));
    const { workspace, pull, clock } = await fresh([platform.definition()]);
    await workspace.sources.create({ kind: 'zendesk', config: {}, ...SECRET });
    const titleAfterPull = async () => {
      clock.pass(PULL_EVERY);
      await pull();
      return (await workspace.topics()).topics.map(({ title }) => title);
    };
    named('refnud');
    expect(await titleAfterPull()).toEqual(['refnud']);
    named('refund');
    expect(await titleAfterPull()).toEqual(['refund']);
    await workspace.putTopic('zendesk:a', { title: 'Refunds' });
    named('money back');
    expect(await titleAfterPull()).toEqual(['Refunds']);
  });

  test('what was erased here stays away, whatever the platform states', async () => {
    const platform = new FakePlatform();
    platform.put(stated('1', { rating: ratingOf(1) }));
    const { workspace, pull, clock } = await fresh([platform.definition()]);
    await workspace.sources.create({ kind: 'zendesk', config: {}, ...SECRET });
    await pull();
    expect(await workspace.eraseConversation('1')).toEqual({ erased: 0 });
    expect(await workspace.eraseConversation('1', 'zendesk')).toEqual({ erased: 1 });
    platform.put(stated('1', { rating: ratingOf(5) }));
    clock.pass(PULL_EVERY);
    expect(await pull()).toEqual([{ kind: 'done', changed: 0 }]);
    expect(conversationsOf(await readAll(workspace)).size).toBe(0);
    expect(await workspace.storedCounts()).toEqual([]);
    await expect(workspace.conversation('1', { source: 'zendesk' })).rejects.toMatchObject({
      code: 'erased',
    });
  });

  test('nothing here ends or deletes a conversation of a platform that is only quiet', async () => {
    const platform = new FakePlatform();
    platform.put(stated('1', { rating: ratingOf(1) }));
    const { workspace, service, pull, clock } = await fresh([platform.definition()]);
    await workspace.sources.create({ kind: 'zendesk', config: {}, ...SECRET });
    await pull();
    expect((await workspace.collection()).value.runningConversations).toBe(0);
    clock.pass(300 * MINUTE);
    expect(await service.endIdleConversations()).toBe(0);
    const { version } = await workspace.settings();
    await workspace.putSettings({ retentionDays: 30 }, version);
    expect(await service.applyRetention()).toBe(0);
    clock.pass(31 * 24 * 60 * MINUTE);
    expect(await service.applyRetention()).toBe(1);
    // The score of the past stays what it was, and equal to its recount.
    expect((await workspace.insights({ source: 'zendesk' })).overall.faces).toEqual([
      1, 0, 0, 0, 0,
    ]);
    expect(await workspace.storedCounts()).toEqual(await workspace.recount());
  });

  test('of two processes one pulls a source, and a dead one is taken over from where it was', async () => {
    const platform = new FakePlatform();
    for (const id of ['1', '2', '3', '4', '5']) platform.put(stated(id, { rating: ratingOf(3) }));
    const { workspace, service, another, clock } = await fresh([platform.definition()]);
    await workspace.sources.create({ kind: 'zendesk', config: {}, ...SECRET });
    const rival = another();
    const taken = await Promise.all([service.takeDueSource(), rival.takeDueSource()]);
    expect(taken.filter((due) => due !== null)).toHaveLength(1);
    const first = taken.find((due) => due !== null);

    // The first process dies after its first batch: the second one never comes to an answer.
    let batches = 0;
    const dies = new Promise<void>((resolve) => {
      platform.beforeBatch = () => {
        batches += 1;
        if (batches < 2) return Promise.resolve();
        resolve();
        return new Promise(() => undefined);
      };
    });
    void first?.pull(new AbortController().signal);
    await dies;
    platform.beforeBatch = async () => undefined;
    const held = async () => (await workspace.insights({})).overall.conversations;
    expect(await held()).toBe(2);
    expect(await rival.takeDueSource()).toBeNull();
    clock.pass(10 * MINUTE);
    const before = platform.pulls;
    expect(await pullAll(rival, new AbortController().signal)).toEqual([
      { kind: 'done', changed: 3 },
    ]);
    // Two more batches: it did not begin anew.
    expect(platform.pulls - before).toBe(2);
    expect(await held()).toBe(5);
  });

  test('a process whose lease was taken over writes nothing any more', async () => {
    const platform = new FakePlatform();
    platform.put(stated('1', { rating: ratingOf(1) }));
    const { workspace, service, another, clock } = await fresh([platform.definition()]);
    await workspace.sources.create({ kind: 'zendesk', config: {}, ...SECRET });
    const slow = await service.takeDueSource();
    clock.pass(10 * MINUTE);
    await pullAll(another(), new AbortController().signal);
    const head = (await workspace.changes({ cursor: null, limit: 10 })).head;
    expect(await slow?.pull(new AbortController().signal)).toEqual({ kind: 'lost' });
    expect((await workspace.changes({ cursor: null, limit: 10 })).head).toBe(head);
  });

  test('a pull that is stopped keeps what is committed and is due again at once', async () => {
    const platform = new FakePlatform();
    for (const id of ['1', '2', '3']) platform.put(stated(id));
    const { workspace, pull } = await fresh([platform.definition()]);
    await workspace.sources.create({ kind: 'zendesk', config: {}, ...SECRET });
    const stop = new AbortController();
    platform.beforeBatch = async () => {
      if (platform.pulls === 2) stop.abort();
    };
    expect(await pull(stop.signal)).toEqual([{ kind: 'stopped' }]);
    expect((await workspace.insights({})).overall.conversations).toBe(2);
    platform.beforeBatch = async () => undefined;
    expect(await pull()).toEqual([{ kind: 'done', changed: 1 }]);
  });

  test('a wait that the platform asks for between batches is kept', async () => {
    const platform = new FakePlatform();
    for (const id of ['1', '2', '3']) platform.put(stated(id));
    platform.wait = 7_000;
    const { workspace, pull, clock } = await fresh([platform.definition()]);
    await workspace.sources.create({ kind: 'zendesk', config: {}, ...SECRET });
    expect(await pull()).toEqual([{ kind: 'done', changed: 2 }]);
    expect((await workspace.sources.list())[0]?.syncedAt).toBeNull();
    clock.pass(6_999);
    expect(await pull()).toEqual([]);
    clock.pass(1);
    expect(await pull()).toEqual([{ kind: 'done', changed: 1 }]);
    expect((await workspace.sources.list())[0]?.syncedAt).toBe(new Date(clock.now).toISOString());
  });

  test('a wrong token is told at once to everybody, once, and forgotten when it works again', async () => {
    const platform = new FakePlatform();
    const { workspace, pull, clock } = await fresh([platform.definition()]);
    await workspace.sources.create({ kind: 'zendesk', config: {}, ...SECRET });
    await pull();
    const settings = async () => {
      const item = [...(await readAll(workspace)).things.values()].find(
        ({ kind }) => kind === 'settings',
      );
      if (item?.kind !== 'settings') throw new Error('no settings');
      return { n: item.n, problem: item.sources[1]?.problem ?? null };
    };
    const well = await settings();
    expect(well.problem).toBeNull();
    platform.token = 'another-token';
    clock.pass(PULL_EVERY);
    expect(await pull()).toMatchObject([{ kind: 'failed' }]);
    const ill = await settings();
    expect(ill).toMatchObject({
      problem: {
        code: 'token_wrong',
        message: 'Fake does not accept this token.',
        remedy: 'Make a new one under Settings.',
        since: new Date(clock.now).toISOString(),
      },
    });
    expect(ill.n).toBeGreaterThan(well.n);
    for (let time = 0; time < 5; time += 1) {
      clock.pass(60 * MINUTE);
      expect(await pull()).toMatchObject([{ kind: 'failed' }]);
    }
    expect(await settings()).toEqual(ill);
    platform.token = 'right-token';
    clock.pass(60 * MINUTE);
    expect(await pull()).toMatchObject([{ kind: 'done' }]);
    const better = await settings();
    expect(better.problem).toBeNull();
    expect(better.n).toBeGreaterThan(ill.n);
    clock.pass(60 * MINUTE);
    await pull();
    expect(await settings()).toEqual(better);
  });

  test('what mends itself is told only from the third time on, and asked less and less often', async () => {
    const platform = new FakePlatform();
    const { workspace, pull, clock } = await fresh([platform.definition()]);
    await workspace.sources.create({ kind: 'zendesk', config: {}, ...SECRET });
    await pull();
    platform.fault = new SourceError('server', { message: 'Fake failed.' });
    const problems: (string | undefined)[] = [];
    const pauses: number[] = [];
    clock.pass(PULL_EVERY);
    for (let time = 0; time < 10; time += 1) {
      expect(await pull()).toMatchObject([{ kind: 'failed' }]);
      const [source] = await workspace.sources.list();
      problems.push(source?.problem?.message);
      const next = Date.parse(source?.nextAt ?? '');
      pauses.push(next - clock.now);
      clock.now = next;
    }
    expect(problems.slice(0, 3)).toEqual([undefined, undefined, 'Fake failed.']);
    expect(pauses.slice(0, 3)).toEqual([45_000, 90_000, 180_000]);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(30 * MINUTE);
    platform.fault = null;
    expect(await pull()).toMatchObject([{ kind: 'done' }]);
    expect((await workspace.sources.list())[0]?.problem).toBeNull();
  });

  test('Retry-After is obeyed', async () => {
    const platform = new FakePlatform();
    const { workspace, pull, clock } = await fresh([platform.definition()]);
    await workspace.sources.create({ kind: 'zendesk', config: {}, ...SECRET });
    platform.fault = new SourceError('rate', { retryAfter: 600_000 });
    await pull();
    platform.fault = null;
    clock.pass(599_999);
    expect(await pull()).toEqual([]);
    clock.pass(1);
    expect(await pull()).toMatchObject([{ kind: 'done' }]);
  });

  test('a fault that nobody foresaw is told without what it holds, and tried again', async () => {
    const platform = new FakePlatform();
    const { workspace, pull, clock } = await fresh([platform.definition()]);
    await workspace.sources.create({ kind: 'zendesk', config: {}, ...SECRET });
    platform.fault = new Error('mara@example.com broke it');
    for (let time = 0; time < 3; time += 1) {
      await pull();
      clock.pass(60 * MINUTE);
    }
    const [source] = await workspace.sources.list();
    expect(source?.problem?.code).toBe('internal');
    expect(JSON.stringify(source)).not.toContain('mara');
    platform.fault = null;
    expect(await pull()).toMatchObject([{ kind: 'done' }]);
  });

  test(`${name}: statements that cannot be kept are left out with a note, the others are kept`, async () => {
    const platform = new FakePlatform();
    platform.pageSize = 10;
    platform.put(stated('a\u0000b'));
    platform.put(stated('no time', { startedAt: Number.NaN }));
    platform.put(stated('far', { startedAt: Date.UTC(20_000, 0, 1) }));
    platform.put(
      stated('good', {
        channel: 'x'.repeat(500),
        topics: [
          { id: 't'.repeat(400), title: 'Long\u0000' },
          { id: 'same', title: 'Same' },
          { id: 'same', title: 'Same' },
        ],
        rating: ratingOf(2, { comment: `\u0000${'😀'.repeat(4_000)}`, ratedAt: Number.NaN }),
      }),
    );
    const { workspace, pull } = await fresh([platform.definition()]);
    await workspace.sources.create({ kind: 'zendesk', config: {}, ...SECRET });
    expect(await pull()).toEqual([{ kind: 'done', changed: 1 }]);
    const [source] = await workspace.sources.list();
    expect(source?.notes).toEqual(['3 conversations without a usable id or time']);
    const kept = conversationsOf(await readAll(workspace)).get('zendesk good');
    expect(kept?.channel).toHaveLength(120);
    expect(kept?.topics).toHaveLength(2);
    expect(kept?.rating?.comment).toHaveLength(4_000);
    expect(kept?.rating?.ratedAt).toBe(kept?.startedAt);
  });
});
