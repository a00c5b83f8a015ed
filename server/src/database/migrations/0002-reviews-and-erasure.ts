import { type Kysely, sql } from 'kysely';
import { randomSecret } from '../../workspace/secrets.ts';

/** The slots of a day's counts, as `day_counts` has them. */
const SLOT_COLUMNS = [
  'conversations',
  'asked',
  'opened',
  'answered',
  'score1',
  'score2',
  'score3',
  'score4',
  'score5',
  'good',
  'neutral',
  'bad',
];

const STATEMENTS = [
  `alter table reviews add column recent_edits jsonb not null default '[]'::jsonb`,

  'alter table workspaces add column erasures_kept_from bigint not null default 0',
  'alter table workspaces alter column erasure_key set not null',
  'create index erasures_by_time on erasures (workspace_id, erased_at)',

  // Ids that are refused for ever, as hashes: what remains of an erased conversation.
  `create table erased_ids (
    workspace_id text collate "C" not null,
    hash text collate "C" not null,
    for_age boolean not null,
    primary key (workspace_id, hash)
  )`,

  // Counts of conversations that were deleted for their age: they stay in day_counts, and this is
  // the part of them that no conversation stands for any more.
  `create table pruned_day_counts (
    workspace_id text collate "C" not null,
    source text collate "C" not null,
    topic_id text collate "C" not null,
    day text collate "C" not null,
    ${SLOT_COLUMNS.map((slot) => `${slot} integer not null,`).join('\n    ')}
    primary key (workspace_id, source, topic_id, day)
  )`,
];

/** What reviews, erasing and retention need. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table workspaces add column erasure_key text`.execute(db);
  const { rows } = await sql<{ id: string }>`select id from workspaces`.execute(db);
  for (const { id } of rows) {
    await sql`update workspaces set erasure_key = ${randomSecret(32)} where id = ${id}`.execute(db);
  }
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
