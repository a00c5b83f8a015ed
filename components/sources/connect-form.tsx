import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import type { PostSource, Source } from '../../lib/contract/source.ts';
import type { Outcome } from '../../lib/messages/protocol.ts';
import type { SourceDefinition } from '../../lib/sources/source.ts';
import { Button } from '../button.tsx';
import { formatList } from '../format.ts';
import { inWords } from '../in-words.ts';
import { inboxAt, type KnownInbox, tellsInbox } from '../inboxes/known-inboxes.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useAction } from '../use-action.ts';
import { firstChoices, readChoices } from './source-choices.ts';
import { SourceFields } from './source-fields.tsx';
import type { ConnectPorts } from './source-ports.ts';

/** Connects one platform: its fields, how to get what they ask for, and one button. */
export function ConnectForm({
  definition,
  solo,
  ports,
  onConnected,
  onCancel,
}: {
  definition: SourceDefinition;
  /** The connector runs in this browser, which must be let in; else on the server. */
  solo: boolean;
  ports: ConnectPorts;
  /** `inbox`: where the panel shows now, too. */
  onConnected: (source: Source, inbox: KnownInbox | null) => void;
  onCancel: () => void;
}) {
  const { busy, problem, setProblem, run } = useAction();
  const [choices, setChoices] = useState(() => firstChoices(definition));
  const [wrong, setWrong] = useState<string | null>(null);
  const [beside, setBeside] = useState(true);
  const { name, steps } = definition;
  // Only a browser has a session to read with.
  const fields = solo
    ? definition.fields
    : definition.fields.map((field) =>
        field.id === 'secret' ? { ...field, required: true } : field,
      );

  const connect = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const read = readChoices({ ...definition, fields }, choices);
    setWrong(read.ok ? null : read.field);
    if (!read.ok) return setProblem(read.problem);
    const inbox = solo && beside ? inboxAt(definition.kind, read.origins) : null;
    const origins = solo ? [...read.origins, ...(inbox ? [inbox.origin] : [])] : [];
    // Browsers take a request for access only from the click itself: nothing may be awaited before.
    const access = origins.length > 0 ? ports.requestAccess(origins) : Promise.resolve(true);
    run(
      () => connectWith(ports, access, read.post, inbox, origins),
      (source) => onConnected(source, inbox),
    );
  };

  return (
    <form
      className="connect"
      data-part="connect"
      data-kind={definition.kind}
      onSubmit={connect}
      noValidate
    >
      <h3>
        <Trans>Connect {name}</Trans>
      </h3>
      <SourceFields
        fields={fields}
        choices={choices}
        wrong={wrong}
        problem={wrong === null ? null : problem}
        onChange={setChoices}
      />
      {steps.length > 0 ? (
        <details className="disclosure steps">
          <summary>
            <Trans>How to get it, step by step</Trans>
          </summary>
          <ol className="numbered">
            {steps.map((step) => (
              <li key={step}>{inWords(step)}</li>
            ))}
          </ol>
        </details>
      ) : null}
      {solo && tellsInbox(definition.kind) ? (
        <label className="check">
          <input
            type="checkbox"
            checked={beside}
            onChange={(event) => setBeside(event.target.checked)}
          />
          <span>
            <Trans>Show the panel beside {name}, too</Trans>
          </span>
        </label>
      ) : null}
      <p className="quiet">
        {solo
          ? t`Your browser asks once whether Fivefaces may reach ${name}. The access stays in this browser, where web pages can’t read it.`
          : t`The access goes to your server, is kept there encrypted and never shown again. Teammates need none.`}
      </p>
      <ProblemNotice problem={wrong === null ? problem : null} />
      <div className="actions">
        <Button look="primary" type="submit" busy={busy}>
          {busy ? t`Asking ${name}…` : t({ message: 'Connect', comment: 'button' })}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
}

/** Codes of answers that did not come. */
const UNREACHED = new Set(['network', 'timeout', 'rate', 'server']);

async function connectWith(
  ports: ConnectPorts,
  access: Promise<boolean>,
  post: PostSource,
  inbox: KnownInbox | null,
  origins: readonly string[],
): Promise<Outcome<Source>> {
  if (!(await access)) {
    const hosts = formatList([...new Set(origins.map((origin) => new URL(origin).host))]);
    return {
      ok: false,
      code: 'refused',
      message: t`Without your permission Fivefaces can’t reach ${hosts}.`,
      remedy: t`Press Connect again and allow it. You can take it back at any time.`,
    };
  }
  const outcome = await ports.connectSource(post);
  // What is not connected yet is not tried again by itself.
  if (!outcome.ok && UNREACHED.has(outcome.code)) {
    return {
      ...outcome,
      remedy: t`Check what you typed and the network, then press Connect again.`,
    };
  }
  if (!outcome.ok || !inbox) return outcome;
  const allowed = await ports.allowInbox({ ...inbox, pattern: null });
  return allowed.ok ? outcome : allowed;
}
