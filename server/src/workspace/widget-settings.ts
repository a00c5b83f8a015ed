import { sql } from 'kysely';
import { toInstant } from '../../../lib/contract/primitives.ts';
import {
  EDITABLE_TEXTS,
  type PutWidgetSettings,
  WIDGET_LANGUAGES,
  type WidgetSettings,
} from '../../../lib/contract/widget-settings.ts';
import type { StoredSettings, StoredWidgetSettings, WorkspaceRow } from '../database/schema.ts';
import { defaultTexts } from '../widget-texts/texts.ts';
import { Refusal } from './refusal.ts';
import { inTransaction, lockWorkspace, type Scope, workspaceRow } from './scope.ts';
import type { Versioned } from './service.ts';

/** What the widget asks and in which words. */
export async function widgetSettings({ db, workspace }: Scope): Promise<Versioned<WidgetSettings>> {
  return view(await workspaceRow(db, workspace));
}

function view({ settings, settings_version }: WorkspaceRow): Versioned<WidgetSettings> {
  const { widget } = settings;
  return {
    value: {
      reasons: widget?.reasons ?? [],
      texts: widget?.texts ?? {},
      defaults: defaultTexts(),
      changedAt: widget ? toInstant(widget.changedAt) : null,
      changedBy: widget?.changedBy ?? null,
    },
    version: String(settings_version),
  };
}

/**
 * Changes them; open widgets have it with their next question to the server. Absent fields keep what
 * is stored. Refuses with `version_conflict` (and what is stored as `current`) if any setting of the
 * workspace was changed since `version`.
 */
export async function putWidgetSettings(
  scope: Scope,
  body: PutWidgetSettings,
  by: string,
  version: string,
): Promise<Versioned<WidgetSettings>> {
  const row = await inTransaction(scope.db, async (tx) => {
    const before = await lockWorkspace(tx, scope.workspace);
    if (String(before.settings_version) !== version) {
      throw new Refusal('version_conflict', undefined, { current: view(before).value });
    }
    const stored = before.settings.widget;
    const widget: StoredWidgetSettings = {
      reasons: body.reasons ?? stored?.reasons ?? [],
      texts: { ...stored?.texts, ...wordings(body.texts) },
      changedAt: scope.clock(),
      changedBy: by,
    };
    const settings: StoredSettings = { ...before.settings, widget };
    return tx
      .updateTable('workspaces')
      .set((eb) => ({
        settings: sql<StoredSettings>`${JSON.stringify(settings)}::jsonb`,
        settings_version: eb('settings_version', '+', 1),
      }))
      .where('id', '=', scope.workspace)
      .returningAll()
      .executeTakeFirstOrThrow();
  });
  return view(row);
}

/** What was worded, without blank texts: those stand for the default. */
function wordings(texts: PutWidgetSettings['texts']): StoredWidgetSettings['texts'] {
  const worded: StoredWidgetSettings['texts'] = {};
  for (const language of WIDGET_LANGUAGES) {
    const given = texts?.[language];
    if (!given) continue;
    const kept: Record<string, string> = {};
    for (const key of EDITABLE_TEXTS) {
      const text = given[key]?.toWellFormed().trim();
      if (text) kept[key] = text;
    }
    worded[language] = kept;
  }
  return worded;
}
