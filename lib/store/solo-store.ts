import { USUAL_NEXT_STEPS } from '../contract/next-steps.ts';
import { toInstant } from '../contract/primitives.ts';
import type { Review } from '../contract/review.ts';
import type { Topic } from '../contract/topic.ts';
import type { SourceBatch, SourceConversation } from '../sources/source.ts';
import { applyItems } from './apply-items.ts';
import {
  keys,
  readFeed,
  readGenerations,
  readWorkspace,
  writeBesideFeed,
  writeFeed,
} from './database.ts';
import { deleteDayCounts } from './day-count-years.ts';
import type { ReviewEdit } from './edit-views.ts';
import { keepLookedThrough } from './looked-through.ts';
import { openPackedRows, SEGMENT_ROWS } from './packed-rows.ts';
import {
  EMPTY_FEED,
  type FeedRecord,
  SOLO_EPOCH,
  type SoloSource,
  type StoreDatabase,
} from './records.ts';
import { type ReadRow, readLine } from './row-line.ts';
import { soloConversation, soloTopics } from './solo-conversation.ts';
import { foldConversations, pageOf, topicItems } from './solo-fold.ts';
import type { JoinedWorkspace, NextStepView, SourceView } from './views.ts';

export type { SoloSource } from './records.ts';

/** Records that are gone through at a time where a source is swept or taken out. */
const SEGMENTS_AT_A_TIME = 64;
/** So many notes of a source are kept, the newest. */
const MOST_NOTES = 50;

/**
 * The part of the store for a browser without a team: what connectors bring that run in this
 * browser. Each call is one transaction. All calls throw StoreError.
 */
export interface SoloStore {
  /** Begins a workspace of this browser alone; what was kept before is to be erased first. */
  begin(workspace: JoinedWorkspace): Promise<void>;
  /** The sources, the first connected first. */
  sources(): Promise<SoloSource[]>;
  add(source: SoloSource): Promise<void>;
  change(id: string, change: Partial<SoloSource>): Promise<void>;
  /**
   * Applies a batch with its state. One that was not pulled from the stored state changes nothing:
   * `applied` is false. Together with it `change` is made to the source's record.
   */
  apply(
    id: string,
    from: string | null,
    batch: SourceBatch,
    now: number,
    change?: Partial<SoloSource>,
  ): Promise<{ applied: boolean; changed: boolean }>;
  /**
   * Keeps a conversation that was asked for by itself: where it is kept already, its newer state;
   * else among the looked-through ones, which count nowhere.
   */
  keepOne(id: string, conversation: SourceConversation, now: number): Promise<void>;
  /**
   * From now on the source tells everything again; what it does not tell until the end of that is
   * taken out then. What is kept stays readable meanwhile.
   */
  tellAgain(id: string): Promise<void>;
  /** Erases the source and what came from it; scores are corrected. */
  remove(id: string): Promise<void>;
  /** Words the next steps of a review, which nobody else has. */
  setNextSteps(steps: NextStepView[]): Promise<void>;
  /** Saves a review, which nobody else has. */
  saveReview(edit: ReviewEdit): Promise<void>;
  /** Keeps what this person says of a topic, which nobody else has; `false`: there is no such topic. */
  saveTopic(
    topic: string,
    change: Partial<Pick<Topic, 'knownProblem' | 'status'>>,
  ): Promise<boolean>;
}

/** The solo part of a store. `reading` and `writing` open it and turn failures into StoreError. */
export function createSoloStore(
  reading: <T>(read: (database: StoreDatabase) => Promise<T>) => Promise<T>,
  writing: <T>(write: (database: StoreDatabase) => Promise<T>) => Promise<T>,
): SoloStore {
  const changing = <T>(change: (database: StoreDatabase) => Promise<T>): Promise<T> =>
    // Dexie waits for native promises only in a function that is itself `async`.
    writing((database) =>
      database.transaction('rw', database.tables, async () => change(database)),
    );
  return {
    begin: (workspace) => changing((database) => begin(database, workspace)),
    sources: () => reading(readSources),
    add: (source) =>
      changing(async (database) => {
        await database.soloSources.put(source);
        await inFeed(database, async (feed) => feed);
      }),
    change: (id, change) =>
      changing(async (database) => {
        if ((await database.soloSources.update(id, change)) === 0) return;
        await inFeed(database, async (feed) => feed);
      }),
    apply: (id, from, batch, now, change = {}) =>
      changing((database) => applyBatch(database, id, from, batch, now, change)),
    keepOne: (id, conversation, now) =>
      changing((database) => keepOne(database, id, conversation, now)),
    tellAgain: (id) =>
      changing(async (database) => {
        const { read } = await readGenerations(database);
        await tellAgain(database, await readFeed(database, read), id);
      }),
    remove: (id) => changing((database) => remove(database, id)),
    setNextSteps: (nextSteps) =>
      changing(async (database) => {
        const { read } = await readGenerations(database);
        const value = { ...(await readFeed(database, read)), nextSteps };
        await writeFeed(database, read, value);
      }),
    saveReview: (edit) => changing((database) => saveReview(database, edit)),
    saveTopic: (topic, change) =>
      changing(async (database) => {
        const { read } = await readGenerations(database);
        const row = await database.topics.get(keys.topic(read, topic));
        if (!row) return false;
        await database.topics.put({ ...row, topic: { ...row.topic, ...change } });
        await writeFeed(database, read, await readFeed(database, read));
        return true;
      }),
  };
}

