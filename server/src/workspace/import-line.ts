import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { ImportLine, importIssues } from '../../../lib/contract/import.ts';
import { dayOf } from '../../../lib/csat/calendar.ts';
import type { ConversationRow, MessageRow } from '../database/schema.ts';
import { newConversation, readInstant } from './conversation-record.ts';
import { previewOf } from './ingest.ts';
import { Refusal } from './refusal.ts';
import { OWN_SOURCE, type WorkspaceFacts } from './scope.ts';
import { emailHash } from './secrets.ts';
import { cleanComment } from './widget.ts';

/** A line that fits the contract, or the reason in words why it does not. */
export type LineReading =
  | { kind: 'good'; line: number; value: ImportLine }
  | { kind: 'bad'; line: number; reason: string };

/** Checks a line. An Error in the place of the value says why the line could not be read at all. */
export function readLine(line: number, value: unknown): LineReading {
  if (value instanceof Error) return { kind: 'bad', line, reason: value.message };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { kind: 'bad', line, reason: 'is not a JSON object' };
  }
  const result = v.safeParse(ImportLine, value, { abortPipeEarly: true });
  if (!result.success) return { kind: 'bad', line, reason: importIssues(result.issues) };
  try {
    for (const [field, instant] of instantsOf(result.output)) readInstant(instant, field);
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'bad', line, reason: error.message };
    throw error;
  }
  return { kind: 'good', line, value: result.output };
}

function* instantsOf(line: ImportLine): Generator<[string, string]> {
  yield ['startedAt', line.startedAt];
  if (line.endedAt) yield ['endedAt', line.endedAt];
  if (line.handedOverAt) yield ['handedOverAt', line.handedOverAt];
  if (line.rating?.ratedAt) yield ['rating.ratedAt', line.rating.ratedAt];
  for (const message of line.messages ?? []) if (message.at) yield ['messages.at', message.at];
}

const timeOrNull = (instant: string | null | undefined) =>
  instant === null || instant === undefined ? null : Date.parse(instant);

/**
 * The conversation that a line states, as a whole: what the line leaves out is not known. The
 * last moment that it names (end, rating or start) is its end, and from then on it is final.
 */
export function importedConversation(
  workspace: string,
  line: ImportLine,
  facts: WorkspaceFacts,
): ConversationRow {
  const startedAt = Date.parse(line.startedAt);
  const ratedAt = timeOrNull(line.rating?.ratedAt);
  const end = timeOrNull(line.endedAt) ?? ratedAt ?? startedAt;
  const messages = line.messages ?? [];
  const times = messages.map((message) => timeOrNull(message.at) ?? startedAt);
  const firstWords = messages.find((message) => message.role === 'customer')?.text;
  // A line with a rating that calls the customer not asked contradicts itself: a rating is evidence.
  const asked = line.rating && line.asked === false ? true : (line.asked ?? null);
  return {
    ...newConversation(workspace, line.id, { ...facts, startedAt, now: end }),
    ticket_id: line.ticketId ?? null,
    channel: line.channel ?? null,
    visibility: line.visibility ?? 'external',
    customer: line.customer ?? null,
    email_hash: line.email ? emailHash(line.email, facts.emailKey) : null,
    ended_at: end,
    final_at: end,
    handed_over_at: timeOrNull(line.handedOverAt),
    counted_on: dayOf(startedAt, facts.timeZone),
    asked,
    asked_by: asked === true ? (line.askedBy ?? null) : null,
    opened_at: asked === true && line.rating ? (ratedAt ?? end) : null,
    score: line.rating?.score ?? null,
    sentiment: line.rating?.sentiment ?? null,
    comment: cleanComment(line.rating?.comment),
    reason: reasonOf(line.rating),
    rated_at: line.rating ? (ratedAt ?? end) : null,
    rating_seq: null,
    predicted_score: line.predicted?.score ?? null,
    predicted_reason: line.predicted?.reason ?? null,
    topics: [...new Set((line.topics ?? []).map((topic) => topic.id))],
    imported: true,
    collection_at_start: null,
    preview: firstWords === undefined ? null : previewOf(firstWords),
    message_count: new Set(messages.map((message) => message.id)).size,
    last_message_at: times.length > 0 ? Math.max(...times) : null,
    transcript_hash: messages.length > 0 ? transcriptHash(messages) : null,
  };
}

/** A reason belongs to an unhappy or neutral face. */
function reasonOf(rating: ImportLine['rating']): string | null {
  return typeof rating?.score === 'number' && rating.score <= 3 ? (rating.reason ?? null) : null;
}

/** What a partial line leaves out, as it is stored; times reach from the earliest to the latest. */
export function withStored(
  stated: ConversationRow,
  line: ImportLine,
  before: ConversationRow,
): ConversationRow {
  const first = before.started_at <= stated.started_at ? before : stated;
  const end = Math.max(before.ended_at ?? 0, stated.ended_at ?? 0);
  const { rating, predicted, messages } = line;
  return {
    ...stated,
    started_at: first.started_at,
    counted_on: first.counted_on,
    ended_at: end,
    final_at: end,
    ticket_id: stated.ticket_id ?? before.ticket_id,
    channel: stated.channel ?? before.channel,
    customer: stated.customer ?? before.customer,
    email_hash: stated.email_hash ?? before.email_hash,
    handed_over_at: stated.handed_over_at ?? before.handed_over_at,
    visibility: line.visibility ?? before.visibility,
    topics: line.topics ? stated.topics : before.topics,
    ...(!predicted && {
      predicted_score: before.predicted_score,
      predicted_reason: before.predicted_reason,
    }),
    ...(!rating && {
      asked: before.rated_at !== null ? before.asked : (stated.asked ?? before.asked),
      asked_by: stated.asked_by ?? before.asked_by,
      opened_at: before.opened_at,
      score: before.score,
      sentiment: before.sentiment,
      comment: before.comment,
      reason: before.reason,
      rated_at: before.rated_at,
    }),
    ...(!messages && {
      preview: before.preview,
      message_count: before.message_count,
      last_message_at: before.last_message_at,
      transcript_hash: before.transcript_hash,
    }),
  };
}

function transcriptHash(messages: NonNullable<ImportLine['messages']>): string {
  return createHash('sha256').update(JSON.stringify(messages)).digest('hex');
}

/** The transcript that a line states, each message id once. */
export function importedMessages(workspace: string, line: ImportLine): MessageRow[] {
  const rows = new Map<string, MessageRow>();
  for (const message of line.messages ?? []) {
    rows.set(message.id, {
      workspace_id: workspace,
      source: OWN_SOURCE,
      conversation_id: line.id,
      id: message.id,
      role: message.role,
      text: message.text,
      at: timeOrNull(message.at) ?? Date.parse(line.startedAt),
      position: rows.get(message.id)?.position ?? rows.size,
      sources: message.sources,
    });
  }
  return [...rows.values()];
}
