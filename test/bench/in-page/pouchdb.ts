import PouchDB from 'pouchdb-browser';
import { batches, timeWrites } from './databases.ts';

export async function pouchdb({ count, batch }: { count: number; batch: number }) {
  const database = new PouchDB('pouchdb', { auto_compaction: false });
  const milliseconds = await timeWrites(batches(count, batch), (rows) =>
    database.bulkDocs(rows.map((row) => ({ _id: row.id, ...row }))),
  );
  const { doc_count: kept } = await database.info();
  if (kept !== count) throw new Error(`PouchDB kept ${kept} of ${count} rows`);
  await database.destroy();
  return { perSecond: (1_000 * count) / milliseconds };
}
