import type { HandlersOf } from '../handler.ts';

/** Where low ratings are told. */
export const webhooks: HandlersOf<'webhooks'> = {
  listWebhooks: async ({ workspace }) => ({ webhooks: await workspace.webhooks.list() }),
  postWebhook: ({ workspace, caller, body }) => workspace.webhooks.create(body, caller.name),
  putWebhook: ({ workspace, caller, id, body }) => workspace.webhooks.change(id, body, caller.name),
  async deleteWebhook({ workspace, id }) {
    await workspace.webhooks.remove(id);
    return undefined;
  },
  postWebhookTest: ({ workspace, id }) => workspace.webhooks.test(id),
};
