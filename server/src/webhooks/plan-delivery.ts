import { sql } from 'kysely';
import type { ConversationRow, Tx } from '../database/schema.ts';
import { OWN_SOURCE } from '../workspace/scope.ts';
import { randomId } from '../workspace/secrets.ts';

/** How long a rating must rest before it is told, in milliseconds: people change their mind and add words. */
export const REST = 60_000;
/** However often it changes, it is told so long after the first change. */
export const LONGEST_REST = 10 * 60_000;

/**
 * Plans that a low rating is told to the webhooks that want to know of it, once it has rested: in the
 * transaction that keeps the rating. A rating that is planned already begins its rest again.
 */
export async function planDelivery(tx: Tx, rated: ConversationRow, now: number): Promise<void> {
  if (!isTold(rated, 3)) return;
  await sql`insert into webhook_deliveries as d
      (workspace_id, webhook_id, conversation_id, id, first_at, due_at, state, at)
    select workspace_id, id, ${rated.id}, ${`msg_${randomId()}`}, ${now}::bigint,
      ${now + REST}::bigint, 'waiting', ${now}::bigint
    from webhooks
    where workspace_id = ${rated.workspace_id} and enabled and score_at_most >= ${rated.score}
    order by id
    on conflict (workspace_id, webhook_id, conversation_id) do update set
      id = excluded.id,
      first_at = case when d.state = 'waiting' then d.first_at else excluded.first_at end,
      due_at = case when d.state = 'waiting'
        then least(excluded.due_at, d.first_at + ${LONGEST_REST}::bigint) else excluded.due_at end,
      leased_until = 0, attempts = 0, state = 'waiting', status = null, code = null,
      at = excluded.at`.execute(tx);
}

/** Is this a customer's rating, of a conversation of our own, that is at most so high? */
export function isTold(row: ConversationRow, scoreAtMost: number): boolean {
  return (
    row.source === OWN_SOURCE &&
    row.visibility === 'external' &&
    !row.rated_by_team &&
    row.score !== null &&
    row.score <= scoreAtMost
  );
}
