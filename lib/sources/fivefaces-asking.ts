import type {
  PostWebhook,
  PutWebhook,
  SavedWebhook,
  Webhook,
  WebhookTest,
} from '../contract/webhook.ts';
import type { PutWidgetSettings, WidgetSettings } from '../contract/widget-settings.ts';
import { call } from './api.ts';
import { SourceError } from './errors.ts';

/** How long (ms) an answer may take for which the server calls a webhook. */
const CALLS_WEBHOOK = 25_000;

/** The widget's settings with the version that a change of them needs. */
export type VersionedWidgetSettings = WidgetSettings & { version: string };

/** What an admin sets about asking customers, on the team's server. All calls throw SourceError. */
export interface AskingSource {
  widgetSettings(): Promise<VersionedWidgetSettings>;
  /** Refused with code `version_conflict` if somebody else changed a setting meanwhile. */
  saveWidgetSettings(change: PutWidgetSettings, version: string): Promise<VersionedWidgetSettings>;
  webhooks(): Promise<Webhook[]>;
  addWebhook(webhook: PostWebhook): Promise<SavedWebhook>;
  changeWebhook(id: string, change: PutWebhook): Promise<SavedWebhook>;
  removeWebhook(id: string): Promise<void>;
  testWebhook(id: string): Promise<WebhookTest>;
}

/** The settings of one server, by the token of an admin. */
export function askingSource(server: string, token: string): AskingSource {
  const access = { server, token };
  return {
    widgetSettings: async () => versioned(await call('getWidgetSettings', access)),
    saveWidgetSettings: async (body, version) =>
      versioned(await call('putWidgetSettings', { ...access, body, version })),
    webhooks: async () => (await call('listWebhooks', access)).value.webhooks,
    addWebhook: async (body) => (await call('postWebhook', { ...access, body })).value,
    changeWebhook: async (id, body) =>
      (await call('putWebhook', { ...access, path: { id }, body })).value,
    async removeWebhook(id) {
      await call('deleteWebhook', { ...access, path: { id } });
    },
    testWebhook: async (id) =>
      (await call('postWebhookTest', { ...access, path: { id }, timeout: CALLS_WEBHOOK })).value,
  };
}

function versioned(answer: {
  value: WidgetSettings;
  version: string | null;
}): VersionedWidgetSettings {
  if (answer.version === null) throw new SourceError('contract');
  return { ...answer.value, version: answer.version };
}
