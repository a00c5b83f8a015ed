import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useEffect, useId, useRef, useState } from 'react';
import type { Webhook } from '../../lib/contract/webhook.ts';
import { Button } from '../button.tsx';
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
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<'not_yet' | 'copied' | 'refused'>('not_yet');
  useEffect(() => field.current?.focus(), []);
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
      <div className="field">
        <label className="spoken" htmlFor={id}>
          <Trans>Signing secret</Trans>
        </label>
        <div className="field-row">
          <input
            ref={field}
            id={id}
            className="input"
            dir="ltr"
            readOnly
            value={secret}
            onFocus={(event) => event.target.select()}
          />
          <Button
            look="primary"
            onClick={() => {
              copy(secret).then(
                () => setCopied('copied'),
                () => setCopied('refused'),
              );
            }}
          >
            <Trans>Copy</Trans>
          </Button>
        </div>
      </div>
      <p className="quiet" role="status">
        {copied === 'copied'
          ? t`Copied.`
          : copied === 'refused'
            ? t`The browser did not allow it: press Ctrl+C in the field.`
            : null}
      </p>
    </Notice>
  );
}
