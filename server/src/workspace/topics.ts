import type { Role } from '../../../lib/contract/primitives.ts';
import type { PutTopic, Topic, TopicList } from '../../../lib/contract/topic.ts';
import { noCounts } from '../../../lib/csat/day-counts.ts';
import type { TopicRow } from '../database/schema.ts';
import { readAudience } from './audience.ts';
import { toFigures } from './figures.ts';
import { Refusal } from './refusal.ts';
import { beginWrite, inTransaction, type Scope } from './scope.ts';
import { storedTotals } from './stored-counts.ts';
import { writeConversations } from './write-conversations.ts';

/** A topic as it stands in the feed and in answers. */
export function toTopic(row: TopicRow): Topic {
  return {
    id: row.id,
    title: row.title,
    category: row.category,
    status: row.status,
    knownProblem: row.known_problem,
  };
}

/** All topics by title, each with its figures over all time. */
export async function topics(scope: Scope, role: Role): Promise<TopicList> {
  const audience = await readAudience(scope.db, scope.workspace, role);
  const [rows, totals] = await Promise.all([
    scope.db
      .selectFrom('topics')
      .selectAll()
      .where('workspace_id', '=', scope.workspace)
      .orderBy('title')
      .orderBy('id')
      .execute(),
    storedTotals(scope, { from: null, to: null, topic: null, source: null }, audience),
  ]);
  return {
    topics: rows.map((row) => ({
      ...toTopic(row),
      figures: toFigures(totals.get(row.id) ?? noCounts()),
    })),
  };
}

/**
 * Changes a topic. Absent fields keep what is stored. Refuses with `not_found`, and with
 * `version_conflict` (and the topic as `current`) where the known problem or status is not the
 * one that was seen.
 */
export async function putTopic(scope: Scope, id: string, body: PutTopic): Promise<Topic> {
  return inTransaction(scope.db, async (tx) => {
    await beginWrite(tx, scope.workspace);
    const before = await tx
      .selectFrom('topics')
      .selectAll()
      .where('workspace_id', '=', scope.workspace)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!before) throw new Refusal('not_found', 'There is no such topic');
    if (
      (body.knownProblemWas !== undefined && body.knownProblemWas !== before.known_problem) ||
      (body.statusWas !== undefined && body.statusWas !== before.status)
    ) {
      throw new Refusal('version_conflict', undefined, { current: toTopic(before) });
    }
    const after: TopicRow = { ...before };
    if (body.title !== undefined) {
      after.title = body.title;
      after.titled = true;
    }
    if (body.category !== undefined) after.category = body.category;
    if (body.status !== undefined) after.status = body.status;
    if (body.knownProblem !== undefined) after.known_problem = body.knownProblem?.trim() || null;
    const same = JSON.stringify(before) === JSON.stringify(after);
    await writeConversations(tx, scope.workspace, [], same ? [] : [{ before, after }]);
    return toTopic(after);
  });
}
