import type * as v from 'valibot';
import type { ChangeItem, ChangesPage, ReviewItem } from '../contract/changes.ts';
import type { ConnectedSource } from '../contract/source.ts';
import { keys } from './database.ts';
import { keepDayCounts } from './day-count-years.ts';
import { keptFrom } from './kept-from.ts';
import { forgetLookedThrough } from './looked-through.ts';
import { openPackedRows, type PackedRows } from './packed-rows.ts';
import { type FeedRecord, SOLO_EPOCH, type StoreDatabase, type TopicRow } from './records.ts';
import { writeCounted, writeLine, writeTombstone } from './row-line.ts';
import { countedOf } from './solo-conversation.ts';
import { time, toStored } from './stored-conversation.ts';
import type { SourceView } from './views.ts';

type ItemOf<Kind extends ChangeItem['kind']> = Extract<ChangeItem, { kind: Kind }>;
type RowItem = ItemOf<'conversation'> | ItemOf<'erasure'>;

/**
 * Writes a page's items into a generation; runs inside the caller's transaction. Of two states of
 * one thing the one with the higher change number stays, in whatever order they come.
 * @returns the feed's record with what the items say
 */
export async function applyItems(
  database: StoreDatabase,
  generation: number,
  feed: FeedRecord,
  page: ChangesPage,
): Promise<FeedRecord> {
  const topics: ItemOf<'topic'>[] = [];
  const dayCounts: ItemOf<'dayCounts'>[] = [];
  const reviews: ItemOf<'review'>[] = [];
  const rows = new Map<string, RowItem>();
  const sources = new Set(feed.sources);
  let after = feed;
  for (const item of page.items) {
    switch (item.kind) {
      case 'conversation':
      case 'erasure': {
        const { source, id } = nameOf(item);
        if (item.kind === 'conversation') sources.add(source);
        const key = `${source}\n${id}`;
        const other = rows.get(key);
        if (!other || item.n > other.n) rows.set(key, item);
        break;
      }
      case 'topic':
        topics.push(item);
        break;
      case 'dayCounts':
        dayCounts.push(item);
        break;
      case 'review':
        reviews.push(item);
        break;
      case 'settings':
        if (item.n > after.settingsN) after = withSettings(after, item);
        break;
      case 'other':
        break;
    }
  }
  await keepTopics(database, generation, topics);
  await keepDayCounts(database, generation, dayCounts);
  await keepReviews(database, generation, reviews);
  if (rows.size > 0) {
    const from = await keptFrom(database, generation, after, Date.parse(page.serverTime));
    after = { ...after, keptFrom: from };
    after = { ...after, packed: await applyRows(database, generation, after, [...rows.values()]) };
  }
  return { ...after, sources: [...sources] };
}

/**
 * Before everything was fetched once, a thing whose number is not above the workspace's head at the
 * first page comes once: it is written without looking. All others may be a newer (or an older)
 * state of something that is here.
 */
async function applyRows(
  database: StoreDatabase,
  generation: number,
  feed: FeedRecord,
  items: readonly RowItem[],
): Promise<FeedRecord['packed']> {
  const packed = openPackedRows(database, generation, feed.packed);
  const comesOnce = ({ n }: RowItem) => !feed.complete && n <= feed.start;
  const later = items.filter((item) => !comesOnce(item));
  const stored = await packed.locate(later.map(nameOf));
  for (const item of items) if (comesOnce(item)) append(packed, item, feed);
  later.forEach((item, index) => {
    const before = stored[index] ?? null;
    if (before && before.n >= item.n) return;
    if (before) packed.blank(before);
    append(packed, item, feed);
  });
  if (later.length > 0) {
    await forgetLookedThrough(database, later.map(nameOf));
    await forgetErased(
      database,
      generation,
      later.filter(({ kind }) => kind === 'erasure'),
    );
  }
  return packed.flush();
}

function append(packed: PackedRows, item: RowItem, { keptFrom, epoch }: FeedRecord): void {
  const { n } = item;
  const name = nameOf(item);
  if (item.kind === 'erasure') {
    packed.append(writeTombstone(n, name.source, name.id), name, null);
    return;
  }
  // What is older than what is kept stays out. What was here goes, as of its next state.
  const isOld = keptFrom !== null && item.conversation.countedOn < keptFrom;
  if (isOld && epoch !== SOLO_EPOCH) return;
  const conversation = toStored(item.conversation);
  if (isOld) {
    packed.append(writeCounted(n, name.source, name.id, countedOf(conversation)), name, 'counted');
    return;
  }
  packed.append(writeLine(n, conversation), name, conversation);
}

function nameOf(item: RowItem): { source: string; id: string } {
  return item.kind === 'conversation'
    ? item.conversation
    : { source: item.source, id: item.conversation };
}

async function forgetErased(
  database: StoreDatabase,
  generation: number,
  items: readonly RowItem[],
): Promise<void> {
  if (items.length === 0) return;
  const names = items.map(nameOf);
  await database.reviews.bulkDelete(
    names.map(({ source, id }) => keys.review(generation, 'conversation', source, id)),
  );
  const erased = new Set(names.map(({ source, id }) => `${source}\n${id}`));
  const isErased = (edit: { source: string | null; id: string; subject: string }) =>
    edit.subject === 'conversation' && erased.has(`${edit.source}\n${edit.id}`);
  const edits = await database.reviewEdits.toArray();
  for (const edit of edits) {
    if (isErased(edit) && edit.order !== undefined) await database.reviewEdits.delete(edit.order);
  }
}

async function keepTopics(
  database: StoreDatabase,
  generation: number,
  items: readonly ItemOf<'topic'>[],
): Promise<void> {
  const rows = items.map(
    ({ n, topic }): TopicRow => ({ key: keys.topic(generation, topic.id), n, topic }),
  );
  const stored = await database.topics.bulkGet(rows.map(({ key }) => key));
  await database.topics.bulkPut(newer(rows, stored));
}

async function keepReviews(
  database: StoreDatabase,
  generation: number,
  items: readonly v.InferOutput<typeof ReviewItem>[],
): Promise<void> {
  const rows = items.map(({ n, review }) => ({
    key: keys.review(generation, review.subject, review.source, review.id),
    n,
    review,
  }));
  const stored = await database.reviews.bulkGet(rows.map(({ key }) => key));
  await database.reviews.bulkPut(newer(rows, stored));
}

function withSettings(feed: FeedRecord, item: ItemOf<'settings'>): FeedRecord {
  const { name, demo, timeZone } = item.workspace;
  const { enabled, changedAt, changedBy } = item.collection;
  return {
    ...feed,
    settingsN: item.n,
    workspace: { name, demo, timeZone },
    collection: { enabled, changedAt: time(changedAt), changedBy },
    nextSteps: item.nextSteps,
    emailKey: item.emailLookup?.key ?? null,
    connected: item.sources.map(sourceView),
    seesRatings: item.seesRatings,
  };
}

function sourceView({ id, kind, name, place, problem }: ConnectedSource): SourceView {
  const words = problem && {
    code: problem.code,
    message: problem.message,
    remedy: problem.remedy,
  };
  return { id, kind, name, place, problem: words };
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
