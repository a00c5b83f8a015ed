import { sql } from 'kysely';
import { SourceError } from '../../../lib/sources/errors.ts';
import type { SourceBatch } from '../../../lib/sources/source.ts';
import type { Database, SourceRow, Tx } from '../database/schema.ts';
import { tellSettings } from '../workspace/connected-sources.ts';
import { inTransaction } from '../workspace/scope.ts';
import type { Clock, DueSource, PullEnd } from '../workspace/service.ts';
import { applyBatch } from './apply-batch.ts';
import { openSource, type SourcesParts, type SourcesScope, storedSecret } from './source-parts.ts';
import { problemWords } from './source-problem.ts';
import { lockSource } from './source-rows.ts';

/** How long nobody else pulls a source without hearing of it again, in milliseconds. */
const LEASE = 3 * 60_000;
/** A batch must have come within this time: well inside the lease. */
const BATCH_WITHIN = 2 * 60_000;
/** Longest pause after failures. */
const LONGEST_PAUSE = 30 * 60_000;
/** From so many failures in a row on, a problem that mends itself is told. */
const TOLD_FROM = 3;
/** The newest notes that are kept, and the longest. */
const NOTES = 50;
const LONGEST_NOTE = 300;

/** Thrown inside a batch's transaction: the lease went to somebody else. */
class LeaseLost extends Error {}

/**
 * Takes the source that is due for longest, of any workspace; `null` if none is. No other process
 * gets it until it was pulled, or until the lease of one that died ends.
 */
export async function takeDueSource(
  db: Database,
  clock: Clock,
  sources: SourcesParts,
): Promise<DueSource | null> {
  const now = clock();
  const { rows } = await sql<SourceRow>`
    update sources s set leased_until = ${now + LEASE}
    from (select workspace_id, id from sources
      where next_at <= ${now} and leased_until <= ${now}
      order by next_at limit 1 for update skip locked) as due
    where s.workspace_id = due.workspace_id and s.id = due.id
    returning s.*`.execute(db);
  const row = rows[0];
  if (!row) return null;
  const scope: SourcesScope = { db, clock, sources, workspace: row.workspace_id };
  return {
    workspace: row.workspace_id,
    id: row.id,
    kind: row.kind,
    pull: (signal) => pull(scope, row, signal),
  };
}

async function pull(scope: SourcesScope, row: SourceRow, signal: AbortSignal): Promise<PullEnd> {
  let lease = row.leased_until;
  let { state } = row;
  let changed = 0;
  try {
    await sealAnew(scope, row);
    const platform = openSource(scope, row);
    for (;;) {
      const within = AbortSignal.any([signal, AbortSignal.timeout(BATCH_WITHIN)]);
      const batch = await platform.pull(state, within);
      const plan = planAfter(batch, lease, scope);
      changed += await applyBatch(scope, row.id, batch, async (tx, { part, notes }) => {
        const stored = await heldSource(tx, scope, row.id, lease);
        if (part === 'stated') await keepState(tx, stored, batch, plan, notes);
      });
      lease = plan.lease;
      ({ state } = batch);
      if (row.problem !== null) await clearProblem(scope, row.id);
      if (!plan.goesOn) return { kind: 'done', changed };
    }
  } catch (cause) {
    if (cause instanceof LeaseLost) return { kind: 'lost' };
    if (signal.aborted) {
      await letGo(scope, row.id, lease);
      return { kind: 'stopped' };
    }
    await keepFailure(scope, row.id, lease, cause);
    return { kind: 'failed', cause };
  }
}

/** When the next batch is fetched, and by whom. */
interface Plan {
  goesOn: boolean;
  at: number;
  nextAt: number;
  /** Grows with each batch, so that a lease of before is never taken for this one; 0: nobody's. */
  lease: number;
}

function planAfter(batch: SourceBatch, lease: number, { clock, sources }: SourcesScope): Plan {
  const at = clock();
  // A wait is left to whoever looks for due sources next: nobody sleeps with a lease in hand.
  const goesOn = batch.more && batch.wait <= 0;
  const pause = batch.more ? batch.wait : Math.max(batch.wait, sources.pullEvery);
  return {
    goesOn,
    at,
    nextAt: Math.ceil(at + pause),
    lease: goesOn ? Math.max(at + LEASE, lease + 1) : 0,
  };
}

