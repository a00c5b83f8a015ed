import { nameOf } from './conversation-name.ts';
import { eachConversation } from './each-conversation.ts';
import { linesOf, SEGMENT_ROWS } from './packed-rows.ts';
import { type InsightsBase as Base, revisionOf } from './read-insights.ts';
import { SOLO_EPOCH, type StoreDatabase } from './records.ts';
import { readLine } from './row-line.ts';
import type { StoredConversation } from './views.ts';

/** One topic's conversations as of a state of the rows. */
interface Known {
  /** Of which topic and which copy. */
  of: string;
  revision: string;
  /** Rows that were gone through: those before this number. */
  rows: number;
  byName: ReadonlyMap<string, StoredConversation>;
}

/** So many rows that came since are read by themselves; beyond that everything is gone through again. */
const MOST_NEW_ROWS = 20_000;

/** What the page of a topic read last, for each database that is open. */
const known = new WeakMap<StoreDatabase, Known>();

/**
 * All kept conversations of a topic, in no order that means anything. The first time everything is
 * gone through; from then on only the rows that came since, where all conversations are kept:
 * whatever happens to one then appends a row.
 */
export async function conversationsOfTopic(
  base: Base,
  topic: string,
): Promise<StoredConversation[]> {
  const { database, packed, generation, feed, workspace } = base;
  const of = JSON.stringify([
    workspace?.server,
    workspace?.id,
    generation,
    feed.epoch,
    feed.start,
    topic,
  ]);
  const revision = revisionOf(base);
  const before = known.get(database);
  const isSame = before?.of === of;
  if (isSame && before.revision === revision) return [...before.byName.values()];
  const since = isSame ? packed.rows - before.rows : -1;
  const goesOn = isSame && appendsOnly(base) && since >= 0 && since <= MOST_NEW_ROWS;
  const byName = goesOn
    ? await withRowsSince(base, topic, before)
    : await goThroughAll(base, topic);
  known.set(database, { of, revision, rows: packed.rows, byName });
  return [...byName.values()];
}

/** False where a conversation may go without a row: old ones are let go of, and a source in solo. */
function appendsOnly({ feed: { epoch, keptFrom, prunedTo } }: Base): boolean {
  return epoch !== SOLO_EPOCH && keptFrom === null && prunedTo === null;
}

async function goThroughAll(base: Base, topic: string): Promise<Map<string, StoredConversation>> {
  const byName = new Map<string, StoredConversation>();
  await eachConversation(base, JSON.stringify(topic), (one) => {
    if (one.topics.includes(topic)) byName.set(nameOf(one), one);
  });
  return byName;
}

async function withRowsSince(
  { database, generation, packed }: Base,
  topic: string,
  before: Known,
): Promise<ReadonlyMap<string, StoredConversation>> {
  const byName = new Map(before.byName);
  const first = Math.floor(before.rows / SEGMENT_ROWS);
  const part = database.segments
    .where(':id')
    .between([generation, first], [generation, Math.ceil(packed.rows / SEGMENT_ROWS)]);
  const [keys, texts] = await Promise.all([part.primaryKeys(), part.toArray()]);
  texts.forEach((text, index) => {
    const begin = (keys[index]?.[1] ?? 0) * SEGMENT_ROWS;
    linesOf(text).forEach((line, at) => {
      if (line === '' || begin + at < before.rows) return;
      const row = readLine(line);
      const { conversation } = row;
      if (conversation?.topics.includes(topic)) byName.set(nameOf(row), conversation);
      // It was erased, or has other topics now.
      else byName.delete(nameOf(row));
    });
  });
  return byName;
}
