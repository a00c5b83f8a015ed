import { liveQuery } from 'dexie';
import { type Base, baseOf } from './base.ts';
import { nameOf } from './conversation-name.ts';
import { channelsOf, countKept } from './count-kept.ts';
import { keys, readMeta } from './database.ts';
import { hashEmail, isEmail } from './email-hash.ts';
import { findByEmail, findByWords, findExact } from './find-conversations.ts';
import { findOpen } from './find-open.ts';
import { allFlagged } from './flagged.ts';
import { readKindWords } from './kind-words.ts';
import { listToReview, withOthers } from './list-to-review.ts';
import { findLookedThrough } from './looked-through.ts';
import { newestKindWords } from './newest-kind-words.ts';
import { nextToReview } from './next-to-review.ts';
import type { OpenedDatabase } from './open-database.ts';
import { readAhead } from './read-ahead.ts';
import { readInsights } from './read-insights.ts';
import { panelAtHand, readPanel } from './read-panel.ts';
import { readReview } from './read-review.ts';
import { readEdits, waitingFor } from './review-edits.ts';
import { readReviewQueue } from './review-queue.ts';
import type { Store } from './store.ts';
import type { ToReviewQuery, ToReviewView } from './to-review-views.ts';
import { readFigures, readTopics } from './topic-figures.ts';
import { readTopicInsights } from './topic-insights.ts';
import type {
  LookUpView,
  PopupView,
  StoredConversation,
  StoreReader,
  TopicPageView,
  TopicView,
} from './views.ts';

const FOUND_SHOWN = 20;
/** Conversations to review on a topic's page. */
const TO_REVIEW_SHOWN = 20;

/** Reads IndexedDB itself, with live queries. Every answer comes without the network. */
export function createStoreReader(store: Store): StoreReader {
  let last: StoreReader | null = null;
  const opened = async () => {
    last = readerOf(await store.open());
    return last;
  };
  return {
    panelAtHand: (query) => last?.panelAtHand(query) ?? null,
    readAhead: async (query, signal) => (await opened()).readAhead(query, signal),
    panel: async (query) => (await opened()).panel(query),
    popup: async (query) => (await opened()).popup(query),
    lookUp: async (query) => (await opened()).lookUp(query),
    toReview: async (query) => (await opened()).toReview(query),
    topicPage: async (query) => (await opened()).topicPage(query),
    insights: async (query) => (await opened()).insights(query),
    countKept: async (query, signal) => (await opened()).countKept(query, signal),
    channels: async (query) => (await opened()).channels(query),
    nextToReview: async (query) => (await opened()).nextToReview(query),
    topicInsights: async (query) => (await opened()).topicInsights(query),
    reviewQueue: async (query) => (await opened()).reviewQueue(query),
    kindWords: async (query) => (await opened()).kindWords(query),
    waitingEdits: async () => (await opened()).waitingEdits(),
    follow(read, listener, onError, signal) {
      opened().then(
        (reader) => {
          if (!signal.aborted) reader.follow(read, listener, onError, signal);
        },
        (error: unknown) => {
          if (!signal.aborted) onError(error);
        },
      );
    },
  };
}

/** Reads an open database, each view in one transaction: of one moment, and faster than many. */
function readerOf({ database, mode }: OpenedDatabase): StoreReader {
  const inTransaction = <T>(read: () => Promise<T>): Promise<T> => {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    // Dexie waits for native promises only in a function that is itself `async`.
    const over = database.transaction('r', database.tables, async () => resolve(await read()));
    // What was read is right already: nobody waits for the browser to end the transaction.
    over.catch(reject);
    return promise;
  };
  const reading = <T>(now: number, read: (base: Base) => Promise<T>): Promise<T> =>
    inTransaction(async () => read(baseOf(database, mode, await readMeta(database), now)));
  const reader: StoreReader = {
    panel: (query) => inTransaction(() => readPanel(database, mode, query)),
    panelAtHand: (query) => panelAtHand(database, mode, query),
    readAhead: (query, signal) => readAhead(database, mode, query, inTransaction, signal),
    popup: (query) => reading(query.now, (base) => readPopup(base, query)),
    lookUp: (query) => reading(query.now, (base) => lookUp(base, query.text.trim())),
    toReview: (query) => reading(query.now, (base) => readToReview(base, query)),
    topicPage: (query) => reading(query.now, (base) => readTopicPage(base, query)),
    insights: (query) => reading(query.now, (base) => readInsights(base, query)),
    // In many short transactions: going through everything must not hold up a sync.
    async countKept(query, signal) {
      const base = await reading(query.now, async (read) => read);
      return countKept(base, base.sources, query, signal);
    },
    channels: ({ now }) => reading(now, channelsOf),
    nextToReview: (query) => reading(query.now, (base) => nextToReview(base, query)),
    topicInsights: (query) => reading(query.now, (base) => readTopicInsights(base, query)),
    reviewQueue: (query) => reading(query.now, (base) => readReviewQueue(base, query)),
    kindWords: (query) => reading(query.now, (base) => readKindWords(base, query)),
    waitingEdits: () => readEdits(database),
    follow(read, listener, onError, signal) {
      const subscription = liveQuery(() => read(reader)).subscribe({
        next: listener,
        error: onError,
      });
      signal.addEventListener('abort', () => subscription.unsubscribe(), { once: true });
    },
  };
  return reader;
}

