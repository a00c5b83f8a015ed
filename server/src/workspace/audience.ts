import type { Role } from '../../../lib/contract/primitives.ts';
import type { ConversationRow, StoredSettings } from '../database/schema.ts';

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
 * @param alias of the table, with its dot
 */
export function hiddenSql(audience: Audience, alias = ''): string | null {
  if (audience === 'all') return null;
  if (audience === 'none') return 'true';
  return `(${alias}rated_of <> 'ai_agent' and ${alias}rated_at is not null)`;
}

/**
 * The epoch as this audience knows it: who begins to see more or less begins again, beside what it
 * has.
 */
export function epochOf(epoch: string, audience: Audience): string {
  return audience === 'all' ? epoch : `${epoch}~${audience}`;
}
