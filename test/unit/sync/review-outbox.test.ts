import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { toInstant } from '../../../lib/contract/primitives.ts';
import { SourceError } from '../../../lib/sources/errors.ts';
import { createReviewOutbox } from '../../../lib/sync/review-outbox.ts';
import { NOON } from '../fixtures/feed.ts';
import { joined, newStore, WORKSPACE } from '../fixtures/joined.ts';
import {
  type Given,
  MEMBERSHIP,
  made,
  newOutbox,
  oneAtATime,
  outboxOf,
  ReviewServer,
  shown,
} from '../fixtures/review-outbox.ts';

describe('an edit of a review', () => {
  it('is on the server at once, and kept nowhere any more', async () => {
    const given = await newOutbox();
    await given.outbox.save(made({ note: 'a', takenBy: { id: 'p1', name: 'Ada' }, done: true }));
    expect(given.server.reviews.get('c1')).toMatchObject({
      version: 1,
      note: 'a',
      takenBy: { id: 'p1' },
      doneAt: toInstant(NOON),
    });
    expect(await shown(given)).toEqual([]);
    expect(given.copy.record?.edits).toEqual([]);
  });

  it('made offline waits in both copies, and goes out with the next sync', async () => {
    const given = await newOutbox();
    given.server.faults = ['lost'];
    await given.outbox.save(made({ note: 'a' }));
    expect(await shown(given)).toEqual([{ note: 'a', state: 'waiting', version: 0 }]);
    expect(given.copy.record?.edits).toEqual(await given.store.waitingEdits());
    given.clock.now += 60_000;
    expect(await given.outbox.flush(MEMBERSHIP, false)).toBe(true);
    expect(given.server.taken).toEqual(['c1 a']);
    expect(await shown(given)).toEqual([]);
  });

  it('made right after one’s own, before the page shows that, stands on it', async () => {
    const given = await newOutbox();
    await given.outbox.save(made({ note: 'a' }));
    await given.outbox.save(made({ note: 'b' }));
    expect(given.server.taken).toEqual(['c1 a', 'c1 b']);
    expect(await shown(given)).toEqual([]);

    // A page that is that far behind has not seen it: a person decides.
    given.clock.now += 60_000;
    await given.outbox.save(made({ note: 'c', version: 1 }));
    expect(await shown(given)).toMatchObject([{ note: 'c', state: 'conflict' }]);
  });

  it('survives that the browser evicts the store', async () => {
    const given = await newOutbox();
    given.server.faults = ['lost', 'lost'];
    await given.outbox.save(made({ note: 'a' }));
    await given.outbox.save(made({ note: 'b' }));
    const after = outboxOf({ ...given, store: newStore() });
    await after.store.join(WORKSPACE);
    await after.outbox.flush(MEMBERSHIP, true);
    expect(given.server.taken).toEqual(['c1 a', 'c1 b']);
    expect(await shown(after)).toEqual([]);
  });

  it('survives an eviction after which the next edit is saved before anything is sent', async () => {
    const given = await newOutbox();
    given.server.faults = ['lost', 'lost'];
    await given.outbox.save(made({ note: 'a' }));
    const after = outboxOf({ ...given, store: newStore() });
    await after.store.join(WORKSPACE);
    await after.outbox.save(made({ note: 'b' }));
    await after.outbox.flush(MEMBERSHIP, true);
    expect(given.server.taken).toEqual(['c1 a', 'c1 b']);
    expect(await shown(after)).toEqual([]);
  });

  it('survives that the browser evicts the store in the middle of sending', async () => {
    const given = await newOutbox();
    given.server.faults = ['lost', 'lost'];
    await given.outbox.save(made({ note: 'a' }));
    await given.outbox.save(made({ note: 'b' }));
    const save = given.server.save;
    given.server.save = async (target, body) => {
      const review = await save(target, body);
      for (const { edit } of await given.store.waitingEdits()) {
        await given.store.changeEdit(edit, null);
      }
      return review;
    };
    const evicted = outboxOf(given);
    await evicted.outbox.flush(MEMBERSHIP, true);
    given.server.save = save;
    await outboxOf(given).outbox.flush(MEMBERSHIP, true);
    expect(given.server.taken).toEqual(['c1 a', 'c1 b']);
  });

  it('is kept also where the second copy cannot be written', async () => {
    const given = await joined();
    const failing = async () => {
      throw new Error('QUOTA_BYTES');
    };
    const { store, tokens } = given;
    const server = new ReviewServer();
    server.faults = ['lost'];
    const outbox = createReviewOutbox({
      store,
      tokens,
      source: () => ({ saveReview: server.save }),
      isAllowed: async () => true,
      copy: { getValue: failing, setValue: failing },
      locks: oneAtATime(),
      now: () => NOON,
    });
    await outbox.save(made({ note: 'a' }));
    await outbox.flush(MEMBERSHIP, true);
    expect(server.taken).toEqual(['c1 a']);
  });

  it('that could not be kept is said so, and is not sent later', async () => {
    const given = await newOutbox();
    vi.spyOn(given.store, 'keepEdit').mockRejectedValue(
      new DOMException('full', 'QuotaExceededError'),
    );
    await expect(given.outbox.save(made())).rejects.toThrow();
    expect(given.copy.record?.edits).toEqual([]);
  });

  it('is taken once although the answer to it was lost', async () => {
    const given = await newOutbox();
    given.server.faults = ['answer_lost'];
    await given.outbox.save(made({ note: 'a' }));
    expect(await shown(given)).toHaveLength(1);
    await given.outbox.flush(MEMBERSHIP, true);
    expect(given.server.taken).toEqual(['c1 a']);
    expect(await shown(given)).toEqual([]);
  });

  it('of another workspace is never sent', async () => {
    const given = await newOutbox();
    given.server.faults = ['lost'];
    await given.outbox.save(made({ note: 'a' }));
    await given.store.erase();
    const elsewhere = { ...MEMBERSHIP, workspace: { ...WORKSPACE, id: 'other' } };
    await given.outbox.flush(elsewhere, true);
    expect(given.server.taken).toEqual([]);
  });

  it('without having joined is refused with words', async () => {
    const given = await newOutbox();
    await given.tokens.clear();
    await expect(given.outbox.save(made())).rejects.toMatchObject({ code: 'not_joined' });
  });

  it('is forgotten with everything else on leaving', async () => {
    const given = await newOutbox();
    given.server.faults = ['lost'];
    await given.outbox.save(made({ note: 'a' }));
    await given.outbox.exclusively(async () => {
      await given.outbox.forget();
      await given.store.erase();
    });
    await given.outbox.flush(MEMBERSHIP, true);
    expect(given.copy.record).toBeNull();
    expect(given.server.taken).toEqual([]);
  });
});

