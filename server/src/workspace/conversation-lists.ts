import { type ExpressionBuilder, sql } from 'kysely';
import type {
  ConversationList,
  ListConversationsQuery,
} from '../../../lib/contract/conversation.ts';
import { type Role, toInstant } from '../../../lib/contract/primitives.ts';
import type { ConversationRow, Schema } from '../database/schema.ts';
import { type Audience, hiddenSql, readAudience } from './audience.ts';
import { toConversation } from './conversation-record.ts';
import { Refusal } from './refusal.ts';
import type { Scope } from './scope.ts';

const PAGE = 50;

/** Conversations, the latest started first, a page at a time. */
export async function conversations(
  scope: Scope,
  query: ListConversationsQuery,
  role: Role,
): Promise<ConversationList> {
  const audience = await readAudience(scope.db, scope.workspace, role);
  const limit = query.limit ?? PAGE;
  let select = scope.db
    .selectFrom('conversations')
    .selectAll()
    .where('workspace_id', '=', scope.workspace)
    .where((eb) => eb.and(conditions(eb, query, audience)))
    .orderBy('started_at', 'desc')
    .orderBy('source', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (query.before !== undefined) {
    const { startedAt, source, id } = readPosition(query.before);
    select = select.where(
      sql<boolean>`(started_at, source, id) < (${startedAt}::bigint, ${source}, ${id})`,
    );
  }
  const rows = await select.execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    conversations: page.map((row) => ({
      ...toConversation(row, audience),
      preview: row.preview,
      messageCount: row.message_count,
      lastMessageAt: row.last_message_at === null ? null : toInstant(row.last_message_at),
    })),
    next: rows.length > limit && last ? writePosition(last) : null,
  };
}

function conditions(
  eb: ExpressionBuilder<Schema, 'conversations'>,
  query: ListConversationsQuery,
  audience: Audience,
) {
  const all = [];
  if (query.topic !== undefined) {
    all.push(
      sql<boolean>`exists (select 1 from conversation_topics ct
        where ct.workspace_id = conversations.workspace_id and ct.source = conversations.source
          and ct.conversation_id = conversations.id and ct.topic_id = ${query.topic})`,
    );
  }
  const hidden = hiddenSql(audience);
  if (hidden !== null && (query.sentiment !== undefined || query.rated !== undefined)) {
    // Nothing is said of hidden ones, neither that they fit nor that they do not.
    all.push(sql<boolean>`not ${sql.raw(hidden)}`);
  }
  // By sentiment come customers' ratings only, as they count in scores.
  if (query.sentiment !== undefined) all.push(eb('rated_by_team', '=', false));
  if (query.sentiment === 'negative') {
    all.push(eb.or([eb('score', '<=', 2), eb('sentiment', '=', 'negative')]));
  }
  if (query.sentiment === 'neutral') {
    all.push(eb.or([eb('score', '=', 3), eb('sentiment', '=', 'neutral')]));
  }
  if (query.sentiment === 'positive') {
    all.push(eb.or([eb('score', '>=', 4), eb('sentiment', '=', 'positive')]));
  }
  if (query.sentiment === 'to_review') {
    all.push(
      eb.or([eb('score', '<=', 3), eb('sentiment', 'in', ['negative', 'neutral'])]),
      eb('visibility', '=', 'external'),
    );
  }
  if (query.rated === 'yes') {
    all.push(eb.or([eb('score', 'is not', null), eb('sentiment', 'is not', null)]));
  }
  if (query.rated === 'no') all.push(eb('score', 'is', null), eb('sentiment', 'is', null));
  if (query.customer !== undefined) all.push(eb('customer', '=', query.customer));
  if (query.channel !== undefined) all.push(eb('channel', '=', query.channel));
  if (query.state === 'open') all.push(eb('ended_at', 'is', null));
  if (query.state === 'ended') all.push(eb('ended_at', 'is not', null));
  if (query.state === 'handed_over') all.push(eb('handed_over_at', 'is not', null));
  if (query.visibility !== undefined) all.push(eb('visibility', '=', query.visibility));
  for (const word of wordsOf(query.search ?? '')) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    all.push(
      eb.or([
        eb('id', 'ilike', pattern),
        eb('customer', 'ilike', pattern),
        eb('preview', 'ilike', pattern),
      ]),
    );
  }
  return all;
}

function wordsOf(search: string): string[] {
  return search
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 10);
}

function writePosition(row: ConversationRow): string {
  return [row.started_at, row.source, row.id].map(encodeURIComponent).join('~');
}

function readPosition(text: string): { startedAt: number; source: string; id: string } {
  const refusal = new Refusal('invalid_request', 'before: is not the `next` of an earlier page');
  // `~` is left alone by encodeURIComponent: the first two separate, the rest belongs to the id.
  const [startedAt, source, ...id] = text.split('~');
  if (!startedAt || !/^-?\d{1,15}$/.test(startedAt) || !source || id.length === 0) throw refusal;
  try {
    return {
      startedAt: Number(startedAt),
      source: decodeURIComponent(source),
      id: decodeURIComponent(id.join('~')),
    };
  } catch {
    throw refusal;
  }
}
