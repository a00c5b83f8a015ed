import { type Kysely, sql } from 'kysely';
import { WIDGET_LANGUAGES } from '../../../../lib/contract/widget-settings.ts';

interface OldSettings {
  widgetTexts?: Record<string, string>;
  widget?: {
    reasons: string[];
    texts: Record<string, Record<string, string>>;
    changedAt: number;
    changedBy: string;
  };
}

/** Texts that were worded once for all languages become the wording of each language. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ id: string; settings: OldSettings }>`
    select id, settings from workspaces`.execute(db);
  for (const { id, settings } of rows) {
    const { widgetTexts = {}, ...kept } = settings;
    const after = Object.keys(widgetTexts).length === 0 ? kept : worded(kept, widgetTexts);
    await sql`update workspaces set settings = ${JSON.stringify(after)}::jsonb where id = ${id}`.execute(
      db,
    );
  }
}

function worded(
  settings: Omit<OldSettings, 'widgetTexts'>,
  widgetTexts: Record<string, string>,
): OldSettings {
  const before = settings.widget;
  const texts = WIDGET_LANGUAGES.map((language) => [
    language,
    { ...widgetTexts, ...before?.texts[language] },
  ]);
  return {
    ...settings,
    widget: {
      reasons: before?.reasons ?? [],
      texts: Object.fromEntries(texts),
      changedAt: before?.changedAt ?? 0,
      changedBy: before?.changedBy ?? '',
    },
  };
}
