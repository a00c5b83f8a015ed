import * as v from 'valibot';
import { Review } from '../contract/review.ts';
import type { OutboxRecord } from '../settings/review-outbox-copy.ts';
import { notJoined, SourceError } from '../sources/errors.ts';
import type { FivefacesSource } from '../sources/fivefaces.ts';
import type { ReviewEdit, WaitingEdit } from '../store/edit-views.ts';
import type { Store } from '../store/store.ts';
import type { Membership, Tokens } from '../store/tokens.ts';
import { asSourceError } from './as-source-error.ts';
import { backOff } from './back-off.ts';
import { asMade, followedUp, nextToSend, reviewOf, saysTheSame } from './edit-order.ts';

/** The lock under which edits are sent. Taken inside the sync's lock or alone, never around it. */
const LOCK = 'fivefaces-outbox';

/** No stored wait (ms) is longer: a clock that was set back must not stop the sending. */
const LONGEST_WAIT = 3_600_000;

export interface OutboxParts {
  store: Pick<Store, 'waitingEdits' | 'keepEdit' | 'changeEdit' | 'keepReview'> & {
    solo: Pick<Store['solo'], 'saveReview'>;
  };
  tokens: Pick<Tokens, 'read' | 'solo' | 'sample'>;
  source: (membership: Membership) => Pick<FivefacesSource, 'saveReview'>;
  isAllowed: (server: string) => Promise<boolean>;
  /** The second copy, outside IndexedDB. */
  copy: {
    getValue(): Promise<OutboxRecord | null>;
    setValue(record: OutboxRecord | null): Promise<void>;
  };
  locks: Pick<LockManager, 'request'>;
  /** This computer's clock. */
  now: () => number;
  random?: () => number;
}

/** So long (ms) a page may still show a review as it was before an edit of its own was taken. */
const STALE = 2_000;

/** Edits of reviews on their way to the server: in order, each once, none lost. */
export interface ReviewOutbox {
  /** Keeps an edit and tries to send it. Throws SourceError only if it could not be kept. */
  save(made: Omit<ReviewEdit, 'edit' | 'madeAt'>): Promise<void>;
  /**
   * Settles an edit: `mine` sends it again on top of theirs, `theirs` gives it up. An edit that
   * went meanwhile needs nothing.
   */
  resolve(edit: string, keep: 'mine' | 'theirs'): Promise<void>;
  /**
   * Sends what waits, as far as it goes. `hurry`: in spite of a back-off, never of a server's
   * Retry-After. True if anything was settled; what failed waits for the next time.
   */
  flush(membership: Membership, hurry: boolean, signal?: AbortSignal): Promise<boolean>;
  /** Stops the sending, then does something that must not mix with it. */
  exclusively<T>(action: () => Promise<T>): Promise<T>;
  /** Erases the second copy; the store's erasing takes the first. */
  forget(): Promise<void>;
}

