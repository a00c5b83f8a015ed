import type { DexieOptions } from 'dexie';
import type { ChangesPage } from '../contract/changes.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { Review } from '../contract/review.ts';
import { applyItems } from './apply-items.ts';
import { digestCopy } from './copy-digest.ts';
import {
  generationTables,
  keys,
  LAYOUT,
  readAttempt,
  readFeed,
  readGenerations,
  readIdentity,
  readMeta,
  readWorkspace,
  writeBesideFeed,
  writeFeed,
} from './database.ts';
import type { ReviewEdit, WaitingEdit } from './edit-views.ts';
import { exportFacts, exportPart } from './export-copy.ts';
import { keptFrom, readRetention } from './kept-from.ts';
import { keepLookedThrough } from './looked-through.ts';
import { type OpenedDatabase, openStoreDatabase } from './open-database.ts';
import {
  type AttemptRecord,
  EMPTY_FEED,
  type MetaRow,
  NO_ATTEMPT,
  SOLO_EPOCH,
  type StoreDatabase,
} from './records.ts';
import { changeEdit, keepEdit, readEdits } from './review-edits.ts';
import { createSoloStore, keepMore, type SoloStore } from './solo-store.ts';
import { sourcesOf } from './source-of-open.ts';
import { asStoreError, StoreError } from './store-error.ts';
import { tidyStore } from './tidy.ts';
import type {
  ExportFacts,
  ExportPart,
  JoinedWorkspace,
  Limits,
  LocalDigest,
  NextStepView,
  Retention,
  SourceView,
  StoreUsage,
} from './views.ts';

export type { AttemptRecord } from './records.ts';

/** How long (ms) one sync may spend on work that can wait. */
const TIDY_TIME = 3_000;

/** The one writer of IndexedDB. Only the background calls what writes. All calls throw StoreError. */
export interface Store {
  /** For lib/store alone: the layout is nobody else's business. */
  open(): Promise<OpenedDatabase>;
  /** The store's random id; `null` if this is an empty database that was never written. */
  identity(): Promise<string | null>;
  /** The same, written once if there is none. */
  ensureIdentity(): Promise<string>;
  workspace(): Promise<JoinedWorkspace | null>;
  join(workspace: JoinedWorkspace): Promise<void>;
  /** The sources that conversations come from, a team's own first. */
  sources(): Promise<SourceView[]>;
  /** Where the next page must begin, and whether everything was fetched once. */
  position(): Promise<{ epoch: string | null; cursor: string | null; complete: boolean }>;
  /**
   * Applies a page of changes with its cursor in one transaction. A page that does not begin at the
   * stored cursor, or is of another epoch, changes nothing: `applied` is false.
   */
  apply(page: ChangesPage): Promise<{ applied: boolean }>;
  /** Begins the feed again beside what is read, which stays until the new one is complete. */
  startAgain(): Promise<void>;
  /**
   * Work that can wait: takes out what is not needed any more, packs what is sparse. Bounded in
   * time, and cheap if there is nothing to do.
   */
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
  /** Topics, reviews and day counts, to be taken along. */
  exportFacts(): Promise<ExportFacts>;
  /** Some of the conversations; `from` is `next` of the part before, 0 for the first. */
  exportPart(from: number): Promise<ExportPart>;
  /** The workspace's next steps of a review. */
  nextSteps(): Promise<NextStepView[]>;
  /** For a browser without a team. */
  readonly solo: SoloStore;
  usage(): Promise<StoreUsage>;
  /**
   * How much is kept from now on; what is beyond it goes at once. Where more is to be kept than
   * before, the copy is fetched again beside the old one.
   */
  setRetention(retention: Retention): Promise<void>;
  /** What a policy allows: how much is kept, and how long it is shown without the server. */
  setLimits(limits: Limits): Promise<void>;
  attempt(): Promise<AttemptRecord>;
  saveAttempt(change: Partial<AttemptRecord>): Promise<void>;
  /** Erases everything but the store's identity. `problem` says why, where a person did not ask. */
  erase(problem?: AttemptRecord['problem']): Promise<void>;
  close(): void;
}

/**
 * Opens the store; the database itself opens with the first use, and again after the browser closed
 * or deleted it.
 * @param memory where to keep data if the browser gives no storage; without it that is an error
 */
