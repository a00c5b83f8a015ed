import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId, useState } from 'react';
import type { TopicStatus as Status, Topic } from '../../../lib/contract/topic.ts';
import { Button } from '../../button.tsx';
import { Notice } from '../../notice.tsx';
import { ProblemNotice } from '../../problem-notice.tsx';
import { useSurface } from '../../surface.ts';
import { useAction } from '../../use-action.ts';
import { statusWords } from '../topic-words.ts';

const STATUSES: readonly Status[] = ['open', 'done', 'muted'];

/**
 * A topic's status, which anybody in the team sets. What is chosen shows at once, and goes back to
 * what stands where it was not saved.
 */
export function TopicStatus({ topic: { id, title, status } }: { topic: Topic }) {
  const { actions } = useSurface();
  const field = useId();
  const { busy, problem, setProblem, run } = useAction();
  // The store has it a moment later, by the feed.
  const [chosen, setChosen] = useState<{ status: Status; was: Status } | null>(null);
  const [conflict, setConflict] = useState<{ mine: Status; theirs: Status } | null>(null);
  const stands = conflict?.theirs ?? status;
  const shown = chosen !== null && chosen.was === status ? chosen.status : stands;

  const save = (wanted: Status) => {
    setConflict(null);
    setChosen({ status: wanted, was: status });
    run(
      async () => {
        const outcome = await actions.saveTopicStatus({ topic: id, status: wanted, was: stands });
        if (!outcome.ok) setChosen(null);
        return outcome;
      },
      (saved) => {
        if (saved.saved) return;
        setChosen(null);
        setConflict({ mine: wanted, theirs: saved.theirs });
      },
    );
  };
  const theirs = conflict && statusWords(conflict.theirs);
  const mine = conflict && statusWords(conflict.mine);
  return (
    <>
      <span className="select">
        <label className="spoken" htmlFor={field}>
          <Trans>Status of {title}</Trans>
        </label>
        <select
          id={field}
          data-field="status"
          value={shown}
          aria-busy={busy || undefined}
          onChange={({ target }) => {
            const wanted = STATUSES.find((one) => one === target.value);
            if (!busy && wanted !== undefined && wanted !== shown) save(wanted);
          }}
        >
          {STATUSES.map((one) => (
            <option key={one} value={one}>
              {statusWords(one)}
            </option>
          ))}
        </select>
      </span>
      {conflict ? (
        <div className="topic-status-notice" data-part="status-conflict">
          <Notice
            tone="warning"
            title={t({
              message: `Somebody set the status to “${theirs}” meanwhile`,
              comment: 'status of a topic: Open, Done, Muted',
            })}
          >
            <div className="actions">
              <Button data-action="keep-mine" onClick={() => save(conflict.mine)}>
                <Trans comment="status of a topic: Open, Done, Muted">Set it to “{mine}”</Trans>
              </Button>
              <Button
                look="quiet"
                data-action="keep-theirs"
                onClick={() => {
                  setChosen({ status: conflict.theirs, was: status });
                  setConflict(null);
                }}
              >
                <Trans comment="somebody else’s version">Keep theirs</Trans>
              </Button>
            </div>
          </Notice>
        </div>
      ) : problem ? (
        <div className="topic-status-notice">
          <ProblemNotice
            problem={
              problem.code === 'network'
                ? {
                    ...problem,
                    code: 'offline',
                    message: t`Not saved: this needs the network.`,
                    remedy: t`Set the status again when you are online.`,
                  }
                : problem
            }
          >
            <Button look="quiet" className="inline" onClick={() => setProblem(null)}>
              <Trans>Close</Trans>
            </Button>
          </ProblemNotice>
        </div>
      ) : null}
    </>
  );
}
