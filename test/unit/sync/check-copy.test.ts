import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Digest } from '../../../lib/contract/digest.ts';
import { toInstant } from '../../../lib/contract/primitives.ts';
import { SourceError } from '../../../lib/sources/errors.ts';
import type { Store } from '../../../lib/store/store.ts';
import { syncStateOf } from '../../../lib/sync/states.ts';
import { ModelFeed, NOON } from '../fixtures/feed.ts';
import { joined } from '../fixtures/joined.ts';
import { once, popup, type Syncing, syncOf } from '../fixtures/syncing.ts';

const DAY = 24 * 3_600_000;

let feed: ModelFeed;
let given: Syncing;
/** How often the server was asked for its digest, and what it does to the true one. */
let asked: number;
let tamper: (digest: Digest) => Digest;
const onIncomplete = vi.fn(async () => undefined);

/** The digest of a model server: that of a copy that was fetched just now. */
async function digestOf(right: Store): Promise<Digest> {
  asked += 1;
  const local = await right.digest();
  if (!local) throw new Error('The right copy is not complete');
  const { keptFrom: _, ...digest } = local;
  return tamper({ ...digest, serverTime: toInstant(NOON) });
}

beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  asked = 0;
  tamper = (digest) => digest;
  onIncomplete.mockClear();
  feed = new ModelFeed();
  feed.rate('c1', 5, ['refunds']);
  feed.rate('c2', 2, ['refunds']);
  const digest = async () => {
    const right = syncOf(await joined(), async (cursor) => feed.changes(cursor, 50));
    await right.sync.syncOnce(once);
    return digestOf(right.store);
  };
  const clock = { now: NOON };
  given = syncOf(
    { ...(await joined()), clock },
    async (cursor) => ({ ...feed.changes(cursor, 50), serverTime: toInstant(clock.now) }),
    { digest, onIncomplete },
  );
});

const wrong = (digest: Digest): Digest => ({ ...digest, topics: { count: 99, numbers: 99 } });

describe('the copy is compared with the server', () => {
  it('after the first sync, then once a day', async () => {
    await given.sync.syncOnce(once);
    expect(asked).toBe(1);
    given.clock.now += DAY - 60_000;
    await given.sync.syncOnce(once);
    expect(asked).toBe(1);
    given.clock.now += 60_000;
    await given.sync.syncOnce(once);
    expect(asked).toBe(2);
    expect((await given.store.attempt()).mended).toBe(0);
  });

  it('on demand', async () => {
    await given.sync.syncOnce(once);
    expect(await given.sync.verify()).toMatchObject({ ok: true });
    expect(asked).toBe(2);
  });

  it('again soon where something came between sync and digest', async () => {
    tamper = (digest) => wrong({ ...digest, head: digest.head + 1 });
    await given.sync.syncOnce(once);
    expect(await given.store.attempt()).toMatchObject({ mended: 0 });
    await given.sync.syncOnce(once);
    expect(asked).toBe(1);
    given.clock.now += 60_000;
    await given.sync.syncOnce(once);
    expect(asked).toBe(2);
  });

  it('without the sync failing if the digest cannot be had', async () => {
    tamper = () => {
      throw new SourceError('server');
    };
    expect(await given.sync.syncOnce(once)).toMatchObject({ ok: true });
    given.clock.now += 60_000;
    await given.sync.syncOnce(once);
    expect(asked).toBe(1);
    given.clock.now += 9 * 60_000;
    await given.sync.syncOnce(once);
    expect(asked).toBe(2);
  });
});

describe('a copy that differs', () => {
  /** Damages the copy as a lost write would: what the server has is not here. */
  async function damage(): Promise<void> {
    await given.sync.syncOnce(once);
    const { digestAt } = await given.store.attempt();
    await given.store.saveAttempt({ digestAt: (digestAt ?? 0) - DAY });
    const passed = feed.head;
    feed.rate('c3', 1, ['login']);
    const wire = feed.conversations.get('c3')?.wire ?? null;
    feed.conversations.set('c3', { n: passed, wire });
  }

  it('is fetched anew beside what is shown, and then equal', async () => {
    await damage();
    onIncomplete.mockClear();
    await given.sync.syncOnce(once);
    expect(await given.store.attempt()).toMatchObject({ mended: 1, digestAt: null });
    expect(onIncomplete).toHaveBeenCalledOnce();
    expect((await given.store.usage()).conversations).toBe(2);
    await given.sync.syncOnce(once);
    expect((await given.store.usage()).conversations).toBe(3);
    expect(await given.store.attempt()).toMatchObject({ mended: 1, divergedAt: null });
    expect((await popup(given.store)).sync.problem).toBeNull();
  });

  it('and differs again is said to be wrong, and not fetched again and again', async () => {
    tamper = wrong;
    for (let index = 0; index < 5; index += 1) await given.sync.syncOnce(once);
    expect(asked).toBe(2);
    expect(await given.store.attempt()).toMatchObject({ mended: 1, divergedAt: NOON });
    const { sync } = await popup(given.store);
    expect(sync.problem?.detail).toBe('copy_diverged');
    expect(syncStateOf(sync, NOON, false)).toMatchObject({
      state: 'error',
      action: 'open_options',
    });
    // It still syncs, and still shows what it has.
    expect(await given.sync.syncOnce(once)).toMatchObject({ ok: true });
    expect(sync.phase).toBe('current');
  });

  it('is tried again a day later, and well if the server is', async () => {
    tamper = wrong;
    for (let index = 0; index < 3; index += 1) await given.sync.syncOnce(once);
    tamper = (digest) => digest;
    given.clock.now += DAY;
    await given.sync.syncOnce(once);
    expect(await given.store.attempt()).toMatchObject({ mended: 1, divergedAt: null });
    expect((await popup(given.store)).sync.problem).toBeNull();
  });

  it('is fetched anew at once when a person asks', async () => {
    tamper = wrong;
    for (let index = 0; index < 3; index += 1) await given.sync.syncOnce(once);
    tamper = (digest) => digest;
    expect(await given.sync.fetchAnew()).toMatchObject({ ok: true });
    expect(await given.store.attempt()).toMatchObject({ mended: 1, divergedAt: null });
    expect((await popup(given.store)).sync.problem).toBeNull();
  });
});