async function readPopup(
  base: Base,
  { open, period }: Parameters<StoreReader['popup']>[0],
): Promise<PopupView> {
  const { conversation, from } = open
    ? await findOpen(base, open)
    : { conversation: null, from: null };
  const [topics, overall, kindWords] = await Promise.all([
    readTopics(base, conversation?.topics ?? [], period),
    readFigures(base, null, period),
    newestKindWords(base),
  ]);
  const { workspace, sync, feed } = base;
  return {
    workspace,
    overall,
    kindWords,
    conversation,
    from,
    seesRatings: feed.seesRatings,
    sources: base.sources,
    topics,
    collection: feed.collection,
    sync,
  };
}

async function readToReview(base: Base, query: ToReviewQuery): Promise<ToReviewView> {
  const { database, generation, sync } = base;
  const reviewsOf = (conversations: readonly StoredConversation[]) =>
    database.reviews.bulkGet(
      conversations.map(({ source, id }) => keys.review(generation, 'conversation', source, id)),
    );
  const rated = await listToReview(base, query.topic, query.before, query.limit, async (some) => {
    if (!query.unreviewedOnly) return new Set();
    const rows = await reviewsOf(some);
    const done = some.filter((_, index) => (rows[index]?.review.doneAt ?? null) !== null);
    return new Set(done.map(nameOf));
  });
  const flagged = (query.unreviewedOnly ? await allFlagged(base) : [])
    .map(({ conversation }) => conversation)
    .filter(({ topics }) => query.topic === null || topics.includes(query.topic));
  const { conversations, next } = withOthers(rated, query.before, query.limit, flagged);
  const [rows, edits] = await Promise.all([reviewsOf(conversations), readEdits(database)]);
  return {
    conversations: conversations.map((conversation, index) => ({
      conversation,
      review: {
        stored: rows[index]?.review ?? null,
        waiting: waitingFor(edits, 'conversation', conversation.source, conversation.id),
      },
    })),
    next,
    sync,
  };
}

async function readTopicPage(
  base: Base,
  query: Parameters<StoreReader['topicPage']>[0],
): Promise<TopicPageView> {
  const { topic: id, period, now } = query;
  const row = await base.database.topics.get(keys.topic(base.generation, id));
  const [figures, review, toReview] = await Promise.all([
    readFigures(base, id, period),
    readReview(base, 'topic', null, id),
    readToReview(base, {
      topic: id,
      unreviewedOnly: false,
      before: null,
      limit: TO_REVIEW_SHOWN,
      now,
    }),
  ]);
  return { topic: row ? { ...row.topic, figures } : null, review, toReview };
}

async function lookUp(base: Base, text: string): Promise<LookUpView> {
  if (!text || base.sync.locked) return { found: [], topics: [], sync: base.sync };
  const found = new Map<string, StoredConversation>();
  const take = (conversations: readonly StoredConversation[]) => {
    for (const one of conversations) {
      const name = nameOf(one);
      if (found.size < FOUND_SHOWN && !found.has(name)) found.set(name, one);
    }
  };
  take(await findExact(base, base.feed.sources, text));
  // What was asked of the server earlier is found by its id too.
  if (found.size === 0) {
    const { database, feed } = base;
    const rows = await Promise.all(
      feed.sources.map((source) => findLookedThrough(database, source, text)),
    );
    take(rows.flatMap((row) => (row ? [row.conversation] : [])));
  }
  const { emailKey } = base.feed;
  if (emailKey !== null && isEmail(text)) take(await findByEmail(base, hashEmail(emailKey, text)));
  // Whoever typed a whole id or address means that one.
  if (found.size === 0) take(await findByWords(base, text, FOUND_SHOWN));
  const conversations = [...found.values()];
  return {
    found: conversations,
    topics: await findTopics(base, text, conversations),
    sync: base.sync,
  };
}

/** Topics whose title has the text in it, and those of the conversations found. */
async function findTopics(
  { database, generation }: Base,
  text: string,
  found: readonly StoredConversation[],
): Promise<Pick<TopicView, 'id' | 'title'>[]> {
  const wanted = text.toLocaleLowerCase();
  const ofFound = new Set(found.flatMap((conversation) => conversation.topics));
  const rows = await database.topics.where('key').startsWith(`${generation}\n`).toArray();
  const all = rows.map(({ topic }) => topic);
  const byTitle = all.filter(({ title }) => title.toLocaleLowerCase().includes(wanted));
  const byConversation = all.filter(({ id }) => ofFound.has(id));
  const topics = new Map(
    [...byTitle.slice(0, FOUND_SHOWN), ...byConversation].map((topic) => [topic.id, topic]),
  );
  return [...topics.values()].map(({ id, title }) => ({ id, title }));
}