export function openStore(
  name = 'fivefaces',
  { memory = null }: { memory?: (() => DexieOptions) | null } = {},
): Store {
  let opening: Promise<OpenedDatabase> | null = null;

  function open(): Promise<OpenedDatabase> {
    opening ??= openStoreDatabase(name, memory).catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  }

  /** Reads from the open database; failures become StoreError. */
  async function reading<T>(read: (database: StoreDatabase) => Promise<T>): Promise<T> {
    try {
      return await read((await open()).database);
    } catch (error) {
      throw asStoreError(error);
    }
  }

  /** The same for what writes, which a newer release's database does not allow. */
  async function writing<T>(write: (database: StoreDatabase) => Promise<T>): Promise<T> {
    try {
      const { database, mode } = await open();
      if (mode === 'read_only') throw new StoreError('store_newer');
      return await write(database);
    } catch (error) {
      throw asStoreError(error);
    }
  }

  return {
    open,
    identity: () => reading(readIdentity),
    ensureIdentity: () => writing(ensureIdentity),
    workspace: () => reading(readWorkspace),
    join: (workspace) =>
      writing(async (database) => {
        await ensureIdentity(database);
        await database.meta.put({ key: 'workspace', value: workspace });
      }),
    sources: () =>
      reading(async (database) => {
        const { generations, joined, feedOf } = await readMeta(database);
        return sourcesOf(joined, feedOf(generations.read).connected);
      }),
    position: () =>
      reading(async (database) => {
        const { read, building } = await readGenerations(database);
        const { epoch, cursor, complete } = await readFeed(database, building ?? read);
        return { epoch, cursor, complete };
      }),
    apply: (page) => writing((database) => applyPage(database, page)),
    startAgain: () => writing(beginAgain),
    tidy: () =>
      writing(async (database) => {
        const until = performance.now() + TIDY_TIME;
        await tidyStore(database, await serverNow(database), () => performance.now() > until);
      }),
    keepLookedThrough: (conversation, now) =>
      writing((database) => keepLookedThrough(database, conversation, now)),
    waitingEdits: () => reading(readEdits),
    keepEdit: (edit) => writing((database) => keepEdit(database, edit)),
    changeEdit: (edit, next) => writing((database) => changeEdit(database, edit, next)),
    keepReview: (review) => writing((database) => keepReview(database, review)),
    solo: createSoloStore(reading, writing),
    digest: () => reading(digestCopy),
    exportFacts: () => reading(exportFacts),
    exportPart: (from) => reading((database) => exportPart(database, from)),
    nextSteps: () =>
      reading(async (database) => {
        const { read } = await readGenerations(database);
        return (await readFeed(database, read)).nextSteps;
      }),
    usage: async () => {
      const { mode } = await open();
      return reading(async (database) => {
        const { read } = await readGenerations(database);
        const feed = await readFeed(database, read);
        return {
          mode,
          conversations: feed.packed.live,
          retention: await readRetention(database),
          keptFrom: feed.keptFrom,
          bytes: await estimate(),
        };
      });
    },
    setRetention: (value) =>
      writing((database) => keepWithin(database, { key: 'retention', value })),
    setLimits: (value) => writing((database) => keepWithin(database, { key: 'limits', value })),
    attempt: () => reading(readAttempt),
    saveAttempt: (change) =>
      writing((database) =>
        database.transaction('rw', database.meta, async () => {
          const value = { ...(await readAttempt(database)), ...change };
          await database.meta.put({ key: 'attempt', value });
        }),
      ),
    erase: (problem = null) => writing((database) => erase(database, problem)),
    close() {
      void opening?.then(({ database }) => database.close()).catch(() => undefined);
      opening = null;
    },
  };
}

/**
 * Notes how much is kept and takes out what is beyond it. Where more is to be kept than before, the
 * copy is fetched again beside the old one.
 */
