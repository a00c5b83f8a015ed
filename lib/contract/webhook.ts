import * as v from 'valibot';
import { Count, Id, Instant, MAX_LENGTH } from './primitives.ts';
import { isSecure } from './secure-address.ts';

/** Most webhooks of a workspace. */
export const MOST_WEBHOOKS = 10;

/** `slack`: `{text, blocks}`, as the incoming webhooks of Slack and of those that do as it does take. */
export const WebhookFormat = v.picklist(['json', 'slack']);
export type WebhookFormat = v.InferOutput<typeof WebhookFormat>;

/** Where a webhook goes: https, or plain http on the server's own computer. */
export const WebhookAddress = v.pipe(
  v.string(),
  v.maxLength(MAX_LENGTH.url),
  v.check((value) => {
    const address = URL.parse(value);
    return address !== null && isSecure(address) && address.username + address.password === '';
  }, 'must be an https address without a user name'),
);

/** The format that an address most likely takes. */
export function formatFor(address: string): WebhookFormat {
  return URL.parse(address)?.hostname === 'hooks.slack.com' ? 'slack' : 'json';
}

/** The highest score that is told: unhappy, or neutral too. */
const ScoreAtMost = v.picklist([2, 3]);

/** Personal data that is told only if the admin says so. */
const Include = v.strictObject({
  comment: v.boolean(),
  /** The customer's reference and the ticket's id. */
  customer: v.boolean(),
});

/** Body of `POST /v1/webhooks`. */
export const PostWebhook = v.strictObject({
  url: WebhookAddress,
  /** Absent: as the address suggests. */
  format: v.optional(WebhookFormat),
  scoreAtMost: v.optional(ScoreAtMost, 2),
  include: v.optional(Include, { comment: false, customer: false }),
});
export type PostWebhook = v.InferOutput<typeof PostWebhook>;

/** Body of `PUT /v1/webhooks/{id}`. Absent fields keep what is stored. */
export const PutWebhook = v.strictObject({
  url: v.optional(WebhookAddress),
  format: v.optional(WebhookFormat),
  scoreAtMost: v.optional(ScoreAtMost),
  include: v.optional(Include),
  enabled: v.optional(v.boolean()),
  /** Makes a new secret, told in the answer; the old one signs nothing any more. */
  newSecret: v.optional(v.boolean()),
});
export type PutWebhook = v.InferOutput<typeof PutWebhook>;

/** One message to a webhook and what became of it. */
export const WebhookDelivery = v.object({
  /** The latest attempt; before the first, when it was planned. */
  at: Instant,
  test: v.boolean(),
  /** `waiting`: the rating rests first. `retrying`: it failed and is tried again at `nextAt`. */
  state: v.picklist(['waiting', 'retrying', 'delivered', 'given_up']),
  attempts: Count,
  /** The status of the last answer, where there was one. */
  status: v.nullable(Count),
  /** Why it failed: a code such as `timeout`; `null` where it did not. */
  code: v.nullable(v.string()),
  nextAt: v.nullable(Instant),
});
export type WebhookDelivery = v.InferOutput<typeof WebhookDelivery>;

/** A webhook. Its address and secret are never told again: an address is often a secret by itself. */
export const Webhook = v.object({
  id: Id,
  host: v.string(),
  format: WebhookFormat,
  scoreAtMost: Count,
  include: v.object({ comment: v.boolean(), customer: v.boolean() }),
  enabled: v.boolean(),
  changedAt: Instant,
  changedBy: v.string(),
  /** The newest first, a few. */
  deliveries: v.array(WebhookDelivery),
});
export type Webhook = v.InferOutput<typeof Webhook>;

export const WebhookList = v.object({ webhooks: v.array(Webhook) });
export type WebhookList = v.InferOutput<typeof WebhookList>;

/** Answer of `POST` and `PUT`. A new secret (`whsec_…`) is told here and never again. */
export const SavedWebhook = v.object({ webhook: Webhook, secret: v.nullable(v.string()) });
export type SavedWebhook = v.InferOutput<typeof SavedWebhook>;

/** Answer of `POST /v1/webhooks/{id}/test`: what came of a test message, just now. */
export const WebhookTest = v.object({
  ok: v.boolean(),
  status: v.nullable(Count),
  code: v.nullable(v.string()),
});
export type WebhookTest = v.InferOutput<typeof WebhookTest>;
