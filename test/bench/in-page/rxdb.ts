import { createRxDatabase, type RxJsonSchema } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { Conversation } from '../../../lib/contract/conversation.ts';
import { batches, timeWrites } from './databases.ts';

/** Without indexes of our own and without schema checks: RxDB at its fastest on this storage. */
const SCHEMA: RxJsonSchema<Conversation> = {
  version: 0,
  type: 'object',
  primaryKey: 'id',
  properties: {
    id: { type: 'string', maxLength: 200 },
  } as RxJsonSchema<Conversation>['properties'],
};

export async function rxdb({ count, batch }: { count: number; batch: number }) {
  const database = await createRxDatabase({
    name: 'rxdb',
    storage: getRxStorageDexie(),
    multiInstance: false,
    eventReduce: false,
  });
  const { ratings } = await database.addCollections({ ratings: { schema: SCHEMA } });
  const milliseconds = await timeWrites(batches(count, batch), async (rows) => {
    const { error } = await ratings.bulkInsert(rows);
    if (error.length > 0) throw new Error(`RxDB refused ${error.length} rows`);
  });
  const kept = await ratings.count().exec();
  if (kept !== count) throw new Error(`RxDB kept ${kept} of ${count} rows`);
  await database.remove();
  return { perSecond: (1_000 * count) / milliseconds };
}
