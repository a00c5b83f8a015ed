import { Dexie } from 'dexie';
import { batches, timeWrites } from './databases.ts';

/** One record a rating with two indexes beside the key, as a Dexie application is first written. */
export async function dexieRows({ count, batch }: { count: number; batch: number }) {
  const database = new Dexie('dexie-rows');
  database.version(1).stores({ rows: 'id, ticketId, [customer+startedAt]' });
  const table = database.table('rows');
  const milliseconds = await timeWrites(batches(count, batch), (rows) => table.bulkPut(rows));
  await database.delete();
  return { perSecond: (1_000 * count) / milliseconds };
}
