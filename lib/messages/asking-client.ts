import type {
  PostWebhook,
  PutWebhook,
  SavedWebhook,
  Webhook,
  WebhookTest,
} from '../contract/webhook.ts';
import type { PutWidgetSettings } from '../contract/widget-settings.ts';
import type { VersionedWidgetSettings } from '../sources/fivefaces-asking.ts';
import { sendMessage } from './messenger.ts';
import { asOutcome } from './page-client.ts';
import type { Outcome } from './protocol.ts';

/** What Options asks of the background about the widget's words and about webhooks. Nothing throws. */

export function readWidgetSettings(): Promise<Outcome<VersionedWidgetSettings>> {
  return asOutcome(sendMessage('admin-background:read-widget-settings', null));
}

/** Code `version_conflict`: somebody else changed a setting since `version` was read. */
export function saveWidgetSettings(
  change: PutWidgetSettings,
  version: string,
): Promise<Outcome<VersionedWidgetSettings>> {
  return asOutcome(sendMessage('admin-background:save-widget-settings', { change, version }));
}

export function readWebhooks(): Promise<Outcome<{ webhooks: Webhook[] }>> {
  return asOutcome(sendMessage('admin-background:read-webhooks', null));
}

/** Its signing secret is in the answer, and never told again. */
export function addWebhook(webhook: PostWebhook): Promise<Outcome<SavedWebhook>> {
  return asOutcome(sendMessage('admin-background:add-webhook', webhook));
}

export function changeWebhook(id: string, change: PutWebhook): Promise<Outcome<SavedWebhook>> {
  return asOutcome(sendMessage('admin-background:change-webhook', { id, change }));
}

export function removeWebhook(id: string): Promise<Outcome<null>> {
  return asOutcome(sendMessage('admin-background:remove-webhook', { id }));
}

/** Sends a test message now and says what came of it. */
export function testWebhook(id: string): Promise<Outcome<WebhookTest>> {
  return asOutcome(sendMessage('admin-background:test-webhook', { id }));
}
