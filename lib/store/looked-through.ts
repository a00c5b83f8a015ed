import type { Conversation } from '../contract/conversation.ts';
import { writeBesideFeed } from './database.ts';
import type { LookedThroughRow, StoreDatabase } from './records.ts';
import { toStored } from './stored-conversation.ts';

/** So many conversations are kept that the feed does not deliver here; the oldest look-ups go first. */
const KEPT = 200;

const keyOf = (source: string, id: string) => `${source}\n${id}`;

/** Keeps what the server answered about a conversation that is not kept. `now`: this computer's clock. */
export async function keepLookedThrough(
  database: StoreDatabase,
  wire: Conversation,
  now: number,
): Promise<void> {
  const table = database.lookedThrough;
  await database.transaction('rw', table, database.meta, async () => {
    await writeBesideFeed(database);
    const conversation = toStored(wire);
    await table.put({ key: keyOf(wire.source, wire.id), conversation, at: now });
    const extra = (await table.count()) - KEPT;
    if (extra > 0) await table.orderBy('at').limit(extra).delete();
  });
}

/** What was looked through earlier; `null` if it was not, or is no longer kept. */
export async function findLookedThrough(
  database: StoreDatabase,
  source: string,
  id: string,
): Promise<LookedThroughRow | null> {
  return (await database.lookedThrough.get(keyOf(source, id))) ?? null;
}

/** The same by the ticket's id; the newest conversation of several. There are few: no index. */
export async function findLookedThroughByTicket(
  database: StoreDatabase,
  source: string,
  ticket: string,
): Promise<LookedThroughRow | null> {
  const rows = await database.lookedThrough
    .filter(({ conversation: one }) => one.ticketId === ticket && one.source === source)
    .toArray();
  rows.sort((a, b) => b.conversation.startedAt - a.conversation.startedAt);
  return rows[0] ?? null;
}

/** Forgets conversations that the feed delivers or erases. */
export async function forgetLookedThrough(
  database: StoreDatabase,
  conversations: readonly { source: string; id: string }[],
): Promise<void> {
  await database.lookedThrough.bulkDelete(conversations.map(({ source, id }) => keyOf(source, id)));
}