/** The source, locked, if its lease is still this one. */
async function heldSource(
  tx: Tx,
  scope: SourcesScope,
  id: string,
  lease: number,
): Promise<SourceRow> {
  const stored = await lockSource(tx, scope.workspace, id);
  if (stored?.leased_until !== lease) throw new LeaseLost();
  return stored;
}

async function keepState(
  tx: Tx,
  stored: SourceRow,
  batch: SourceBatch,
  plan: Plan,
  notes: readonly string[],
): Promise<void> {
  const all = [...new Set([...batch.notes, ...notes, ...stored.notes])]
    .slice(0, NOTES)
    .map((note) => note.slice(0, LONGEST_NOTE));
  await tx
    .updateTable('sources')
    .set({
      state: batch.state,
      next_at: plan.nextAt,
      leased_until: plan.lease,
      failures: 0,
      notes: sql<string[]>`${JSON.stringify(all)}::jsonb`,
      ...(!batch.more && { synced_at: plan.at }),
    })
    .where('workspace_id', '=', stored.workspace_id)
    .where('id', '=', stored.id)
    .execute();
}

/** After a batch that came: the counter row is taken last, so not together with it. */
async function clearProblem(scope: SourcesScope, id: string): Promise<void> {
  await inTransaction(scope.db, async (tx) => {
    const stored = await lockSource(tx, scope.workspace, id);
    if (stored === null || stored.problem === null || stored.failures > 0) return;
    await tx
      .updateTable('sources')
      .set({ problem: null })
      .where('workspace_id', '=', scope.workspace)
      .where('id', '=', id)
      .execute();
    await tellSettings(tx, scope.workspace);
  });
}

async function letGo(scope: SourcesScope, id: string, lease: number): Promise<void> {
  await scope.db
    .updateTable('sources')
    .set({ leased_until: 0 })
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .where('leased_until', '=', lease)
    .execute();
}

/** Plans the next try, and tells the problem if it does not mend itself. */
async function keepFailure(
  scope: SourcesScope,
  id: string,
  lease: number,
  cause: unknown,
): Promise<void> {
  const now = scope.clock();
  await inTransaction(scope.db, async (tx) => {
    const stored = await lockSource(tx, scope.workspace, id);
    if (stored?.leased_until !== lease) return;
    const failures = stored.failures + 1;
    const mends = !(cause instanceof SourceError) || cause.transient;
    const told = !mends || failures >= TOLD_FROM || stored.problem !== null;
    const words = problemWords(cause);
    const same = stored.problem?.code === words.code && stored.problem.message === words.message;
    const problem = !told || same ? stored.problem : { ...words, since: now };
    await tx
      .updateTable('sources')
      .set({
        failures,
        next_at: now + pauseAfter(cause, failures, scope.sources),
        leased_until: 0,
        ...(problem && {
          problem: sql<SourceRow['problem']>`${JSON.stringify(problem)}::jsonb`,
        }),
      })
      .where('workspace_id', '=', scope.workspace)
      .where('id', '=', id)
      .execute();
    if (told && !same) await tellSettings(tx, scope.workspace);
  });
}

/** Twice as long after each failure, and never before the platform allows. */
function pauseAfter(cause: unknown, failures: number, { pullEvery, random }: SourcesParts): number {
  const asked = cause instanceof SourceError ? cause.retryAfter : null;
  if (asked !== null) return Math.ceil(asked + random() * 1_000);
  const pause = Math.min(LONGEST_PAUSE, pullEvery * 2 ** Math.min(failures - 1, 20));
  return Math.ceil(pause * (0.75 + random() / 2));
}

/** Seals the credential with the newest key, where an older one did. */
async function sealAnew(scope: SourcesScope, row: SourceRow): Promise<void> {
  const { secrets } = scope.sources;
  if (row.secret === null || secrets.isCurrent(row.secret)) return;
  const secret = storedSecret(scope, row);
  if (secret === null) return;
  const sealed = secrets.seal(secret, { workspace: row.workspace_id, source: row.id });
  await scope.db
    .updateTable('sources')
    .set({ secret: sealed })
    .where('workspace_id', '=', row.workspace_id)
    .where('id', '=', row.id)
    .where('secret', '=', row.secret)
    .execute();
}
