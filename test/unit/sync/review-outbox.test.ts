import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { toInstant } from '../../../lib/contract/primitives.ts';
import type { PutReview, Review } from '../../../lib/contract/review.ts';
import type { OutboxRecord } from '../../../lib/settings/review-outbox-copy.ts';
import { SourceError } from '../../../lib/sources/errors.ts';
import type { ReviewTarget } from '../../../lib/sources/fivefaces.ts';
import type { ReviewEdit, WaitingEdit } from '../../../lib/store/edit-views.ts';
import type { Store } from '../../../lib/store/store.ts';
import type { Tokens } from '../../../lib/store/tokens.ts';
import { createReviewOutbox, type ReviewOutbox } from '../../../lib/sync/review-outbox.ts';
import { NOON } from '../fixtures/feed.ts';
import { joined, newStore, TOKEN, WORKSPACE } from '../fixtures/joined.ts';

const MEMBERSHIP = { token: TOKEN, workspace: WORKSPACE };

type Made = Omit<ReviewEdit, 'edit' | 'madeAt'>;

function made(facts: Partial<Made> = {}): Made {
  return {
    subject: 'conversation',
    source: 'fivefaces',
    id: 'c1',
    version: 0,
    takenBy: null,
    cause: 'wrong_answer',
    nextStep: null,
    note: null,
    done: false,
    ...facts,
  };
}

/** Reviews as the server keeps them: versioned, each edit taken once. */
class ReviewServer {
  /** Every save that was taken, as review and note, in order. */
  taken: string[] = [];
  readonly reviews = new Map<string, Review>();
  readonly #edits = new Set<string>();
  /** What befalls the next calls; after them all is well. */
  faults: ('lost' | 'answer_lost' | SourceError)[] = [];

  save = async (
    { subject, source, id, version }: ReviewTarget,
    body: PutReview,
  ): Promise<Review> => {
    const fault = this.faults.shift();
    if (fault === 'lost') throw new SourceError('network');
    if (fault instanceof SourceError) throw fault;
    const review = this.#put({ subject, source, id, version }, body);
    if (fault === 'answer_lost') throw new SourceError('network');
    return review;
  };

  /** Somebody else saves. */
  other(id: string, note: string): void {
    const version = this.reviews.get(id)?.version ?? 0;
    const body = { edit: crypto.randomUUID(), takenBy: null, cause: null, nextStep: null };
    this.#put(
      { subject: 'conversation', source: 'fivefaces', id, version },
      { ...body, note, done: false },
    );
  }

  #put({ subject, id, version }: ReviewTarget, body: PutReview): Review {
    const stored = this.reviews.get(id);
    if (this.#edits.has(body.edit) && stored) return stored;
    if (version !== (stored?.version ?? 0)) {
      throw new SourceError('contract', {
        code: 'version_conflict',
        transient: false,
        current: stored,
      });
    }
    const review: Review = {
      subject,
      source: subject === 'topic' ? null : 'fivefaces',
      id,
      version: version + 1,
      takenBy: body.takenBy === null ? null : { id: body.takenBy, name: 'Ada' },
      cause: body.cause,
      nextStep: body.nextStep,
      note: body.note,
      doneAt: body.done ? toInstant(NOON) : null,
      changedAt: toInstant(NOON),
      changedBy: { id: 'p1', name: 'Ada' },
    };
    this.#edits.add(body.edit);
    this.reviews.set(id, review);
    this.taken.push(`${id} ${body.note}`);
    return review;
  }
}

/** A lock as a browser gives it: one after the other. */
function oneAtATime(): Pick<LockManager, 'request'> {
  let last: Promise<unknown> = Promise.resolve();
  const request = (...args: unknown[]) => {
    const next = last.then(args.at(-1) as () => unknown);
    last = next.catch(() => undefined);
    return next;
  };
  return { request } as never;
}

interface Given {
  store: Store;
  tokens: Tokens;
  server: ReviewServer;
  outbox: ReviewOutbox;
  clock: { now: number };
  copy: { record: OutboxRecord | null };
}

