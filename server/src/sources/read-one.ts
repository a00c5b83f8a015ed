import type { SourceConversation } from '../../../lib/sources/source.ts';
import type { ConversationRow, SourceRow } from '../database/schema.ts';
import { refuseErased } from '../workspace/erased-ids.ts';
import { Refusal } from '../workspace/refusal.ts';
import { beginWrite, inTransaction } from '../workspace/scope.ts';
import { applyBatch } from './apply-batch.ts';
import { definitionOf, openSource, patience, type SourcesScope } from './source-parts.ts';
import { refusing } from './source-problem.ts';
import { lockSource } from './source-rows.ts';
import { statedConversation } from './stated-conversation.ts';

/** A conversation as an inbox's address names it. */
export interface NamedConversation {
  source: string;
  /** `null` where only the ticket is known. */
  id: string | null;
  ticket: string | null;
}

/** For so long (milliseconds) the platform is not asked again for the same conversation. */
const ASKED_AGAIN_AFTER = 15_000;
const REMEMBERED = 1_000;

/** What platforms said a moment ago, so that many open panels cost one request. */
export type RecentReads = Map<
  string,
  { until: number; answer: Promise<SourceConversation | null> }
>;

/**
 * A conversation that is not stored, read on its platform just now; `null` where the platform says
 * that there is none. One that a pull would list is stored: the others are answered without, so that
 * counts do not depend on what somebody looked at. Refuses with `source_failed` where the platform
 * cannot be asked or does not show it, and with `erased`.
 */
export async function readOnPlatform(
  scope: SourcesScope & { recent: RecentReads },
  source: SourceRow,
  named: NamedConversation,
): Promise<ConversationRow | null> {
  if (named.id !== null) await refuseErased(scope.db, scope.workspace, named.id, source.id);
  const stated = await recently(scope, named, () => ask(scope, source, named));
  if (stated === null) return null;
  await refuseErased(scope.db, scope.workspace, stated.id, source.id);
  if (isListed(scope, source, stated)) {
    const hold = async (tx: Parameters<typeof lockSource>[0]) => {
      if (!(await lockSource(tx, scope.workspace, source.id))) throw new Refusal('not_found');
    };
    const batch = { conversations: [stated], gone: [] };
    await applyBatch(scope, source.id, batch, hold, { onlyNew: true });
  }
  return inTransaction(scope.db, async (tx) => {
    const facts = await beginWrite(tx, scope.workspace);
    const stored = await tx
      .selectFrom('conversations')
      .selectAll()
      .where('workspace_id', '=', scope.workspace)
      .where('source', '=', source.id)
      .where('id', '=', stated.id)
      .executeTakeFirst();
    const where = { workspace: scope.workspace, source: source.id };
    return stored ?? statedConversation(where, stated, null, facts);
  });
}

/** Would a pull bring it: can the platform list, and was the customer asked or is it rated? */
function isListed(scope: SourcesScope, source: SourceRow, stated: SourceConversation): boolean {
  if (!definitionOf(scope.sources, source.kind).abilities.list || stated.onlyIfKnown) return false;
  return stated.rating !== null || stated.asked === true;
}

function ask(
  scope: SourcesScope,
  source: SourceRow,
  named: NamedConversation,
): Promise<SourceConversation | null> {
  return refusing('source_failed', async () => {
    const { id, ticket } = named;
    const read = await openSource(scope, source).readOne({ conversation: id, ticket }, patience());
    if (read.kind === 'not_allowed') {
      throw new Refusal('source_failed', `The access of "${source.name}" does not show it.`);
    }
    return read.kind === 'found' ? read.conversation : null;
  });
}

function recently(
  { recent, clock, workspace }: SourcesScope & { recent: RecentReads },
  named: NamedConversation,
  read: () => Promise<SourceConversation | null>,
): Promise<SourceConversation | null> {
  const now = clock();
  const key = JSON.stringify([workspace, named.source, named.id, named.ticket]);
  const known = recent.get(key);
  if (known && known.until > now) return known.answer;
  for (const [other, { until }] of recent) {
    if (until <= now || recent.size >= REMEMBERED) recent.delete(other);
  }
  const answer = read();
  recent.set(key, { until: now + ASKED_AGAIN_AFTER, answer });
  return answer;
}
