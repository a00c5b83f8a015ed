import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { ChangesPage } from '../../../lib/contract/changes.ts';
import { toInstant } from '../../../lib/contract/primitives.ts';
import { SCORES } from '../../../lib/csat/scale.ts';
import { SourceError } from '../../../lib/sources/errors.ts';
import { createStoreReader } from '../../../lib/store/reader.ts';
import type { Store } from '../../../lib/store/store.ts';
import { conversation, conversationItem, ModelFeed, NOON, openIn, page } from '../fixtures/feed.ts';
import { joined, newStore } from '../fixtures/joined.ts';
import { type Changes, once, popup, syncOf } from '../fixtures/syncing.ts';

const idsFound = async (store: Store, text: string) =>
  (await createStoreReader(store).lookUp({ text, now: NOON })).found.map(({ id }) => id);

describe('one sync', () => {
  it('pulls page after page from the stored cursor, waiting only for the first', async () => {
    const asked: [string | null, number][] = [];
    const given = syncOf(await joined(), async (cursor, wait) => {
      asked.push([cursor, wait]);
      return page(cursor, `${cursor ?? ''}x`, [], { more: asked.length % 3 !== 0 });
    });
    await given.sync.syncOnce({ wait: 20, hurry: false });
    await given.sync.syncOnce({ wait: 20, hurry: false });
    expect(asked).toEqual([
      [null, 0],
      ['x', 0],
      ['xx', 0],
      ['xxx', 20],
      ['xxxx', 0],
      ['xxxxx', 0],
    ]);
  });

  it('is shared by all who ask while it runs', async () => {
    const answer = Promise.withResolvers<ChangesPage>();
    const changes = vi.fn(() => answer.promise);
    const { sync } = syncOf(await joined(), changes);
    const both = Promise.all([sync.syncOnce(once), sync.syncOnce({ wait: 20, hurry: true })]);
    answer.resolve(page(null, 'a', [conversationItem(1, conversation('c1'))]));
    expect(await both).toEqual([
      { ok: true, value: { changed: true } },
      { ok: true, value: { changed: true } },
    ]);
    expect(changes).toHaveBeenCalledOnce();
  });

  it('goes on at the stored cursor if somebody else applied the page meanwhile', async () => {
    const given = await joined();
    const { sync } = syncOf(given, async (cursor) => {
      if (cursor === null) await given.store.apply(page(null, 'other', []));
      return page(cursor, 'mine', [conversationItem(1, conversation(`after ${cursor}`))]);
    });
    await sync.syncOnce(once);
    expect((await given.store.position()).cursor).toBe('mine');
    expect(await idsFound(given.store, 'after other')).toEqual(['after other']);
  });

  it('does not turn in circles with a server that promises more and gives nothing', async () => {
    const { sync } = syncOf(await joined(), async (cursor) =>
      page(cursor, 'stuck', [], { more: true }),
    );
    expect(await sync.syncOnce(once)).toMatchObject({ ok: false, code: 'feed_stuck' });
  });

  it('learns the server’s clock from a quick answer, and keeps it over a long wait', async () => {
    const ahead = 3 * 3_600_000;
    let takes = 200;
    const given = syncOf(await joined(), async (cursor) => {
      given.clock.now += takes;
      return page(cursor, 'a', [], { serverTime: toInstant(given.clock.now - takes / 2 + ahead) });
    });
    await given.sync.syncOnce(once);
    expect((await given.store.attempt()).clockOffset).toBe(ahead);
    takes = 2_500;
    await given.sync.syncOnce(once);
    expect((await given.store.attempt()).clockOffset).toBe(ahead);
  });

  it('without having joined asks nobody', async () => {
    const changes = vi.fn<Changes>();
    const { tokens, ...rest } = await joined();
    await tokens.clear();
    const { sync } = syncOf({ tokens, ...rest }, changes);
    expect(await sync.syncOnce(once)).toMatchObject({ ok: false, code: 'not_joined' });
    expect(changes).not.toHaveBeenCalled();
  });

  it('recovers a store that the browser has evicted', async () => {
    const { tokens } = await joined();
    const store = newStore();
    const { sync } = syncOf({ store, tokens }, async () =>
      page(null, 'a', [conversationItem(1, conversation('c1'))]),
    );
    await sync.syncOnce(once);
    expect((await popup(store)).workspace?.name).toBe('Acme Support');
    expect((await createStoreReader(store).lookUp({ text: 'c1', now: NOON })).found).toHaveLength(
      1,
    );
  });
});

