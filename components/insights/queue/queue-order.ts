import type { ReviewedConversation } from '../../../lib/store/conversation-views.ts';

/** A conversation by its name. */
export interface ConversationName {
  source: string;
  conversation: string;
}

export function nameOf({ conversation }: ReviewedConversation): ConversationName {
  return { source: conversation.source, conversation: conversation.id };
}

export function isSame(one: ConversationName | null, other: ConversationName | null): boolean {
  return one?.source === other?.source && one?.conversation === other?.conversation;
}

/**
 * The conversation after (before) the open one on the list; `null` at its end. An open one that has
 * left the list, since it is done, keeps the place that its start gives it.
 */
export function neighbour(
  list: readonly ReviewedConversation[],
  open: ReviewedConversation | null,
  step: 1 | -1,
): ConversationName | null {
  if (open === null) {
    const first = list[0];
    return first ? nameOf(first) : null;
  }
  const index = list.findIndex((one) => isSame(nameOf(one), nameOf(open)));
  const { startedAt } = open.conversation;
  const next =
    index >= 0
      ? list[index + step]
      : step === 1
        ? list.find(({ conversation }) => conversation.startedAt <= startedAt)
        : list.findLast(({ conversation }) => conversation.startedAt > startedAt);
  return next ? nameOf(next) : null;
}
