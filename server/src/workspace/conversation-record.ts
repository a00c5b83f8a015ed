import type { Conversation } from '../../../lib/contract/conversation.ts';
import { toInstant } from '../../../lib/contract/primitives.ts';
import { dayOf } from '../../../lib/csat/calendar.ts';
import {
  type CountedConversation,
  contribution,
  type DayCounts,
} from '../../../lib/csat/day-counts.ts';
import { finalAt, IDLE_END_AFTER, isFinal } from '../../../lib/csat/rating-state.ts';
import type { ConversationRow } from '../database/schema.ts';
import { type Audience, isHidden } from './audience.ts';
import { Refusal } from './refusal.ts';
import { OWN_SOURCE } from './scope.ts';

const EARLIEST = Date.UTC(1970, 0, 2);
const LATEST = Date.UTC(2200, 0, 1);

/** True for a time (epoch milliseconds) in the years 1970-2199. */
export function isStorableTime(time: number): boolean {
  return time >= EARLIEST && time < LATEST;
}

/**
 * Epoch milliseconds of an instant on the wire. Refuses years outside 1970-2199 with
 * `invalid_request`: they come from misread date formats, and their days would not fit `YYYY-MM-DD`.
 */
export function readInstant(instant: string, field: string): number {
  const time = Date.parse(instant);
  if (!isStorableTime(time)) {
    throw new Refusal('invalid_request', `${field} must be between the years 1970 and 2199`);
  }
  return time;
}

/** A conversation of which nothing but its beginning is known. */
export function newConversation(
  workspace: string,
  id: string,
  facts: { startedAt: number; now: number; timeZone: string; collectionEnabled: boolean },
): ConversationRow {
  return {
    workspace_id: workspace,
    source: OWN_SOURCE,
    id,
    ticket_id: null,
    channel: null,
    visibility: 'external',
    customer: null,
    email_hash: null,
    started_at: facts.startedAt,
    ended_at: null,
    final_at: null,
    handed_over_at: null,
    counted_on: dayOf(facts.startedAt, facts.timeZone),
    asked: false,
    asked_at: null,
    asked_by: null,
    opened_at: null,
    score: null,
    comment: null,
    rated_at: null,
    rating_seq: null,
    rated_by_team: false,
    predicted_score: null,
    predicted_reason: null,
    topics: [],
    imported: false,
    last_activity_at: facts.now,
    collection_at_start: facts.collectionEnabled,
    answered_while_on: false,
    answered_while_off: false,
    preview: null,
    message_count: 0,
    last_message_at: null,
    transcript_hash: null,
    change_n: 0,
    sentiment: null,
    rated_of: 'ai_agent',
    final_unknown: false,
    reason: null,
  };
}

/** The conversation at `now`: one without a message for an hour has ended by itself. */
export function settled(row: ConversationRow, now: number): ConversationRow {
  if (row.ended_at !== null) return row;
  const idleEnd = row.last_activity_at + IDLE_END_AFTER;
  return now >= idleEnd ? endedAt(row, idleEnd) : row;
}

/** The conversation, ended at that time. */
export function endedAt(row: ConversationRow, end: number): ConversationRow {
  return { ...row, ended_at: end, final_at: finalAt(end) };
}

/** True if its rating, or the lack of one, can't change any more. Imported ones are final. */
export function isFinalAt(row: ConversationRow, now: number): boolean {
  return row.imported || isFinal(settled(row, now).final_at, now);
}

/** What decides how it counts. The team's own rating is no customer's score. */
export function countedFacts(
  row: Pick<
    ConversationRow,
    'source' | 'visibility' | 'asked' | 'score' | 'sentiment' | 'rated_by_team'
  > & { opened: boolean },
): CountedConversation {
  return {
    internal: row.visibility === 'internal',
    // Platforms list who rated and not everybody who was asked: no response rate comes of that.
    asked: row.source === OWN_SOURCE ? row.asked : null,
    opened: row.opened,
    score: row.rated_by_team ? null : row.score,
    sentiment: row.rated_by_team ? null : row.sentiment,
  };
}

/** What it adds to its day. */
export function rowContribution(row: ConversationRow): DayCounts {
  return contribution(countedFacts({ ...row, opened: row.opened_at !== null }));
}

/** Why the customer was not asked; `null` if asked, not known, or still to be seen. */
function notAsked(row: ConversationRow): Conversation['notAsked'] {
  if (row.asked !== false || row.imported || row.ended_at === null) return null;
  if (row.answered_while_on) return 'left_first';
  if (row.answered_while_off) return 'collection_off';
  return row.collection_at_start ? 'left_first' : 'collection_off';
}

const instantOrNull = (time: number | null) => (time === null ? null : toInstant(time));

/** The conversation as it stands in the change feed and in answers for them. */
export function toConversation(row: ConversationRow, audience: Audience = 'all'): Conversation {
  const hidden = isHidden(row, audience);
  return {
    source: row.source,
    id: row.id,
    ticketId: row.ticket_id,
    channel: row.channel,
    visibility: row.visibility,
    customer: row.customer,
    emailHash: row.email_hash,
    startedAt: toInstant(row.started_at),
    endedAt: instantOrNull(row.ended_at),
    // On platforms it follows from when the customer was asked, or answered.
    finalAt: hidden ? null : instantOrNull(row.final_at),
    ...(row.final_unknown && !hidden && { finalUnknown: true }),
    handedOverAt: instantOrNull(row.handed_over_at),
    countedOn: row.counted_on,
    asked: hidden ? null : row.asked,
    askedAt: hidden ? null : instantOrNull(row.asked_at),
    askedBy: hidden ? null : row.asked_by,
    openedAt: hidden ? null : instantOrNull(row.opened_at),
    notAsked: hidden ? null : notAsked(row),
    rating:
      hidden || row.rated_at === null || (row.score === null && row.sentiment === null)
        ? null
        : {
            score: row.score,
            ...(row.score === null && row.sentiment !== null && { sentiment: row.sentiment }),
            comment: row.comment,
            ...(row.reason !== null && { reason: row.reason }),
            ratedAt: toInstant(row.rated_at),
            byTeam: row.rated_by_team,
            // The widget asks about the AI agent, at the handover too.
            of: row.rated_of,
          },
    ...(hidden && { ratingHidden: true }),
    predicted:
      row.predicted_score === null
        ? null
        : { score: row.predicted_score, reason: row.predicted_reason },
    topics: row.topics,
  };
}