describe('a failing sync', () => {
  const offline: Changes = async () => {
    throw new SourceError('network');
  };

  it('says what is wrong and since when, and keeps what was synced', async () => {
    const given = await joined();
    await given.store.apply(page(null, 'a', [conversationItem(1, conversation('c1'))]));
    const { sync, clock } = syncOf(given, offline);
    await sync.syncOnce(once);
    clock.now += 600_000;
    await sync.syncOnce(once);
    expect((await popup(given.store)).sync.problem).toMatchObject({ code: 'network', since: NOON });
    const { found } = await createStoreReader(given.store).lookUp({ text: 'c1', now: NOON });
    expect(found).toHaveLength(1);
  });

  it('waits longer each time, by what is stored and not by what is remembered', async () => {
    const given = await joined();
    const waits: number[] = [];
    let now = NOON;
    for (let attempt = 0; attempt < 9; attempt += 1) {
      // Each attempt in a background that has just been started.
      const changes = vi.fn(offline);
      const { sync } = syncOf(given, changes, { now: () => now });
      await sync.syncOnce(once);
      expect(changes).toHaveBeenCalledOnce();
      const { nextAttemptAt } = await given.store.attempt();
      waits.push(nextAttemptAt - now);
      now = nextAttemptAt - 1;
      expect(await sync.syncOnce(once)).toMatchObject({ ok: false, code: 'network', retryIn: 1 });
      expect(changes).toHaveBeenCalledOnce();
      now = nextAttemptAt;
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 60, 60, 60, 60].map((seconds) => seconds * 1_000));
  });

  it('tries at once when somebody hurries, but never against the server’s Retry-After', async () => {
    const given = await joined();
    const changes = vi.fn<Changes>(offline);
    const { sync, clock } = syncOf(given, changes);
    await sync.syncOnce(once);
    await sync.syncOnce({ wait: 0, hurry: true });
    expect(changes).toHaveBeenCalledTimes(2);

    changes.mockRejectedValueOnce(new SourceError('rate', { retryAfter: 90_000 }));
    await sync.syncOnce({ wait: 0, hurry: true });
    clock.now += 89_999;
    const early = await sync.syncOnce({ wait: 0, hurry: true });
    expect(early).toMatchObject({ ok: false, code: 'rate', retryIn: 1 });
    expect(changes).toHaveBeenCalledTimes(3);
    clock.now += 1;
    await sync.syncOnce(once);
    expect(changes).toHaveBeenCalledTimes(4);
  });

  it('sends reviews again as soon as the server is tried again, however long they were to wait', async () => {
    const flush = vi.fn(async (_membership: unknown, _hurry: boolean) => false);
    const outbox = { flush, exclusively: vi.fn(), forget: vi.fn() };
    const changes = vi.fn<Changes>(offline);
    const { sync, clock } = syncOf(await joined(), changes, { outbox });
    await sync.syncOnce(once);
    clock.now += 60_000;
    changes.mockImplementation(async (cursor) => page(cursor, `${cursor ?? ''}x`, []));
    await sync.syncOnce(once);
    await sync.syncOnce(once);
    expect(flush.mock.calls.map(([, hurry]) => hurry)).toEqual([false, true, false]);
  });

  it('is not held up by a clock that was set back', async () => {
    const given = await joined();
    const changes = vi.fn<Changes>(offline);
    const { sync, clock } = syncOf(given, changes);
    await sync.syncOnce(once);
    clock.now -= 5 * 3_600_000;
    await sync.syncOnce(once);
    expect(changes).toHaveBeenCalledTimes(2);
  });

  it('forgets the problem with the first success', async () => {
    const given = await joined();
    const changes = vi.fn<Changes>(offline);
    const { sync } = syncOf(given, changes);
    await sync.syncOnce(once);
    changes.mockResolvedValueOnce(page(null, 'a', []));
    await sync.syncOnce({ wait: 0, hurry: true });
    expect((await popup(given.store)).sync).toMatchObject({ problem: null, syncedAt: NOON });
    expect((await given.store.attempt()).failures).toBe(0);
  });

  it('names a withdrawn host permission, and asks nobody', async () => {
    const changes = vi.fn<Changes>();
    const { sync } = syncOf(await joined(), changes, { isAllowed: async () => false });
    const outcome = await sync.syncOnce(once);
    expect(outcome).toMatchObject({ ok: false, code: 'permission' });
    expect(outcome).not.toHaveProperty('retryIn');
    expect(changes).not.toHaveBeenCalled();
  });

  it('calls what IndexedDB refuses a problem of storage', async () => {
    const given = await joined();
    vi.spyOn(given.store, 'apply').mockRejectedValue(
      new DOMException('full', 'QuotaExceededError'),
    );
    const { sync } = syncOf(given, async (cursor) => new ModelFeedOfOne().changes(cursor, 10));
    expect(await sync.syncOnce(once)).toMatchObject({ ok: false, code: 'storage_full' });
    expect((await given.store.position()).cursor).toBeNull();
    expect((await popup(given.store)).sync.problem).toMatchObject({
      code: 'storage',
      detail: 'storage_full',
    });
  });

  it.each(['token_revoked', 'token_invalid'])('erases the local copy on %s', async (code) => {
    const given = await joined();
    await given.store.apply(page(null, 'a', [conversationItem(1, conversation('c1'))]));
    const onWithdrawn = vi.fn(async () => undefined);
    const revoked: Changes = async () => {
      throw new SourceError('auth', { code });
    };
    const { sync } = syncOf(given, revoked, { onWithdrawn });
    expect(await sync.syncOnce(once)).toMatchObject({ ok: false, code });
    const view = await popup(given.store);
    expect(view.workspace).toBeNull();
    expect(view.sync.problem?.code).toBe('auth');
    expect(await given.tokens.read()).toBeNull();
    expect(await idsFound(given.store, 'c1')).toEqual([]);
    expect(onWithdrawn).toHaveBeenCalledOnce();
  });
});

