import { useEffect, useState } from 'react';
import type { NextToReviewView } from '../../lib/store/to-review-views.ts';
import type { PanelView } from '../../lib/store/views.ts';
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
 * What to review after the open conversation, read again with each answer that the panel gets: when
 * another one is opened, and when anything was rated, reviewed or flagged. Read after the score was
 * painted, which must not wait for it; until then what was there stays, so that nothing vanishes and
 * comes back with each conversation.
 */
export function useNextToReview(view: PanelView | null): NextToReviewState {
  const { reader, now } = useSurface();
  const [next, setNext] = useState<{ view: NextToReviewView; after: string } | null>(null);
  const me = view?.workspace?.person.id ?? null;
  const source = view?.conversation?.source ?? null;
  const id = view?.conversation?.id ?? null;
  const topic = view?.conversation?.topics[0] ?? null;
  const after = JSON.stringify([source, id, topic]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view, another state of the store
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
  }, [reader, now, view, source, id, topic, after, me]);
  return { view: next?.view ?? null, old: next?.after !== after };
}
