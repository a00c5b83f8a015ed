import { sql } from 'kysely';
import type { Database, WebhookDeliveryRow, WebhookRow } from '../database/schema.ts';
import { OWN_SOURCE } from '../workspace/scope.ts';
import { randomId } from '../workspace/secrets.ts';
import type { Clock, DeliveryEnd, DueDelivery } from '../workspace/service.ts';
import { type LowRating, messageIn, testMessage, toldHash } from './message.ts';
import { isTold } from './plan-delivery.ts';
import type { Posted } from './post.ts';
import { signedHeaders } from './sign.ts';
import {
  secretPlace,
  type WebhookParts,
  type WebhookSecret,
  type WebhooksScope,
} from './webhook-parts.ts';

/** How long nobody else sends a message, in milliseconds: longer than a receiver may take. */
const LEASE = 60_000;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * Pauses after each failure, as Standard Webhooks proposes; after the last one it is given up, about
 * 27 hours after the first attempt.
 */
export const PAUSES: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  10 * HOUR,
];
/** The longest pause that a receiver may ask for. */
const LONGEST_ASKED = 12 * HOUR;
const GONE = 410;

/** Takes the message that is due for longest; no other process gets it until it was sent, or the lease ends. */
export async function takeDueDelivery(
  db: Database,
  clock: Clock,
  webhooks: WebhookParts,
): Promise<DueDelivery | null> {
  const now = clock();
  const { rows } = await sql<WebhookDeliveryRow>`
    update webhook_deliveries d set leased_until = ${now + LEASE}
    from (select workspace_id, webhook_id, conversation_id from webhook_deliveries
      where due_at <= ${now} and leased_until <= ${now}
      order by due_at limit 1 for update skip locked) as due
    where d.workspace_id = due.workspace_id and d.webhook_id = due.webhook_id
      and d.conversation_id = due.conversation_id
    returning d.*`.execute(db);
  const row = rows[0];
  if (!row) return null;
  const scope: WebhooksScope = { db, clock, webhooks, workspace: row.workspace_id };
  return {
    workspace: row.workspace_id,
    webhook: row.webhook_id,
    send: (signal) => send(scope, row, signal),
  };
}

async function send(
  scope: WebhooksScope,
  row: WebhookDeliveryRow,
  signal: AbortSignal,
): Promise<DeliveryEnd> {
  const webhook = await readWebhook(scope, row.webhook_id);
  const low = webhook?.enabled ? await lowRating(scope, webhook, row.conversation_id) : null;
  const told = low && toldHash(low);
  if (webhook === null || low === null || told === row.told) {
    await settle(scope, row, { state: row.told === null ? 'dropped' : 'delivered', due_at: null });
    return { kind: 'dropped' };
  }
  const at = scope.clock();
  const posted = await deliver(scope, webhook, row.id, messageIn(webhook.format, low, at), signal);
  if (signal.aborted && posted.kind === 'failed') {
    await settle(scope, row, {});
    return { kind: 'stopped' };
  }
  const attempts = row.attempts + 1;
  const result = { attempts, at, ...resultOf(posted) };
  if (result.code === null) {
    await settle(scope, row, { ...result, state: 'delivered', due_at: null, told });
    return { kind: 'delivered' };
  }
  const pause = PAUSES[row.attempts];
  const gone = result.status === GONE;
  if (gone) await switchOff(scope, webhook);
  if (gone || pause === undefined) {
    await settle(scope, row, { ...result, state: 'given_up', due_at: null });
    return { kind: 'given_up', code: result.code };
  }
  const due = at + Math.max(pause * (0.9 + scope.webhooks.random() / 5), askedPause(posted, at));
  await settle(scope, row, { ...result, state: 'retrying', due_at: Math.ceil(due) });
  return { kind: 'failed', code: result.code };
}

/** Sends a message that only shows that messages arrive, and keeps what came of it. */
export async function sendTest(
  scope: WebhooksScope,
  webhook: WebhookRow,
  name: string,
): Promise<{ status: number | null; code: string | null }> {
  const at = scope.clock();
  const id = `msg_${randomId()}`;
  const body = testMessage(webhook.format, name, at);
  const result = resultOf(await deliver(scope, webhook, id, body, new AbortController().signal));
  const state = result.code === null ? ('delivered' as const) : ('given_up' as const);
  const kept = { id, at, state, attempts: 1, ...result };
  await scope.db
    .insertInto('webhook_deliveries')
    .values({
      workspace_id: scope.workspace,
      webhook_id: webhook.id,
      conversation_id: '',
      first_at: at,
      due_at: null,
      leased_until: 0,
      told: null,
      ...kept,
    })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'webhook_id', 'conversation_id']).doUpdateSet(kept),
    )
    .execute();
  return result;
}

