import type {
  PostWebhook,
  PutWebhook,
  SavedWebhook,
  Webhook,
  WebhookTest,
} from '../../lib/contract/webhook.ts';
import type { PutWidgetSettings } from '../../lib/contract/widget-settings.ts';
import type { Outcome } from '../../lib/messages/protocol.ts';
import type { VersionedWidgetSettings } from '../../lib/sources/fivefaces-asking.ts';

/** What the section about asking customers needs from outside. Only admins of a team see it. */
export interface AskingPorts {
  readWidgetSettings(): Promise<Outcome<VersionedWidgetSettings>>;
  /** Code `version_conflict`: somebody else changed a setting since `version` was read. */
  saveWidgetSettings(
    change: PutWidgetSettings,
    version: string,
  ): Promise<Outcome<VersionedWidgetSettings>>;
  readWebhooks(): Promise<Outcome<{ webhooks: Webhook[] }>>;
  addWebhook(webhook: PostWebhook): Promise<Outcome<SavedWebhook>>;
  changeWebhook(id: string, change: PutWebhook): Promise<Outcome<SavedWebhook>>;
  removeWebhook(id: string): Promise<Outcome<null>>;
  testWebhook(id: string): Promise<Outcome<WebhookTest>>;
  /** Puts a text on the clipboard; rejects where the browser does not allow it. */
  copy(text: string): Promise<void>;
}