class ModelFeedOfOne extends ModelFeed {
  constructor() {
    super();
    this.rate('c1', 5, ['refunds']);
  }
}

describe('leaving while a sync runs', () => {
  it('stops it, so that nothing of the old workspace comes back', async () => {
    const given = await joined();
    const asked = Promise.withResolvers<void>();
    const { sync } = syncOf(given, (_cursor, _wait, signal) => {
      asked.resolve();
      return new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
      });
    });
    const running = sync.syncOnce(once);
    await asked.promise;
    await sync.exclusively(() => given.store.erase());
    expect(await running).toMatchObject({ ok: false, code: 'stopped' });
    expect((await popup(given.store)).sync.problem).toBeNull();
  });
});

describe('whatever happens on the way', () => {
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('rate' as const),
        id: fc.integer({ min: 0, max: 9 }).map((number) => `c${number}`),
        score: fc.constantFrom(...SCORES, null),
        topics: fc.subarray(['refunds', 'login', 'delivery']),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('erase' as const),
        id: fc.integer({ min: 0, max: 9 }).map((number) => `c${number}`),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ do: 'restore' as const }) },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('sync' as const),
        fault: fc.constantFrom('none', 'lost', 'killed', 'twice', 'reordered'),
        limit: fc.integer({ min: 1, max: 6 }),
      }),
    },
  );

  it('after the next good sync the store equals the server', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const given = await joined();
        const feed = new ModelFeed();
        let old: ChangesPage | null = null;
        for (const one of steps) {
          if (one.do === 'rate') feed.rate(one.id, one.score, one.topics);
          else if (one.do === 'erase') feed.erase(one.id);
          else if (one.do === 'restore') feed.restore();
          else {
            const { fault, limit } = one;
            const { sync } = syncOf(given, async (cursor) => {
              if (fault === 'lost') throw new SourceError('network');
              if (fault === 'reordered' && old) await given.store.apply(old);
              const next = feed.changes(cursor, limit);
              old = next;
              if (fault === 'twice') await given.store.apply(next);
              // Killed after the page came and before anything was written.
              if (fault === 'killed') throw new Error('gone');
              return next;
            });
            await sync.syncOnce({ wait: 0, hurry: true });
          }
        }
        const { sync } = syncOf(given, async (cursor) => feed.changes(cursor, 50));
        await sync.syncOnce({ wait: 0, hurry: true });
        await expectEqual(given.store, feed);
      }),
      { numRuns: 60 },
    );
  }, 30_000);

  async function expectEqual(store: Store, feed: ModelFeed): Promise<void> {
    const reader = createStoreReader(store);
    expect((await popup(store)).overall.counts).toEqual(feed.counts(null));
    for (const [id, { wire }] of feed.conversations) {
      const view = await reader.panel({
        open: openIn(id),
        period: 'all',
        now: NOON,
      });
      expect(view.conversation?.rating?.score ?? null).toBe(wire?.rating?.score ?? null);
      expect(view.conversation === null).toBe(wire === null);
      expect(view.topics.map((topic) => [topic.id, topic.figures.counts])).toEqual(
        (wire?.topics ?? []).map((topic) => [topic, feed.counts(topic)]),
      );
    }
  }
});
