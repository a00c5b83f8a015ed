import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useEffect, useId, useState } from 'react';
import type { Outcome } from '../../lib/messages/protocol.ts';
import type { Retention, StoreUsage } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { formatBytes, formatCount, formatDay, formatShare } from '../format.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { Skeleton } from '../skeleton.tsx';
import { FetchAnew } from './fetch-anew.tsx';
import type { OptionsPorts } from './options-ports.ts';
import { RetentionChoice } from './retention-choice.tsx';

type Ports = Pick<OptionsPorts, 'readUsage' | 'setRetention' | 'fetchAnew'>;
type Problem = { message: string; remedy: string };

/** How much is kept on this computer, how much shall be, and the way to begin anew. */
export function KeptHereSection({
  ports,
  of,
  syncedAt,
}: {
  ports: Ports;
  /** Where it comes from: a team's server, platforms and files, or nowhere. */
  of: 'team' | 'solo' | 'sample';
  syncedAt: number | null;
}) {
  const id = useId();
  const { usage, problem, busy, retry, choose } = useUsage(ports, syncedAt);
  return (
    <section
      className="card"
      data-part="kept-here"
      data-state={usage ? 'known' : problem ? 'error' : 'loading'}
      aria-labelledby={id}
      aria-busy={busy || undefined}
    >
      <h2 id={id}>
        <Trans>Data kept on this computer</Trans>
      </h2>
      {usage ? (
        <>
          <Facts usage={usage} />
          {of === 'sample' ? null : (
            <RetentionChoice
              retention={usage.retention}
              disabled={usage.mode === 'read_only'}
              onChoose={choose}
            />
          )}
        </>
      ) : problem ? null : (
        <Skeleton lines={4} label={t`Reading what is kept`} />
      )}
      <ProblemNotice problem={problem}>
        {usage ? null : (
          <Button onClick={retry}>
            <Trans>Try again</Trans>
          </Button>
        )}
      </ProblemNotice>
      {usage && usage.mode !== 'read_only' && of !== 'sample' ? (
        <FetchAnew solo={of === 'solo'} fetchAnew={ports.fetchAnew} />
      ) : null}
    </section>
  );
}

function Facts({ usage }: { usage: StoreUsage }) {
  const { conversations, keptFrom, bytes, mode } = usage;
  const first = keptFrom ? formatDay(keptFrom) : '';
  const part = bytes ? formatShare(bytes.quota === 0 ? 0 : bytes.used / bytes.quota, 1) : '';
  return (
    <>
      <dl className="facts">
        <div>
          <dt>
            <Trans>Conversations</Trans>
          </dt>
          <dd>
            <data data-field="conversations" value={conversations}>
              {formatCount(conversations)}
            </data>
            <span className="quiet">
              {' '}
              ·{' '}
              {keptFrom
                ? t({ message: `since ${first}`, comment: 'conversations are kept since a day' })
                : t({ message: 'all of them', comment: 'all conversations are kept' })}
            </span>
          </dd>
        </div>
        <div>
          <dt>
            <Trans>Space used</Trans>
          </dt>
          <dd>
            {bytes ? (
              <>
                {formatBytes(bytes.used)}
                <span className="quiet">
                  {' '}
                  · <Trans>{part} of what the browser allows, by its own estimate</Trans>
                </span>
              </>
            ) : (
              <Trans>The browser does not tell</Trans>
            )}
          </dd>
        </div>
      </dl>
      {mode === 'memory' ? (
        <p>
          <Trans>
            Only in memory: the browser does not let Fivefaces store anything. All of it is
            forgotten when the browser closes, and fetched anew.
          </Trans>
        </p>
      ) : null}
      {mode === 'read_only' ? (
        <p>
          <Trans>
            A newer version of Fivefaces wrote this data. It is shown, and nothing in it can change
            until the extension is updated.
          </Trans>
        </p>
      ) : null}
    </>
  );
}

/** What is kept, read again after each sync. */
function useUsage(ports: Ports, syncedAt: number | null) {
  const [usage, setUsage] = useState<StoreUsage | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const take = (outcome: Outcome<StoreUsage>) => {
    if (outcome.ok) setUsage(outcome.value);
    setProblem(outcome.ok ? null : outcome);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: `syncedAt` and `attempt` read it again
  useEffect(() => {
    let current = true;
    void ports.readUsage().then((outcome) => {
      if (current) take(outcome);
    });
    return () => {
      current = false;
    };
  }, [ports, syncedAt, attempt]);

  return {
    usage,
    problem,
    busy,
    retry() {
      setProblem(null);
      setAttempt(attempt + 1);
    },
    choose(retention: Retention) {
      setBusy(true);
      void ports
        .setRetention(retention)
        .then(take)
        .finally(() => setBusy(false));
    },
  };
}
