import type { ChangesPage } from '../contract/changes.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { Review } from '../contract/review.ts';
import { applyItems } from './apply-items.ts';
import {
  type AttemptRecord,
  EMPTY_FEED,
  keys,
  keysBeginning,
  NO_ATTEMPT,
  readAttempt,
  readFeed,
  readGenerations,
  readIdentity,
  readWorkspace,
  StoreDatabase,
} from './database.ts';
import { keepLookedThrough } from './looked-through.ts';
import { changeEdit, keepEdit, readEdits } from './review-edits.ts';
import type {
  JoinedWorkspace,
  LocalDigest,
  Retention,
  ReviewEdit,
  StoreUsage,
  WaitingEdit,
} from './views.ts';

/** The one writer of IndexedDB. Only the background calls what writes. */
export interface Store {
  /** For lib/store alone: the layout is nobody else's business. */
  readonly database: StoreDatabase;
  /** The store's random id; `null` if this is an empty database that was never written. */
  identity(): Promise<string | null>;
  /** The same, written once if there is none. */
  ensureIdentity(): Promise<string>;
  workspace(): Promise<JoinedWorkspace | null>;
  join(workspace: JoinedWorkspace): Promise<void>;
  /** Where the next page must begin, and whether everything was fetched once. */
  position(): Promise<{ epoch: string | null; cursor: string | null; complete: boolean }>;
  /**
   * Applies a page of changes with its cursor in one transaction. A page that does not begin at the
   * stored cursor, or is of another epoch, changes nothing: `applied` is false.
   */
  apply(page: ChangesPage): Promise<{ applied: boolean }>;
  /** Begins the feed again beside what is read, which stays until the new one is complete. */
  startAgain(): Promise<void>;
  /** Removes what an earlier generation left. Cheap if there is nothing. */
  tidy(): Promise<void>;
  /** Keeps a conversation that the feed does not deliver here, among the newest 200 such ones. */
  keepLookedThrough(conversation: Conversation, now: number): Promise<void>;
  /** Edits of reviews that the server does not have yet, in the order in which they were made. */
  waitingEdits(): Promise<WaitingEdit[]>;
  /** Keeps an edit; the same `edit` again changes nothing. */
  keepEdit(edit: ReviewEdit): Promise<void>;
  /** Puts another state in an edit's place; `null`: the server has it, or a person gave it up. */
  changeEdit(edit: string, next: WaitingEdit | null): Promise<void>;
  /** Writes a review as the server answered it, if its version is higher than the stored one's. */
  keepReview(review: Review): Promise<void>;
  /** Counts and checksums of the copy; `null` until everything was fetched once. */
  digest(): Promise<LocalDigest | null>;
  usage(): Promise<StoreUsage>;
  /** How much is kept from now on; what is beyond it goes at once. */
  setRetention(retention: Retention): Promise<void>;
  attempt(): Promise<AttemptRecord>;
  saveAttempt(change: Partial<AttemptRecord>): Promise<void>;
  /** Erases everything but the store's identity. `problem` says why, where a person did not ask. */
  erase(problem?: AttemptRecord['problem']): Promise<void>;
  close(): void;
}

/** Opens the store; the database itself opens with the first use. */
export function openStore(name = 'fivefaces'): Store {
  const database = new StoreDatabase(name);
  const tables = [database.conversations, database.topics, database.dayCounts, database.meta];

  async function writing(): Promise<number> {
    const { read, building } = await readGenerations(database);
    return building ?? read;
  }

  async function ensureIdentity(): Promise<string> {
    return database.transaction('rw', database.meta, async () => {
      const stored = await readIdentity(database);
      if (stored !== null) return stored;
      const value = crypto.randomUUID();
      await database.meta.put({ key: 'identity', value });
      return value;
    });
  }

  async function deleteGeneration(generation: number): Promise<void> {
    const [from, to] = keysBeginning(generation);
    await database.conversations.where('key').between(from, to).delete();
    await database.topics.where('key').between(from, to).delete();
    await database.dayCounts.where('key').between(from, to).delete();
    await database.meta.delete(keys.feed(generation));
  }

  return {
    database,
    identity: () => readIdentity(database),
    ensureIdentity,
    workspace: () => readWorkspace(database),
    async join(workspace) {
      await ensureIdentity();
      await database.meta.put({ key: 'workspace', value: workspace });
    },
    async position() {
      const { epoch, cursor, complete } = await readFeed(database, await writing());
      return { epoch, cursor, complete };
    },
    apply: (page) =>
      database.transaction('rw', tables, async () => {
        const { read, building } = await readGenerations(database);
        const generation = building ?? read;
        const feed = await readFeed(database, generation);
        if (page.from !== feed.cursor) return { applied: false };
        if (feed.epoch !== null && feed.epoch !== page.epoch) return { applied: false };
        const after = await applyItems(database, generation, feed, page.items);
        const complete = feed.complete || !page.more;
        await database.meta.put({
          key: keys.feed(generation),
          value: {
            ...after,
            epoch: page.epoch,
            cursor: page.to,
            complete,
            progress: complete ? null : page.progress,
          },
        });
        if (building !== null && complete) {
          await database.meta.put({
            key: 'generations',
            value: { read: building, building: null },
          });
        }
        return { applied: true };
      }),
    startAgain: () =>
      database.transaction('rw', tables, async () => {
        const { read, building } = await readGenerations(database);
        if (building !== null) await deleteGeneration(building);
        const next = Math.max(read, building ?? 0) + 1;
        await database.meta.put({ key: keys.feed(next), value: EMPTY_FEED });
        await database.meta.put({ key: 'generations', value: { read, building: next } });
      }),
    async tidy() {
      const { read } = await readGenerations(database);
      const feeds = await database.meta.where('key').startsWith('feed:').primaryKeys();
      for (const key of feeds) {
        const generation = Number(key.slice('feed:'.length));
        if (generation >= read) continue;
        await database.transaction('rw', tables, () => deleteGeneration(generation));
      }
    },
    keepLookedThrough: (conversation, now) => keepLookedThrough(database, conversation, now),
    waitingEdits: () => readEdits(database),
    keepEdit: (edit) => keepEdit(database, edit),
    changeEdit: (edit, next) => changeEdit(database, edit, next),
    attempt: () => readAttempt(database),
    saveAttempt: (change) =>
      database.transaction('rw', database.meta, async () => {
        const value = { ...(await readAttempt(database)), ...change };
        await database.meta.put({ key: 'attempt', value });
      }),
    erase: (problem = null) =>
      database.transaction('rw', tables, async () => {
        const identity = await readIdentity(database);
        await Promise.all(tables.map((table) => table.clear()));
        if (identity !== null) await database.meta.put({ key: 'identity', value: identity });
        if (problem) {
          await database.meta.put({ key: 'attempt', value: { ...NO_ATTEMPT, problem } });
        }
      }),
    close: () => database.close(),
  };
}