async function tellAgain(database: StoreDatabase, { head }: FeedRecord, id: string): Promise<void> {
  await database.soloSources.update(id, { state: null, sweepUpTo: head, nextAt: 0 });
}

/**
 * More is to be kept than before: the platforms tell again what was let go of. Files cannot. Inside
 * the caller's transaction over `meta` and `soloSources`.
 */
export async function keepMore(
  database: StoreDatabase,
  generation: number,
  feed: FeedRecord,
): Promise<void> {
  const value = { ...feed, keptFrom: null, prunedTo: null };
  await writeFeed(database, generation, value);
  for (const { id, nextAt } of await readSources(database)) {
    if (nextAt !== null) await tellAgain(database, feed, id);
  }
}

async function readSources(database: StoreDatabase): Promise<SoloSource[]> {
  const sources = await database.soloSources.toArray();
  return sources.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

async function begin(database: StoreDatabase, workspace: JoinedWorkspace): Promise<void> {
  const { read } = await readGenerations(database);
  const random = crypto.getRandomValues(new Uint8Array(32));
  const emailKey = btoa(String.fromCharCode(...random))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
  const { name, demo, timeZone } = workspace;
  const feed: FeedRecord = {
    ...EMPTY_FEED,
    epoch: SOLO_EPOCH,
    cursor: SOLO_EPOCH,
    complete: true,
    workspace: { name, demo, timeZone },
    emailKey,
    nextSteps: [...USUAL_NEXT_STEPS],
  };
  await database.meta.put({ key: 'workspace', value: workspace });
  await writeFeed(database, read, feed);
}

/** Changes the feed's record, which also tells the readers of the sources. */
async function inFeed(
  database: StoreDatabase,
  change: (feed: FeedRecord, generation: number) => Promise<FeedRecord>,
): Promise<void> {
  const { read } = await readGenerations(database);
  const feed = await change(await readFeed(database, read), read);
  const sources = await readSources(database);
  const incomplete = sources.filter(({ complete }) => !complete);
  await writeFeed(database, read, {
    ...feed,
    connected: sources.map(sourceView),
    complete: incomplete.length === 0,
    progress: progressOf(incomplete),
  });
}

function sourceView({ id, kind, name, place, problem }: SoloSource): SourceView {
  const words = problem && {
    code: problem.detail,
    message: problem.message,
    remedy: problem.remedy,
  };
  return { id, kind, name, place, problem: words };
}

function progressOf(incomplete: readonly SoloSource[]): FeedRecord['progress'] {
  const known = incomplete.flatMap(({ progress }) => progress ?? []);
  if (known.length === 0) return null;
  const sum = (pick: (one: { done: number; total: number }) => number) =>
    known.reduce((total, one) => total + pick(one), 0);
  return { done: sum(({ done }) => done), total: sum(({ total }) => total) };
}

async function applyBatch(
  database: StoreDatabase,
  id: string,
  from: string | null,
  batch: SourceBatch,
  now: number,
  change: Partial<SoloSource>,
): Promise<{ applied: boolean; changed: boolean }> {
  const source = await database.soloSources.get(id);
  if (!source || source.state !== from) return { applied: false, changed: false };
  let changed = false;
  await inFeed(database, async (feed, generation) => {
    const told = { ...batch, rewrite: source.sweepUpTo !== null };
    const folded = await foldConversations(database, generation, feed, id, told, now);
    const swept =
      batch.more || source.sweepUpTo === null
        ? { feed: folded.feed, conversations: 0, ratings: 0 }
        : await sweep(database, generation, folded.feed, source, source.sweepUpTo, now);
    changed = folded.changed || swept.conversations !== 0;
    await database.soloSources.put({
      ...source,
      state: batch.state,
      complete: source.complete || !batch.more,
      progress: source.complete || !batch.more ? null : (batch.progress ?? source.progress),
      sweepUpTo: batch.more ? source.sweepUpTo : null,
      notes: notesOf(source.notes, batch.notes, folded.unfit),
      conversations: source.conversations + folded.conversations + swept.conversations,
      ratings: source.ratings + folded.ratings + swept.ratings,
      ...change,
    });
    return swept.feed;
  });
  return { applied: true, changed };
}

const UNFIT = 'A conversation was left out because its id or its time cannot be kept.';

function notesOf(before: readonly string[], told: readonly string[], unfit: number): string[] {
  return [...new Set([...before, ...told, ...(unfit > 0 ? [UNFIT] : [])])].slice(-MOST_NOTES);
}

/** Takes out what a source did not tell again. */
async function sweep(
  database: StoreDatabase,
  generation: number,
  feed: FeedRecord,
  { id }: SoloSource,
  upTo: number,
  now: number,
): Promise<{ feed: FeedRecord; conversations: number; ratings: number }> {
  const swept = { feed, conversations: 0, ratings: 0 };
  const end = Math.ceil(feed.packed.rows / SEGMENT_ROWS);
  for (let first = 0; first < end; first += SEGMENTS_AT_A_TIME) {
    const packed = openPackedRows(database, generation, swept.feed.packed);
    await packed.load(first, Math.min(end, first + SEGMENTS_AT_A_TIME));
    const gone: string[] = [];
    for (let segment = first; segment < Math.min(end, first + SEGMENTS_AT_A_TIME); segment += 1) {
      for (const line of packed.linesOf(segment)) {
        if (line === '') continue;
        const row = readLine(line);
        if (row.source === id && isThere(row) && row.n <= upTo) gone.push(row.id);
      }
    }
    const told = { conversations: [], gone, rewrite: false };
    const folded = await foldConversations(database, generation, swept.feed, id, told, now);
    swept.feed = folded.feed;
    swept.conversations += folded.conversations;
    swept.ratings += folded.ratings;
  }
  return swept;
}

async function keepOne(
  database: StoreDatabase,
  id: string,
  conversation: SourceConversation,
  now: number,
): Promise<void> {
  const source = await database.soloSources.get(id);
  if (!source) return;
  await inFeed(database, async (before, generation) => {
    let feed = before;
    const name = { source: id, id: conversation.id };
    const [kept] = await openPackedRows(database, generation, feed.packed).locate([name]);
    if (kept && isThere(kept)) {
      const told = { conversations: [conversation], gone: [], rewrite: false };
      const folded = await foldConversations(database, generation, feed, id, told, now);
      const ratings = source.ratings + folded.ratings;
      await database.soloSources.update(id, { ratings });
      if (kept.conversation) return folded.feed;
      feed = folded.feed;
    }
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
    const facts = { source: id, emailKey: feed.emailKey ?? '', timeZone };
    const wire = soloConversation(conversation, null, null, facts);
    if (!wire) return feed;
    await keepLookedThrough(database, wire, now);
    const topics = soloTopics(id, conversation.topics ?? []);
    const head = feed.head + 1;
    const byId = new Map(topics.map((topic) => [topic.id, topic]));
    const items = await topicItems(database, generation, byId, head);
    if (items.length === 0) return feed;
    return { ...(await applyItems(database, generation, feed, pageOf(items, head, now))), head };
  });
}

async function remove(database: StoreDatabase, id: string): Promise<void> {
  await database.soloSources.delete(id);
  await database.lookedThrough.where('key').startsWith(`${id}\n`).delete();
  await inFeed(database, async (feed, generation) => {
    await deleteDayCounts(database, generation, id);
    await database.topics
      .where('key')
      .startsWith(keys.topic(generation, `${id}:`))
      .delete();
    for (const prefix of [
      keys.review(generation, 'conversation', id, ''),
      keys.review(generation, 'topic', null, `${id}:`),
    ]) {
      await database.reviews.where('key').startsWith(prefix).delete();
    }
    const sources = feed.sources.filter((source) => source !== id);
    return { ...feed, sources, packed: await blankAll(database, generation, feed, id) };
  });
}

/** It is kept, or at least counts. */
function isThere({ conversation, counted }: ReadRow): boolean {
  return conversation !== null || counted !== null;
}

async function blankAll(
  database: StoreDatabase,
  generation: number,
  feed: FeedRecord,
  source: string,
): Promise<FeedRecord['packed']> {
  let state = feed.packed;
  const end = Math.ceil(state.rows / SEGMENT_ROWS);
  for (let first = 0; first < end; first += SEGMENTS_AT_A_TIME) {
    const packed = openPackedRows(database, generation, state);
    await packed.load(first, Math.min(end, first + SEGMENTS_AT_A_TIME));
    for (let segment = first; segment < Math.min(end, first + SEGMENTS_AT_A_TIME); segment += 1) {
      packed.linesOf(segment).forEach((line, index) => {
        if (line === '') return;
        const row = readLine(line);
        if (row.source === source) packed.blank({ ...row, row: segment * SEGMENT_ROWS + index });
      });
    }
    state = await packed.flush();
  }
  return state;
}

async function saveReview(database: StoreDatabase, edit: ReviewEdit): Promise<void> {
  const { subject, source, id, takenBy, cause, nextStep, note, done, madeAt } = edit;
  const { read } = await readGenerations(database);
  const key = keys.review(read, subject, source, id);
  const stored = await database.reviews.get(key);
  const changedAt = toInstant(madeAt);
  const review: Review = {
    subject,
    source,
    id,
    version: (stored?.review.version ?? 0) + 1,
    takenBy,
    cause,
    nextStep,
    note: note?.trim() || null,
    doneAt: done ? (stored?.review.doneAt ?? changedAt) : null,
    changedAt,
    changedBy: (await readWorkspace(database))?.person ?? null,
  };
  await database.reviews.put({ key, n: stored?.n ?? 0, review });
  await writeBesideFeed(database);
}
