import { writeBesideFeed } from './database.ts';
import type { ReviewEdit, WaitingEdit } from './edit-views.ts';
import type { StoreDatabase } from './records.ts';

/** Edits of reviews that the server does not have yet, in the order in which they were made. */
export async function readEdits(database: StoreDatabase): Promise<WaitingEdit[]> {
  const rows = await database.reviewEdits.orderBy('order').toArray();
  return rows.map(({ order: _, ...edit }) => edit);
}

/** The edit of a review to show: one that needs a decision, else the newest; `null` without any. */
export function waitingFor(
  edits: readonly WaitingEdit[],
  subject: string,
  source: string | null,
  id: string,
): WaitingEdit | null {
  const own = edits.filter(
    (edit) => edit.subject === subject && edit.source === source && edit.id === id,
  );
  return own.find(({ state }) => state !== 'waiting') ?? own.at(-1) ?? null;
}

/** Keeps an edit; the same `edit` again changes nothing. */
export async function keepEdit(database: StoreDatabase, edit: ReviewEdit): Promise<void> {
  const table = database.reviewEdits;
  await database.transaction('rw', table, database.meta, async () => {
    if (await table.get({ edit: edit.edit })) return;
    await table.add({ ...edit, state: 'waiting' });
    await writeBesideFeed(database);
  });
}

/** Puts another state in an edit's place, keeping its order; `null` takes it away. */
export async function changeEdit(
  database: StoreDatabase,
  edit: string,
  next: WaitingEdit | null,
): Promise<void> {
  const table = database.reviewEdits;
  await database.transaction('rw', table, database.meta, async () => {
    const row = await table.get({ edit });
    if (row?.order === undefined) return;
    await writeBesideFeed(database);
    if (next === null) await table.delete(row.order);
    else await table.put({ ...next, order: row.order });
  });
}
