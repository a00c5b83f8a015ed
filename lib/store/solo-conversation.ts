import { safeParse } from 'valibot';
import type { Conversation } from '../contract/conversation.ts';
import { Id, MAX_LENGTH, toInstant } from '../contract/primitives.ts';
import { dayOf } from '../csat/calendar.ts';
import { contribution } from '../csat/day-counts.ts';
import { maskPersonal } from '../csat/mask-personal.ts';
import type { SourceConversation, SourceRating, SourceTopic } from '../sources/source.ts';
import { hashEmail, isEmail } from './email-hash.ts';
import type { CountedRow } from './row-line.ts';
import type { StoredConversation } from './views.ts';

/** What of this browser a source's conversation needs to be kept. */
export interface SoloFacts {
  /** Id of the source. */
  source: string;
  /** Key of the hashes of e-mail addresses, base64url; random, of this browser alone. */
  emailKey: string;
  /** In which it counts its days. */
  timeZone: string;
}

/** Times (ms) whose year has four digits, as days are written. */
const FIRST_TIME = Date.parse('0001-01-02T00:00:00Z');
const LAST_TIME = Date.parse('9999-12-30T00:00:00Z');

const isId = (text: string) => safeParse(Id, text).success;

/**
 * A source's conversation as the feed of a server would tell it; `null` where it cannot be kept
 * (an id or a time that is none).
 * @param before the same one as it is kept
 * @param counted how it counted before; it stays on the day on which it first did
 */
export function soloConversation(
  from: SourceConversation,
  before: StoredConversation | null,
  counted: CountedRow | null,
  { source, emailKey, timeZone }: SoloFacts,
): Conversation | null {
  if (!isId(from.id) || !isTime(from.startedAt)) return null;
  // What a partial statement leaves out stays as it is kept.
  const kept = from.partial ? before : null;
  const finalAt = instant(from.finalAt ?? kept?.finalAt ?? null);
  const topics = from.topics && soloTopics(source, from.topics).map(({ id }) => id);
  return {
    source,
    id: from.id,
    ticketId: idOrNull(from.ticketId) ?? kept?.ticketId ?? null,
    channel: from.channel?.slice(0, MAX_LENGTH.name) ?? kept?.channel ?? null,
    visibility: 'external',
    customer: idOrNull(from.customer) ?? kept?.customer ?? null,
    emailHash: hashOrNull(emailKey, from.email) ?? before?.emailHash ?? null,
    startedAt: toInstant(from.startedAt),
    endedAt: instant(from.endedAt ?? kept?.endedAt ?? null),
    finalAt,
    ...(finalAt === null && { finalUnknown: true }),
    handedOverAt: null,
    countedOn: counted?.day ?? dayOf(from.startedAt, timeZone),
    asked: from.asked ?? kept?.asked ?? null,
    askedAt: instant(from.askedAt ?? kept?.askedAt ?? null),
    askedBy: null,
    openedAt: null,
    notAsked: null,
    rating: wireRating(from.rating ?? kept?.rating ?? null, from.startedAt),
    predicted: wirePredicted(from.predicted ?? kept?.predicted ?? null),
    topics: [...new Set(topics ?? counted?.topics ?? [])],
  };
}

function wireRating(rating: SourceRating | null, startedAt: number): Conversation['rating'] {
  if (!rating) return null;
  const { score, sentiment, comment, ratedAt, of } = rating;
  return {
    score,
    ...(score === null && { sentiment }),
    comment: keptComment(comment),
    ratedAt: toInstant(isTime(ratedAt) ? ratedAt : startedAt),
    byTeam: false,
    of,
  };
}

function wirePredicted(predicted: SourceConversation['predicted']): Conversation['predicted'] {
  return predicted && { score: predicted.score, reason: keptComment(predicted.reason) };
}

function hashOrNull(key: string, email: string | null): string | null {
  return email !== null && isEmail(email) ? hashEmail(key, email) : null;
}

/** A source's topics under ids that no other source has. */
export function soloTopics(source: string, topics: readonly SourceTopic[]): SourceTopic[] {
  return topics
    .map((topic) => ({
      ...topic,
      id: `${source}:${topic.id}`,
      title: topic.title.slice(0, MAX_LENGTH.title),
    }))
    .filter(({ id }) => isId(id));
}

/** How a kept conversation counts. The team's own rating is no customer's. */
export function countedOf(kept: StoredConversation): CountedRow {
  const rating = kept.rating?.byTeam ? null : kept.rating;
  const counts = contribution({
    internal: kept.visibility === 'internal',
    // Platforms and files list who rated and not everybody who was asked: no response rate of that.
    asked: null,
    opened: kept.openedAt !== null,
    score: rating?.score ?? null,
    sentiment: rating && rating.score === null ? rating.sentiment : null,
  });
  return { day: kept.countedOn, topics: kept.topics, counts };
}

function keptComment(comment: string | null): string | null {
  return comment === null ? null : maskPersonal(comment).slice(0, MAX_LENGTH.comment);
}

function idOrNull(text: string | null): string | null {
  return text !== null && isId(text) ? text : null;
}

function isTime(time: number): boolean {
  return Number.isInteger(time) && time >= FIRST_TIME && time <= LAST_TIME;
}

function instant(time: number | null): string | null {
  return time !== null && isTime(time) ? toInstant(time) : null;
}
