import { sql } from 'kysely';
import { USUAL_NEXT_STEPS } from '../../../lib/contract/next-steps.ts';
import type { Role } from '../../../lib/contract/primitives.ts';
import { rowsOf } from '../database/rows.ts';
import type { Database, WorkspaceRow } from '../database/schema.ts';
import { takeDueSource } from '../sources/pulling.ts';
import type { RecentReads } from '../sources/read-one.ts';
import { NO_SOURCES, type SourcesParts, type SourcesScope } from '../sources/source-parts.ts';
import { workspaceSources } from '../sources/workspace-sources.ts';
import { takeDueDelivery } from '../webhooks/sending.ts';
import { NO_WEBHOOKS, type WebhookParts, type WebhooksScope } from '../webhooks/webhook-parts.ts';
import { forgetDeliveries } from '../webhooks/webhooks.ts';
import { workspaceWebhooks } from '../webhooks/workspace-webhooks.ts';
import { changes, changesText } from './changes.ts';
import { collection, putCollection } from './collection.ts';
import { conversations } from './conversation-lists.ts';
import { type DigestCache, digest } from './digest.ts';
import { eraseConversation, eraseCustomer } from './erasing.ts';
import { endIdleConversations } from './idle.ts';
import { importLines } from './import.ts';
import { end, handOver, postMessages, putConversation, putConversationTopics } from './ingest.ts';
import { insights } from './insights.ts';
import { createInvite, listInvites, listMembers, removeMember, withdrawInvite } from './members.ts';
import { conversation } from './one-conversation.ts';
import { applyRetention } from './retention.ts';
import { putReview, review } from './reviews.ts';
import { inTransaction } from './scope.ts';
import { randomId, randomSecret } from './secrets.ts';
import type { Clock, Service, WorkspaceReader, WorkspaceService } from './service.ts';
import { putSettings, settings } from './settings.ts';
import { recount, storedCounts } from './stored-counts.ts';
import { authenticate, join, me, previewInvite } from './team.ts';
import {
  createInboxCode,
  createToken,
  listTokens,
  redeemInboxCode,
  revokeToken,
} from './tokens.ts';
import { putTopic, topics } from './topics.ts';
import { rate, recordAsked, widgetConversation } from './widget.ts';
import { putWidgetSettings, widgetSettings } from './widget-settings.ts';
import { signWidgetToken, verifyWidgetToken } from './widget-token.ts';

/** What the service works on. */
export interface ServiceParts {
  db: Database;
  clock: Clock;
  /** How platforms are read. Default: none is known. */
  sources?: SourcesParts;
  /** How webhooks are sent. Default: none is. */
  webhooks?: WebhookParts;
}

/** A workspace with what is remembered between calls. */
type WorkspaceScope = SourcesScope & WebhooksScope & { digests: DigestCache; recent: RecentReads };

/** Everything the server can do, on one database and one clock. */
export function createService({
  db,
  clock,
  sources = NO_SOURCES,
  webhooks = NO_WEBHOOKS,
}: ServiceParts): Service {
  const remembered = { digests: new Map(), recent: new Map() };
  return {
    clock,
    workspace: (id) =>
      workspaceService({ db, clock, sources, webhooks, workspace: id, ...remembered }),
    ensureWorkspace: (id, options) => ensureWorkspace(db, clock, id, options),
    workspaceIds: async () => {
      const rows = await db.selectFrom('workspaces').select('id').orderBy('id').execute();
      return rows.map((row) => row.id);
    },
    authenticate: (token) => authenticate(db, clock, token),
    createInboxCode: (caller) => createInboxCode(db, clock, caller),
    redeemInboxCode: (code) => redeemInboxCode(db, clock, code),
    previewInvite: (code) => previewInvite(db, clock, code),
    join: (code, name) => join(db, clock, code, name),
    heads: async (workspaces) => {
      const rows = await db
        .selectFrom('workspaces')
        .select(['id', 'head'])
        .where(sql<boolean>`id = any(${[...workspaces]}::text[])`)
        .execute();
      return new Map(rows.map((row) => [row.id, row.head]));
    },
    endIdleConversations: async () => {
      const rows = await db.selectFrom('workspaces').select('id').orderBy('id').execute();
      let ended = 0;
      for (const { id } of rows) ended += await endIdleConversations({ db, clock, workspace: id });
      return ended;
    },
    applyRetention: async () => {
      const rows = await db.selectFrom('workspaces').select('id').orderBy('id').execute();
      let deleted = 0;
      for (const { id } of rows) {
        const scope = { db, clock, webhooks, workspace: id };
        deleted += await applyRetention(scope);
        await forgetDeliveries(scope);
      }
      return deleted;
    },
    takeDueSource: () => takeDueSource(db, clock, sources),
    takeDueDelivery: () => takeDueDelivery(db, clock, webhooks),
    widgetOrigins: async (workspace) => {
      const row = await db
        .selectFrom('workspaces')
        .select('settings')
        .where('id', '=', workspace)
        .executeTakeFirst();
      return row ? row.settings.widgetOrigins : null;
    },
  };
}

