import { toInstant } from '../../../lib/contract/primitives.ts';
import type { Joined, JoinPreview, Me } from '../../../lib/contract/workspace.ts';
import type { Database } from '../database/schema.ts';
import { connectedSources } from './connected-sources.ts';
import { Refusal } from './refusal.ts';
import { inTransaction, readWorkspace, type Scope } from './scope.ts';
import { secretHash } from './secrets.ts';
import type { Caller, Clock } from './service.ts';
import { addHolder } from './tokens.ts';

/** A token's last use is written at most once in so long. */
const LAST_USED_EVERY = 60_000;

/** Who holds this token. Refuses with `token_invalid` or `token_revoked`. */
export async function authenticate(db: Database, clock: Clock, token: string): Promise<Caller> {
  const row = await db
    .selectFrom('tokens as t')
    .innerJoin('people as p', (join) =>
      join.onRef('p.workspace_id', '=', 't.workspace_id').onRef('p.id', '=', 't.person_id'),
    )
    .select(['t.workspace_id', 't.id', 't.role', 't.last_used_at', 't.revoked_at'])
    .select(['p.id as person', 'p.name'])
    .where('t.hash', '=', secretHash(token))
    .executeTakeFirst();
  if (!row) throw new Refusal('token_invalid');
  if (row.revoked_at !== null) throw new Refusal('token_revoked');
  const now = clock();
  if (row.last_used_at === null || now - row.last_used_at >= LAST_USED_EVERY) {
    await db
      .updateTable('tokens')
      .set({ last_used_at: now })
      .where('workspace_id', '=', row.workspace_id)
      .where('id', '=', row.id)
      .execute();
  }
  return {
    workspace: row.workspace_id,
    role: row.role,
    tokenId: row.id,
    id: row.person,
    name: row.name,
  };
}

/** What a person or program needs to know of itself and the workspace. */
export async function me(scope: Scope, caller: Caller): Promise<Me> {
  const workspace = await readWorkspace(scope);
  return {
    person: { id: caller.id, name: caller.name },
    role: caller.role,
    workspace: {
      id: scope.workspace,
      name: workspace.name,
      demo: workspace.demo,
      timeZone: workspace.timeZone,
    },
    emailLookup: { key: workspace.emailKey, normalisation: 'trim-lowercase' },
    nextSteps: workspace.settings.nextSteps,
    seesRatings: workspace.settings.seesRatings,
    sources: await connectedSources(scope.db, { id: scope.workspace, name: workspace.name }),
    serverTime: toInstant(scope.clock()),
  };
}

async function findInvite(db: Database, clock: Clock, code: string) {
  const row = await db
    .selectFrom('invites as i')
    .innerJoin('workspaces as w', 'w.id', 'i.workspace_id')
    .select(['i.workspace_id', 'i.id', 'i.role', 'i.inboxes', 'w.name', 'w.demo'])
    .where('i.hash', '=', secretHash(code))
    .where('i.uses_left', '>', 0)
    .where('i.revoked_at', 'is', null)
    .where((eb) => eb.or([eb('i.expires_at', 'is', null), eb('i.expires_at', '>', clock())]))
    .executeTakeFirst();
  if (!row) throw new Refusal('invite_invalid');
  return row;
}

/** What an invite leads to. Refuses with `invite_invalid`. */
export async function previewInvite(
  db: Database,
  clock: Clock,
  code: string,
): Promise<JoinPreview> {
  const invite = await findInvite(db, clock, code);
  return {
    workspace: { name: invite.name, demo: invite.demo },
    role: invite.role,
    inboxes: invite.inboxes,
  };
}

/** Uses an invite up by one: a person with a token of its own. Refuses with `invite_invalid`. */
export async function join(
  db: Database,
  clock: Clock,
  code: string,
  name: string,
): Promise<Joined> {
  const invite = await findInvite(db, clock, code);
  return inTransaction(db, async (tx) => {
    const used = await tx
      .updateTable('invites')
      .set((eb) => ({ uses_left: eb('uses_left', '-', 1) }))
      .where('workspace_id', '=', invite.workspace_id)
      .where('id', '=', invite.id)
      .where('uses_left', '>', 0)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (used.numUpdatedRows !== 1n) throw new Refusal('invite_invalid');
    const owner = { kind: 'person', name: name.trim() } as const;
    const made = await addHolder(tx, invite.workspace_id, owner, invite.role, clock());
    return {
      token: made.token,
      person: { id: made.person, name: owner.name },
      role: invite.role,
      workspace: { id: invite.workspace_id, name: invite.name, demo: invite.demo },
    };
  });
}
