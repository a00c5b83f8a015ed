import type { WorkspaceWebhooks } from '../workspace/service.ts';
import type { WebhooksScope } from './webhook-parts.ts';
import {
  changeWebhook,
  createWebhook,
  listWebhooks,
  removeWebhook,
  testWebhook,
} from './webhooks.ts';

/** The webhooks of one workspace. */
export function workspaceWebhooks(scope: WebhooksScope): WorkspaceWebhooks {
  return {
    list: () => listWebhooks(scope),
    create: (body, by) => createWebhook(scope, body, by),
    change: (id, body, by) => changeWebhook(scope, id, body, by),
    remove: (id) => removeWebhook(scope, id),
    test: (id) => testWebhook(scope, id),
  };
}
