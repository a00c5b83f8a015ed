import { sql } from 'kysely';
import type {
  PostSource,
  PutSource,
  SourceConfig,
  SourceKind,
  SourceTest,
} from '../../../lib/contract/source.ts';
import type { SourceAccount } from '../../../lib/sources/source.ts';
import { rowsOf } from '../database/rows.ts';
import type { SourceRow, Tx } from '../database/schema.ts';
import { tellSettings } from '../workspace/connected-sources.ts';
import { Refusal } from '../workspace/refusal.ts';
import { inTransaction } from '../workspace/scope.ts';
import {
  definitionOf,
  openPlatform,
  openSource,
  patience,
  type SourcesScope,
  storedSecret,
} from './source-parts.ts';
import { problemWords, refusing } from './source-problem.ts';
import { lockSource, readSource } from './source-rows.ts';

/** A file is no platform: nothing is asked of it, nothing pulled. */
const isFile = (kind: SourceKind) => kind === 'file';

/**
 * Connects a platform: checks the choices, asks the platform once whom the credential leads to, and
 * lets the first pull begin. Refuses with `source_refused` in the platform's words, also where the
 * account is connected already, and with `secrets_not_kept`.
 * @returns the new source's id
 */
export async function createSource(scope: SourcesScope, body: PostSource): Promise<string> {
  const { secrets } = scope.sources;
  const secret = body.secret ? body.secret.trim() : null;
  if (secret !== null) secrets.refuseWithout();
  const access = await checkedAccess(scope, { ...body, secret });
  const now = scope.clock();
  return inTransaction(scope.db, async (tx) => {
    const taken = await lockSources(tx, scope.workspace);
    if (access.account) refuseTaken(taken, body.kind, access.account.place);
    const id = freeId(taken, body.kind);
    const row: SourceRow = {
      workspace_id: scope.workspace,
      id,
      kind: body.kind,
      name: body.name?.trim() ?? access.account?.name ?? 'File',
      place: access.account?.place ?? null,
      config: access.config,
      secret:
        secret === null ? null : secrets.seal(secret, { workspace: scope.workspace, source: id }),
      state: null,
      created_at: now,
      synced_at: null,
      next_at: access.lists ? now : null,
      leased_until: 0,
      failures: 0,
      problem: null,
      notes: access.account?.limits ?? [],
    };
    await sql`insert into sources select * from ${rowsOf('sources', [row])}`.execute(tx);
    await tellSettings(tx, scope.workspace);
    return id;
  });
}

/**
 * Changes a source. Absent fields keep what is stored. New choices or a new credential are asked
 * for as when it was connected and must lead to the same account; new choices read everything
 * anew. Whoever is pulling it stops.
 */
export async function changeSource(
  scope: SourcesScope,
  id: string,
  body: PutSource,
): Promise<void> {
  const { secrets } = scope.sources;
  const stored = await readSource(scope.db, scope.workspace, id);
  const secret = body.secret ? body.secret.trim() : null;
  if (secret !== null) secrets.refuseWithout();
  const asks = secret !== null || body.config !== undefined;
  const access = asks
    ? await checkedAccess(scope, {
        kind: stored.kind,
        config: body.config ?? stored.config,
        secret: secret ?? (await refusing('source_refused', () => storedSecret(scope, stored))),
      })
    : null;
  if (access?.account && access.account.place !== stored.place) {
    throw new Refusal(
      'source_refused',
      `This access leads to another account (${access.account.name}). Connect that one as a source of its own.`,
    );
  }
  await inTransaction(scope.db, async (tx) => {
    const before = await lockSource(tx, scope.workspace, id);
    if (!before) throw new Refusal('not_found', 'There is no such source');
    const choicesChange = access !== null && !sameConfig(access.config, before.config);
    await tx
      .updateTable('sources')
      .set({
        name: body.name?.trim() ?? before.name,
        ...(access && {
          config: sql<SourceConfig>`${JSON.stringify(access.config)}::jsonb`,
          ...(secret !== null && {
            secret: secrets.seal(secret, { workspace: scope.workspace, source: id }),
          }),
          ...(choicesChange && { state: null }),
          next_at: before.next_at === null ? null : scope.clock(),
          // Takes it away from whoever is pulling with what was stored before.
          leased_until: 0,
          failures: 0,
          problem: null,
        }),
      })
      .where('workspace_id', '=', scope.workspace)
      .where('id', '=', id)
      .execute();
    await tellSettings(tx, scope.workspace);
  });
}

