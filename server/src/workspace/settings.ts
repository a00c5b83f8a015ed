import { sql } from 'kysely';
import { toInstant } from '../../../lib/contract/primitives.ts';
import type { PutSettings, Settings } from '../../../lib/contract/workspace.ts';
import type { Database, StoredSettings, Tx } from '../database/schema.ts';
import { Refusal } from './refusal.ts';
import { holdOffWrites, inTransaction, lockWorkspace, type Scope, workspaceRow } from './scope.ts';
import type { Versioned } from './service.ts';
import { changeTimeZone } from './time-zone.ts';

/** The workspace's settings. Signing keys are named, never shown. */
export async function settings(scope: Scope): Promise<Versioned<Settings>> {
  return read(scope.db, scope.workspace);
}

async function read(db: Database | Tx, workspace: string): Promise<Versioned<Settings>> {
  const row = await workspaceRow(db, workspace);
  const keys = await db
    .selectFrom('signing_keys')
    .select(['id', 'created_at', 'retired_at'])
    .where('workspace_id', '=', workspace)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return {
    value: {
      name: row.name,
      timeZone: row.time_zone,
      widgetOrigins: row.settings.widgetOrigins,
      signingKeys: keys.map((key) => ({
        id: key.id,
        createdAt: toInstant(key.created_at),
        active: key.retired_at === null,
      })),
      nextSteps: row.settings.nextSteps,
      retentionDays: row.settings.retentionDays,
      seesRatings: row.settings.seesRatings,
    },
    version: String(row.settings_version),
  };
}

/**
 * Changes settings. Absent fields keep what is stored. Another time zone counts everything anew
 * and begins another epoch. Refuses with `version_conflict` (and what is stored as `current`).
 */
export async function putSettings(
  scope: Scope,
  body: PutSettings,
  version: string,
): Promise<Versioned<Settings>> {
  await inTransaction(scope.db, async (tx) => {
    if (body.timeZone !== undefined) await holdOffWrites(tx, scope.workspace);
    const before = await lockWorkspace(tx, scope.workspace);
    if (String(before.settings_version) !== version) {
      const { value: current } = await read(tx, scope.workspace);
      throw new Refusal('version_conflict', undefined, { current });
    }
    const stored = before.settings;
    const after = {
      name: body.name ?? before.name,
      time_zone: body.timeZone ?? before.time_zone,
      settings: {
        ...stored,
        widgetOrigins: body.widgetOrigins ?? stored.widgetOrigins,
        nextSteps: body.nextSteps ?? stored.nextSteps,
        retentionDays: body.retentionDays === undefined ? stored.retentionDays : body.retentionDays,
        seesRatings: body.seesRatings ?? stored.seesRatings,
      },
    };
    const zoneChanges = after.time_zone !== before.time_zone;
    if (!zoneChanges && after.name === before.name && sameSettings(stored, after.settings)) return;
    await tx
      .updateTable('workspaces')
      .set((eb) => ({
        name: after.name,
        settings: sql<StoredSettings>`${JSON.stringify(after.settings)}::jsonb`,
        settings_version: eb('settings_version', '+', 1),
        head: eb('head', '+', 1),
        settings_n: eb('head', '+', 1),
      }))
      .where('id', '=', scope.workspace)
      .execute();
    if (zoneChanges) await changeTimeZone(tx, scope.workspace, after.time_zone);
  });
  return settings(scope);
}

/** `jsonb` keeps keys in an order of its own. */
function sameSettings(a: StoredSettings, b: StoredSettings): boolean {
  const text = (value: StoredSettings) =>
    JSON.stringify([
      value.widgetOrigins,
      value.nextSteps.map(({ id, label, url }) => [id, label, url]),
      value.retentionDays,
      value.seesRatings,
    ]);
  return text(a) === text(b);
}
