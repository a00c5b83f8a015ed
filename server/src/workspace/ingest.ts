import { sql } from 'kysely';
import type {
  Conversation,
  PostMessages,
  PutConversation,
  PutConversationTopics,
} from '../../../lib/contract/conversation.ts';
import { dayOf } from '../../../lib/csat/calendar.ts';
import { rowsOf } from '../database/rows.ts';
import type { ConversationRow, MessageRow, Tx } from '../database/schema.ts';
import { beginOne } from './begin-one.ts';
import {
  endedAt,
  isFinalAt,
  newConversation,
  readInstant,
  settled,
  toConversation,
} from './conversation-record.ts';
import { refuseErased } from './erased-ids.ts';
import { Refusal } from './refusal.ts';
import { inTransaction, OWN_SOURCE, type Scope, type WorkspaceFacts } from './scope.ts';
import { emailHash } from './secrets.ts';
import { topicEdits } from './topic-edits.ts';
import { type TopicEdit, writeConversations } from './write-conversations.ts';

/** Length of the first words that lists show. */
const PREVIEW_LENGTH = 200;

/**
 * Changes one conversation in one transaction. `change` gets it as it is now, or `null` if it is
 * not known, and returns what it shall be; it may refuse by throwing. An erased one is refused
 * with `erased` before.
 */
export async function changeConversation(
  scope: Scope,
  id: string,
  change: (
    stored: ConversationRow | null,
    context: { tx: Tx; facts: WorkspaceFacts; now: number },
  ) => Promise<{ row: ConversationRow; topics?: TopicEdit[] }>,
): Promise<{ row: ConversationRow; facts: WorkspaceFacts }> {
  return inTransaction(scope.db, async (tx) => {
    const { facts, stored: before } = await beginOne(tx, scope.workspace, id);
    if (!before) await refuseErased(tx, scope.workspace, id);
    // Read after the lock: a write that waited must not judge by the time before it waited.
    const now = scope.clock();
    const { row, topics } = await change(before, { tx, facts, now });
    await writeConversations(tx, scope.workspace, [{ before, after: row }], topics);
    return { row, facts };
  });
}

/** Creates or updates a conversation. Absent fields keep what is stored. */
export async function putConversation(
  scope: Scope,
  id: string,
  body: PutConversation,
): Promise<Conversation> {
  const startedAt =
    body.startedAt === undefined ? undefined : readInstant(body.startedAt, 'startedAt');
  const { row } = await changeConversation(scope, id, async (stored, { facts, now }) => {
    const base =
      stored ??
      newConversation(scope.workspace, id, { ...facts, startedAt: startedAt ?? now, now });
    const row = { ...base };
    if (startedAt !== undefined) {
      row.started_at = startedAt;
      row.counted_on = dayOf(startedAt, facts.timeZone);
    }
    if (body.channel !== undefined) row.channel = body.channel;
    if (body.customer !== undefined) row.customer = body.customer;
    if (body.ticketId !== undefined) row.ticket_id = body.ticketId;
    if (body.visibility !== undefined) row.visibility = body.visibility;
    if (body.email !== undefined) {
      row.email_hash = body.email === null ? null : emailHash(body.email, facts.emailKey);
    }
    if (body.predicted !== undefined) {
      row.predicted_score = body.predicted?.score ?? null;
      row.predicted_reason = body.predicted?.reason ?? null;
    }
    return { row };
  });
  return toConversation(row);
}

/**
 * Appends messages; those already there (by id) are left alone. A new one before the rating is
 * final reopens an ended conversation; after that it is refused with `conversation_final`.
 */
export async function postMessages(
  scope: Scope,
  id: string,
  { messages }: PostMessages,
): Promise<{ added: number }> {
  let added = 0;
  await changeConversation(scope, id, async (stored, { tx, facts, now }) => {
    added = 0;
    const known = refuseUnknown(stored);
    const fresh = await newMessages(tx, known, messages, now);
    if (fresh.length === 0) return { row: known };
    if (isFinalAt(known, now)) throw new Refusal('conversation_final');
    await sql`insert into messages select * from ${rowsOf('messages', fresh)}`.execute(tx);
    added = fresh.length;
    return { row: await withMessages(tx, known, fresh, facts, now) };
  });
  return { added };
}

