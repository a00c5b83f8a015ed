import type { Conversation } from '../contract/conversation.ts';
import { FINAL_AFTER_END, IDLE_END_AFTER, isFinal } from '../csat/rating-state.ts';

/**
 * Whether a face may still be picked: until an hour after the end, as everywhere. A made-up chat that
 * still ran when it was made up gets no message any more, and ends an hour later by itself.
 */
export function mayRate(
  { finalAt, startedAt }: Pick<Conversation, 'finalAt' | 'startedAt'>,
  now: number,
): boolean {
  const idle = Date.parse(startedAt) + IDLE_END_AFTER + FINAL_AFTER_END;
  return !isFinal(finalAt === null ? idle : Date.parse(finalAt), now);
}