async function keepWithin(
  database: StoreDatabase,
  row: Extract<MetaRow, { key: 'retention' | 'limits' }>,
): Promise<void> {
  const now = await serverNow(database);
  const { meta, dayCountYears, soloSources } = database;
  await database.transaction('rw', meta, dayCountYears, soloSources, async () => {
    await meta.put(row);
    const { read } = await readGenerations(database);
    const feed = await readFeed(database, read);
    const from = await keptFrom(database, read, { ...feed, keptFrom: null }, now);
    const more = feed.keptFrom !== null && (from === null || from < feed.keptFrom);
    if (more && feed.epoch === SOLO_EPOCH) await keepMore(database, read, feed);
    else if (more) await beginAgain(database);
  });
  await tidyStore(database, now, () => false);
}

async function beginAgain(database: StoreDatabase): Promise<void> {
  await database.transaction('rw', database.meta, async () => {
    const { read, building } = await readGenerations(database);
    const next = Math.max(read, building ?? 0) + 1;
    await writeFeed(database, next, EMPTY_FEED);
    // What was built before it lies idle from now on: tidying takes it out.
    await database.meta.put({ key: 'generations', value: { read, building: next } });
  });
}

/** Now on the server's clock, in epoch milliseconds. */
async function serverNow(database: StoreDatabase): Promise<number> {
  return Date.now() + (await readAttempt(database)).clockOffset;
}

async function ensureIdentity(database: StoreDatabase): Promise<string> {
  return database.transaction('rw', database.meta, async () => {
    const stored = await readIdentity(database);
    if (stored !== null) return stored;
    const value = crypto.randomUUID();
    await database.meta.bulkPut([
      { key: 'identity', value },
      { key: 'layout', value: { layout: LAYOUT, readableBy: LAYOUT } },
    ]);
    return value;
  });
}

function applyPage(database: StoreDatabase, page: ChangesPage): Promise<{ applied: boolean }> {
  return database.transaction('rw', database.tables, async () => {
    const { read, building } = await readGenerations(database);
    const generation = building ?? read;
    const stored = await readFeed(database, generation);
    if (page.from !== stored.cursor) return { applied: false };
    if (stored.epoch !== null && stored.epoch !== page.epoch) return { applied: false };
    const begins = stored.cursor === null;
    const feed = begins ? { ...stored, start: page.head } : stored;
    // Saved before anything was fetched: the feed brings it, unless the server has lost it since.
    if (begins) await database.reviews.where('key').startsWith(`${generation}\n`).delete();
    const after = await applyItems(database, generation, feed, page);
    const complete = feed.complete || !page.more;
    await writeFeed(database, generation, {
      ...after,
      epoch: page.epoch,
      cursor: page.to,
      head: page.head,
      complete,
      progress: complete ? null : page.progress,
    });
    if (building !== null && complete) {
      await database.meta.put({ key: 'generations', value: { read: building, building: null } });
      // What was looked through to before may have been erased meanwhile, unheard of by the new feed.
      await database.lookedThrough.clear();
    }
    return { applied: true };
  });
}

async function keepReview(database: StoreDatabase, review: Review): Promise<void> {
  await database.transaction('rw', database.meta, database.reviews, async () => {
    const { read } = await readGenerations(database);
    const key = keys.review(read, review.subject, review.source, review.id);
    const stored = await database.reviews.get(key);
    if (stored && stored.review.version >= review.version) return;
    // Its change number comes with the feed; until then it stays below every number of the feed.
    await database.reviews.put({ key, n: stored?.n ?? 0, review });
    await writeBesideFeed(database);
  });
}

async function erase(database: StoreDatabase, problem: AttemptRecord['problem']): Promise<void> {
  const { byPart, byText } = generationTables(database);
  const tables = [
    ...byPart,
    ...byText,
    database.lookedThrough,
    database.reviewEdits,
    database.soloSources,
    database.meta,
  ];
  await database.transaction('rw', tables, async () => {
    const kept = await database.meta.bulkGet(['identity', 'layout', 'retention', 'limits']);
    await Promise.all(tables.map((table) => table.clear()));
    await database.meta.bulkPut(kept.flatMap((row) => row ?? []));
    if (problem) await database.meta.put({ key: 'attempt', value: { ...NO_ATTEMPT, problem } });
  });
}

/** The browser's own estimate; `null` where it gives none. */
async function estimate(): Promise<StoreUsage['bytes']> {
  const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
  return usage === undefined || quota === undefined ? null : { used: usage, quota };
}
