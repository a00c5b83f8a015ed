import type { ChangeItem } from '../contract/changes.ts';
import {
  type ConversationRow,
  type DayCountsRow,
  type FeedRecord,
  keys,
  type StoreDatabase,
  type TopicRow,
} from './database.ts';
import { time, toStored } from './stored-conversation.ts';

type ItemOf<Kind extends ChangeItem['kind']> = Extract<ChangeItem, { kind: Kind }>;

/**
 * Writes a page's items into a generation; runs inside the caller's transaction. Of two states of
 * one thing the one with the higher change number stays, in whatever order they come.
 * @returns the feed's record with what the items say about workspace, collection and sources
 */
export async function applyItems(
  database: StoreDatabase,
  generation: number,
  feed: FeedRecord,
  items: readonly ChangeItem[],
): Promise<FeedRecord> {
  const conversations: ConversationRow[] = [];
  const topics: TopicRow[] = [];
  const dayCounts: DayCountsRow[] = [];
  const sources = new Set(feed.sources);
  let after = feed;
  for (const item of items) {
    switch (item.kind) {
      case 'conversation':
        sources.add(item.conversation.source);
        conversations.push(conversationRow(generation, item));
        break;
      case 'erasure':
        conversations.push({
          key: keys.conversation(generation, item.source, item.conversation),
          n: item.n,
        });
        break;
      case 'topic':
        topics.push({ key: keys.topic(generation, item.topic.id), n: item.n, topic: item.topic });
        break;
      case 'dayCounts':
        dayCounts.push({
          key: keys.dayCounts(generation, item.topic, item.source, item.month),
          n: item.n,
          days: item.days,
        });
        break;
      case 'settings':
        if (item.n > after.settingsN) after = withSettings(after, item);
        break;
      case 'other':
        break;
    }
  }
  const conversationKeys = conversations.map(({ key }) => key);
  const topicKeys = topics.map(({ key }) => key);
  const dayCountsKeys = dayCounts.map(({ key }) => key);
  const [oldConversations, oldTopics, oldDayCounts] = await Promise.all([
    database.conversations.bulkGet(conversationKeys),
    database.topics.bulkGet(topicKeys),
    database.dayCounts.bulkGet(dayCountsKeys),
  ]);
  await Promise.all([
    database.conversations.bulkPut(newer(conversations, oldConversations)),
    database.topics.bulkPut(newer(topics, oldTopics)),
    database.dayCounts.bulkPut(newer(dayCounts, oldDayCounts)),
  ]);
  return { ...after, sources: [...sources] };
}

function conversationRow(generation: number, item: ItemOf<'conversation'>): ConversationRow {
  const conversation = toStored(item.conversation);
  const { source, id, ticketId, customer, startedAt } = conversation;
  return {
    key: keys.conversation(generation, source, id),
    n: item.n,
    conversation,
    startedAt,
    ...(ticketId !== null && { ticket: keys.ticket(generation, ticketId) }),
    ...(customer !== null && { customer: keys.customer(generation, source, customer) }),
  };
}

function withSettings(feed: FeedRecord, item: ItemOf<'settings'>): FeedRecord {
  const { name, demo, timeZone } = item.workspace;
  const { enabled, changedAt, changedBy } = item.collection;
  return {
    ...feed,
    settingsN: item.n,
    workspace: { name, demo, timeZone },
    collection: { enabled, changedAt: time(changedAt), changedBy },
  };
}

/** The newest row of each key, of those that are newer than what is stored. */
function newer<Row extends { key: string; n: number }>(
  rows: readonly Row[],
  stored: readonly (Row | undefined)[],
): Row[] {
  const newest = new Map<string, Row>();
  rows.forEach((row, index) => {
    const before = newest.get(row.key) ?? stored[index];
    if (!before || row.n > before.n) newest.set(row.key, row);
  });
  return [...newest.values()];
}
