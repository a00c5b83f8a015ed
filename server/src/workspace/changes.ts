import { sql } from 'kysely';
import type { ChangeItem, ChangesPage } from '../../../lib/contract/changes.ts';
import { toInstant } from '../../../lib/contract/primitives.ts';
import type { Tx, WorkspaceRow } from '../database/schema.ts';
import { toConversation } from './conversation-record.ts';
import { type Cursor, type NumberRange, readCursor, writeCursor } from './cursor.ts';
import { dayCountItems } from './day-count-items.ts';
import { Refusal } from './refusal.ts';
import { reviewItems } from './review-items.ts';
import type { Scope } from './scope.ts';
import { toTopic } from './topics.ts';

/**
 * The next page after a cursor. Head and items are read in one snapshot: the counter row's lock
 * makes numbers visible in their order, so everything up to the head that is seen is seen too.
 * Refuses with `cursor_gone` (and the epoch to start again in) a cursor that is not of this epoch,
 * is ahead of the head, is older than the erasures that are kept, or cannot be read.
 */
export async function changes(
  scope: Scope,
  query: { cursor: string | null; limit: number },
): Promise<ChangesPage> {
  return scope.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const workspace = await tx
        .selectFrom('workspaces')
        .selectAll()
        .where('id', '=', scope.workspace)
        .executeTakeFirst();
      if (!workspace) throw new Refusal('not_found', 'There is no such workspace');
      const from = await startOf(tx, workspace, query.cursor);
      const { items, to } = await readPage(tx, workspace, from, query.limit);
      return {
        epoch: workspace.epoch,
        from: query.cursor,
        to: writeCursor(to),
        head: workspace.head,
        progress:
          to.phase === 'feed'
            ? { done: to.n, total: workspace.head }
            : { done: to.done, total: to.total },
        serverTime: toInstant(scope.clock()),
        items,
        more: to.phase !== 'feed' || to.n < workspace.head,
      };
    });
}

async function startOf(tx: Tx, workspace: WorkspaceRow, text: string | null): Promise<Cursor> {
  const { epoch, head } = workspace;
  if (text === null || text === '') {
    const total = await countThings(tx, workspace);
    return { epoch, phase: 'lead', n: 0, start: head, done: 0, total };
  }
  const cursor = readCursor(text);
  const newest = cursor?.phase === 'feed' ? cursor.n : cursor?.start;
  const known = newest !== undefined && newest <= head && newest >= workspace.erasures_kept_from;
  if (!cursor || cursor.epoch !== epoch || !known) {
    throw new Refusal('cursor_gone', undefined, { epoch });
  }
  return cursor;
}

/** How many things the first sync will deliver. */
async function countThings(tx: Tx, workspace: WorkspaceRow): Promise<number> {
  const count = (table: 'topics' | 'day_count_months' | 'reviews' | 'conversations') =>
    sql`(select count(*) from ${sql.table(table)} where workspace_id = ${workspace.id})`;
  const { rows } = await sql<{ total: number }>`
    select ${count('topics')} + ${count('day_count_months')} + ${count('reviews')}
      + ${count('conversations')} as total
  `.execute(tx);
  return 1 + (rows[0]?.total ?? 0);
}

/** Fills a page, from one phase into the next where the first has too little. */
async function readPage(
  tx: Tx,
  workspace: WorkspaceRow,
  from: Cursor,
  limit: number,
): Promise<{ items: ChangeItem[]; to: Cursor }> {
  const items: ChangeItem[] = [];
  let cursor = from;
  for (;;) {
    const to = cursor.phase === 'feed' ? workspace.head : cursor.start;
    const left = limit - items.length;
    const range = { workspace: workspace.id, after: cursor.n, to, limit: left };
    const found = cursor.n < to ? await readPhase(tx, workspace, cursor.phase, range) : [];
    items.push(...found);
    const full = found.length === left;
    const n = full ? (found.at(-1)?.n ?? to) : to;
    if (cursor.phase === 'feed') return { items, to: { ...cursor, n } };
    const done = Math.min(cursor.total, cursor.done + found.length);
    if (full) return { items, to: { ...cursor, n, done } };
    cursor =
      cursor.phase === 'lead'
        ? { ...cursor, phase: 'conversations', n: 0, done }
        : { epoch: cursor.epoch, phase: 'feed', n: cursor.start };
  }
}

async function readPhase(
  tx: Tx,
  workspace: WorkspaceRow,
  phase: Cursor['phase'],
  range: NumberRange,
): Promise<ChangeItem[]> {
  if (phase === 'conversations') return conversationItems(tx, range);
  const lead = [
    ...settingsItems(workspace, range),
    ...(await topicItems(tx, range)),
    ...(await dayCountItems(tx, range)),
    ...(await reviewItems(tx, range)),
  ];
  const others =
    phase === 'feed'
      ? [...(await conversationItems(tx, range)), ...(await erasureItems(tx, range))]
      : [];
  return [...lead, ...others].sort((a, b) => a.n - b.n).slice(0, range.limit);
}

function settingsItems(workspace: WorkspaceRow, { after, to }: NumberRange): ChangeItem[] {
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

async function conversationItems(tx: Tx, range: NumberRange): Promise<ChangeItem[]> {
  const rows = await tx
    .selectFrom('conversations')
    .selectAll()
    .where('workspace_id', '=', range.workspace)
    .where('change_n', '>', range.after)
    .where('change_n', '<=', range.to)
    .orderBy('change_n')
    .limit(range.limit)
    .execute();
  return rows.map((row) => ({
    n: row.change_n,
    kind: 'conversation',
    conversation: toConversation(row),
  }));
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
