import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { noCounts } from '../../../lib/csat/day-counts.ts';
import { SourceError } from '../../../lib/sources/errors.ts';
import { alone, worked } from '../fixtures/alone.ts';
import {
  connected,
  inZendesk,
  MINUTE,
  now,
  panel,
  popup,
  seen,
  todayIsNoon,
  unseen,
  zendesk,
} from '../fixtures/alone-with-zendesk.ts';
import { NOON } from '../fixtures/feed.ts';
import { face, told } from '../fixtures/model-platform.ts';

todayIsNoon();

describe('the sync without a team', () => {
  it('pulls batch after batch until all is here, and tells the page how long to rest', async () => {
    const given = await connected();
    for (const id of ['1', '2', '3', '4', '5']) given.platform.put(told(id, { rating: face(4) }));
    expect(await given.sync.syncOnce(now)).toEqual({
      ok: true,
      value: { changed: true, rest: 20_000 },
    });
    const view = await popup(given);
    expect(view.overall.counts).toMatchObject({ conversations: 5, score4: 5 });
    expect(view.sync).toMatchObject({ phase: 'current', problem: null, locked: false });
    expect(given.platform.pulls).toBe(3);
    // Then the platform is left alone: a minute while somebody looks, else five.
    await given.sync.syncOnce(seen);
    expect(given.platform.pulls).toBe(3);
    given.clock.now += MINUTE;
    await given.sync.syncOnce(unseen);
    expect(given.platform.pulls).toBe(3);
    await given.sync.syncOnce(seen);
    expect(given.platform.pulls).toBe(4);
    given.clock.now += 5 * MINUTE;
    await given.sync.syncOnce(unseen);
    expect(given.platform.pulls).toBe(5);
  });

  it('stops after a few batches, and the next background goes on from there', async () => {
    const given = await connected();
    const { platform, clock } = given;
    for (const id of ['1', '2', '3', '4', '5']) platform.put(told(id, { rating: face(4) }));
    platform.onPull = () => {
      clock.now += 8_000;
    };
    expect(await given.sync.syncOnce(now)).toEqual({ ok: true, value: { changed: true, rest: 0 } });
    const half = await popup(given);
    expect(half.overall.counts.conversations).toBe(4);
    expect(half.sync).toMatchObject({ phase: 'first', progress: { done: 4, total: 5 } });
    given.store.close();
    const next = alone(given);
    await next.sync.syncOnce(unseen);
    expect((await popup(next)).overall.counts.conversations).toBe(5);
    expect((await popup(next)).sync).toMatchObject({ phase: 'current', progress: null });
    expect(platform.pulls).toBe(3);
  });

  it('follows ratings that are edited, taken back or gone with their conversation', async () => {
    const given = await connected();
    given.platform.put(told('1', { rating: face(1) }));
    given.platform.put(told('2', { rating: face(5) }));
    given.platform.put(told('3', { rating: face(3) }));
    await given.sync.syncOnce(now);
    given.platform.put(told('1', { rating: face(4) }));
    given.platform.put(told('2', { rating: null }));
    given.platform.remove('3');
    given.clock.now += MINUTE;
    await given.sync.syncOnce(seen);
    expect((await popup(given)).overall.counts).toEqual({
      ...noCounts(),
      conversations: 2,
      score4: 1,
    });
  });

  it('notes a failure at its source, says it, waits, and is well again afterwards', async () => {
    const given = await connected();
    given.platform.faults.push(new SourceError('rate', { retryAfter: 30_000 }));
    await given.sync.syncOnce(now);
    const failed = await popup(given);
    expect(failed.sync.problem).toMatchObject({ code: 'rate' });
    expect(failed.sources[0]?.problem).toMatchObject({ code: 'rate' });
    // Whoever is in a hurry still waits as long as the platform says.
    await given.sync.syncOnce(now);
    expect(given.platform.pulls).toBe(1);
    given.clock.now += 30_000;
    await given.sync.syncOnce(seen);
    const well = await popup(given);
    expect(well.sync.problem).toBeNull();
    expect(well.sources[0]?.problem).toBeNull();
  });

  it('does not let one platform’s failure hold up another', async () => {
    const given = await connected();
    worked(await given.ask('admin-background:connect-source', zendesk('t', 'other')));
    given.platform.put(told('1', { rating: face(4) }));
    given.platform.faults.push(new SourceError('auth', { code: 'token_wrong' }));
    await given.sync.syncOnce(now);
    const view = await popup(given);
    expect(view.overall.counts.score4).toBe(1);
    expect(view.sync.problem).toMatchObject({ code: 'auth', detail: 'token_wrong' });
    expect(view.sources.map(({ problem }) => problem?.code ?? null)).toEqual(['token_wrong', null]);
  });

  it('begins anew where the browser evicted the store', async () => {
    const given = await connected();
    given.platform.put(told('1', { rating: face(4) }));
    await given.sync.syncOnce(now);
    await given.store.erase();
    given.clock.now += MINUTE;
    await given.sync.syncOnce(seen);
    expect((await popup(given)).overall.counts.score4).toBe(1);
    expect((await panel(given, '1')).conversation?.rating?.score).toBe(4);
  });

  it('fetches everything anew when asked to: what the platform has lost goes too', async () => {
    const given = await connected();
    given.platform.put(told('1', { rating: face(4) }));
    given.platform.put(told('2', { rating: face(2) }));
    await given.sync.syncOnce(now);
    // Lost without a trace.
    given.platform.conversations.delete('2');
    expect(await given.ask('admin-background:fetch-anew', null)).toEqual({ ok: true, value: null });
    expect((await popup(given)).overall.counts).toEqual({
      ...noCounts(),
      conversations: 1,
      score4: 1,
    });
  });
});

describe('how much is kept', () => {
  it('takes out old conversations, not their counts; told again they do not count twice; all come back', async () => {
    const given = await connected();
    const { platform, store } = given;
    const old = NOON - 100 * 24 * 60 * MINUTE;
    platform.put(told('old', { rating: face(1, 'long ago'), startedAt: old }));
    platform.put(told('new', { rating: face(5) }));
    await given.sync.syncOnce(now);
    await store.setRetention({ conversations: null, days: 30 });
    const counts = { ...noCounts(), conversations: 2, score1: 1, score5: 1 };
    expect((await panel(given, 'old')).conversation).toBeNull();
    expect((await given.reader.lookUp({ text: 'long ago', now: NOON })).found).toEqual([]);
    expect((await popup(given)).overall.counts).toEqual(counts);
    const { database } = await store.open();
    expect(JSON.stringify(await database.segments.toArray())).not.toContain('long ago');

    platform.put(told('old', { rating: face(2, 'long ago'), startedAt: old }));
    given.clock.now += MINUTE;
    await given.sync.syncOnce(seen);
    const edited = { ...noCounts(), conversations: 2, score2: 1, score5: 1 };
    expect((await popup(given)).overall.counts).toEqual(edited);
    expect((await panel(given, 'old')).conversation).toBeNull();
    // Whoever opens it sees it all the same.
    await given.ask('page-background:look-through', inZendesk('old'));
    expect((await panel(given, 'old')).conversation?.rating?.score).toBe(2);
    expect((await popup(given)).overall.counts).toEqual(edited);

    await store.setRetention({ conversations: null, days: null });
    await given.sync.syncOnce(now);
    expect((await panel(given, 'old')).conversation?.rating?.score).toBe(2);
    expect((await panel(given, 'old')).lookedThroughAt).toBeNull();
    expect((await popup(given)).overall.counts).toEqual(edited);
  });
});
