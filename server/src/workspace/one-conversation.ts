import { sql } from 'kysely';
import type {
  ConversationWithTranscript,
  GetConversationQuery,
} from '../../../lib/contract/conversation.ts';
import { type Role, toInstant } from '../../../lib/contract/primitives.ts';
import type { ConversationRow } from '../database/schema.ts';
import { type NamedConversation, type RecentReads, readOnPlatform } from '../sources/read-one.ts';
import type { SourcesScope } from '../sources/source-parts.ts';
import { readAudience } from './audience.ts';
import { toConversation } from './conversation-record.ts';
import { Refusal } from './refusal.ts';
import { OWN_SOURCE, type Scope } from './scope.ts';

/**
 * A conversation with its transcript in the order of time, by its id or by its ticket's. One of a
 * connected source that is not stored is read there. Refuses with `not_found`, and with
 * `source_failed` where the platform could not be asked.
 */
export async function conversation(
  scope: SourcesScope & { recent: RecentReads },
  id: string,
  asked: GetConversationQuery,
  role: Role,
): Promise<ConversationWithTranscript> {
  // The path needs an id: where only the ticket is known, it stands there too.
  const ticket = asked.ticket ?? null;
  const named = { source: asked.source ?? OWN_SOURCE, id: id === ticket ? null : id, ticket };
  const row = (await stored(scope, named)) ?? (await onPlatform(scope, named));
  if (!row) throw new Refusal('not_found', 'There is no such conversation');
  return {
    conversation: toConversation(row, await readAudience(scope.db, scope.workspace, role)),
    transcript: await transcript(scope, row),
  };
}

async function stored(scope: Scope, named: NamedConversation): Promise<ConversationRow | null> {
  const row = await scope.db
    .selectFrom('conversations')
    .selectAll()
    .where('workspace_id', '=', scope.workspace)
    .where('source', '=', named.source)
    .where(sql<boolean>`(id = ${named.id} or ticket_id = ${named.ticket})`)
    .orderBy(sql`id = ${named.id}`, 'desc')
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

async function onPlatform(
  scope: SourcesScope & { recent: RecentReads },
  named: NamedConversation,
): Promise<ConversationRow | null> {
  const source = await scope.db
    .selectFrom('sources')
    .selectAll()
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', named.source)
    .executeTakeFirst();
  if (!source || source.kind === 'file') return null;
  return readOnPlatform(scope, source, named);
}

async function transcript(
  scope: Scope,
  { source, id }: ConversationRow,
): Promise<ConversationWithTranscript['transcript']> {
  const messages = await scope.db
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', scope.workspace)
    .where('source', '=', source)
    .where('conversation_id', '=', id)
    .orderBy('at')
    .orderBy('position')
    .execute();
  return messages.map((message) => ({
    id: message.id,
    role: message.role,
    text: message.text,
    at: toInstant(message.at),
    sources: message.sources,
  }));
}
