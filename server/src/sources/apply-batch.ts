import type { SourceBatch, SourceConversation } from '../../../lib/sources/source.ts';
import type { Tx } from '../database/schema.ts';
import type { Edit } from '../workspace/day-differences.ts';
import { erasedAmong } from '../workspace/erased-ids.ts';
import { eraseRows } from '../workspace/erasing.ts';
import { beginWrite, inTransaction, type Scope } from '../workspace/scope.ts';
import { topicEdits } from '../workspace/topic-edits.ts';
import { lockConversations, writeConversations } from '../workspace/write-conversations.ts';
import { isStorable, statedConversation, statedTopics } from './stated-conversation.ts';

/**
 * Runs in each transaction of a batch before anything is written. Locks the source's row; keeps the
 * state that goes with what is stated; throws where the source is not to be written any more.
 * `notes`: what of the batch could not be kept, in words for diagnostics.
 */
export type Hold = (tx: Tx, what: { part: 'gone' | 'stated'; notes: string[] }) => Promise<void>;

/**
 * Stores what a source states: conversations with their day counts and topics, and takes away what
 * is gone there (it may come back: its id is not blocked). Ids erased here on purpose are left out.
 * Nothing but the order of statements about one conversation matters; the same again changes nothing.
 * @param onlyNew leaves alone what is stored by now: it may be newer than what is stated
 * @returns how many conversations readers of the feed see changed, or gone
 */
export async function applyBatch(
  scope: Scope,
  source: string,
  batch: Pick<SourceBatch, 'conversations' | 'gone'>,
  hold: Hold,
  { onlyNew = false }: { onlyNew?: boolean } = {},
): Promise<number> {
  const gone = batch.gone.length > 0 ? await takeAway(scope, source, batch.gone, hold) : 0;
  const left = new Set(batch.gone);
  const stated = new Map<string, SourceConversation>();
  for (const one of batch.conversations) {
    if (isStorable(one) && !left.has(one.id)) stated.set(one.id, one);
  }
  const unfit = batch.conversations.filter((one) => !isStorable(one)).length;
  const notes = unfit > 0 ? [`${unfit} conversations without a usable id or time`] : [];
  const changed = await inTransaction(scope.db, async (tx) => {
    const facts = await beginWrite(tx, scope.workspace);
    await hold(tx, { part: 'stated', notes });
    const ids = [...stated.keys()];
    const stored = await lockConversations(tx, scope.workspace, ids, source);
    const erased = await erasedAmong(tx, scope.workspace, ids, source);
    const kept = [...stated.values()].filter(
      ({ id, onlyIfKnown }) =>
        !erased.has(id) && (stored.has(id) ? !onlyNew : onlyIfKnown !== true),
    );
    const where = { workspace: scope.workspace, source };
    const edits = kept.map((one): Edit => {
      const before = stored.get(one.id) ?? null;
      return { before, after: statedConversation(where, one, before, facts) };
    });
    const named = kept.flatMap(({ topics }) => statedTopics(source, topics ?? []));
    const topics = await topicEdits(tx, scope.workspace, named);
    return (await writeConversations(tx, scope.workspace, edits, topics)).size;
  });
  return changed + gone;
}

/** In a transaction of its own: day counts are added to before the counter row is taken, once. */
function takeAway(
  scope: Scope,
  source: string,
  ids: readonly string[],
  hold: Hold,
): Promise<number> {
  return inTransaction(scope.db, async (tx) => {
    await beginWrite(tx, scope.workspace);
    await hold(tx, { part: 'gone', notes: [] });
    const rows = [...(await lockConversations(tx, scope.workspace, ids, source)).values()];
    if (rows.length > 0) {
      await eraseRows(tx, scope, rows, { source, blocked: [], counts: 'corrected' });
    }
    return rows.length;
  });
}