function outboxOf(given: Partial<Given> & Pick<Given, 'store' | 'tokens'>): Given {
  const { store, tokens } = given;
  const server = given.server ?? new ReviewServer();
  const clock = given.clock ?? { now: NOON };
  const copy = given.copy ?? { record: null };
  const outbox = createReviewOutbox({
    store,
    tokens,
    source: () => ({ saveReview: server.save }),
    isAllowed: async () => true,
    copy: {
      getValue: async () => structuredClone(copy.record),
      setValue: async (record) => {
        copy.record = structuredClone(record);
      },
    },
    locks: oneAtATime(),
    now: () => clock.now,
    random: () => 1,
  });
  return { store, tokens, server, outbox, clock, copy };
}

const newOutbox = async () => outboxOf(await joined());

const shown = async ({ store }: Given) =>
  (await store.waitingEdits()).map(({ note, state, version }) => ({ note, state, version }));

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

describe('a conflict', () => {
  async function inConflict(): Promise<Given & { edit: WaitingEdit }> {
    const given = await newOutbox();
    given.server.other('c1', 'theirs');
    await given.outbox.save(made({ note: 'mine' }));
    const [edit] = await given.store.waitingEdits();
    if (!edit) throw new Error('nothing waits');
    return { ...given, edit };
  }

  it('shows both versions, and holds later edits of that review only', async () => {
    const given = await inConflict();
    expect(given.edit).toMatchObject({
      state: 'conflict',
      note: 'mine',
      theirs: { note: 'theirs' },
    });
    await given.outbox.save(made({ note: 'later' }));
    await given.outbox.save(made({ id: 'c2', note: 'other review' }));
    expect(given.server.taken).toEqual(['c1 theirs', 'c2 other review']);
    expect((await shown(given)).map(({ state }) => state)).toEqual(['conflict', 'waiting']);
  });

  it('settled for mine is saved on top of theirs, and what waited follows', async () => {
    const given = await inConflict();
    await given.outbox.save(made({ note: 'later' }));
    await given.outbox.resolve(given.edit.edit, 'mine');
    expect(given.server.taken).toEqual(['c1 theirs', 'c1 mine', 'c1 later']);
    expect(await shown(given)).toEqual([]);
  });

  it('settled for theirs saves nothing', async () => {
    const given = await inConflict();
    await given.outbox.resolve(given.edit.edit, 'theirs');
    expect(given.server.taken).toEqual(['c1 theirs']);
    expect(await shown(given)).toEqual([]);
    expect(given.copy.record?.edits).toEqual([]);
  });

  it('is none if both say the same', async () => {
    const given = await newOutbox();
    given.server.other('c1', 'same');
    await given.outbox.save(made({ note: 'same', cause: null }));
    expect(await shown(given)).toEqual([]);
    expect(given.server.taken).toEqual(['c1 same']);
  });
});

describe('a refusal', () => {
  it.each([
    new SourceError('contract', { code: 'not_found', transient: false, message: 'No such.' }),
    new SourceError('auth', { code: 'forbidden', transient: false, message: 'No such.' }),
    new SourceError('contract', { code: 'invalid_request', transient: false, message: 'No such.' }),
    new SourceError('contract', {
      code: 'version_conflict',
      transient: false,
      message: 'No such.',
    }),
  ])('$code says why, lets others pass, and is kept until a person gives it up', async (error) => {
    const given = await newOutbox();
    given.server.faults = [error];
    await given.outbox.save(made({ note: 'a' }));
    await given.outbox.save(made({ note: 'b', id: 'c2' }));
    expect(given.server.taken).toEqual(['c2 b']);
    const [refused] = await given.store.waitingEdits();
    expect(refused).toMatchObject({ state: 'refused', message: 'No such.' });
    await given.outbox.flush(MEMBERSHIP, true);
    expect(await shown(given)).toHaveLength(1);
    await given.outbox.resolve(refused?.edit ?? '', 'theirs');
    expect(await shown(given)).toEqual([]);
  });

  it('of the access is left to the sync: nothing is given up', async () => {
    const given = await newOutbox();
    given.server.faults = [new SourceError('auth', { code: 'token_revoked' })];
    await given.outbox.save(made({ note: 'a' }));
    expect(await shown(given)).toEqual([{ note: 'a', state: 'waiting', version: 0 }]);
  });

  it('by a page that is no answer of the server leaves the edit waiting', async () => {
    const given = await newOutbox();
    given.server.faults = [new SourceError('contract', { code: 'answer_unreadable' })];
    await given.outbox.save(made({ note: 'a' }));
    expect((await shown(given))[0]?.state).toBe('waiting');
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
