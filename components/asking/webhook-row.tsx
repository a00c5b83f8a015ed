import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId, useState } from 'react';
import type {
  SavedWebhook,
  Webhook,
  WebhookDelivery,
  WebhookTest,
} from '../../lib/contract/webhook.ts';
import { Button } from '../button.tsx';
import { Icon } from '../icon.tsx';
import { Notice } from '../notice.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { Question } from '../question.tsx';
import { Switch } from '../switch.tsx';
import { useAction } from '../use-action.ts';
import { useFocusAlong } from '../use-focus-along.ts';
import type { AskingPorts } from './asking-ports.ts';
import { WebhookForm } from './webhook-form.tsx';
import { deliveryWords, failureWords, toldWords } from './webhook-words.ts';

/** One webhook with what became of its last messages, and what can be done with it. */
export function WebhookRow({
  webhook,
  now,
  ports,
  onSaved,
  onChange,
}: {
  webhook: Webhook;
  /** The server's time. */
  now: number;
  ports: AskingPorts;
  onSaved: (saved: SavedWebhook) => void;
  /** Something about it is other than it was. */
  onChange: () => void;
}) {
  const id = useId();
  const { host, enabled } = webhook;
  const [open, setOpen] = useState<'change' | 'remove' | 'secret' | null>(null);
  const [tested, setTested] = useState<WebhookTest | null>(null);
  const switching = useAction();
  const testing = useAction();
  const removing = useAction();
  const renewing = useAction();
  const close = () => setOpen(null);
  const place = useFocusAlong<HTMLLIElement>(open, close);
  const put = (change: Parameters<AskingPorts['changeWebhook']>[1]) =>
    ports.changeWebhook(webhook.id, change);
  return (
    <li className="person webhook" ref={place} data-webhook={webhook.id}>
      <div className="person-row">
        <span className="person-words">
          <span className="person-name" id={`${id}-name`}>
            <bdi>{host}</bdi>
          </span>
          <span className="quiet" id={`${id}-words`}>
            {toldWords(webhook)}
          </span>
        </span>
        <Switch
          on={enabled}
          labelledBy={`${id}-name`}
          describedBy={`${id}-words`}
          busy={switching.busy}
          disabled={false}
          onChange={(on) => switching.run(() => put({ enabled: on }), onChange)}
        />
      </div>
      <Past deliveries={webhook.deliveries} now={now} />
      <ProblemNotice
        problem={switching.problem ?? testing.problem ?? removing.problem ?? renewing.problem}
      />
      {tested ? (
        tested.ok ? (
          <Notice tone="success" title={t`The test message arrived.`} />
        ) : (
          <Notice tone="error" title={t`The test message did not arrive.`}>
            <p>{failureWords(tested.code, tested.status)}</p>
          </Notice>
        )
      ) : null}
      {open === 'change' ? (
        <WebhookForm
          webhook={webhook}
          save={({ url, ...wanted }) => put({ ...wanted, ...(url !== null && { url }) })}
          onSaved={(saved) => {
            close();
            onSaved(saved);
          }}
          onCancel={close}
        />
      ) : open === 'secret' ? (
        <Question
          title={t`Make a new secret for ${host}?`}
          yes={t`Make a new secret`}
          running={t`Making…`}
          no={t`Keep the old one`}
          busy={renewing.busy}
          onYes={() =>
            renewing.run(
              () => put({ newSecret: true }),
              (saved) => {
                close();
                onSaved(saved);
              },
            )
          }
          onNo={close}
        >
          <p>
            <Trans>
              Messages are signed with the new one at once: until {host} knows it, it takes them for
              forged.
            </Trans>
          </p>
        </Question>
      ) : open === 'remove' ? (
        <Question
          title={t`Remove ${host}?`}
          yes={t`Remove`}
          running={t`Removing…`}
          no={t({ message: 'Keep', comment: 'not remove' })}
          busy={removing.busy}
          onYes={() => removing.run(() => ports.removeWebhook(webhook.id), onChange)}
          onNo={close}
        >
          <p>
            <Trans>It hears of nothing any more, and what waits to be sent is dropped.</Trans>
          </p>
        </Question>
      ) : (
        <div className="actions">
          <Button
            busy={testing.busy}
            onClick={() => {
              setTested(null);
              testing.run(
                () => ports.testWebhook(webhook.id),
                (result) => {
                  setTested(result);
                  onChange();
                },
              );
            }}
          >
            {testing.busy ? t`Sending…` : t`Send test`}
          </Button>
          <Button
            look="quiet"
            aria-label={t`Change ${host}…`}
            data-opens="change"
            onClick={() => setOpen('change')}
          >
            <Trans comment="a webhook">Change…</Trans>
          </Button>
          {webhook.format === 'json' ? (
            <Button
              look="quiet"
              aria-label={t`New secret for ${host}…`}
              data-opens="secret"
              onClick={() => setOpen('secret')}
            >
              <Trans comment="that signs a webhook’s messages">New secret…</Trans>
            </Button>
          ) : null}
          <Button
            look="quiet"
            aria-label={t`Remove ${host}…`}
            data-opens="remove"
            onClick={() => setOpen('remove')}
          >
            <Trans>Remove…</Trans>
          </Button>
        </div>
      )}
    </li>
  );
}

/** What became of the last messages: the newest in sight, the others behind it. */
function Past({
  deliveries: [newest, ...older],
  now,
}: {
  deliveries: readonly WebhookDelivery[];
  now: number;
}) {
  if (!newest) {
    return (
      <p className="quiet">
        <Trans>Nothing was sent yet.</Trans>
      </p>
    );
  }
  if (older.length === 0) return <p className="quiet capital">{deliveryWords(newest, now)}</p>;
  return (
    <details className="disclosure webhook-past">
      <summary>
        <span className="capital">{deliveryWords(newest, now)}</span>
        <Icon name="chevron" />
      </summary>
      <ul className="quiet">
        {older.map((delivery) => (
          <li key={`${delivery.at} ${delivery.test}`} className="capital">
            {deliveryWords(delivery, now)}
          </li>
        ))}
      </ul>
    </details>
  );
}
