import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type FormEvent, useId, useRef, useState } from 'react';
import * as v from 'valibot';
import {
  formatFor,
  type PostWebhook,
  type SavedWebhook,
  type Webhook,
  WebhookAddress,
  type WebhookFormat,
} from '../../lib/contract/webhook.ts';
import type { Outcome } from '../../lib/messages/protocol.ts';
import { Button } from '../button.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useAction } from '../use-action.ts';

/** A webhook as it is filled in. */
export type FilledWebhook = Omit<PostWebhook, 'url'> & {
  /** `null`: the stored one stays. Only where there is one. */
  url: string | null;
};

/** Codes of a server that does not take the address. */
const OF_ADDRESS = new Set(['invalid_request', 'webhook_private']);

/** Adds a webhook, or changes one: where to, which ratings, and what personal data goes with them. */
export function WebhookForm({
  webhook,
  save,
  onSaved,
  onCancel,
}: {
  /** The one to change. */
  webhook?: Webhook;
  save: (wanted: FilledWebhook) => Promise<Outcome<SavedWebhook>>;
  onSaved: (saved: SavedWebhook) => void;
  onCancel: () => void;
}) {
  const id = useId();
  const { busy, problem, setProblem, run } = useAction();
  const [url, setUrl] = useState('');
  const [chosen, setChosen] = useState<WebhookFormat | null>(webhook?.format ?? null);
  const [neutral, setNeutral] = useState((webhook?.scoreAtMost ?? 2) >= 3);
  const [comment, setComment] = useState(webhook?.include.comment ?? false);
  const [customer, setCustomer] = useState(webhook?.include.customer ?? false);
  const format = chosen ?? formatFor(url);

  const ofAddress =
    problem !== null && (problem.code === undefined || OF_ADDRESS.has(problem.code));
  const field = useRef<HTMLInputElement>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const address = url.trim();
    const kept = webhook !== undefined && address === '';
    if (!kept && !v.is(WebhookAddress, address)) {
      field.current?.focus();
      return setProblem({
        message: t`Paste the whole address. It begins with https://`,
      });
    }
    const wanted: FilledWebhook = {
      url: kept ? null : address,
      format,
      scoreAtMost: neutral ? 3 : 2,
      include: { comment, customer },
    };
    run(() => save(wanted), onSaved);
  };
  return (
    <form className="connect" data-part="webhook-form" onSubmit={submit} noValidate>
      <div className="field">
        <label htmlFor={`${id}-url`}>
          <Trans>Address</Trans>
        </label>
        <input
          ref={field}
          id={`${id}-url`}
          className="input"
          type="url"
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          placeholder={
            webhook
              ? t({ message: 'Stays as it is', comment: 'placeholder of a webhook’s address' })
              : 'https://hooks.slack.com/services/…'
          }
          value={url}
          aria-invalid={ofAddress}
          aria-describedby={ofAddress ? `${id}-hint ${id}-problem` : `${id}-hint`}
          onChange={({ target }) => setUrl(target.value)}
        />
        <p className="quiet" id={`${id}-hint`}>
          <Trans>
            An incoming webhook of Slack, Mattermost or the like, or an address of your own. It is
            kept encrypted and not shown again.
          </Trans>
        </p>
        <ProblemNotice problem={ofAddress ? problem : null} id={`${id}-problem`} />
      </div>
      <fieldset className="checks">
        <legend>
          <Trans>Messages</Trans>
        </legend>
        <Choice
          name={`${id}-format`}
          checked={format === 'slack'}
          onChoose={() => setChosen('slack')}
          label={t`To be read in a chat, as Slack takes them`}
        />
        <Choice
          name={`${id}-format`}
          checked={format === 'json'}
          onChoose={() => setChosen('json')}
          label={t`Signed JSON for a program`}
        />
      </fieldset>
      <fieldset className="checks">
        <legend>
          <Trans>Told are</Trans>
        </legend>
        <Choice
          name={`${id}-score`}
          checked={!neutral}
          onChoose={() => setNeutral(false)}
          label={t`Very unhappy and unhappy ratings`}
        />
        <Choice
          name={`${id}-score`}
          checked={neutral}
          onChoose={() => setNeutral(true)}
          label={t`Neutral ratings too`}
        />
      </fieldset>
      <fieldset className="checks">
        <legend>
          <Trans>Personal data that goes with them</Trans>
        </legend>
        <label className="check">
          <input
            type="checkbox"
            checked={comment}
            onChange={({ target }) => setComment(target.checked)}
          />
          <span>
            <Trans>The customer’s comment</Trans>
          </span>
        </label>
        <label className="check">
          <input
            type="checkbox"
            checked={customer}
            onChange={({ target }) => setCustomer(target.checked)}
          />
          <span>
            <Trans>The customer’s reference and the ticket’s number</Trans>
          </span>
        </label>
      </fieldset>
      <ProblemNotice problem={ofAddress ? null : problem} />
      <div className="actions">
        <Button look="primary" type="submit" busy={busy}>
          {busy ? t`Saving…` : webhook ? t`Save` : t({ message: 'Add', comment: 'a webhook' })}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
}

function Choice({
  name,
  checked,
  label,
  onChoose,
}: {
  name: string;
  checked: boolean;
  label: string;
  onChoose: () => void;
}) {
  return (
    <label className="check">
      <input type="radio" name={name} checked={checked} onChange={onChoose} />
      <span>{label}</span>
    </label>
  );
}
