import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { ChangesPage } from '../../../lib/contract/changes.ts';
import { type Role, toInstant } from '../../../lib/contract/primitives.ts';
import type { Tx, WorkspaceRow } from '../database/schema.ts';
import { type Audience, audienceOf, epochOf } from './audience.ts';
import { type ItemsText, readConversations, readFeed, readLead } from './change-items.ts';
import { type Cursor, type NumberRange, readCursor, writeCursor } from './cursor.ts';
import { Refusal } from './refusal.ts';
import type { Scope } from './scope.ts';
import type { ChangesText } from './service.ts';

/** Items of one statement: small enough that whoever waits for the processor waits a moment. */
const SLICE = 2_000;

/** The next page after a cursor, read. See `changesText`. */
export async function changes(
  scope: Scope,
  query: { cursor: string | null; limit: number },
  role: Role,
): Promise<ChangesPage> {
  const page = await changesText(scope, query, role);
  return JSON.parse(page.toJson(scope.clock())) as ChangesPage;
}

/**
 * The next page after a cursor. Head and items are read in one snapshot: the counter row's lock
 * makes numbers visible in their order, so everything up to the head that is seen is seen too.
 * Refuses with `cursor_gone` (and the epoch to start again in) a cursor that is not of this epoch,
 * is ahead of the head, is older than the erasures that are kept, or cannot be read. Whoever sees
 * not all ratings reads in an epoch of their own.
 */
export async function changesText(
  scope: Scope,
  query: { cursor: string | null; limit: number },
  role: Role,
): Promise<ChangesText> {
  return scope.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const row = await tx
        .selectFrom('workspaces')
        .selectAll()
        .where('id', '=', scope.workspace)
        .executeTakeFirst();
      if (!row) throw new Refusal('not_found', 'There is no such workspace');
      const audience = audienceOf(role, row.settings.seesRatings);
      const workspace = { ...row, epoch: epochOf(row.epoch, audience) };
      const from = await startOf(tx, workspace, query.cursor);
      const { pieces, count, to } = await readPage(tx, workspace, audience, from, query.limit);
      const more = to.phase !== 'feed' || to.n < workspace.head;
      const page: Omit<ChangesPage, 'items' | 'serverTime'> = {
        epoch: workspace.epoch,
        from: query.cursor,
        to: writeCursor(to),
        head: workspace.head,
        progress:
          to.phase === 'feed'
            ? { done: to.n, total: workspace.head }
            : { done: to.done, total: to.total },
        more,
      };
      return {
        count,
        head: workspace.head,
        more,
        toJson(time) {
          const around = JSON.stringify({ ...page, serverTime: toInstant(time) });
          return `${around.slice(0, -1)},"items":[${pieces.join(',')}]}`;
        },
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
  audience: Audience,
  from: Cursor,
  limit: number,
): Promise<{ pieces: string[]; count: number; to: Cursor }> {
  const pieces: string[] = [];
  let count = 0;
  let cursor = from;
  for (;;) {
    const to = cursor.phase === 'feed' ? workspace.head : cursor.start;
    const left = Math.min(SLICE, limit - count);
    const range = { workspace: workspace.id, audience, after: cursor.n, to, limit: left };
    const found = cursor.n < to ? await readPhase(tx, workspace, cursor.phase, range) : null;
    if (found) pieces.push(found.json);
    const taken = found?.count ?? 0;
    count += taken;
    const sliceFull = found !== null && taken === left;
    const n = sliceFull ? found.last : to;
    if (cursor.phase === 'feed') {
      cursor = { ...cursor, n };
      if (!sliceFull || count === limit) return { pieces, count, to: cursor };
    } else {
      const done = Math.min(cursor.total, cursor.done + taken);
      if (sliceFull) cursor = { ...cursor, n, done };
      else if (cursor.phase === 'lead') cursor = { ...cursor, phase: 'conversations', n: 0, done };
      else cursor = { epoch: cursor.epoch, phase: 'feed', n: cursor.start };
      if (count === limit && cursor.phase !== 'feed') return { pieces, count, to: cursor };
    }
    // The embedded database computes in this very thread: others get their turn.
    if (sliceFull) await setImmediate();
  }
}

/** The first items of a range, or `null` if there is none. */
function readPhase(
  tx: Tx,
  workspace: WorkspaceRow,
  phase: Cursor['phase'],
  range: NumberRange,
): Promise<ItemsText | null> {
  if (phase === 'conversations') return readConversations(tx, range);
  return phase === 'lead' ? readLead(tx, workspace, range) : readFeed(tx, workspace, range);
}
