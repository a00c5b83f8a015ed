import type { ConversationFilter } from '../../lib/store/conversation-views.ts';
import type { InsightsFilter } from './route.ts';

/** What of the filter says which conversations are looked at: all but what they are compared with. */
export function conversationFilter({
  period,
  source,
  channel,
  handling,
}: InsightsFilter): ConversationFilter {
  return { period, source, channel, handling };
}
