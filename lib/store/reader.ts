import { liveQuery } from 'dexie';
import { dayOf } from '../csat/calendar.ts';
import { fromRow } from '../csat/day-counts.ts';
import { type PeriodChoice, type PeriodCounts, sumPeriod } from '../csat/period.ts';
import {
  keys,
  keysBeginning,
  readAttempt,
  readFeed,
  readGenerations,
  readWorkspace,
  type StoreDatabase,
} from './database.ts';
import type { Store } from './store.ts';
import type {
  CollectionView,
  EarlierConversation,
  JoinedWorkspace,
  StoredConversation,
  StoreReader,
  SyncView,
  TopicView,
} from './views.ts';

const EARLIER_SHOWN = 5;
const FOUND_SHOWN = 20;

/** Reads IndexedDB itself, with live queries. Every answer comes without the network. */
export function createStoreReader(store: Store): StoreReader {
  const { database } = store;
  const reader: StoreReader = {
    async panel(query) {
      const base = await readBase(database, query.now);
      const conversation = await find(base, query.source, query.conversation);
      const [topics, earlier, overall] = await Promise.all([
        readTopics(base, conversation, query.period),
        readEarlier(base, conversation),
        readFigures(base, null, query.period),
      ]);
      const { workspace, collection, sync } = base;
      return { workspace, conversation, topics, earlier, overall, collection, sync };
    },
    async popup(query) {
      const base = await readBase(database, query.now);
      const { open } = query;
      const conversation = open ? await find(base, open.source, open.conversation) : null;
      const [topics, overall] = await Promise.all([
        readTopics(base, conversation, query.period),
        readFigures(base, null, query.period),
      ]);
      const { workspace, collection, sync } = base;
      return { workspace, overall, conversation, topics, collection, sync };
    },
    async lookUp(query) {
      const base = await readBase(database, query.now);
      const text = query.text.trim();
      if (!text) return { found: [], topics: [], sync: base.sync };
      const found = await findByText(base, text);
      return { found, topics: await findTopics(base, text, found), sync: base.sync };
    },
    follow(read, listener, onError, signal) {
      if (signal.aborted) return;
      const subscription = liveQuery(() => read(reader)).subscribe({
        next: listener,
        error: onError,
      });
      signal.addEventListener('abort', () => subscription.unsubscribe(), { once: true });
    },
  };
  return reader;
}

/** What every view needs, read once for it. */
interface Base {
  database: StoreDatabase;
  generation: number;
  sources: string[];
  workspace: JoinedWorkspace | null;
  collection: CollectionView | null;
  sync: SyncView;
  /** Today in the workspace's time zone, on the server's clock. */
  today: string;
}

async function readBase(database: StoreDatabase, now: number): Promise<Base> {
  const [{ read: generation }, attempt, joined] = await Promise.all([
    readGenerations(database),
    readAttempt(database),
    readWorkspace(database),
  ]);
  const feed = await readFeed(database, generation);
  const workspace = joined && { ...joined, ...feed.workspace };
  const phase = feed.complete ? 'current' : feed.cursor === null ? 'never' : 'first';
  return {
    database,
    generation,
    sources: feed.sources,
    workspace,
    collection: feed.collection,
    sync: {
      phase,
      progress: feed.progress,
      syncedAt: attempt.syncedAt,
      clockOffset: attempt.clockOffset,
      problem: attempt.problem,
    },
    today: dayOf(now + attempt.clockOffset, workspace?.timeZone ?? 'UTC'),
  };
}

async function find(base: Base, source: string, id: string): Promise<StoredConversation | null> {
  const row = await base.database.conversations.get(keys.conversation(base.generation, source, id));
  return row?.conversation ?? null;
}

/** A topic's figures over the period, or everything's (`null`); only from day counts. */
async function readFigures(
  { database, generation, today }: Base,
  topic: string | null,
  period: PeriodChoice,
): Promise<PeriodCounts> {
  const [from, to] = keysBeginning(generation, topic ?? '');
  const months = await database.dayCounts.where('key').between(from, to).toArray();
  const days = months.flatMap((month) =>
    month.days.map(([day, row]) => [day, fromRow(row)] as const),
  );
  return sumPeriod(days, today, period);
}

async function readTopics(
  base: Base,
  conversation: StoredConversation | null,
  period: PeriodChoice,
): Promise<TopicView[]> {
  if (!conversation) return [];
  const rows = await base.database.topics.bulkGet(
    conversation.topics.map((id) => keys.topic(base.generation, id)),
  );
  return Promise.all(
    conversation.topics.map(async (id, index) => ({
      // A topic whose own record has not arrived yet still has its figures.
      ...(rows[index]?.topic ?? {
        id,
        title: id,
        category: null,
        status: 'open' as const,
        knownProblem: null,
      }),
      figures: await readFigures(base, id, period),
    })),
  );
}

async function readEarlier(
  { database, generation }: Base,
  conversation: StoredConversation | null,
): Promise<EarlierConversation[]> {
  if (!conversation || conversation.customer === null) return [];
  const customer = keys.customer(generation, conversation.source, conversation.customer);
  const rows = await database.conversations
    .where('[customer+startedAt]')
    .between([customer, Number.NEGATIVE_INFINITY], [customer, conversation.startedAt])
    .reverse()
    .filter((row) => Boolean(row.conversation?.rating))
    .limit(EARLIER_SHOWN)
    .toArray();
  return rows.flatMap((row) =>
    row.conversation
      ? [
          {
            source: row.conversation.source,
            id: row.conversation.id,
            startedAt: row.conversation.startedAt,
            rating: row.conversation.rating,
            internal:
              row.conversation.visibility === 'internal' ||
              row.conversation.rating?.byTeam === true,
          },
        ]
      : [],
  );
}

async function findByText(base: Base, text: string): Promise<StoredConversation[]> {
  const { database, generation, sources } = base;
  const [byId, byTicket] = await Promise.all([
    database.conversations.bulkGet(
      sources.map((source) => keys.conversation(generation, source, text)),
    ),
    database.conversations
      .where('ticket')
      .equals(keys.ticket(generation, text))
      .limit(FOUND_SHOWN)
      .toArray(),
  ]);
  const found = new Map<string, StoredConversation>();
  for (const row of [...byId, ...byTicket]) {
    if (row?.conversation) found.set(row.key, row.conversation);
  }
  return [...found.values()].slice(0, FOUND_SHOWN);
}

/** Topics whose title has the text in it, and those of the conversations found. */
async function findTopics(
  base: Base,
  text: string,
  found: readonly StoredConversation[],
): Promise<Pick<TopicView, 'id' | 'title'>[]> {
  const [from, to] = keysBeginning(base.generation);
  const wanted = text.toLocaleLowerCase();
  const ofFound = new Set(found.flatMap((conversation) => conversation.topics));
  const [byTitle, byConversation] = await Promise.all([
    base.database.topics
      .where('key')
      .between(from, to)
      .filter(({ topic }) => topic.title.toLocaleLowerCase().includes(wanted))
      .limit(FOUND_SHOWN)
      .toArray(),
    base.database.topics.bulkGet([...ofFound].map((id) => keys.topic(base.generation, id))),
  ]);
  const topics = new Map(
    [...byTitle, ...byConversation].flatMap((row) => (row ? [[row.topic.id, row.topic]] : [])),
  );
  return [...topics.values()].map(({ id, title }) => ({ id, title }));
}
