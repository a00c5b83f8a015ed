/** What of a message decides whether it is the answer that was rated. */
export interface SaidMessage {
  id: string;
  role: 'customer' | 'ai_agent' | 'teammate' | 'system';
  /** Epoch milliseconds. */
  at: number;
}

/**
 * Which answer of the AI agent a rating was about, and how that is known.
 *
 * - `last_before_rating`: ratings name no message, so it is the AI agent's last answer before
 * - `teammate_rated`: the customer rated a teammate, so no answer of the AI agent is at fault
 * - `none`: the AI agent had not answered before the rating
 */
export type FaultedAnswer =
  | { kind: 'last_before_rating'; message: string }
  | { kind: 'teammate_rated' | 'none' };

/**
 * Finds the answer that a rating was about.
 * @param messages in the order of time
 * @param rating whom it was about and when (epoch milliseconds); `null` without one: the last answer
 */
export function faultedAnswer(
  messages: readonly SaidMessage[],
  rating: { ratedAt: number; of: 'ai_agent' | 'teammate' | 'unknown' } | null,
): FaultedAnswer {
  if (rating?.of === 'teammate') return { kind: 'teammate_rated' };
  const before = rating?.ratedAt ?? Number.POSITIVE_INFINITY;
  const last = messages.findLast(({ role, at }) => role === 'ai_agent' && at <= before);
  return last ? { kind: 'last_before_rating', message: last.id } : { kind: 'none' };
}
