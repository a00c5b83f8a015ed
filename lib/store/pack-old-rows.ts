import type { Table, Transaction } from 'dexie';
import type * as v from 'valibot';
import type { DayCountsItem } from '../contract/changes.ts';
import { keepDayCounts } from './day-count-years.ts';
import { openPackedRows } from './packed-rows.ts';
import type { StoreDatabase } from './records.ts';
import { EMPTY_FEED, type FeedRecord } from './records.ts';
import { writeLine, writeTombstone } from './row-line.ts';
import type { StoredConversation } from './views.ts';

/** Rows of layout 1, which had a record for each conversation and each month. */
interface OldConversation {
  key: string;
  n: number;
  conversation?: StoredConversation;
}
interface OldDayCounts {
  key: string;
  n: number;
  days: v.InferOutput<typeof DayCountsItem>['days'];
}

/** Old rows that are packed at a time. */
const AT_A_TIME = 5_000;

/**
 * Packs what layout 1 kept, so that nothing has to be fetched again after the update. Only the
 * generation that is read is carried over. Runs inside the upgrade's transaction.
 */
export async function packOldRows(
  database: StoreDatabase,
  transaction: Transaction,
): Promise<void> {
  const meta = transaction.table('meta');
  const generations = await meta.get('generations');
  const read: number = generations?.value.read ?? 1;
  const building: number | null = generations?.value.building ?? null;
  if (building !== null) {
    await meta.put({ key: 'generations', value: { read, building: null } });
    await meta.delete(`feed:${building}`);
  }
  const stored = await meta.get(`feed:${read}`);
  if (!stored) return;
  let feed: FeedRecord = { ...EMPTY_FEED, ...stored.value };

  const conversations = transaction.table<OldConversation, string>('conversations');
  await inParts(conversations, read, async (rows) => {
    const packed = openPackedRows(database, read, feed.packed);
    for (const { key, n, conversation } of rows) {
      const [, source = '', id = ''] = key.split('\n');
      if (conversation) packed.append(writeLine(n, conversation), { source, id }, conversation);
      else packed.append(writeTombstone(n, source, id), { source, id }, null);
    }
    feed = { ...feed, packed: await packed.flush() };
  });
  await inParts(transaction.table<OldDayCounts, string>('dayCounts'), read, async (rows) => {
    const items = rows.map(({ key, n, days }) => {
      const [, topic = '', source = '', month = ''] = key.split('\n');
      const kind = 'dayCounts' as const;
      return { n, kind, source, topic: topic === '' ? null : topic, month, days };
    });
    await keepDayCounts(database, read, items);
  });
  await meta.put({ key: `feed:${read}`, value: feed });
}

/** Hands over the rows of a generation, some at a time, in the order of their keys. */
async function inParts<Row extends { key: string }>(
  table: Table<Row, string>,
  generation: number,
  take: (rows: Row[]) => Promise<void>,
): Promise<void> {
  const end = `${generation}\n\uffff`;
  let after = `${generation}\n`;
  for (;;) {
    const rows = await table
      .where('key')
      .between(after, end, false, true)
      .limit(AT_A_TIME)
      .toArray();
    const last = rows.at(-1);
    if (!last) return;
    await take(rows);
    after = last.key;
  }
}
