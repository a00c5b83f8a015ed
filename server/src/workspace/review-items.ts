import { sql } from 'kysely';
import type { ChangeItem } from '../../../lib/contract/changes.ts';
import { toInstant } from '../../../lib/contract/primitives.ts';
import type { Review } from '../../../lib/contract/review.ts';
import type { Database, ReviewRow, Tx } from '../database/schema.ts';
import type { NumberRange } from './cursor.ts';

/** A stored review with the names of who has it and of who saved it last. */
export type NamedReview = ReviewRow & { taken_by_name: string | null; changed_by_name: string };

/** Reviews with names, for one `where` on `r`, the review. A name that is gone reads as its id. */
export function selectReviews(db: Database | Tx, where: ReturnType<typeof sql>, limit: number) {
  return sql<NamedReview>`
    select r.*, coalesce(t.name, r.taken_by) as taken_by_name,
      coalesce(c.name, r.changed_by) as changed_by_name
    from reviews r
    left join people t on t.workspace_id = r.workspace_id and t.id = r.taken_by
    left join people c on c.workspace_id = r.workspace_id and c.id = r.changed_by
    where ${where} order by r.change_n limit ${limit}`.execute(db);
}

/** A review as it stands in the feed and in answers. */
export function toReview(row: NamedReview): Review {
  return {
    subject: row.subject,
    source: row.subject === 'topic' ? null : row.source,
    id: row.subject_id,
    version: row.version,
    takenBy:
      row.taken_by === null ? null : { id: row.taken_by, name: row.taken_by_name ?? row.taken_by },
    cause: row.cause,
    nextStep: row.next_step,
    note: row.note,
    doneAt: row.done_at === null ? null : toInstant(row.done_at),
    changedAt: toInstant(row.changed_at),
    changedBy: { id: row.changed_by, name: row.changed_by_name },
  };
}

/** The reviews in a range of change numbers, in their order. */
export async function reviewItems(tx: Tx, range: NumberRange): Promise<ChangeItem[]> {
  const { rows } = await selectReviews(
    tx,
    sql`r.workspace_id = ${range.workspace}
      and r.change_n > ${range.after} and r.change_n <= ${range.to}`,
    range.limit,
  );
  return rows.map((row) => ({ n: row.change_n, kind: 'review', review: toReview(row) }));
}
