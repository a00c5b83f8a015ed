import { sql } from 'kysely';
import type { Erased } from '../../../lib/contract/digest.ts';
import { rowsOf } from '../database/rows.ts';
import type { ConversationRow, Tx } from '../database/schema.ts';
import { countDifferences } from './day-differences.ts';
import { blockIds } from './erased-ids.ts';
import {
  beginWrite,
  inBatches,
  inTransaction,
  LostRace,
  OWN_SOURCE,
  type Scope,
  takeNumbers,
} from './scope.ts';
import { addToDayCounts, lockConversations, stampMonths } from './write-conversations.ts';

/** Conversations of one transaction: small enough that nobody's rating waits for long. */
const BATCH = 200;

/**
 * Erases a conversation: it, its messages, topics and review are deleted, the day counts corrected,
 * readers told, and the id refused for ever, also if it is not known (yet).
 */
export async function eraseConversation(
  scope: Scope,
  id: string,
  source: string = OWN_SOURCE,
): Promise<Erased> {
  const erased = await inTransaction(scope.db, async (tx) => {
    await beginWrite(tx, scope.workspace);
    const rows = [...(await lockConversations(tx, scope.workspace, [id], source)).values()];
    await eraseRows(tx, scope, rows, { source, blocked: [id], counts: 'corrected' });
    if (rows.length === 0) await refuseArrived(tx, scope.workspace, id, source);
    return rows.length;
  });
  return { erased };
}

/**
 * Erases all conversations of a customer as `eraseConversation` does, some at a time; what is done
 * when it fails stays done, and asking again goes on.
 */
export async function eraseCustomer(
  scope: Scope,
  customer: string,
  source: string = OWN_SOURCE,
): Promise<Erased> {
  // Until one more look finds nothing: a conversation may have begun meanwhile.
  const erased = await inBatches(() =>
    inTransaction(scope.db, async (tx) => {
      await beginWrite(tx, scope.workspace);
      const rows = await tx
        .selectFrom('conversations')
        .selectAll()
        .where('workspace_id', '=', scope.workspace)
        .where('source', '=', source)
        .where('customer', '=', customer)
        .orderBy('id')
        .limit(BATCH)
        .forUpdate()
        .execute();
      const blocked = rows.map(({ id }) => id);
      if (rows.length > 0) {
        await eraseRows(tx, scope, rows, { source, blocked, counts: 'corrected' });
      }
      return rows.length;
    }),
  );
  return { erased };
}

/**
 * The erasing itself, as the last part of a transaction that has locked the rows (of one source):
 * day counts, then, under the workspace's counter row, the things themselves. A conversation is
 * created under that lock too, so an id is either found here, or its creation finds it blocked.
 * @param how `blocked`: ids that are refused from now on. `counts`: taken back, or kept as those of
 *   nobody.
 */
export async function eraseRows(
  tx: Tx,
  { workspace, clock }: Scope,
  rows: readonly ConversationRow[],
  how: { source: string; blocked: readonly string[]; counts: 'corrected' | 'kept' },
): Promise<void> {
  const { source } = how;
  const going = rows.map((before) => ({ before, after: null }));
  const months =
    how.counts === 'corrected' ? await addToDayCounts(tx, workspace, countDifferences(going)) : [];
  // Locks the counter row also where nothing is there to tell: the block needs its order.
  let n = await takeNumbers(tx, workspace, rows.length + months.length);
  const ids = rows.map(({ id }) => id);
  await deleteRows(tx, workspace, source, ids);
  await blockIds(tx, workspace, how.blocked, { source, forAge: how.counts === 'kept' });
  const erasures = ids.map((id) => {
    const change_n = n;
    n += 1;
    return {
      workspace_id: workspace,
      source,
      conversation_id: id,
      erased_at: clock(),
      change_n,
    };
  });
  if (erasures.length > 0) {
    // What a platform deleted may come back there, and go again.
    await sql`insert into erasures select * from ${rowsOf('erasures', erasures)}
      on conflict (workspace_id, source, conversation_id)
      do update set erased_at = excluded.erased_at, change_n = excluded.change_n`.execute(tx);
  }
  await stampMonths(
    tx,
    months.map((month, index) => ({ ...month, change_n: n + index })),
  );
}

/** Deletes conversations of one source with all that hangs on them. Counts are not corrected, nobody told. */
export async function deleteRows(
  tx: Tx,
  workspace: string,
  source: string,
  ids: readonly string[],
): Promise<void> {
  await sql`delete from messages where workspace_id = ${workspace}
    and source = ${source} and conversation_id = any(${ids}::text[])`.execute(tx);
  await sql`delete from conversation_topics where workspace_id = ${workspace}
    and source = ${source} and conversation_id = any(${ids}::text[])`.execute(tx);
  await sql`delete from reviews where workspace_id = ${workspace} and subject = 'conversation'
    and source = ${source} and subject_id = any(${ids}::text[])`.execute(tx);
  if (source === OWN_SOURCE) {
    await sql`delete from webhook_deliveries where workspace_id = ${workspace}
      and conversation_id = any(${ids}::text[])`.execute(tx);
  }
  await sql`delete from conversations where workspace_id = ${workspace}
    and source = ${source} and id = any(${ids}::text[])`.execute(tx);
}

/** Begins again if the conversation was created between the look for it and the block. */
async function refuseArrived(tx: Tx, workspace: string, id: string, source: string): Promise<void> {
  const { rows } = await sql`select 1 from conversations where workspace_id = ${workspace}
    and source = ${source} and id = ${id}`.execute(tx);
  if (rows.length > 0) throw new LostRace('the conversation is there now');
}
