import { atHandOf, hold } from './at-hand.ts';
import { type Base, baseOf, stateOf } from './base.ts';
import { readMeta } from './database.ts';
import { readRows, readSegments, rowAtHand } from './find-conversations.ts';
import { SEGMENT_ROWS } from './packed-rows.ts';
import { nameOf, readFacts } from './read-panel.ts';
import type { StoreDatabase } from './records.ts';
import type { OpenQuery, PanelQuery, StoredConversation, StoreMode } from './views.ts';

/** Rows before and after the open conversation's: those that came last before it, and next after it. */
const NEIGHBOURS = 24;
/** Read in one transaction: nothing that is asked meanwhile waits long. */
const AT_A_TIME = 8;
/** Records of lines to each side: two questions less for some 1,500 conversations farther away. */
const SEGMENTS_AROUND = 12;

/**
 * Reads what the panel would show of the conversations that came around the open one, as inboxes
 * list them beside it: so that it is in memory when one of them is opened. The panel has read the open
 * one; where the copy has changed since, nothing is read.
 *
 * @param inTransaction runs a reading in a transaction over all tables
 */
export async function readAhead(
  database: StoreDatabase,
  mode: StoreMode,
  query: PanelQuery,
  inTransaction: <T>(read: () => Promise<T>) => Promise<T>,
  signal: AbortSignal,
): Promise<void> {
  const open = atHandOf(database)?.facts.get(nameOf(query))?.conversation;
  if (!open) return;
  const some = (read: (base: Base) => Promise<unknown>) =>
    inTransaction(() => readMore(database, mode, query.now, read));
  let left: OpenQuery[] = [];
  await some(async (base) => {
    left = (await neighboursOf(base, open)).map((one) => asOpened(one, query.open));
  });
  const isMissing = (one: OpenQuery) =>
    !atHandOf(database)?.facts.has(nameOf({ open: one, period: query.period }));
  left = left.filter(isMissing);
  while (left.length > 0 && !signal.aborted) {
    const next = left.splice(0, AT_A_TIME);
    await some((base) => Promise.all(next.map((one) => readFacts(base, { ...query, open: one }))));
  }
  if (!signal.aborted) await some((base) => readSegmentsAround(base, open));
}

/** Reads something of the state that is in memory, and keeps it there; where that is past, nothing. */
async function readMore(
  database: StoreDatabase,
  mode: StoreMode,
  now: number,
  read: (base: Base) => Promise<unknown>,
): Promise<void> {
  const before = atHandOf(database);
  if (!before) return;
  const meta = await readMeta(database);
  const base = baseOf(database, mode, meta, now, before);
  if (before.state === null || stateOf(base) !== before.state) return;
  await read(base);
  // No other state is in memory yet: whoever changes the copy waits for the end of this transaction.
  hold(database, before);
}

/** Conversations of the same source, the nearest first. */
async function neighboursOf(base: Base, open: StoredConversation): Promise<StoredConversation[]> {
  const row = rowAtHand(base, open.source, open.id);
  if (row === null) return [];
  const rows: number[] = [];
  for (let away = 1; away <= NEIGHBOURS; away += 1) {
    if (row >= away) rows.push(row - away);
    if (row + away < base.packed.rows) rows.push(row + away);
  }
  const read = await readRows(base, rows);
  return rows.flatMap((near) => {
    const conversation = read.get(near)?.conversation;
    return conversation?.source === open.source ? [conversation] : [];
  });
}

async function readSegmentsAround(base: Base, open: StoredConversation): Promise<void> {
  const row = rowAtHand(base, open.source, open.id);
  if (row === null) return;
  const middle = Math.floor(row / SEGMENT_ROWS);
  const around = Array.from(
    { length: 2 * SEGMENTS_AROUND + 1 },
    (_, at) => middle - at + SEGMENTS_AROUND,
  );
  const last = Math.floor((base.packed.rows - 1) / SEGMENT_ROWS);
  await readSegments(
    base,
    around.filter((number) => number >= 0 && number <= last),
  );
}

/** As an inbox names a conversation that names the open one so. */
function asOpened({ id, ticketId }: StoredConversation, open: OpenQuery): OpenQuery {
  return {
    ...open,
    conversation: open.conversation === null ? null : id,
    ticket: open.ticket === null ? null : ticketId,
  };
}