function refuseUnknown(stored: ConversationRow | null): ConversationRow {
  if (!stored) throw new Refusal('not_found', 'There is no such conversation');
  return stored;
}

async function newMessages(
  tx: Tx,
  conversation: ConversationRow,
  messages: PostMessages['messages'],
  now: number,
): Promise<MessageRow[]> {
  const rows = await tx
    .selectFrom('messages')
    .select('id')
    .where('workspace_id', '=', conversation.workspace_id)
    .where('source', '=', conversation.source)
    .where('conversation_id', '=', conversation.id)
    .where(
      'id',
      'in',
      messages.map((message) => message.id),
    )
    .execute();
  const known = new Set(rows.map((row) => row.id));
  const fresh: MessageRow[] = [];
  for (const message of messages) {
    if (known.has(message.id)) continue;
    known.add(message.id);
    fresh.push({
      workspace_id: conversation.workspace_id,
      source: OWN_SOURCE,
      conversation_id: conversation.id,
      id: message.id,
      role: message.role,
      text: message.text,
      at: message.at === undefined ? now : Math.min(now, readInstant(message.at, 'at')),
      position: conversation.message_count + fresh.length,
      sources: message.sources,
    });
  }
  return fresh;
}

async function withMessages(
  tx: Tx,
  stored: ConversationRow,
  fresh: readonly MessageRow[],
  facts: WorkspaceFacts,
  now: number,
): Promise<ConversationRow> {
  const current = settled(stored, now);
  const last = Math.max(...fresh.map((message) => message.at));
  const answered = fresh.some((message) => message.role === 'ai_agent');
  const row = {
    ...current,
    last_activity_at: now,
    message_count: current.message_count + fresh.length,
    last_message_at: Math.max(last, current.last_message_at ?? last),
    answered_while_on: current.answered_while_on || (answered && facts.collectionEnabled),
    answered_while_off: current.answered_while_off || (answered && !facts.collectionEnabled),
  };
  // A message that was written before the end and only came in late does not reopen.
  if (row.ended_at !== null && last > row.ended_at) {
    row.ended_at = null;
    row.final_at = null;
  }
  if (fresh.some((message) => message.role === 'customer')) {
    row.preview = await firstWords(tx, stored);
  }
  return row;
}

async function firstWords(tx: Tx, conversation: ConversationRow): Promise<string | null> {
  const first = await tx
    .selectFrom('messages')
    .select('text')
    .where('workspace_id', '=', conversation.workspace_id)
    .where('source', '=', conversation.source)
    .where('conversation_id', '=', conversation.id)
    .where('role', '=', 'customer')
    .orderBy('at')
    .orderBy('position')
    .limit(1)
    .executeTakeFirst();
  return first ? previewOf(first.text) : null;
}

/** The first words of a text, without cutting a character in half. */
export function previewOf(text: string): string {
  return text
    .slice(0, PREVIEW_LENGTH)
    .toWellFormed()
    .replace(/\uFFFD$/, '');
}

/** Marks the handover to a person. The first one counts. */
export async function handOver(scope: Scope, id: string, at: number | null): Promise<Conversation> {
  const { row } = await changeConversation(scope, id, async (stored, { now }) => {
    const known = refuseUnknown(stored);
    if (known.handed_over_at !== null) return { row: known };
    return { row: { ...known, handed_over_at: Math.min(at ?? now, now) } };
  });
  return toConversation(row);
}

/** Ends the conversation, at the latest an hour after its last message. Idempotent. */
export async function end(scope: Scope, id: string, at: number | null): Promise<Conversation> {
  const { row } = await changeConversation(scope, id, async (stored, { now }) => {
    const known = refuseUnknown(stored);
    if (known.ended_at !== null) return { row: known };
    const idle = settled(known, now).ended_at ?? now;
    return { row: endedAt(known, Math.min(at ?? now, idle)) };
  });
  return toConversation(row);
}

/** Replaces the conversation's topics; unknown topics are created. */
export async function putConversationTopics(
  scope: Scope,
  id: string,
  { topics }: PutConversationTopics,
): Promise<Conversation> {
  const { row } = await changeConversation(scope, id, async (stored, { tx }) => {
    const known = refuseUnknown(stored);
    return {
      row: { ...known, topics: [...new Set(topics.map((topic) => topic.id))] },
      topics: await topicEdits(tx, scope.workspace, topics),
    };
  });
  return toConversation(row);
}
