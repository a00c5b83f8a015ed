import type { Conversation } from '../contract/conversation.ts';
import { isFinal } from '../csat/rating-state.ts';

/** Whether a face may still be picked: until an hour after the end, as everywhere. */
export function mayRate({ finalAt }: Pick<Conversation, 'finalAt'>, now: number): boolean {
  return !isFinal(finalAt === null ? null : Date.parse(finalAt), now);
}
