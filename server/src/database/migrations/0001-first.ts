import { type Kysely, sql } from 'kysely';

/**
 * Ids sort bytewise (`collate "C"`) so that both databases page in the same order.
 * `change_n` is the thing's latest number in the change feed.
 */
const STATEMENTS = [
  `create table workspaces (
    id text collate "C" primary key,
    name text not null,
    time_zone text not null,
    demo boolean not null,
    epoch text not null,
    head bigint not null,
    email_key text not null,
    settings jsonb not null,
    settings_version integer not null,
    settings_n bigint not null,
    collection_enabled boolean not null,
    collection_changed_at bigint,
    collection_changed_by text,
    collection_version integer not null,
    created_at bigint not null
  ) with (fillfactor = 50)`,

  `create table signing_keys (
    workspace_id text collate "C" not null,
    id text collate "C" not null,
    secret text not null,
    created_at bigint not null,
    retired_at bigint,
    primary key (workspace_id, id)
  )`,

  `create table people (
    workspace_id text collate "C" not null,
    id text collate "C" not null,
    kind text not null,
    name text not null,
    created_at bigint not null,
    primary key (workspace_id, id)
  )`,

  `create table tokens (
    workspace_id text collate "C" not null,
    id text collate "C" not null,
    person_id text collate "C" not null,
    role text not null,
    hash text collate "C" not null,
    parent_id text collate "C",
    created_at bigint not null,
    last_used_at bigint,
    revoked_at bigint,
    primary key (workspace_id, id)
  )`,
  'create index tokens_by_hash on tokens (hash)',

  `create table invites (
    workspace_id text collate "C" not null,
    id text collate "C" not null,
    hash text collate "C" not null,
    role text not null,
    uses_left integer not null,
    expires_at bigint,
    revoked_at bigint,
    inboxes jsonb not null,
    created_at bigint not null,
    primary key (workspace_id, id)
  )`,
  'create index invites_by_hash on invites (hash)',

  `create table inbox_codes (
    workspace_id text collate "C" not null,
    hash text collate "C" not null,
    token_id text collate "C" not null,
    expires_at bigint not null,
    primary key (workspace_id, hash)
  )`,
  'create index inbox_codes_by_hash on inbox_codes (hash)',

  `create table topics (
    workspace_id text collate "C" not null,
    id text collate "C" not null,
    title text not null,
    titled boolean not null,
    category text,
    status text not null,
    known_problem text,
    change_n bigint not null,
    primary key (workspace_id, id)
  )`,
  'create index topics_by_change on topics (workspace_id, change_n)',

  `create table conversations (
    workspace_id text collate "C" not null,
    source text collate "C" not null default 'fivefaces',
    id text collate "C" not null,
    ticket_id text collate "C",
    channel text,
    visibility text not null,
    customer text collate "C",
    email_hash text collate "C",
    started_at bigint not null,
    ended_at bigint,
    final_at bigint,
    handed_over_at bigint,
    counted_on text collate "C" not null,
    asked boolean,
    asked_at bigint,
    asked_by text,
    opened_at bigint,
    score smallint check (score between 1 and 5),
    comment text,
    rated_at bigint,
    rating_seq bigint,
    rated_by_team boolean not null,
    predicted_score smallint check (predicted_score between 1 and 5),
    predicted_reason text,
    topics jsonb not null,
    imported boolean not null,
    last_activity_at bigint not null,
    collection_at_start boolean,
    answered_while_on boolean not null,
    answered_while_off boolean not null,
    preview text,
    message_count integer not null,
    last_message_at bigint,
    transcript_hash text,
    change_n bigint not null,
    primary key (workspace_id, source, id)
  ) with (fillfactor = 90)`,
  'create index conversations_by_change on conversations (workspace_id, change_n)',
  'create index conversations_by_start on conversations (workspace_id, started_at desc, source desc, id desc)',
  `create index conversations_by_customer on conversations (workspace_id, customer, started_at desc)
    where customer is not null`,
  `create index conversations_running on conversations (workspace_id, last_activity_at)
    where ended_at is null`,
  `create index conversations_to_review on conversations (workspace_id, started_at desc)
    where score <= 3`,

  `create table conversation_topics (
    workspace_id text collate "C" not null,
    source text collate "C" not null,
    topic_id text collate "C" not null,
    conversation_id text collate "C" not null,
    primary key (workspace_id, source, topic_id, conversation_id)
  )`,
  `create index conversation_topics_by_conversation on conversation_topics
    (workspace_id, source, conversation_id)`,

  `create table messages (
    workspace_id text collate "C" not null,
    source text collate "C" not null default 'fivefaces',
    conversation_id text collate "C" not null,
    id text collate "C" not null,
    role text not null,
    text text not null,
    at bigint not null,
    position integer not null,
    sources jsonb not null,
    primary key (workspace_id, source, conversation_id, id)
  )`,

  `create table day_counts (
    workspace_id text collate "C" not null,
    source text collate "C" not null default 'fivefaces',
    topic_id text collate "C" not null,
    day text collate "C" not null,
    conversations integer not null,
    asked integer not null,
    opened integer not null,
    answered integer not null,
    score1 integer not null,
    score2 integer not null,
    score3 integer not null,
    score4 integer not null,
    score5 integer not null,
    good integer not null,
    neutral integer not null,
    bad integer not null,
    primary key (workspace_id, source, topic_id, day)
  ) with (fillfactor = 70)`,

  `create table day_count_months (
    workspace_id text collate "C" not null,
    source text collate "C" not null default 'fivefaces',
    topic_id text collate "C" not null,
    month text collate "C" not null,
    change_n bigint not null,
    primary key (workspace_id, source, topic_id, month)
  ) with (fillfactor = 70)`,
  'create index day_count_months_by_change on day_count_months (workspace_id, change_n)',

  // Laid out for what comes next: reviews, connected platforms, erasures.
  `create table reviews (
    workspace_id text collate "C" not null,
    subject text not null,
    source text collate "C" not null,
    subject_id text collate "C" not null,
    taken_by text collate "C",
    cause text,
    next_step text,
    note text,
    done_at bigint,
    version integer not null,
    changed_at bigint not null,
    changed_by text collate "C" not null,
    change_n bigint not null,
    primary key (workspace_id, subject, source, subject_id)
  )`,
  'create index reviews_by_change on reviews (workspace_id, change_n)',

  `create table sources (
    workspace_id text collate "C" not null,
    id text collate "C" not null,
    kind text not null,
    name text not null,
    options jsonb not null,
    credentials bytea,
    collects boolean not null,
    cursor text,
    created_at bigint not null,
    change_n bigint not null,
    primary key (workspace_id, id)
  )`,

  `create table erasures (
    workspace_id text collate "C" not null,
    source text collate "C" not null,
    conversation_id text collate "C" not null,
    erased_at bigint not null,
    change_n bigint not null,
    primary key (workspace_id, source, conversation_id)
  )`,
  'create index erasures_by_change on erasures (workspace_id, change_n)',
];

/** The tables of the first version. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
