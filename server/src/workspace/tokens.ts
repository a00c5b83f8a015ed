import type { Role } from '../../../lib/contract/primitives.ts';
import type { Database, Tx } from '../database/schema.ts';
import { Refusal } from './refusal.ts';
import { inTransaction, readWorkspace, type Scope, takeNumbers } from './scope.ts';
import { newToken, randomId, randomSecret, secretHash } from './secrets.ts';
import type { Caller, Clock } from './service.ts';

/** How long a code that opens the inbox signed in is good for. */
const INBOX_CODE_LIFETIME = 60_000;

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

/** A new person or program with a token. The token is told once and kept as a hash. */
export async function addHolder(
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
  await inTransaction(scope.db, async (tx) => {
    await wakeReaders(tx, scope.workspace);
    const known = await tx
      .selectFrom('tokens')
      .select('id')
      .where('workspace_id', '=', scope.workspace)
      .where('id', '=', id)
      // Waits for a token that is just being made from this one, so that it is found below.
      .forUpdate()
      .executeTakeFirst();
    if (!known) throw new Refusal('not_found', 'There is no such token');
    await tx
      .updateTable('tokens')
      .set({ revoked_at: scope.clock() })
      .where('workspace_id', '=', scope.workspace)
      .where((eb) => eb.or([eb('id', '=', id), eb('parent_id', '=', id)]))
      .where('revoked_at', 'is', null)
      .execute();
  });
}

/**
 * Takes a change number that stands for nothing: whoever waits for changes is woken and asked anew
 * who they are, in every process that serves the workspace.
 */
export async function wakeReaders(tx: Tx, workspace: string): Promise<void> {
  await takeNumbers(tx, workspace, 1);
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
