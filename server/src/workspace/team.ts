import { sql } from 'kysely';
import type { PersonRole, Role } from '../../../lib/contract/primitives.ts';
import { toInstant } from '../../../lib/contract/primitives.ts';
import type { InboxToShow } from '../../../lib/contract/source.ts';
import type { Joined, JoinPreview, Me } from '../../../lib/contract/workspace.ts';
import type { Database, Tx } from '../database/schema.ts';
import { connectedSources } from './connected-sources.ts';
import { Refusal } from './refusal.ts';
import { inTransaction, readWorkspace, type Scope } from './scope.ts';
import { newToken, randomId, randomSecret, secretHash } from './secrets.ts';
import type { Caller, Clock } from './service.ts';

/** A token's last use is written at most once in so long. */
const LAST_USED_EVERY = 60_000;
/** How long a code that opens the inbox signed in is good for. */
const INBOX_CODE_LIFETIME = 60_000;

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

/** An invite that so many people can join with. Its code is told once and kept as a hash. */
export async function createInvite(
  scope: Scope,
  options: {
    role: PersonRole;
    uses: number;
    expiresAt: number | null;
    inboxes?: InboxToShow[];
  },
): Promise<{ id: string; code: string }> {
  await readWorkspace(scope);
  const id = randomId();
  const code = randomSecret(16);
  await scope.db
    .insertInto('invites')
    .values({
      workspace_id: scope.workspace,
      id,
      hash: secretHash(code),
      role: options.role,
      uses_left: options.uses,
      expires_at: options.expiresAt,
      revoked_at: null,
      inboxes: sql<InboxToShow[]>`${JSON.stringify(options.inboxes ?? [])}::jsonb`,
      created_at: scope.clock(),
    })
    .execute();
  return { id, code };
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

/** A token for a person or program made by an admin. It is told once and kept as a hash. */
export async function createToken(
  scope: Scope,
  options: { role: Role; name: string },
): Promise<{ id: string; token: string }> {
  await readWorkspace(scope);
  const kind = options.role === 'teammate' || options.role === 'admin' ? 'person' : 'program';
  return inTransaction(scope.db, async (tx) => {
    const owner = { kind, name: options.name } as const;
    const { id, token } = await addHolder(tx, scope.workspace, owner, options.role, scope.clock());
    return { id, token };
  });
}

async function addHolder(
  tx: Tx,
  workspace: string,
  owner: { kind: 'person' | 'program'; name: string },
  role: Role,
  now: number,
): Promise<{ id: string; token: string; person: string }> {
  const person = randomId();
  await tx
    .insertInto('people')
    .values({ workspace_id: workspace, id: person, ...owner, created_at: now })
    .execute();
  const { id, token } = await addToken(tx, { workspace, person, role, parent: null, now });
  return { id, token, person };
}

async function addToken(
  tx: Tx,
  of: { workspace: string; person: string; role: Role; parent: string | null; now: number },
): Promise<{ id: string; token: string }> {
  const id = randomId();
  const token = newToken();
  await tx
    .insertInto('tokens')
    .values({
      workspace_id: of.workspace,
      id,
      person_id: of.person,
      role: of.role,
      hash: secretHash(token),
      parent_id: of.parent,
      created_at: of.now,
      last_used_at: null,
      revoked_at: null,
    })
    .execute();
  return { id, token };
}

/** Revokes a token and those made from it. Idempotent. Refuses with `not_found`. */
export async function revokeToken(scope: Scope, id: string): Promise<void> {
  const known = await scope.db
    .selectFrom('tokens')
    .select('id')
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!known) throw new Refusal('not_found', 'There is no such token');
  await scope.db
    .updateTable('tokens')
    .set({ revoked_at: scope.clock() })
    .where('workspace_id', '=', scope.workspace)
    .where((eb) => eb.or([eb('id', '=', id), eb('parent_id', '=', id)]))
    .where('revoked_at', 'is', null)
    .execute();
}

/** All tokens of the workspace, the oldest first, with their holders. Never the secrets. */
export async function listTokens(scope: Scope) {
  const rows = await scope.db
    .selectFrom('tokens as t')
    .innerJoin('people as p', (join) =>
      join.onRef('p.workspace_id', '=', 't.workspace_id').onRef('p.id', '=', 't.person_id'),
    )
    .select(['t.id', 't.role', 'p.name', 't.created_at', 't.last_used_at', 't.revoked_at'])
    .where('t.workspace_id', '=', scope.workspace)
    .orderBy('t.created_at')
    .orderBy('t.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    role: row.role,
    name: row.name,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  }));
}

/** A code that redeems once, within a minute, for a token of the same person. */
export async function createInboxCode(db: Database, clock: Clock, caller: Caller): Promise<string> {
  const code = randomSecret(32);
  const now = clock();
  await db
    .deleteFrom('inbox_codes')
    .where('workspace_id', '=', caller.workspace)
    .where('expires_at', '<=', now)
    .execute();
  await db
    .insertInto('inbox_codes')
    .values({
      workspace_id: caller.workspace,
      hash: secretHash(code),
      token_id: caller.tokenId,
      expires_at: now + INBOX_CODE_LIFETIME,
    })
    .execute();
  return code;
}

/**
 * A new token for the person whose code this is; it ends with the token that the code was made
 * with. Refuses with `token_invalid` what is unknown, used, expired or meanwhile revoked.
 */
export async function redeemInboxCode(db: Database, clock: Clock, code: string): Promise<string> {
  return inTransaction(db, async (tx) => {
    const used = await tx
      .deleteFrom('inbox_codes')
      .where('hash', '=', secretHash(code))
      .returning(['workspace_id', 'token_id', 'expires_at'])
      .executeTakeFirst();
    const now = clock();
    if (!used || now >= used.expires_at) throw new Refusal('token_invalid');
    const parent = await tx
      .selectFrom('tokens')
      .select(['id', 'parent_id', 'person_id', 'role'])
      .where('workspace_id', '=', used.workspace_id)
      .where('id', '=', used.token_id)
      .where('revoked_at', 'is', null)
      .forShare()
      .executeTakeFirst();
    if (!parent) throw new Refusal('token_invalid');
    const { token } = await addToken(tx, {
      workspace: used.workspace_id,
      person: parent.person_id,
      role: parent.role,
      // One level is enough: revoking the first ends all that came from it.
      parent: parent.parent_id ?? parent.id,
      now,
    });
    return token;
  });
}
