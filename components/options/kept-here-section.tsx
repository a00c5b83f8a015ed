import { useEffect, useId, useState } from 'react';
import type { Outcome } from '../../lib/messages/protocol.ts';
import type { Retention, StoreUsage } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { formatBytes, formatCount, formatDay, formatShare } from '../format.ts';
import { Notice } from '../notice.tsx';
import { Skeleton } from '../skeleton.tsx';
import { FetchAnew } from './fetch-anew.tsx';
import type { OptionsPorts } from './options-ports.ts';
import { RetentionChoice } from './retention-choice.tsx';

type Ports = Pick<OptionsPorts, 'readUsage' | 'setRetention' | 'fetchAnew'>;
type Problem = { message: string; remedy: string };

/** How much is kept on this computer, how much shall be, and the way to begin anew. */
export function KeptHereSection({ ports, syncedAt }: { ports: Ports; syncedAt: number | null }) {
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
      <h2 id={id}>Data kept on this computer</h2>
      {usage ? (
        <>
          <Facts usage={usage} />
          <RetentionChoice
            retention={usage.retention}
            disabled={usage.mode === 'read_only'}
            onChoose={choose}
          />
        </>
      ) : problem ? null : (
        <Skeleton lines={4} label="Reading what is kept" />
      )}
      {problem ? (
        <Notice tone="error" title={problem.message}>
          <p>{problem.remedy}</p>
          {usage ? null : <Button onClick={retry}>Try again</Button>}
        </Notice>
      ) : null}
      {usage && usage.mode !== 'read_only' ? <FetchAnew fetchAnew={ports.fetchAnew} /> : null}
    </section>
  );
}

function Facts({ usage }: { usage: StoreUsage }) {
  const { conversations, keptFrom, bytes, mode } = usage;
  return (
    <>
      <dl className="facts">
        <div>
          <dt>Conversations</dt>
          <dd>
            <data data-field="conversations" value={conversations}>
              {formatCount(conversations)}
            </data>
            <span className="quiet">
              {' '}
              · {keptFrom ? `since ${formatDay(keptFrom)}` : 'all of them'}
            </span>
          </dd>
        </div>
        <div>
          <dt>Space used</dt>
          <dd>
            {bytes ? (
              <>
                {formatBytes(bytes.used)}
                <span className="quiet">
                  {' '}
                  · {formatShare(bytes.quota === 0 ? 0 : bytes.used / bytes.quota, 1)} of what the
                  browser allows, by its own estimate
                </span>
              </>
            ) : (
              'The browser does not tell'
            )}
          </dd>
        </div>
      </dl>
      {mode === 'memory' ? (
        <p>
          Only in memory: the browser does not let Fivefaces store anything. All of it is forgotten
          when the browser closes, and fetched anew.
        </p>
      ) : null}
      {mode === 'read_only' ? (
        <p>
          A newer version of Fivefaces wrote this data. It is shown, and nothing in it can change
          until the extension is updated.
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
