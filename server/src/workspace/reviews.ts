import { sql } from 'kysely';
import type { PutReview, Review } from '../../../lib/contract/review.ts';
import { rowsOf } from '../database/rows.ts';
import type { Database, ReviewRow, Tx } from '../database/schema.ts';
import { Refusal } from './refusal.ts';
import { type NamedReview, selectReviews, toReview } from './review-items.ts';
import {
  beginWrite,
  inTransaction,
  LostRace,
  OWN_SOURCE,
  type Scope,
  takeNumbers,
} from './scope.ts';
import type { Caller, Reviewed, Versioned } from './service.ts';

/** How many saves back a repeated one is known. */
const RECENT_EDITS = 20;

const sourceOf = ({ subject, source }: Reviewed) =>
  subject === 'topic' ? '' : (source ?? OWN_SOURCE);

/** The review of a conversation or topic; version 0 if there is none yet. Refuses with `not_found`. */
export async function review(scope: Scope, subject: Reviewed): Promise<Versioned<Review>> {
  await refuseUnknown(scope.db, scope.workspace, subject, false);
  const stored = await storedReview(scope.db, scope.workspace, subject);
  return versioned(stored ? toReview(stored) : noReview(subject));
}

/**
 * Saves a review as a whole. A repeated `edit` changes nothing and answers with what is stored.
 * Refuses with `not_found`, with `version_conflict` (and the stored review as `current`) if
 * `version` is not the stored one, and with `invalid_request` who or what may not stand in it.
 */
export async function putReview(
  scope: Scope,
  subject: Reviewed,
  body: PutReview,
  caller: Caller,
  version: string,
): Promise<Versioned<Review>> {
  return inTransaction(scope.db, async (tx) => {
    await beginWrite(tx, scope.workspace);
    await refuseUnknown(tx, scope.workspace, subject, true);
    await lockReview(tx, scope.workspace, subject);
    const stored = await storedReview(tx, scope.workspace, subject);
    if (stored?.recent_edits.includes(body.edit)) return versioned(toReview(stored));
    if (version !== String(stored?.version ?? 0)) {
      const current = stored ? toReview(stored) : noReview(subject);
      throw new Refusal('version_conflict', undefined, { current });
    }
    refuseTaker(body.takenBy, stored, caller);
    await refuseNextStep(tx, scope.workspace, body.nextStep, stored);
    const now = scope.clock();
    await write(tx, stored, {
      workspace_id: scope.workspace,
      subject: subject.subject,
      source: sourceOf(subject),
      subject_id: subject.id,
      taken_by: body.takenBy,
      cause: body.cause,
      next_step: body.nextStep,
      note: body.note?.trim() || null,
      done_at: body.done ? (stored?.done_at ?? now) : null,
      version: (stored?.version ?? 0) + 1,
      changed_at: now,
      changed_by: caller.id,
      change_n: await takeNumbers(tx, scope.workspace, 1),
      recent_edits: [body.edit, ...(stored?.recent_edits ?? [])].slice(0, RECENT_EDITS),
    });
    const saved = await storedReview(tx, scope.workspace, subject);
    if (!saved) throw new LostRace('a review went');
    return versioned(toReview(saved));
  });
}

function versioned(value: Review): Versioned<Review> {
  return { value, version: String(value.version) };
}

function noReview(subject: Reviewed): Review {
  return {
    subject: subject.subject,
    source: sourceOf(subject) || null,
    id: subject.id,
    version: 0,
    takenBy: null,
    cause: null,
    nextStep: null,
    note: null,
    doneAt: null,
    changedAt: null,
    changedBy: null,
  };
}

/** With `hold` the subject cannot be erased until this transaction has ended. */
async function refuseUnknown(
  db: Database | Tx,
  workspace: string,
  subject: Reviewed,
  hold: boolean,
): Promise<void> {
  const found =
    subject.subject === 'topic'
      ? sql`select 1 from topics where workspace_id = ${workspace} and id = ${subject.id}`
      : sql`select 1 from conversations where workspace_id = ${workspace}
          and source = ${sourceOf(subject)} and id = ${subject.id}`;
  const { rows } = await sql`${found} ${hold ? sql`for key share` : sql``}`.execute(db);
  if (rows.length === 0) throw new Refusal('not_found', `There is no such ${subject.subject}`);
}

const isReviewOf = (workspace: string, subject: Reviewed) => sql`r.workspace_id = ${workspace}
  and r.subject = ${subject.subject} and r.source = ${sourceOf(subject)}
  and r.subject_id = ${subject.id}`;

async function lockReview(tx: Tx, workspace: string, subject: Reviewed): Promise<void> {
  await sql`select 1 from reviews r where ${isReviewOf(workspace, subject)} for update`.execute(tx);
}

async function storedReview(
  db: Database | Tx,
  workspace: string,
  subject: Reviewed,
): Promise<NamedReview | null> {
  const { rows } = await selectReviews(db, isReviewOf(workspace, subject), 1);
  return rows[0] ?? null;
}

function refuseTaker(takenBy: string | null, stored: ReviewRow | null, caller: Caller): void {
  if (takenBy === null || takenBy === caller.id || takenBy === stored?.taken_by) return;
  throw new Refusal('invalid_request', 'takenBy: must be your own id, who has it already, or null');
}

async function refuseNextStep(
  tx: Tx,
  workspace: string,
  nextStep: string | null,
  stored: ReviewRow | null,
): Promise<void> {
  if (nextStep === null || nextStep === stored?.next_step) return;
  const { settings } = await tx
    .selectFrom('workspaces')
    .select('settings')
    .where('id', '=', workspace)
    .executeTakeFirstOrThrow();
  if (settings.nextSteps.some(({ id }) => id === nextStep)) return;
  throw new Refusal('invalid_request', "nextStep: is not one of the workspace's next steps");
}

async function write(tx: Tx, stored: ReviewRow | null, row: ReviewRow): Promise<void> {
  if (!stored) {
    const { numAffectedRows } = await sql`
      insert into reviews select * from ${rowsOf('reviews', [row])}
      on conflict do nothing`.execute(tx);
    if (numAffectedRows !== 1n) throw new LostRace('a review is there');
    return;
  }
  const { workspace_id, subject, source, subject_id, recent_edits, note, ...changes } = row;
  await tx
    .updateTable('reviews')
    .set({
      ...changes,
      note: note?.toWellFormed() ?? null,
      recent_edits: sql<string[]>`${JSON.stringify(recent_edits)}::jsonb`,
    })
    .where('workspace_id', '=', workspace_id)
    .where('subject', '=', subject)
    .where('source', '=', source)
    .where('subject_id', '=', subject_id)
    .execute();
}