function workspaceReader(scope: WorkspaceScope, role: Role): WorkspaceReader {
  return {
    changes: (query) => changes(scope, query, role),
    changesText: (query) => changesText(scope, query, role),
    conversation: (id, named) => conversation(scope, id, named ?? {}, role),
    conversations: (query) => conversations(scope, query, role),
    topics: () => topics(scope, role),
    insights: (query) => insights(scope, query, role),
    digest: () => digest(scope, scope.digests, role),
  };
}

function workspaceService(scope: WorkspaceScope): WorkspaceService {
  return {
    id: scope.workspace,
    ...workspaceReader(scope, 'operator'),
    seenBy: (role) => workspaceReader(scope, role),
    putConversation: (id, body) => putConversation(scope, id, body),
    postMessages: (id, body) => postMessages(scope, id, body),
    handOver: (id, at) => handOver(scope, id, at),
    end: (id, at) => end(scope, id, at),
    putConversationTopics: (id, body) => putConversationTopics(scope, id, body),
    importLines: (lines, onProgress) => importLines(scope, lines, onProgress),
    signWidgetToken: (id, options) => signWidgetToken(scope, id, options),
    verifyWidgetToken: (token) => verifyWidgetToken(scope, token),
    widgetConversation: (claims, query) => widgetConversation(scope, claims, query),
    recordAsked: (claims, asked, query) => recordAsked(scope, claims, asked, query),
    rate: (claims, rating, query) => rate(scope, claims, rating, query),
    putTopic: (id, body) => putTopic(scope, id, body),
    sources: workspaceSources(scope),
    review: (subject) => review(scope, subject),
    putReview: (subject, body, caller, version) => putReview(scope, subject, body, caller, version),
    recount: () => recount(scope),
    storedCounts: () => storedCounts(scope),
    eraseConversation: (id, source) => eraseConversation(scope, id, source),
    eraseCustomer: (customer, source) => eraseCustomer(scope, customer, source),
    me: (caller) => me(scope, caller),
    createInvite: (options) => createInvite(scope, options),
    listInvites: () => listInvites(scope),
    withdrawInvite: (id) => withdrawInvite(scope, id),
    listMembers: (caller) => listMembers(scope, caller),
    removeMember: (id, caller) => removeMember(scope, id, caller),
    createToken: (options) => createToken(scope, options),
    revokeToken: (id) => revokeToken(scope, id),
    listTokens: () => listTokens(scope),
    collection: () => collection(scope),
    putCollection: (enabled, by, version) => putCollection(scope, enabled, by, version),
    settings: () => settings(scope),
    putSettings: (body, version) => putSettings(scope, body, version),
    widgetSettings: () => widgetSettings(scope),
    putWidgetSettings: (body, by, version) => putWidgetSettings(scope, body, by, version),
    webhooks: workspaceWebhooks(scope),
  };
}

async function ensureWorkspace(
  db: Database,
  clock: Clock,
  id: string,
  options: { name: string; timeZone: string; demo: boolean },
): Promise<void> {
  const now = clock();
  const row: WorkspaceRow = {
    id,
    name: options.name,
    time_zone: options.timeZone,
    demo: options.demo,
    epoch: randomId(),
    head: 1,
    email_key: randomSecret(32),
    settings: {
      widgetOrigins: [],
      nextSteps: [...USUAL_NEXT_STEPS],
      retentionDays: null,
      seesRatings: 'everyone',
    },
    settings_version: 1,
    settings_n: 1,
    collection_enabled: true,
    collection_changed_at: null,
    collection_changed_by: null,
    collection_version: 1,
    created_at: now,
    erasures_kept_from: 0,
    erasure_key: randomSecret(32),
  };
  await inTransaction(db, async (tx) => {
    const result = await sql`
      insert into workspaces select * from ${rowsOf('workspaces', [row])}
      on conflict do nothing`.execute(tx);
    if (result.numAffectedRows !== 1n) return;
    await tx
      .insertInto('signing_keys')
      .values({
        workspace_id: id,
        id: randomId(),
        secret: randomSecret(32),
        created_at: now,
        retired_at: null,
      })
      .execute();
  });
}
