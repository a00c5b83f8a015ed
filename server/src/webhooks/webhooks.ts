import { sql } from 'kysely';
import { toInstant } from '../../../lib/contract/primitives.ts';
import {
  formatFor,
  MOST_WEBHOOKS,
  type PostWebhook,
  type PutWebhook,
  type SavedWebhook,
  type Webhook,
  type WebhookDelivery,
  type WebhookTest,
} from '../../../lib/contract/webhook.ts';
import type { WebhookDeliveryRow, WebhookRow } from '../database/schema.ts';
import { hostOf, isPlainlyPrivate } from '../network/private-address.ts';
import { Refusal } from '../workspace/refusal.ts';
import { inTransaction } from '../workspace/scope.ts';
import { randomId } from '../workspace/secrets.ts';
import { sendTest } from './sending.ts';
import { newWebhookSecret } from './sign.ts';
import { secretPlace, type WebhookSecret, type WebhooksScope } from './webhook-parts.ts';

/** How many deliveries are shown. */
const SHOWN = 5;
/** How long what became of a message is kept, in milliseconds. */
const KEPT_FOR = 30 * 24 * 60 * 60_000;

/** The webhooks with what became of their last messages. */
export async function listWebhooks({ db, workspace }: WebhooksScope): Promise<Webhook[]> {
  const rows = await db
    .selectFrom('webhooks')
    .selectAll()
    .where('workspace_id', '=', workspace)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const { rows: deliveries } = await sql<WebhookDeliveryRow>`
    select d.* from webhooks w, lateral (
      select * from webhook_deliveries
      where workspace_id = w.workspace_id and webhook_id = w.id and state <> 'dropped'
      order by at desc, id desc limit ${SHOWN}
    ) d where w.workspace_id = ${workspace} order by d.at desc, d.id desc`.execute(db);
  return rows.map((row) =>
    toWebhook(
      row,
      deliveries.filter((one) => one.webhook_id === row.id),
    ),
  );
}

function toWebhook(row: WebhookRow, deliveries: readonly WebhookDeliveryRow[]): Webhook {
  return {
    id: row.id,
    host: row.host,
    format: row.format,
    scoreAtMost: row.score_at_most,
    include: { comment: row.include_comment, customer: row.include_customer },
    enabled: row.enabled,
    changedAt: toInstant(row.changed_at),
    changedBy: row.changed_by,
    deliveries: deliveries.flatMap(toDelivery),
  };
}

function toDelivery(row: WebhookDeliveryRow): WebhookDelivery[] {
  const { state, attempts, status, code } = row;
  if (state === 'dropped') return [];
  return [
    {
      at: toInstant(row.at),
      test: row.conversation_id === '',
      state,
      attempts,
      status,
      code,
      nextAt: row.due_at === null ? null : toInstant(row.due_at),
    },
  ];
}

/**
 * Refuses with `secrets_not_kept` without a key, with `webhook_private` an address that it may not
 * reach, and with `webhooks_full` one too many.
 */
export async function createWebhook(
  scope: WebhooksScope,
  body: PostWebhook,
  by: string,
): Promise<SavedWebhook> {
  scope.webhooks.secrets.refuseWithout();
  refusePrivate(scope, body.url);
  const id = randomId();
  const key = newWebhookSecret();
  const now = scope.clock();
  const row: WebhookRow = {
    workspace_id: scope.workspace,
    id,
    host: new URL(body.url).host,
    secret: sealed(scope, id, { url: body.url, key }),
    format: body.format ?? formatFor(body.url),
    score_at_most: body.scoreAtMost,
    include_comment: body.include.comment,
    include_customer: body.include.customer,
    enabled: true,
    created_at: now,
    changed_at: now,
    changed_by: by,
  };
  await inTransaction(scope.db, async (tx) => {
    // Two at once are counted one after the other.
    await sql`select 1 from workspaces where id = ${scope.workspace} for no key update`.execute(tx);
    const { count } = await tx
      .selectFrom('webhooks')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('workspace_id', '=', scope.workspace)
      .executeTakeFirstOrThrow();
    if (Number(count) >= MOST_WEBHOOKS) {
      throw new Refusal('webhooks_full', `A workspace has at most ${MOST_WEBHOOKS} webhooks`);
    }
    await tx.insertInto('webhooks').values(row).execute();
  });
  return { webhook: toWebhook(row, []), secret: key };
}

