import type { Role } from '../../../lib/contract/primitives.ts';
import type { DayCounts } from '../../../lib/csat/day-counts.ts';
import type { ConversationRow, Database, StoredSettings, Tx } from '../database/schema.ts';

/**
 * Which ratings somebody sees: all; those of the AI agent; none. What is hidden is hidden whole,
 * rated or not, asked or not, and counts nowhere but as a conversation, so that no count tells it.
 */
export type Audience = 'all' | 'ai_only' | 'none';

const TEAMMATES: Record<StoredSettings['seesRatings'], Audience> = {
  everyone: 'all',
  ai_ratings_only: 'ai_only',
  admins: 'none',
};

/** What a role sees under this setting. It binds teammates; admins and operators see all. */
export function audienceOf(role: Role, seesRatings: StoredSettings['seesRatings']): Audience {
  return role === 'admin' || role === 'operator' ? 'all' : TEAMMATES[seesRatings];
}

/** Is the rating of this conversation, or the lack of one, hidden from them? */
export function isHidden(
  row: Pick<ConversationRow, 'rated_of' | 'rated_at'>,
  audience: Audience,
): boolean {
  if (audience === 'ai_only') return row.rated_of !== 'ai_agent' && row.rated_at !== null;
  return audience === 'none';
}

/**
 * The same as SQL on the columns of a conversation (an index has those of `ai_only`); `null` where
 * nothing is hidden.
 */
export function hiddenSql(audience: Audience): string | null {
  if (audience === 'all') return null;
  if (audience === 'none') return 'true';
  return "(rated_of <> 'ai_agent' and rated_at is not null)";
}

/** SQL of a slot of `day_counts d` as this audience sees it; with `joinHidden`. */
export function seenSlot(slot: keyof DayCounts, audience: Audience): string {
  if (audience === 'all' || slot === 'conversations') return `d.${slot}`;
  return audience === 'none' ? '0' : `(d.${slot} - coalesce(h.${slot}, 0))`;
}

/** SQL that joins to `day_counts d` what is hidden of it. */
export function joinHidden(audience: Audience): string {
  if (audience !== 'ai_only') return '';
  return `left join hidden_day_counts h on h.workspace_id = d.workspace_id
    and h.source = d.source and h.topic_id = d.topic_id and h.day = d.day`;
}

/**
 * The epoch as this audience knows it: who begins to see more or less begins again, beside what it
 * has.
 */
export function epochOf(epoch: string, audience: Audience): string {
  return audience === 'all' ? epoch : `${epoch}~${audience}`;
}

/** What this role sees in the workspace at the moment. */
export async function readAudience(
  db: Database | Tx,
  workspace: string,
  role: Role,
): Promise<Audience> {
  const row = await db
    .selectFrom('workspaces')
    .select('settings')
    .where('id', '=', workspace)
    .executeTakeFirst();
  // Nothing is there to be seen.
  return row ? audienceOf(role, row.settings.seesRatings) : 'none';
}
