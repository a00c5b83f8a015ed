import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { Webhook } from '../../lib/contract/webhook.ts';
import { CopyField } from '../copy-field.tsx';
import { Notice } from '../notice.tsx';

/** The secret that signs a webhook's messages: it is told only now. */
export function WebhookSecret({
  secret,
  webhook: { host, format },
  copy,
}: {
  secret: string;
  webhook: Webhook;
  copy: (text: string) => Promise<void>;
}) {
  // Slack and its like check no signature: there is nothing to take down.
  if (format === 'slack') {
    return <Notice tone="success" title={t`${host} hears of low ratings from now on`} />;
  }
  return (
    <Notice tone="success" title={t`Copy this secret now: it is not shown again`}>
      <p>
        <Trans>
          With it {host} checks that a message is from your server, as Standard Webhooks describes.
        </Trans>
      </p>
      <CopyField label={t`Signing secret`} value={secret} copy={copy} />
    </Notice>
  );
}