/**
 * The last change counts. Refuses with `not_found`, with `webhook_private`, and with `secret_lost`
 * where no key opens what is stored.
 */
export async function changeWebhook(
  scope: WebhooksScope,
  id: string,
  body: PutWebhook,
  by: string,
): Promise<SavedWebhook> {
  if (body.url !== undefined) refusePrivate(scope, body.url);
  let told: string | null = null;
  await inTransaction(scope.db, async (tx) => {
    const row = await tx
      .selectFrom('webhooks')
      .selectAll()
      .where('workspace_id', '=', scope.workspace)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw notThere();
    told = null;
    let { secret, host } = row;
    if (body.url !== undefined || body.newSecret) {
      const kept = openSecret(scope, row);
      if (kept === null && (body.url === undefined || !body.newSecret)) {
        throw new Refusal('secret_lost', 'Enter the address again and make a new secret');
      }
      const url = body.url ?? kept?.url ?? '';
      told = body.newSecret ? newWebhookSecret() : null;
      secret = sealed(scope, id, { url, key: told ?? kept?.key ?? '' });
      host = new URL(url).host;
    }
    await tx
      .updateTable('webhooks')
      .set({
        secret,
        host,
        format: body.format ?? (body.url === undefined ? row.format : formatFor(body.url)),
        score_at_most: body.scoreAtMost ?? row.score_at_most,
        include_comment: body.include?.comment ?? row.include_comment,
        include_customer: body.include?.customer ?? row.include_customer,
        enabled: body.enabled ?? row.enabled,
        changed_at: scope.clock(),
        changed_by: by,
      })
      .where('workspace_id', '=', scope.workspace)
      .where('id', '=', id)
      .execute();
  });
  const webhook = (await listWebhooks(scope)).find((one) => one.id === id);
  if (!webhook) throw notThere();
  return { webhook, secret: told };
}

/** Removes it with what waits for it. Refuses with `not_found`. */
export async function removeWebhook({ db, workspace }: WebhooksScope, id: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { numDeletedRows } = await tx
      .deleteFrom('webhooks')
      .where('workspace_id', '=', workspace)
      .where('id', '=', id)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw notThere();
    await tx
      .deleteFrom('webhook_deliveries')
      .where('workspace_id', '=', workspace)
      .where('webhook_id', '=', id)
      .execute();
  });
}

/** Sends a test message at once, also where it is switched off. Refuses with `not_found`. */
export async function testWebhook(scope: WebhooksScope, id: string): Promise<WebhookTest> {
  const row = await scope.db
    .selectFrom('webhooks')
    .selectAll()
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw notThere();
  const { name } = await scope.db
    .selectFrom('workspaces')
    .select('name')
    .where('id', '=', scope.workspace)
    .executeTakeFirstOrThrow();
  const result = await sendTest(scope, row, name);
  return { ok: result.code === null, ...result };
}

/** Forgets what became of old messages. Idempotent. */
export async function forgetDeliveries({ db, workspace, clock }: WebhooksScope): Promise<void> {
  await db
    .deleteFrom('webhook_deliveries')
    .where('workspace_id', '=', workspace)
    .where('due_at', 'is', null)
    .where('at', '<', clock() - KEPT_FOR)
    .execute();
}

/** A plain address is refused at once; where a name leads is judged at each call. */
function refusePrivate({ webhooks }: WebhooksScope, url: string): void {
  if (!webhooks.allowPrivate && isPlainlyPrivate(hostOf(url))) {
    throw new Refusal(
      'webhook_private',
      'url: leads to this server’s own network; FIVEFACES_PRIVATE_NETWORK=allow permits that',
    );
  }
}

function sealed({ webhooks, workspace }: WebhooksScope, id: string, secret: WebhookSecret): string {
  return webhooks.secrets.seal(JSON.stringify(secret), secretPlace(workspace, id));
}

function openSecret({ webhooks }: WebhooksScope, row: WebhookRow): WebhookSecret | null {
  const text = webhooks.secrets.open(row.secret, secretPlace(row.workspace_id, row.id));
  return text === null ? null : (JSON.parse(text) as WebhookSecret);
}

function notThere(): Refusal {
  return new Refusal('not_found', 'There is no such webhook');
}
