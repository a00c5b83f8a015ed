import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReviewView } from '../../lib/store/edit-views.ts';
import type { SyncView } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { formatAgo } from '../format.ts';
import { serverNow } from '../verdict-words.ts';

/** How a review stands; the same words as its `data-state`. */
export type ReviewStanding = 'none' | 'saved' | 'waiting' | 'conflict' | 'refused';

export function reviewState({ stored, waiting }: ReviewView): ReviewStanding {
  if (waiting) return waiting.state;
  return stored?.changedAt ? 'saved' : 'none';
}

/** Whether the review is on the server, by whom and when, and the way back from the last save. */
export function ReviewStatus({
  view,
  me,
  sync,
  now,
  undo,
}: {
  view: ReviewView;
  me: { id: string };
  sync: SyncView;
  now: number;
  undo: (() => void) | null;
}) {
  const state = reviewState(view);
  const { stored } = view;
  const by = stored?.changedBy;
  const name = by?.name ?? t({ message: 'somebody', comment: 'saved by somebody' });
  const ago = stored?.changedAt && formatAgo(Date.parse(stored.changedAt), serverNow(sync, now));
  const savedWords = !ago
    ? null
    : by?.id === me.id
      ? t({ message: `Saved by you, ${ago}`, comment: 'Saved by you, 2 min. ago' })
      : t({ message: `Saved by ${name}, ${ago}`, comment: 'Saved by Ada, 2 min. ago' });
  return (
    <p className="quiet review-status">
      <span role="status">
        {state === 'waiting'
          ? sync.problem
            ? t({ message: 'Waiting to be sent', comment: 'a review' })
            : t({ message: 'Sending…', comment: 'a review' })
          : state === 'none'
            ? t`Not reviewed yet`
            : state === 'saved'
              ? savedWords
              : null}
      </span>
      {undo ? (
        <>
          {state === 'none' || state === 'saved' || state === 'waiting' ? ' · ' : null}
          <Button look="quiet" className="inline" data-action="undo" onClick={undo}>
            <Trans>Undo</Trans>
          </Button>
        </>
      ) : null}
    </p>
  );
}
