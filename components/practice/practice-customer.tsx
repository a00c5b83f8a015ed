import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import type { Conversation } from '../../lib/contract/conversation.ts';
import { SCORES, type Score } from '../../lib/csat/scale.ts';
import type { Outcome } from '../../lib/messages/protocol.ts';
import { mayRate } from '../../lib/sample/may-rate.ts';
import { Face } from '../face.tsx';
import { faceWords } from '../face-words.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useAction } from '../use-action.ts';

/** The customer's side, to be tried: a face picked here is in the panel at once. */
export function PracticeCustomer({
  conversation,
  now,
  rate,
}: {
  conversation: Conversation;
  now: number;
  rate: (score: Score) => Promise<Outcome<null>>;
}) {
  const id = useId();
  const { busy, problem, run } = useAction();
  const rated = conversation.rating?.score ?? null;
  const name = rated === null ? '' : faceWords(rated);
  if (!mayRate(conversation, now)) {
    return (
      <footer className="practice-customer">
        <p className="quiet">
          <Trans>
            This chat ended more than an hour ago: its rating can’t change any more. Open a newer
            one to be the customer.
          </Trans>
        </p>
      </footer>
    );
  }
  return (
    <footer className="practice-customer">
      <p id={id}>
        <strong>
          <Trans>Be the customer: how was this chat?</Trans>
        </strong>{' '}
        <span className="quiet" role="status">
          {rated === null ? t`Not rated yet` : t`Your rating: ${name}. You may change it.`}
        </span>
      </p>
      <fieldset className="practice-faces" aria-labelledby={id}>
        {SCORES.map((score) => (
          <button
            key={score}
            type="button"
            className="practice-face"
            data-score={score}
            aria-label={faceWords(score)}
            title={faceWords(score)}
            aria-pressed={rated === score}
            aria-disabled={busy || undefined}
            onClick={() => {
              if (!busy)
                run(
                  () => rate(score),
                  () => undefined,
                );
            }}
          >
            <Face score={score} size="large" />
          </button>
        ))}
      </fieldset>
      <ProblemNotice problem={problem} />
    </footer>
  );
}