describe('several edits', () => {
  it('of one review go out in order, each on top of the one before', async () => {
    const given = await newOutbox();
    given.server.faults = ['lost', 'lost', 'lost'];
    for (const note of ['a', 'b', 'c']) await given.outbox.save(made({ note }));
    await given.outbox.flush(MEMBERSHIP, true);
    expect(given.server.taken).toEqual(['c1 a', 'c1 b', 'c1 c']);
    expect(given.server.reviews.get('c1')?.version).toBe(3);
  });

  it('stop at the first that cannot be sent, and wait longer each time', async () => {
    const given = await newOutbox();
    given.server.faults = ['lost', 'lost'];
    await given.outbox.save(made({ note: 'a' }));
    await given.outbox.save(made({ id: 'c2', note: 'b' }));
    expect(given.server.taken).toEqual([]);
    expect(given.copy.record).toMatchObject({ failures: 2, nextAttemptAt: NOON + 4_000 });
    // A background that was started since goes by what is stored.
    const after = outboxOf(given);
    given.clock.now += 3_999;
    expect(await after.outbox.flush(MEMBERSHIP, false)).toBe(false);
    given.clock.now += 1;
    expect(await after.outbox.flush(MEMBERSHIP, false)).toBe(true);
    expect(given.server.taken).toEqual(['c1 a', 'c2 b']);
    expect(given.copy.record?.failures).toBe(0);
  });

  it('never go out against the server’s Retry-After, even for a person', async () => {
    const given = await newOutbox();
    given.server.faults = [new SourceError('rate', { retryAfter: 90_000 })];
    await given.outbox.save(made({ note: 'a' }));
    await given.outbox.save(made({ note: 'b' }));
    expect(given.server.taken).toEqual([]);
    given.clock.now += 90_000;
    await given.outbox.flush(MEMBERSHIP, false);
    expect(given.server.taken).toEqual(['c1 a', 'c1 b']);
  });

  it('later ones meet what others saved after a lost answer, and overwrite nothing unseen', async () => {
    const given = await newOutbox();
    given.server.faults = ['answer_lost', 'lost'];
    await given.outbox.save(made({ note: 'a' }));
    await given.outbox.save(made({ note: 'b' }));
    given.server.other('c1', 'theirs');
    await given.outbox.flush(MEMBERSHIP, true);
    expect(given.server.taken).toEqual(['c1 a', 'c1 theirs']);
    expect(await shown(given)).toEqual([{ note: 'b', state: 'conflict', version: 1 }]);
  });
});

