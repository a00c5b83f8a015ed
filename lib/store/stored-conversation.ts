import type { Conversation } from '../contract/conversation.ts';
import type { StoredConversation } from './views.ts';

/** A conversation of the feed as it is kept: times become epoch milliseconds. */
export function toStored(wire: Conversation): StoredConversation {
  return {
    source: wire.source,
    id: wire.id,
    ticketId: wire.ticketId,
    channel: wire.channel,
    visibility: wire.visibility,
    customer: wire.customer,
    emailHash: wire.emailHash,
    startedAt: Date.parse(wire.startedAt),
    endedAt: time(wire.endedAt),
    finalAt: time(wire.finalAt),
    handedOverAt: time(wire.handedOverAt),
    countedOn: wire.countedOn,
    asked: wire.asked,
    askedAt: time(wire.askedAt),
    askedBy: wire.askedBy,
    openedAt: time(wire.openedAt),
    notAsked: wire.notAsked,
    rating: wire.rating && { ...wire.rating, ratedAt: Date.parse(wire.rating.ratedAt) },
    predicted: wire.predicted,
    topics: wire.topics,
  };
}

/** Epoch milliseconds of an instant that may be absent. */
export function time(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant);
}
