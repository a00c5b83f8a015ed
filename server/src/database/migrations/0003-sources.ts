import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  `alter table conversations
    add column sentiment text,
    add column rated_of text not null default 'ai_agent',
    add column final_unknown boolean not null default false`,
  // Ratings that not everybody may see are few where an AI agent answers: found without a scan.
  `create index conversations_not_of_ai on conversations (workspace_id, source, counted_on)
    where rated_of <> 'ai_agent' and rated_at is not null`,

  // What of day_counts those do not see who see the AI agent's ratings only: asked, opened, answered
  // and rated of conversations in which somebody else was rated, also of those deleted for their age.
  'create table hidden_day_counts (like pruned_day_counts including all)',

  // The first version made one that nothing ever wrote to.
  'drop table sources',
  `create table sources (
    workspace_id text collate "C" not null,
    id text collate "C" not null,
    kind text not null,
    name text not null,
    place text,
    config jsonb not null,
    secret text,
    state text,
    created_at bigint not null,
    synced_at bigint,
    next_at bigint,
    leased_until bigint not null default 0,
    failures integer not null default 0,
    problem jsonb,
    notes jsonb not null default '[]'::jsonb,
    primary key (workspace_id, id)
  )`,
  'create index sources_due on sources (next_at) where next_at is not null',
  `create index conversations_by_ticket on conversations (workspace_id, source, ticket_id)
    where ticket_id is not null`,
];

/** What connected platforms need. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
