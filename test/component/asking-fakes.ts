import type { AskingPorts } from '../../components/asking/asking-ports.ts';
import type { Webhook } from '../../lib/contract/webhook.ts';
import type { VersionedWidgetSettings } from '../../lib/sources/fivefaces-asking.ts';

const DEFAULTS = {
  en: {
    helped: '👍 That helped',
    question: 'How did our AI agent do?',
    thanks: 'Thank you!',
    reasonQuestion: 'What went wrong? (optional)',
    commentLabel: 'Anything to add? (optional)',
    reason_wrong: 'The answer was wrong',
    reason_no_answer: 'My question wasn’t answered',
    reason_misunderstood: 'It didn’t understand me',
    reason_unwelcome: 'I don’t like the answer',
    reason_elsewhere: 'It’s not about the chat',
    reason_other: 'Something else',
  },
  ar: { helped: '👍 هذا ساعدني', question: 'كيف كان أداء وكيل الذكاء الاصطناعي لدينا؟' },
};

/** Two reasons are offered, and the English question is worded. */
export const widgetSettings: VersionedWidgetSettings = {
  reasons: ['wrong', 'misunderstood'],
  texts: { en: { question: 'How did Robo do?' } },
  defaults: DEFAULTS,
  changedAt: '2026-11-02T10:00:00.000Z',
  changedBy: 'Dana',
  version: '"3"',
};

/** A channel of a chat that took the last message and not the one before. */
export const slackHook: Webhook = {
  id: 'h1',
  host: 'hooks.slack.com',
  format: 'slack',
  scoreAtMost: 2,
  include: { comment: false, customer: false },
  enabled: true,
  changedAt: '2026-11-01T10:00:00.000Z',
  changedBy: 'Dana',
  deliveries: [
    {
      at: '2026-11-03T14:20:00.000Z',
      test: false,
      state: 'delivered',
      attempts: 1,
      status: 200,
      code: null,
      nextAt: null,
    },
    {
      at: '2026-11-02T11:00:00.000Z',
      test: false,
      state: 'given_up',
      attempts: 8,
      status: null,
      code: 'timeout',
      nextAt: null,
    },
  ],
};

/** A program that does not take the messages at the moment. */
export const jsonHook: Webhook = {
  ...slackHook,
  id: 'h2',
  host: 'ops.example.com',
  format: 'json',
  scoreAtMost: 3,
  include: { comment: true, customer: false },
  deliveries: [
    {
      at: '2026-11-03T14:20:00.000Z',
      test: false,
      state: 'retrying',
      attempts: 2,
      status: 500,
      code: 'not_taken',
      nextAt: '2026-11-03T14:25:00.000Z',
    },
  ],
};

/** A server that takes every setting. */
export function fakeAskingPorts(change: Partial<AskingPorts> = {}): AskingPorts {
  const saved = async () => ({
    ok: true as const,
    value: { webhook: jsonHook, secret: 'whsec_c2VjcmV0' },
  });
  return {
    readWidgetSettings: async () => ({ ok: true, value: widgetSettings }),
    saveWidgetSettings: async (_, version) => ({
      ok: true,
      value: { ...widgetSettings, version: `${version}+` },
    }),
    readWebhooks: async () => ({ ok: true, value: { webhooks: [slackHook, jsonHook] } }),
    addWebhook: saved,
    changeWebhook: saved,
    removeWebhook: async () => ({ ok: true, value: null }),
    testWebhook: async () => ({ ok: true, value: { ok: true, status: 200, code: null } }),
    copy: async () => {},
    ...change,
  };
}
