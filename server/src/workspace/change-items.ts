import { sql } from 'kysely';
import type { ChangeItem } from '../../../lib/contract/changes.ts';
import { toInstant } from '../../../lib/contract/primitives.ts';
import type { Tx, WorkspaceRow } from '../database/schema.ts';
import { connectedSources } from './connected-sources.ts';
import { CONVERSATION_JSON } from './conversation-json.ts';
import type { ItemText, NumberRange } from './cursor.ts';
import { dayCountItems } from './day-count-items.ts';
import { reviewItems } from './review-items.ts';
import { toTopic } from './topics.ts';

/** Items of the feed as JSON text, joined by commas, in the order of their numbers. */
export interface ItemsText {
  json: string;
  /** How many items. */
  count: number;
  /** The number of the last one. */
  last: number;
}

/** What leads the first sync: settings, topics, day counts and reviews. */
export async function readLead(
  tx: Tx,
  workspace: WorkspaceRow,
  range: NumberRange,
): Promise<ItemsText | null> {
  return firstOf(await leadItems(tx, workspace, range), range.limit);
}

/** Everything in its order. */
export async function readFeed(
  tx: Tx,
  workspace: WorkspaceRow,
  range: NumberRange,
): Promise<ItemsText | null> {
  const items = [
    ...(await leadItems(tx, workspace, range)),
    ...asText(await erasureItems(tx, range)),
    ...(await conversationItems(tx, range)),
  ];
  return firstOf(items, range.limit);
}

/** Conversations only. */
export async function readConversations(tx: Tx, range: NumberRange): Promise<ItemsText | null> {
  const { rows } = await sql<{ json: string | null; count: number; last: number }>`
    select string_agg(json, ',') as json, count(*) as count, max(n) as last
    from (${conversationsIn(range)}) as items`.execute(tx);
  const found = rows[0];
  if (!found || found.json === null) return null;
  return { json: found.json, count: found.count, last: found.last };
}

function conversationsIn(range: NumberRange) {
  return sql<ItemText>`
    select change_n as n,
      '{"n":' || change_n || ',"kind":"conversation","conversation":' || ${sql.raw(CONVERSATION_JSON[range.audience])} || '}'
        as json
    from conversations
    where workspace_id = ${range.workspace}
      and change_n > ${range.after} and change_n <= ${range.to}
    order by change_n limit ${range.limit}`;
}

async function conversationItems(tx: Tx, range: NumberRange): Promise<ItemText[]> {
  return (await conversationsIn(range).execute(tx)).rows;
}

async function leadItems(tx: Tx, workspace: WorkspaceRow, range: NumberRange): Promise<ItemText[]> {
  return [
    ...asText(await settingsItems(tx, workspace, range)),
    ...asText(await topicItems(tx, range)),
    ...(await dayCountItems(tx, range)),
    ...asText(await reviewItems(tx, range)),
  ];
}

function asText(items: readonly ChangeItem[]): ItemText[] {
  return items.map((item) => ({ n: item.n, json: JSON.stringify(item) }));
}

function firstOf(items: ItemText[], limit: number): ItemsText | null {
  const first = items.sort((a, b) => a.n - b.n).slice(0, limit);
  const last = first.at(-1);
  if (!last) return null;
  return { json: first.map(({ json }) => json).join(','), count: first.length, last: last.n };
}

async function settingsItems(
  tx: Tx,
  workspace: WorkspaceRow,
  { after, to }: NumberRange,
): Promise<ChangeItem[]> {
  if (workspace.settings_n <= after || workspace.settings_n > to) return [];
  return [
    {
      n: workspace.settings_n,
      kind: 'settings',
      workspace: {
        id: workspace.id,
        name: workspace.name,
        demo: workspace.demo,
        timeZone: workspace.time_zone,
      },
      collection: {
        enabled: workspace.collection_enabled,
        changedAt:
          workspace.collection_changed_at === null
            ? null
            : toInstant(workspace.collection_changed_at),
        changedBy: workspace.collection_changed_by,
      },
      nextSteps: workspace.settings.nextSteps,
      emailLookup: { key: workspace.email_key, normalisation: 'trim-lowercase' },
      sources: await connectedSources(tx, workspace),
      seesRatings: workspace.settings.seesRatings,
    },
  ];
}

async function topicItems(tx: Tx, range: NumberRange): Promise<ChangeItem[]> {
  const rows = await tx
    .selectFrom('topics')
    .selectAll()
    .where('workspace_id', '=', range.workspace)
    .where('change_n', '>', range.after)
    .where('change_n', '<=', range.to)
    .orderBy('change_n')
    .limit(range.limit)
    .execute();
  return rows.map((row) => ({ n: row.change_n, kind: 'topic', topic: toTopic(row) }));
}

async function erasureItems(tx: Tx, range: NumberRange): Promise<ChangeItem[]> {
  const rows = await tx
    .selectFrom('erasures')
    .selectAll()
    .where('workspace_id', '=', range.workspace)
    .where('change_n', '>', range.after)
    .where('change_n', '<=', range.to)
    .orderBy('change_n')
    .limit(range.limit)
    .execute();
  return rows.map((row) => ({
    n: row.change_n,
    kind: 'erasure',
    source: row.source,
    conversation: row.conversation_id,
  }));
}
