import { useEffect, useState } from 'react';
import { toReview } from '../../lib/csat/day-counts.ts';
import type { NextToReviewView, PanelView } from '../../lib/store/views.ts';
import { useSurface } from '../surface.ts';

/** How long (ms) after the score is drawn: it is painted by then, also on a busy computer. */
const AFTER_PAINT = 100;

/** What is left to review. */
export interface NextToReviewState {
  /** `null` until it was read once. */
  view: NextToReviewView | null;
  /** It is of the conversation that was open before, for a moment. */
  old: boolean;
}

/**
 * What to review after the open conversation, read again when another one is opened, ratings came or
 * the review changed. Read after the score was painted, which must not wait for it; until then what
 * was there stays, so that nothing vanishes and comes back with each conversation.
 */
export function useNextToReview(
  view: Pick<PanelView, 'conversation' | 'workspace' | 'overall' | 'review'> | null,
): NextToReviewState {
  const { reader, now } = useSurface();
  const [next, setNext] = useState<{ view: NextToReviewView; after: string } | null>(null);
  const me = view?.workspace?.person.id ?? null;
  const source = view?.conversation?.source ?? null;
  const id = view?.conversation?.id ?? null;
  const topic = view?.conversation?.topics[0] ?? null;
  const left = view ? toReview(view.overall.counts) : 0;
  const saves = view?.review?.waiting?.edit ?? view?.review?.stored?.version ?? 0;
  const after = JSON.stringify([source, id, topic]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `left` and `saves` say when to read again
  useEffect(() => {
    if (me === null) {
      setNext(null);
      return;
    }
    let wanted = true;
    const query = {
      open: source !== null && id !== null ? { source, id } : null,
      topics: topic === null ? [] : [topic],
      me,
      now: now(),
    };
    const timer = setTimeout(() => {
      reader.nextToReview(query).then(
        (read) => {
          if (wanted) setNext({ view: read, after });
        },
        // Why the store cannot be read is told where the panel's own view is.
        () => undefined,
      );
    }, AFTER_PAINT);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [reader, now, source, id, topic, after, me, left, saves]);
  return { view: next?.view ?? null, old: next?.after !== after };
}
