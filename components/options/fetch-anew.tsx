import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import type { Outcome } from '../../lib/messages/protocol.ts';
import { Button } from '../button.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { Question } from '../question.tsx';
import { useAction } from '../use-action.ts';
import { useFocusAlong } from '../use-focus-along.ts';

/**
 * Fetches everything anew, after one question: from the server, whose copy is erased, or in solo from
 * the platforms, while what is kept stays.
 */
export function FetchAnew({
  solo,
  fetchAnew,
}: {
  solo: boolean;
  fetchAnew: () => Promise<Outcome<null>>;
}) {
  const [state, setState] = useState<'idle' | 'asking' | 'begun'>('idle');
  const { busy, problem, run } = useAction();
  const place = useFocusAlong<HTMLDivElement>(state === 'asking' ? 'anew' : null, () =>
    setState('idle'),
  );
  if (state === 'asking') {
    return (
      <div className="swap" ref={place}>
        <Question
          title={solo ? t`Fetch everything anew?` : t`Erase this copy and fetch it anew?`}
          yes={solo ? t`Fetch anew` : t`Erase and fetch`}
          running={solo ? t`Asking…` : t`Erasing…`}
          no={solo ? t`Not now` : t`Keep it`}
          busy={busy}
          onYes={() => run(fetchAnew, () => setState('begun'))}
          onNo={() => setState('idle')}
        >
          <p>
            {solo
              ? t`Every connected platform tells all its ratings again. What is kept here stays readable meanwhile, and your reviews stay. A file can’t be fetched: take it again.`
              : t`Until it is here again, offline shows little. Nothing is erased on the server, and reviews that wait to be sent stay.`}
          </p>
        </Question>
        <ProblemNotice problem={problem} />
      </div>
    );
  }
  return (
    <div className="swap" ref={place}>
      <Button
        className="start"
        data-action="fetch-anew"
        data-opens="anew"
        onClick={() => setState('asking')}
      >
        <Trans>Fetch anew…</Trans>
      </Button>
      <div aria-live="polite">
        {state === 'begun' ? (
          <p className="quiet">
            <Trans>It is being fetched. How far it is stands above.</Trans>
          </p>
        ) : null}
      </div>
    </div>
  );
}
