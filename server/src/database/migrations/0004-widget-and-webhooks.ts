import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  'alter table conversations add column reason text',

  `create table webhooks (
    workspace_id text collate "C" not null,
    id text collate "C" not null,
    host text not null,
    secret text not null,
    format text not null,
    score_at_most integer not null,
    include_comment boolean not null,
    include_customer boolean not null,
    enabled boolean not null,
    created_at bigint not null,
    changed_at bigint not null,
    changed_by text not null,
    primary key (workspace_id, id)
  )`,

  `create table webhook_deliveries (
    workspace_id text collate "C" not null,
    webhook_id text collate "C" not null,
    conversation_id text collate "C" not null,
    id text not null,
    first_at bigint not null,
    due_at bigint,
    leased_until bigint not null default 0,
    attempts integer not null default 0,
    state text not null,
    status integer,
    code text,
    at bigint not null,
    told text,
    primary key (workspace_id, webhook_id, conversation_id)
  )`,
  'create index webhook_deliveries_due on webhook_deliveries (due_at) where due_at is not null',
];

/** Reasons of ratings, and webhooks with what waits for them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
