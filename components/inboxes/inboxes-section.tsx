import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useEffect, useId, useState } from 'react';
import { Button } from '../button.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useAction } from '../use-action.ts';
import { AddInbox } from './add-inbox.tsx';
import type { InboxPorts, ShownInbox } from './inbox-ports.ts';
import { inboxName } from './known-inboxes.ts';

/** Options: beside which inboxes the panel shows, and where it was hidden. */
export function InboxesSection({
  ports,
  inboxes,
  first = '',
}: {
  ports: InboxPorts;
  /** `null` until they are read. */
  inboxes: readonly ShownInbox[] | null;
  /** An address that is to stand in the field from the start, as a link named it. */
  first?: string;
}) {
  const id = useId();
  const hidden = useHiddenSites(ports);
  const shown = new Set(inboxes?.map(({ origin }) => origin));
  const elsewhere = hidden.filter((origin) => !shown.has(origin));
  return (
    <section className="card" id="inboxes" data-part="inboxes" aria-labelledby={id}>
      <h2 id={id}>
        <Trans>Where the panel shows</Trans>
      </h2>
      {inboxes?.length === 0 ? (
        <p className="quiet">
          <Trans>Nowhere yet. Add the inbox in which you read the chats.</Trans>
        </p>
      ) : null}
      <ul className="sites">
        {(inboxes ?? []).map((inbox) => (
          <Site
            key={`${inbox.inbox} ${inbox.origin} ${inbox.pattern ?? ''}`}
            inbox={inbox}
            hidden={hidden.includes(inbox.origin)}
            ports={ports}
          />
        ))}
        {elsewhere.map((origin) => (
          <li key={origin}>
            <span className="site-words">
              <span className="site-host">{new URL(origin).host}</span>
            </span>
            <ShowAgain origin={origin} ports={ports} />
          </li>
        ))}
      </ul>
      <AddInbox ports={ports} inboxes={inboxes ?? []} first={first} />
    </section>
  );
}

/** One inbox: what and where it is, who asked for it, and what can be done. */
function Site({ inbox, hidden, ports }: { inbox: ShownInbox; hidden: boolean; ports: InboxPorts }) {
  const { busy, problem, setProblem, run } = useAction();
  const { host } = new URL(inbox.origin);
  const allow = () => {
    setProblem(null);
    ports.requestAccess([inbox.origin]).then(
      (granted) => {
        if (!granted) setProblem({ message: t`Without your permission it can’t show on ${host}.` });
      },
      (error: unknown) => setProblem({ message: String(error) }),
    );
  };
  return (
    <li data-inbox={inbox.inbox} data-origin={inbox.origin}>
      <span className="site-words">
        <span>
          <span className="site-host">{host}</span>{' '}
          <span className="label">{inboxName(inbox.inbox)}</span>
        </span>
        <span className="quiet">
          {[
            byWords(inbox.by ?? 'person'),
            ...(inbox.granted ? [] : [t`Your browser does not allow it yet`]),
            ...(hidden ? [t`Hidden there`] : []),
          ].join(' · ')}
        </span>
        {inbox.pattern ? <code className="pattern">{inbox.pattern}</code> : null}
      </span>
      <span className="site-actions">
        {inbox.granted ? null : (
          <Button look="primary" onClick={allow}>
            <Trans>
              Allow<span className="spoken"> on {host}</span>
            </Trans>
          </Button>
        )}
        {hidden ? <ShowAgain origin={inbox.origin} ports={ports} /> : null}
        {inbox.by === 'policy' ? null : (
          <Button
            look="quiet"
            busy={busy}
            aria-label={t`Forget ${host}`}
            onClick={() => {
              const { inbox: kind, origin, pattern = null } = inbox;
              run(
                () => ports.forgetInbox({ inbox: kind, origin, pattern }),
                () => undefined,
              );
            }}
          >
            <Trans comment="an inbox: the panel shows there no more">Forget</Trans>
          </Button>
        )}
      </span>
      <ProblemNotice problem={problem} />
    </li>
  );
}

/** Who asked for it. */
function byWords(by: 'team' | 'person' | 'policy'): string {
  switch (by) {
    case 'team':
      return t`By your team`;
    case 'person':
      return t`Added by you`;
    case 'policy':
      return t`By your company’s policy`;
  }
}

function ShowAgain({ origin, ports }: { origin: string; ports: InboxPorts }) {
  const [failed, setFailed] = useState(false);
  const { host } = new URL(origin);
  return (
    <>
      <Button
        aria-label={t`Show again on ${host}`}
        onClick={() => {
          setFailed(false);
          ports.hiddenSites.showAgain(origin).catch((error: unknown) => {
            console.warn('The panel was not shown again', error);
            setFailed(true);
          });
        }}
      >
        <Trans>Show again</Trans>
      </Button>
      {failed ? (
        <p role="alert">
          <Trans>That was not kept. Try again.</Trans>
        </p>
      ) : null}
    </>
  );
}

function useHiddenSites({ hiddenSites }: InboxPorts): string[] {
  const [origins, setOrigins] = useState<string[]>([]);
  useEffect(() => {
    const end = new AbortController();
    hiddenSites.follow(setOrigins, end.signal);
    return () => end.abort();
  }, [hiddenSites]);
  return origins;
}
