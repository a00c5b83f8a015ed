import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { Id, MAX_LENGTH } from '../../../lib/contract/primitives.ts';
import { dayOf } from '../../../lib/csat/calendar.ts';
import { isScore } from '../../../lib/csat/scale.ts';
import type { SourceConversation, SourceTopic } from '../../../lib/sources/source.ts';
import type { ConversationRow } from '../database/schema.ts';
import { isStorableTime, newConversation } from '../workspace/conversation-record.ts';
import type { WorkspaceFacts } from '../workspace/scope.ts';
import { emailHash } from '../workspace/secrets.ts';
import type { NamedTopic } from '../workspace/topic-edits.ts';
import { cleanComment } from '../workspace/widget.ts';

/** Topics of one conversation; a platform may have any number of tags. */
const MOST_TOPICS = 50;

/** Can it be kept at all: does it have an id, and a beginning in a year that exists? */
export function isStorable(stated: SourceConversation): boolean {
  return v.is(Id, stated.id) && isStorableTime(stated.startedAt);
}

/**
 * A topic's id in the workspace: `{source}:{id}`, or a hash where that is too long or holds what
 * ids may not.
 */
export function topicId(source: string, id: string): string {
  const whole = `${source}:${id}`;
  if (v.is(Id, whole)) return whole;
  return `${source}:${createHash('sha256').update(id).digest('hex').slice(0, 32)}`;
}

/** The topics as they are stored, each once. */
export function statedTopics(source: string, topics: readonly SourceTopic[]): NamedTopic[] {
  const named = new Map<string, NamedTopic>();
  for (const topic of topics.slice(0, MOST_TOPICS)) {
    const id = topicId(source, topic.id);
    const title = shortened(topic.title, MAX_LENGTH.title)?.trim();
    const { category } = topic;
    if (!named.has(id)) named.set(id, { id, follows: true, category, ...(title && { title }) });
  }
  return [...named.values()];
}

/**
 * The conversation that a source states, on top of what is stored of it. It counts on the day of
 * the earliest beginning that was ever stated, so that the order of statements does not matter. Its
 * comment is masked as customers' own are, its e-mail address kept as a hash.
 */
export function statedConversation(
  where: { workspace: string; source: string },
  stated: SourceConversation,
  before: ConversationRow | null,
  facts: WorkspaceFacts,
): ConversationRow {
  const startedAt = Math.trunc(Math.min(stated.startedAt, before?.started_at ?? stated.startedAt));
  const { rating, predicted } = stated;
  if (stated.partial && before) return withStored(where, stated, before, facts);
  const score = isScore(rating?.score) ? rating.score : null;
  const ratedAt = rating ? (timeOrNull(rating.ratedAt) ?? startedAt) : null;
  // A source with a rating that calls the customer not asked contradicts itself: a rating is evidence.
  const asked = rating && stated.asked === false ? true : stated.asked;
  const finalAt = timeOrNull(stated.finalAt);
  return {
    ...newConversation(where.workspace, stated.id, { ...facts, startedAt, now: startedAt }),
    source: where.source,
    ticket_id: shortened(stated.ticketId, MAX_LENGTH.id),
    channel: shortened(stated.channel, MAX_LENGTH.name),
    customer: shortened(stated.customer, MAX_LENGTH.id),
    // Not every answer of a platform has the address: the one of before stays.
    email_hash: stated.email
      ? emailHash(stated.email, facts.emailKey)
      : (before?.email_hash ?? null),
    ended_at: timeOrNull(stated.endedAt),
    final_at: finalAt,
    final_unknown: finalAt === null,
    counted_on: dayOf(startedAt, facts.timeZone),
    asked,
    asked_at: timeOrNull(stated.askedAt),
    score,
    sentiment: rating && score === null ? rating.sentiment : null,
    comment: cleanComment(shortened(rating?.comment ?? null, MAX_LENGTH.comment)),
    rated_at: ratedAt,
    rated_of: rating?.of ?? 'unknown',
    predicted_score: isScore(predicted?.score) ? predicted.score : null,
    predicted_reason: isScore(predicted?.score)
      ? cleanComment(shortened(predicted.reason, MAX_LENGTH.line))
      : null,
    topics:
      stated.topics === null
        ? (before?.topics ?? [])
        : statedTopics(where.source, stated.topics).map(({ id }) => id),
    // As of an import: nobody rates it here, and whether asking was on here says nothing about it.
    imported: true,
    collection_at_start: null,
    change_n: before?.change_n ?? 0,
  };
}

/** What is stated only in part: what it leaves out stays as it is stored. */
function withStored(
  where: { workspace: string; source: string },
  stated: SourceConversation,
  before: ConversationRow,
  facts: WorkspaceFacts,
): ConversationRow {
  const after = statedConversation(where, { ...stated, partial: false }, before, facts);
  return {
    ...after,
    ticket_id: after.ticket_id ?? before.ticket_id,
    channel: after.channel ?? before.channel,
    customer: after.customer ?? before.customer,
    ended_at: after.ended_at ?? before.ended_at,
    final_at: after.final_at ?? before.final_at,
    final_unknown: after.final_unknown && before.final_unknown,
    asked: after.asked ?? before.asked,
    asked_at: after.asked_at ?? before.asked_at,
    ...(stated.rating === null && {
      score: before.score,
      sentiment: before.sentiment,
      comment: before.comment,
      rated_at: before.rated_at,
      rated_of: before.rated_of,
    }),
    ...(stated.predicted === null && {
      predicted_score: before.predicted_score,
      predicted_reason: before.predicted_reason,
    }),
  };
}

function timeOrNull(time: number | null): number | null {
  return time !== null && isStorableTime(time) ? Math.trunc(time) : null;
}

/** NUL and halves of characters are left out: PostgreSQL cannot keep them. */
function shortened(text: string | null, length: number): string | null {
  return text === null
    ? null
    : text.replaceAll('\u0000', '').slice(0, length).toWellFormed() || null;
}
