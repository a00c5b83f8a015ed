import { PostWebhook, PutWebhook, SavedWebhook, WebhookList, WebhookTest } from '../webhook.ts';
import { ADMIN, type Routes } from './route.ts';

/** Webhooks. */
export const WEBHOOKS_ROUTES = {
  listWebhooks: {
    method: 'GET',
    path: '/v1/webhooks',
    summary: 'The webhooks with what became of their last messages',
    area: 'webhooks',
    access: ADMIN,
    answer: WebhookList,
    problems: [],
  },
  postWebhook: {
    method: 'POST',
    path: '/v1/webhooks',
    summary: 'Tell low ratings to an address; its signing secret is told once',
    area: 'webhooks',
    access: ADMIN,
    body: PostWebhook,
    answer: SavedWebhook,
    problems: ['secrets_not_kept', 'webhook_private', 'webhooks_full'],
  },
  putWebhook: {
    method: 'PUT',
    path: '/v1/webhooks/{id}',
    summary: 'Change a webhook, or switch it off and on',
    area: 'webhooks',
    access: ADMIN,
    body: PutWebhook,
    answer: SavedWebhook,
    problems: ['not_found', 'secret_lost', 'secrets_not_kept', 'webhook_private'],
  },
  deleteWebhook: {
    method: 'DELETE',
    path: '/v1/webhooks/{id}',
    summary: 'Remove a webhook with what waits for it',
    area: 'webhooks',
    access: ADMIN,
    answer: null,
    problems: ['not_found'],
  },
  postWebhookTest: {
    method: 'POST',
    path: '/v1/webhooks/{id}/test',
    summary: 'Send a test message now',
    area: 'webhooks',
    access: ADMIN,
    answer: WebhookTest,
    problems: ['not_found'],
  },
} as const satisfies Routes;
