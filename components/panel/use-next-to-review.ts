import { useEffect, useState } from 'react';
import { toReview } from '../../lib/csat/day-counts.ts';
import type { NextToReviewView, PanelView } from '../../lib/store/views.ts';
import { useSurface } from '../surface.ts';

/** How long (ms) after the score is drawn: it is painted by then, also on a busy computer. */
const AFTER_PAINT = 100;

/**
 * What to review after the open conversation; `null` until it is read, and then read again when
 * ratings came or the review changed. Read after the score was painted, which must not wait for it.
 */
export function useNextToReview(
  view: Pick<PanelView, 'conversation' | 'workspace' | 'overall' | 'review'>,
): NextToReviewView | null {
  const { reader, now } = useSurface();
  const [next, setNext] = useState<NextToReviewView | null>(null);
  const { conversation, workspace, overall, review } = view;
  const me = workspace?.person.id ?? '';
  const source = conversation?.source ?? null;
  const id = conversation?.id ?? null;
  const topic = conversation?.topics[0] ?? null;
  const left = toReview(overall.counts);
  const saves = review?.waiting?.edit ?? review?.stored?.version ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `left` and `saves` say when to read again
  useEffect(() => {
    let wanted = true;
    const query = {
      open: source !== null && id !== null ? { source, id } : null,
      topics: topic === null ? [] : [topic],
      me,
      now: now(),
    };
    const timer = setTimeout(() => {
      reader.nextToReview(query).then(
        (value) => {
          if (wanted) setNext(value);
        },
        // Why the store cannot be read is told where the panel's own view is.
        () => undefined,
      );
    }, AFTER_PAINT);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [reader, now, source, id, topic, me, left, saves]);
  return next;
}
