import { CompiledQuery } from 'kysely';
import type { ConversationRow, Tx, WorkspaceRow } from '../database/schema.ts';
import { Refusal } from './refusal.ts';
import { holdOffTimeZone, OWN_SOURCE, type WorkspaceFacts } from './scope.ts';

const FACTS = ['time_zone', 'email_key', 'collection_enabled', 'settings'] as const;
const BEGIN_ONE = `select ${FACTS.map((fact) => `w.${fact} as w_${fact}`).join(', ')}, c.*
  from workspaces as w
  left join lateral (select * from conversations
    where workspace_id = w.id and source = $2 and id = $3 for update) as c on true
  where w.id = $1`;

type FactsColumns = { [Name in (typeof FACTS)[number] as `w_${Name}`]: WorkspaceRow[Name] };

type Found = FactsColumns & (ConversationRow | { id: null });

/**
 * Begins a write of one conversation: `beginWrite` and `lockConversations` in fewer statements.
 * Refuses with `not_found` where there is no such workspace.
 */
export async function beginOne(
  tx: Tx,
  workspace: string,
  id: string,
): Promise<{ facts: WorkspaceFacts; stored: ConversationRow | null }> {
  await holdOffTimeZone(tx, workspace);
  const { rows } = await tx.executeQuery(
    CompiledQuery.raw(BEGIN_ONE, [workspace, OWN_SOURCE, id]) as CompiledQuery<Found>,
  );
  const found = rows[0];
  if (!found) throw new Refusal('not_found', 'There is no such workspace');
  const { w_time_zone, w_email_key, w_collection_enabled, w_settings, ...stored } = found;
  return {
    facts: {
      timeZone: w_time_zone,
      emailKey: w_email_key,
      collectionEnabled: w_collection_enabled,
      settings: w_settings,
    },
    stored: stored.id === null ? null : stored,
  };
}
