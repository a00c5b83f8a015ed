import type { AskingSource } from '../sources/fivefaces-asking.ts';
import { done, nothing } from './outcome.ts';
import type { Handlers } from './receive.ts';

type Answered =
  | 'admin-background:read-widget-settings'
  | 'admin-background:save-widget-settings'
  | 'admin-background:read-webhooks'
  | 'admin-background:add-webhook'
  | 'admin-background:change-webhook'
  | 'admin-background:remove-webhook'
  | 'admin-background:test-webhook';

/** What answers the messages about the widget's words and about webhooks: the team's server. */
export function createAskingHandlers(team: () => Promise<AskingSource>): Pick<Handlers, Answered> {
  return {
    'admin-background:read-widget-settings': async () =>
      done(await (await team()).widgetSettings()),
    'admin-background:save-widget-settings': async ({ change, version }) =>
      done(await (await team()).saveWidgetSettings(change, version)),
    'admin-background:read-webhooks': async () =>
      done({ webhooks: await (await team()).webhooks() }),
    'admin-background:add-webhook': async (webhook) =>
      done(await (await team()).addWebhook(webhook)),
    'admin-background:change-webhook': async ({ id, change }) =>
      done(await (await team()).changeWebhook(id, change)),
    'admin-background:remove-webhook': async ({ id }) =>
      done(await nothing((await team()).removeWebhook(id))),
    'admin-background:test-webhook': async ({ id }) => done(await (await team()).testWebhook(id)),
  };
}
