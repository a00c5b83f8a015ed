import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId, useState } from 'react';
import type { SavedWebhook } from '../../lib/contract/webhook.ts';
import { Button } from '../button.tsx';
import { useFocusAlong } from '../use-focus-along.ts';
import { useLoaded } from '../use-loaded.ts';
import { WhenLoaded } from '../when-loaded.tsx';
import type { AskingPorts } from './asking-ports.ts';
import { WebhookForm } from './webhook-form.tsx';
import { WebhookRow } from './webhook-row.tsx';
import { WebhookSecret } from './webhook-secret.tsx';

/** Where low ratings are told, such as a channel of the team's chat. */
export function WebhooksCard({
  workspace,
  offline,
  now,
  ports,
}: {
  workspace: string;
  offline: boolean;
  /** The server's time. */
  now: number;
  ports: AskingPorts;
}) {
  const id = useId();
  const [adding, setAdding] = useState(false);
  const [saved, setSaved] = useState<SavedWebhook | null>(null);
  const { state, again } = useLoaded(offline ? null : `webhooks ${workspace}`, () =>
    ports.readWebhooks(),
  );
  const place = useFocusAlong<HTMLDivElement>(adding ? 'add' : null, () => setAdding(false));
  const onSaved = (answer: SavedWebhook) => {
    setSaved(answer.secret === null ? null : answer);
    setAdding(false);
    again();
  };
  return (
    <section className="card" data-part="webhooks" aria-labelledby={id}>
      <h2 id={id}>
        <Trans>Tell low ratings elsewhere</Trans>
      </h2>
      <p className="quiet">
        <Trans>
          A message to your team’s chat or to a program of yours when a customer is unhappy, once
          the rating has stayed the same for a minute.
        </Trans>
      </p>
      <WhenLoaded
        state={state}
        again={again}
        offline={offline ? t`Needs the network: webhooks are on the server.` : null}
        reading={t`Reading the webhooks`}
        lines={2}
      >
        {({ webhooks }) => (
          <>
            {webhooks.length > 0 ? (
              <ul className="people" aria-label={t`Webhooks`}>
                {webhooks.map((webhook) => (
                  <WebhookRow
                    key={webhook.id}
                    webhook={webhook}
                    now={now}
                    ports={ports}
                    onSaved={onSaved}
                    onChange={again}
                  />
                ))}
              </ul>
            ) : null}
            {saved?.secret ? (
              <WebhookSecret secret={saved.secret} webhook={saved.webhook} copy={ports.copy} />
            ) : null}
            <div className="swap" ref={place}>
              {adding ? (
                <WebhookForm
                  save={({ url, ...wanted }) => ports.addWebhook({ ...wanted, url: url ?? '' })}
                  onSaved={onSaved}
                  onCancel={() => setAdding(false)}
                />
              ) : (
                <Button
                  className="start"
                  data-action="add-webhook"
                  data-opens="add"
                  onClick={() => {
                    setSaved(null);
                    setAdding(true);
                  }}
                >
                  <Trans>Add a webhook</Trans>
                </Button>
              )}
            </div>
          </>
        )}
      </WhenLoaded>
    </section>
  );
}