async function deliver(
  { webhooks, clock }: WebhooksScope,
  webhook: WebhookRow,
  id: string,
  body: string,
  signal: AbortSignal,
): Promise<Posted | { kind: 'failed'; code: 'secret_lost' }> {
  const opened = webhooks.secrets.open(
    webhook.secret,
    secretPlace(webhook.workspace_id, webhook.id),
  );
  if (opened === null) return { kind: 'failed', code: 'secret_lost' };
  const { url, key } = JSON.parse(opened) as WebhookSecret;
  return webhooks.post(url, signedHeaders(key, id, clock(), body), body, signal);
}

/** `code` is `null` where the receiver took it. */
function resultOf(posted: Posted | { kind: 'failed'; code: string }): {
  status: number | null;
  code: string | null;
} {
  if (posted.kind === 'failed') return { status: null, code: posted.code };
  const { status } = posted;
  if (status >= 200 && status < 300) return { status, code: null };
  return { status, code: status === GONE ? 'gone' : 'not_taken' };
}

/** Milliseconds that the receiver asks to be left alone, by `Retry-After`. */
function askedPause(posted: Posted | { kind: 'failed' }, now: number): number {
  if (!('retryAfter' in posted) || posted.retryAfter === null) return 0;
  const text = posted.retryAfter.trim();
  const asked = /^\d+$/.test(text) ? Number(text) * SECOND : Date.parse(text) - now;
  return Number.isNaN(asked) ? 0 : Math.min(asked, LONGEST_ASKED);
}

/** Keeps what came of a message, unless the rating changed or another process has it meanwhile. */
async function settle(
  scope: WebhooksScope,
  row: WebhookDeliveryRow,
  change: Partial<WebhookDeliveryRow>,
): Promise<void> {
  await scope.db
    .updateTable('webhook_deliveries')
    .set({ ...change, leased_until: 0 })
    .where('workspace_id', '=', row.workspace_id)
    .where('webhook_id', '=', row.webhook_id)
    .where('conversation_id', '=', row.conversation_id)
    .where('id', '=', row.id)
    .where('leased_until', '=', row.leased_until)
    .execute();
}

/** A receiver that says it is gone wants nothing more. */
async function switchOff({ db, workspace }: WebhooksScope, { id }: WebhookRow): Promise<void> {
  await db
    .updateTable('webhooks')
    .set({ enabled: false })
    .where('workspace_id', '=', workspace)
    .where('id', '=', id)
    .execute();
}

async function readWebhook({ db, workspace }: WebhooksScope, id: string) {
  const row = await db
    .selectFrom('webhooks')
    .selectAll()
    .where('workspace_id', '=', workspace)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** What is to be told, as it is now; `null` if the customer thought better of it, or it is gone. */
async function lowRating(
  { db, workspace, webhooks }: WebhooksScope,
  webhook: WebhookRow,
  conversation: string,
): Promise<LowRating | null> {
  const row = await db
    .selectFrom('conversations')
    .selectAll()
    .where('workspace_id', '=', workspace)
    .where('source', '=', OWN_SOURCE)
    .where('id', '=', conversation)
    .executeTakeFirst();
  if (!row || !isTold(row, webhook.score_at_most)) return null;
  if (row.score === null || row.rated_at === null) return null;
  const { name } = await db
    .selectFrom('workspaces')
    .select('name')
    .where('id', '=', workspace)
    .executeTakeFirstOrThrow();
  const topics =
    row.topics.length === 0
      ? []
      : await db
          .selectFrom('topics')
          .select(['id', 'title'])
          .where('workspace_id', '=', workspace)
          .where('id', 'in', row.topics)
          .orderBy('id')
          .execute();
  const { publicUrl } = webhooks;
  return {
    workspace: { id: workspace, name },
    conversation: {
      id: row.id,
      channel: row.channel,
      url: publicUrl && `${publicUrl}/inbox/conversations/${encodeURIComponent(row.id)}`,
    },
    ...(webhook.include_customer && {
      customer: { reference: row.customer, ticketId: row.ticket_id },
    }),
    topics,
    rating: {
      score: row.score,
      reason: row.reason,
      ratedAt: row.rated_at,
      ...(webhook.include_comment && { comment: row.comment }),
    },
  };
}
