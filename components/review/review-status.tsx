import type { ReviewView, SyncView } from '../../lib/store/views.ts';
import { Ago } from '../ago.tsx';
import { Button } from '../button.tsx';
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
  return (
    <p className="quiet review-status">
      <span role="status">
        {state === 'waiting'
          ? sync.problem
            ? 'Waiting to be sent'
            : 'Sending…'
          : state === 'none'
            ? 'Not reviewed yet'
            : state === 'saved'
              ? `Saved by ${by?.id === me.id ? 'you' : (by?.name ?? 'somebody')}`
              : null}
      </span>
      {state === 'saved' && stored?.changedAt ? (
        <>
          , <Ago instant={Date.parse(stored.changedAt)} now={serverNow(sync, now)} />
        </>
      ) : null}
      {undo ? (
        <>
          {' · '}
          <Button look="quiet" className="inline" data-action="undo" onClick={undo}>
            Undo
          </Button>
        </>
      ) : null}
    </p>
  );
}