/** The outbox of reviews. All that must survive the background's death is stored, twice. */
export function createReviewOutbox(parts: OutboxParts): ReviewOutbox {
  const { store, tokens, locks, now } = parts;
  // A second copy that cannot be had must not keep the first from being written.
  const copy = {
    read: () => parts.copy.getValue().catch(() => null),
    write: (record: OutboxRecord) => parts.copy.setValue(record).catch(() => undefined),
  };
  const sending = new Set<AbortController>();
  /** What was taken last of each review, for edits that a person makes before the page shows it. */
  const taken = new Map<string, { from: number; to: number; at: number }>();
  let last: Promise<unknown> = Promise.resolve();

  /** One change at a time: both copies are read and written in several steps. */
  function inTurn<T>(action: () => Promise<T>): Promise<T> {
    const next = last.then(action, action);
    last = next.catch(() => undefined);
    return next;
  }

  /**
   * Puts edits in both copies as `change` says, by their id; `null` takes one away. The second copy
   * goes first: what is in it and not in the store was evicted, and is put back.
   */
  function write(change: ReadonlyMap<string, WaitingEdit | null>): Promise<void> {
    return inTurn(async () => {
      const record = await copy.read();
      if (record) {
        // Not from the store alone: the browser may have evicted it a moment ago.
        const known = new Set(record.edits.map(({ edit }) => edit));
        const others = (await store.waitingEdits()).filter(({ edit }) => !known.has(edit));
        const edits = [...record.edits, ...others].flatMap((edit) => {
          const next = change.get(edit.edit);
          return next === undefined ? [edit] : (next ?? []);
        });
        await copy.write({ ...record, edits });
      }
      for (const [edit, next] of change) await store.changeEdit(edit, next);
    });
  }

  function keep(edit: ReviewEdit, membership: Membership): Promise<void> {
    return inTurn(async () => {
      // What the browser evicted must be back before both copies are written.
      const before = await putBack(membership);
      const edits = await store.waitingEdits();
      await copy.write({ ...before, edits: [...edits, { ...edit, state: 'waiting' }] });
      try {
        await store.keepEdit(edit);
      } catch (error) {
        // Whoever is told that it was not kept must not find it sent later.
        await copy.write({ ...before, edits });
        throw error;
      }
    });
  }

  /** The second copy; an empty one in place of another workspace's. */
  async function recordOf(membership: Membership): Promise<OutboxRecord> {
    const workspace = nameOf(membership);
    const record = await copy.read();
    if (record?.workspace === workspace) return record;
    return { workspace, edits: [], failures: 0, nextAttemptAt: 0, askedToWait: false };
  }

  /** Puts back into the store what the browser evicted there. */
  function restore(membership: Membership): Promise<OutboxRecord> {
    return inTurn(() => putBack(membership));
  }

  /** The same, inside a turn. */
  async function putBack(membership: Membership): Promise<OutboxRecord> {
    const record = await recordOf(membership);
    if (record.edits.length === 0) return record;
    const kept = new Set((await store.waitingEdits()).map(({ edit }) => edit));
    for (const lost of record.edits) {
      if (kept.has(lost.edit)) continue;
      await store.keepEdit(asMade(lost));
      if (lost.state !== 'waiting') await store.changeEdit(lost.edit, lost);
    }
    return record;
  }

  function note(attempt: Pick<OutboxRecord, 'failures' | 'nextAttemptAt' | 'askedToWait'>) {
    return inTurn(async () => {
      const record = await copy.read();
      if (record) await copy.write({ ...record, ...attempt });
    });
  }

  async function flush(
    membership: Membership,
    hurry: boolean,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const stop = new AbortController();
    const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
    sending.add(stop);
    try {
      return await locks.request(LOCK, { signal: either }, () => send(membership, hurry, either));
    } catch (error) {
      if (stop.signal.aborted && !signal?.aborted) return false;
      throw error;
    } finally {
      sending.delete(stop);
    }
  }

  async function send(membership: Membership, hurry: boolean, signal: AbortSignal) {
    const { nextAttemptAt, askedToWait, failures } = await restore(membership);
    const wait = nextAttemptAt - now();
    if (wait > 0 && wait <= LONGEST_WAIT && (askedToWait || !hurry)) return false;
    let settled = false;
    for (;;) {
      const next = nextToSend(await store.waitingEdits());
      if (!next) break;
      try {
        await sendOne(membership, next, signal);
        settled = true;
      } catch (error) {
        if (signal.aborted || !(error instanceof SourceError)) throw error;
        const later = error.retryAfter ?? backOff(failures + 1, parts.random);
        await note({
          failures: failures + 1,
          nextAttemptAt: now() + later,
          askedToWait: error.retryAfter !== null,
        });
        return settled;
      }
    }
    if (failures > 0) await note({ failures: 0, nextAttemptAt: 0, askedToWait: false });
    return settled;
  }

  /** Sends one edit and settles it. Throws what may pass, or concerns not this edit alone. */
  async function sendOne(
    membership: Membership,
    next: WaitingEdit,
    signal: AbortSignal,
  ): Promise<void> {
    const source = parts.source(membership);
    const { edit, subject, source: from, id, version, cause, nextStep, note: text, done } = next;
    const takenBy = next.takenBy?.id ?? null;
    const body = { edit, takenBy, cause, nextStep, note: text, done };
    try {
      const review = await source.saveReview({ subject, source: from, id, version }, body, signal);
      signal.throwIfAborted();
      await settle(membership, next, review);
    } catch (error) {
      if (!(error instanceof SourceError) || mayPass(error)) throw error;
      signal.throwIfAborted();
      const theirs = error.code === 'version_conflict' ? readReview(error.current) : null;
      if (theirs && saysTheSame(next, theirs)) return settle(membership, next, theirs);
      if (theirs) await store.keepReview(theirs);
      const state = theirs
        ? ({ state: 'conflict', theirs } as const)
        : ({ state: 'refused', message: error.message } as const);
      await write(new Map([[edit, { ...asMade(next), ...state }]]));
    }
  }

  /** The server has it: what follows it is based on it, and it need not be kept any more. */
  async function settle(membership: Membership, edit: WaitingEdit, review: Review): Promise<void> {
    await restore(membership);
    if (review.version === edit.version + 1) {
      taken.set(reviewOf(edit), { from: edit.version, to: review.version, at: now() });
    }
    await store.keepReview(review);
    const later = followedUp(await store.waitingEdits(), edit);
    await write(
      new Map<string, WaitingEdit | null>([
        ...later.map((edit): [string, WaitingEdit] => [edit.edit, edit]),
        [edit.edit, null],
      ]),
    );
  }

  /** The version that an edit was made on: one's own edit counts, also if the page did not show it yet. */
  function versionOf(made: Omit<ReviewEdit, 'edit' | 'madeAt'>): number {
    const own = taken.get(reviewOf(made));
    const isStale = own && own.from === made.version && now() - own.at < STALE;
    return isStale ? own.to : made.version;
  }

  /** At once, because a person asked. What does not work now is left to the next sync, which says why. */
  async function trySending(): Promise<void> {
    try {
      const membership = await tokens.read();
      if (!membership || !(await parts.isAllowed(membership.workspace.server))) return;
      await flush(membership, true);
    } catch (error) {
      console.warn('Fivefaces: reviews could not be sent', asSourceError(error).code);
    }
  }

  return {
    flush,
    async save(made) {
      const membership = await tokens.read();
      const edit = { ...made, edit: crypto.randomUUID(), madeAt: now() };
      if (!membership) {
        // Without a team there is nobody to send it to.
        if ((await tokens.solo()).length === 0 && !(await tokens.sample())) throw notJoined();
        return store.solo.saveReview(edit);
      }
      await keep({ ...edit, version: versionOf(edit) }, membership);
      await trySending();
    },
    async resolve(id, keepWhich) {
      await locks.request(LOCK, async () => {
        const waiting = (await store.waitingEdits()).find(({ edit }) => edit === id);
        if (!waiting || (waiting.state === 'waiting' && keepWhich === 'mine')) return;
        await write(new Map([[id, keepWhich === 'mine' ? sentAgain(waiting, now()) : null]]));
      });
      await trySending();
    },
    async exclusively(action) {
      for (const stop of sending) stop.abort();
      return locks.request(LOCK, action);
    },
    forget: () => inTurn(() => parts.copy.setValue(null)),
  };
}

/** As a new edit on top of what the server has. */
function sentAgain(waiting: WaitingEdit, now: number): WaitingEdit {
  const version = waiting.state === 'conflict' ? waiting.theirs.version : waiting.version;
  const edit = crypto.randomUUID();
  return { ...asMade(waiting), edit, version, madeAt: now, state: 'waiting' };
}

/** Failures after which the same edit may well be taken, or that the sync has to deal with. */
function mayPass(error: SourceError): boolean {
  if (error.code === 'forbidden') return false;
  // No answer to a save at all: something between here and the server mixes answers up.
  if (error.code === 'cursor_gone') return true;
  return error.transient || error.class === 'auth' || error.class === 'permission';
}

function readReview(current: unknown): Review | null {
  const parsed = v.safeParse(Review, current);
  return parsed.success ? parsed.output : null;
}

function nameOf({ workspace }: Membership): string {
  return `${workspace.server}\n${workspace.id}`;
}
