import type { Conversation, Rating } from '../contract/conversation.ts';
import { sentiment } from '../csat/scale.ts';
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
    startedAt: readTime(wire.startedAt),
    endedAt: time(wire.endedAt),
    finalAt: time(wire.finalAt),
    finalUnknown: wire.finalUnknown ?? false,
    handedOverAt: time(wire.handedOverAt),
    countedOn: wire.countedOn,
    asked: wire.asked,
    askedAt: time(wire.askedAt),
    askedBy: wire.askedBy,
    openedAt: time(wire.openedAt),
    notAsked: wire.notAsked,
    rating: wire.rating && storedRating(wire.rating),
    ratingHidden: wire.ratingHidden ?? false,
    predicted: wire.predicted,
    topics: wire.topics,
  };
}

function storedRating(wire: Rating): NonNullable<StoredConversation['rating']> {
  const { score, comment, reason, byTeam, of } = wire;
  return {
    score,
    // The contract sees to it that a rating without a score says how it counts.
    sentiment: score === null ? (wire.sentiment ?? 'neutral') : sentiment(score),
    comment,
    ...(reason !== undefined && { reason }),
    ratedAt: readTime(wire.ratedAt),
    byTeam,
    of,
  };
}

/** Epoch milliseconds of an instant that may be absent. */
export function time(instant: string | null): number | null {
  return instant === null ? null : readTime(instant);
}

let day = '';
let dayBegins = Number.NaN;

/**
 * Epoch milliseconds of an instant. Most are of the form that our server writes,
 * `2026-11-03T14:02:00.000Z`, and of the same day as the one before: reading those by hand takes a
 * fraction of the time, which counts where a first sync reads half a million of them.
 */
function readTime(instant: string): number {
  if (instant.length !== 24 || !instant.endsWith('Z') || instant[19] !== '.') {
    return Date.parse(instant);
  }
  if (!instant.startsWith(day) || day === '') {
    day = instant.slice(0, 10);
    dayBegins = Date.parse(day);
  }
  const digits = (at: number) =>
    (instant.charCodeAt(at) - 48) * 10 + instant.charCodeAt(at + 1) - 48;
  const seconds = (digits(11) * 60 + digits(14)) * 60 + digits(17);
  return dayBegins + seconds * 1_000 + digits(20) * 10 + instant.charCodeAt(22) - 48;
}
