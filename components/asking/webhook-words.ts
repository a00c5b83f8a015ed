import { plural, t } from '@lingui/core/macro';
import type { Webhook, WebhookDelivery } from '../../lib/contract/webhook.ts';
import { formatCount, formatMomentWithTime } from '../format.ts';

/** What a webhook tells, in one line. */
export function toldWords({ format, scoreAtMost, include }: Webhook): string {
  const faces = scoreAtMost >= 3 ? t`Unhappy and neutral ratings` : t`Unhappy ratings`;
  const form =
    format === 'slack'
      ? t({ message: 'as Slack takes it', comment: 'the form of a webhook’s messages' })
      : t({ message: 'as signed JSON', comment: 'the form of a webhook’s messages' });
  const personal =
    include.comment && include.customer
      ? t({ message: 'with comment and customer', comment: 'what a webhook tells' })
      : include.comment
        ? t({ message: 'with comment', comment: 'what a webhook tells' })
        : include.customer
          ? t({ message: 'with customer', comment: 'what a webhook tells' })
          : t({ message: 'without personal data', comment: 'what a webhook tells' });
  return t({
    message: `${faces} · ${form} · ${personal}`,
    comment: 'three facts about a webhook',
  });
}

/** Why a message did not arrive. */
export function failureWords(code: string | null, status: number | null): string {
  const answer = status === null ? '' : String(status);
  switch (code) {
    case 'not_taken':
      return t`The address answered ${answer}`;
    case 'gone':
      return t`The address says that it is gone for good (${answer})`;
    case 'timeout':
      return t`The address did not answer in time`;
    case 'host_unknown':
      return t`There is no such host`;
    case 'tls':
      return t`The certificate of the address is not valid`;
    case 'private_address':
      return t`The address leads to the server’s own network, where webhooks may not go`;
    case 'secret_lost':
      return t`The server has lost the key to this webhook: remove it and add it again`;
    default:
      return t`The address could not be reached`;
  }
}

/** What became of a message. */
export function deliveryWords(delivery: WebhookDelivery, now: number): string {
  const { state, test, attempts, nextAt } = delivery;
  const at = formatMomentWithTime(Date.parse(delivery.at), now);
  const next = nextAt === null ? '' : formatMomentWithTime(Date.parse(nextAt), now);
  const why = failureWords(delivery.code, delivery.status);
  switch (state) {
    case 'delivered':
      return test ? t`${at}: test delivered` : t`${at}: delivered`;
    case 'waiting':
      return t({
        message: `A rating is sent ${next}, if it stays as it is`,
        comment: 'a webhook’s message waits until a rating has rested for a minute',
      });
    case 'retrying':
      return t({
        message: `${at}: ${why}. Next try: ${next}`,
        comment: 'a webhook’s message: today 14:02: why it failed. Next try: today 14:25',
      });
    case 'given_up': {
      if (test) return t`${at}: the test did not arrive. ${why}`;
      const count = formatCount(attempts);
      return plural(attempts, {
        one: `${at}: ${why}. Given up after ${count} attempt`,
        other: `${at}: ${why}. Given up after ${count} attempts`,
      });
    }
  }
}