/** What the platform says with the stored access; if all is well, the next pull is now. */
export async function testSource(scope: SourcesScope, id: string): Promise<SourceTest> {
  const row = await readSource(scope.db, scope.workspace, id);
  if (isFile(row.kind)) return { ok: true, account: null, problem: null };
  try {
    const account = await openSource(scope, row).account(patience());
    await scope.db
      .updateTable('sources')
      .set({ next_at: scope.clock() })
      .where('workspace_id', '=', scope.workspace)
      .where('id', '=', id)
      .where('next_at', 'is not', null)
      .execute();
    return { ok: true, account: account.name, problem: limitsOf(account) };
  } catch (cause) {
    return { ok: false, account: null, problem: problemWords(cause) };
  }
}

function limitsOf({ limits }: SourceAccount): SourceTest['problem'] {
  if (limits.length === 0) return null;
  const remedy = 'Give this access what it lacks, or leave it so.';
  return { code: 'limited', message: limits.join(' '), remedy };
}

/** The choices made uniform, and the account that they lead to; `null` for a file. */
async function checkedAccess(
  scope: SourcesScope,
  given: { kind: SourceKind; config: SourceConfig; secret: string | null },
): Promise<{ lists: boolean; config: SourceConfig; account: SourceAccount | null }> {
  if (isFile(given.kind)) return { lists: false, config: given.config, account: null };
  return refusing('source_refused', async () => {
    const definition = definitionOf(scope.sources, given.kind);
    for (const { id, type, required, label } of definition.fields) {
      if (type !== 'secret') continue;
      if (Object.hasOwn(given.config, id)) {
        throw new Refusal('invalid_request', `config.${id}: belongs into \`secret\``);
      }
      if (required && !given.secret) {
        throw new Refusal('source_refused', `${definition.name} needs: ${label}.`);
      }
    }
    const config = definition.readConfig(given.config);
    const { kind, secret } = given;
    const account = await openPlatform(scope, { kind, config, secret }).account(patience());
    return { lists: definition.abilities.list, config, account };
  });
}

/** The sources of a workspace; nobody connects another one until the transaction ends. */
async function lockSources(
  tx: Tx,
  workspace: string,
): Promise<Pick<SourceRow, 'id' | 'kind' | 'name' | 'place'>[]> {
  const { rows } = await sql`select 1 from workspaces where id = ${workspace}
    for no key update`.execute(tx);
  if (rows.length === 0) throw new Refusal('not_found', 'There is no such workspace');
  return tx
    .selectFrom('sources')
    .select(['id', 'kind', 'name', 'place'])
    .where('workspace_id', '=', workspace)
    .execute();
}

function refuseTaken(
  taken: readonly Pick<SourceRow, 'kind' | 'name' | 'place'>[],
  kind: SourceKind,
  place: string,
): void {
  const same = taken.find((one) => one.kind === kind && one.place === place);
  if (!same) return;
  throw new Refusal('source_refused', `This account is connected already, as "${same.name}".`);
}

/** The kind, or the kind with the first free number from 2. */
function freeId(taken: readonly { id: string }[], kind: SourceKind): string {
  const ids = new Set(taken.map(({ id }) => id));
  if (!ids.has(kind)) return kind;
  for (let number = 2; ; number += 1) {
    if (!ids.has(`${kind}-${number}`)) return `${kind}-${number}`;
  }
}

/** `jsonb` keeps keys in an order of its own. */
function sameConfig(a: SourceConfig, b: SourceConfig): boolean {
  const text = (config: SourceConfig) =>
    JSON.stringify(Object.entries(config).sort(([x], [y]) => (x < y ? -1 : 1)));
  return text(a) === text(b);
}
