import { sql } from 'kysely';
import { toInstant } from '../../../lib/contract/primitives.ts';
import type { InboxToShow } from '../../../lib/contract/source.ts';
import type { Invite, Member } from '../../../lib/contract/team.ts';
import type { Database, InviteRow, Tx } from '../database/schema.ts';
import { Refusal } from './refusal.ts';
import { inTransaction, readWorkspace, type Scope } from './scope.ts';
import { randomId, randomSecret, secretHash } from './secrets.ts';
import type { Caller, NewInvite } from './service.ts';
import { wakeReaders } from './tokens.ts';

/** An invite with its code, which is told once and kept as a hash. */
export async function createInvite(
  scope: Scope,
  { role, uses, expiresAt, inboxes = [] }: NewInvite,
): Promise<Invite & { code: string }> {
  await readWorkspace(scope);
  const code = randomSecret(16);
  const row: InviteRow = {
    workspace_id: scope.workspace,
    id: randomId(),
    hash: secretHash(code),
    role,
    uses_left: uses,
    expires_at: expiresAt,
    revoked_at: null,
    inboxes: [...inboxes],
    created_at: scope.clock(),
  };
  await scope.db
    .insertInto('invites')
    .values({ ...row, inboxes: sql<InboxToShow[]>`${JSON.stringify(inboxes)}::jsonb` })
    .execute();
  return { ...toInvite(row), code };
}

function toInvite(row: InviteRow): Invite {
  return {
    id: row.id,
    role: row.role,
    usesLeft: row.uses_left,
    expiresAt: row.expires_at === null ? null : toInstant(row.expires_at),
    createdAt: toInstant(row.created_at),
    inboxes: row.inboxes,
  };
}

/** The invites that can still be used, the oldest first. Never their codes. */
export async function listInvites(scope: Scope): Promise<Invite[]> {
  const rows = await scope.db
    .selectFrom('invites')
    .selectAll()
    .where('workspace_id', '=', scope.workspace)
    .where('uses_left', '>', 0)
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', scope.clock())]))
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(toInvite);
}

/** Makes an invite useless. Idempotent. Who joined with it stays. Refuses with `not_found`. */
export async function withdrawInvite(scope: Scope, id: string): Promise<void> {
  const { numUpdatedRows } = await scope.db
    .updateTable('invites')
    .set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', eb.val(scope.clock())) }))
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Refusal('not_found', 'There is no such invite');
}

/** What gives people access. Programs are none. */
function tokensOfPeople(db: Database | Tx, workspace: string) {
  return db
    .selectFrom('tokens as t')
    .innerJoin('people as p', (join) =>
      join.onRef('p.workspace_id', '=', 't.workspace_id').onRef('p.id', '=', 't.person_id'),
    )
    .where('t.workspace_id', '=', workspace)
    .where('t.revoked_at', 'is', null)
    .where('p.kind', '=', 'person');
}

/**
 * The people who have access, the first to join first. When they were last seen is known to the
 * minute, by any of their tokens.
 */
export async function listMembers(scope: Scope, caller: Caller | null): Promise<Member[]> {
  const rows = await tokensOfPeople(scope.db, scope.workspace)
    .select(['p.id', 'p.name', 'p.created_at'])
    .select((eb) => [
      eb.fn.max('t.last_used_at').as('last_used_at'),
      sql<boolean>`bool_or(t.role = 'admin')`.as('admin'),
    ])
    .groupBy(['p.id', 'p.name', 'p.created_at'])
    .orderBy('p.created_at')
    .orderBy('p.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    role: row.admin ? 'admin' : 'teammate',
    joinedAt: toInstant(row.created_at),
    lastSeenAt: row.last_used_at === null ? null : toInstant(row.last_used_at),
    you: row.id === caller?.id,
  }));
}

/**
 * Withdraws a person's access: all their tokens, and those made from them, are revoked; whoever
 * waits for changes with one is told at once. Refuses with `not_found`, and with `last_admin` who
 * would leave the workspace without any admin, unless it is the operator of the server.
 * @param caller `null`: the server's command line
 */
export async function removeMember(scope: Scope, id: string, caller: Caller | null): Promise<void> {
  await inTransaction(scope.db, async (tx) => {
    // The counter row's lock also lets two admins who remove each other do so one after the other.
    await wakeReaders(tx, scope.workspace);
    const tokens = await tokensOfPeople(tx, scope.workspace)
      .select('t.role')
      .where('t.person_id', '=', id)
      // Waits for a token that is just being made from one of these, so that it is found below.
      .forUpdate('t')
      .execute();
    if (tokens.length === 0) throw new Refusal('not_found', 'There is no such member');
    const byOperator = caller === null || caller.role === 'operator';
    if (!byOperator && tokens.some(({ role }) => role === 'admin')) {
      await refuseLastAdmin(tx, scope.workspace, id);
    }
    await tx
      .updateTable('tokens')
      .set({ revoked_at: scope.clock() })
      .where('workspace_id', '=', scope.workspace)
      .where('person_id', '=', id)
      .where('revoked_at', 'is', null)
      .execute();
  });
}

async function refuseLastAdmin(tx: Tx, workspace: string, leaving: string): Promise<void> {
  const other = await tokensOfPeople(tx, workspace)
    .select('t.id')
    .where('t.role', '=', 'admin')
    .where('t.person_id', '<>', leaving)
    .limit(1)
    .executeTakeFirst();
  if (!other) throw new Refusal('last_admin');
}