describe('whatever happens on the way', () => {
  const id = fc.constantFrom('c1', 'c2');
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('save' as const), id }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('other' as const), id }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('flush' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('evicted' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('dies' as const), after: fc.nat(3) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('fault' as const),
        fault: fc.constantFrom('lost' as const, 'answer_lost' as const),
      }),
    },
  );

  it('each edit is taken once and in order, or shown to be settled; none is lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        let given = await newOutbox();
        const mine: string[] = [];
        for (const [index, one] of steps.entries()) {
          given.clock.now += 120_000;
          if (one.do === 'save') {
            mine.push(`${one.id} mine ${index}`);
            const version = given.server.reviews.get(one.id)?.version ?? 0;
            await given.outbox.save(made({ id: one.id, version, note: `mine ${index}` }));
          } else if (one.do === 'other') given.server.other(one.id, `other ${index}`);
          else if (one.do === 'fault') given.server.faults.push(one.fault);
          else if (one.do === 'flush') await given.outbox.flush(MEMBERSHIP, true);
          else if (one.do === 'evicted') {
            const store = newStore();
            await store.join(WORKSPACE);
            given = outboxOf({ ...given, store });
          } else given = await diesSending(given, one.after);
        }
        given.server.faults = [];
        await outboxOf(given).outbox.flush(MEMBERSHIP, true);
        const taken = given.server.taken.filter((what) => what.includes('mine'));
        expect(new Set(taken).size).toBe(taken.length);
        const left = (await given.store.waitingEdits()).map(({ id: of, note }) => `${of} ${note}`);
        expect([...taken, ...left].sort()).toEqual([...mine].sort());
        for (const of of ['c1', 'c2']) {
          const inOrder = mine.filter((what) => what.startsWith(of) && taken.includes(what));
          expect(taken.filter((what) => what.startsWith(of))).toEqual(inOrder);
        }
        expect(given.copy.record?.edits ?? []).toEqual(await given.store.waitingEdits());
      }),
      { numRuns: 80 },
    );
  }, 30_000);

  /** The background dies at one of the writes with which it settles an edit. */
  async function diesSending(given: Given, after: number): Promise<Given> {
    let left = after;
    const dying = new Proxy(given.store, {
      get(store, name) {
        const value: unknown = Reflect.get(store, name);
        if (name !== 'changeEdit' && name !== 'keepReview') return value;
        return async (...args: never[]) => {
          left -= 1;
          if (left < 0) throw new Error('died');
          return (value as (...all: never[]) => Promise<void>)(...args);
        };
      },
    });
    await outboxOf({ ...given, store: dying })
      .outbox.flush(MEMBERSHIP, true)
      .catch(() => undefined);
    return outboxOf(given);
  }
});
