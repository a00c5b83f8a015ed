import { useEffect, useEffectEvent } from 'react';
import type { PanelQuery, PanelView } from '../../lib/store/views.ts';
import { useSurface } from '../surface.ts';
import type { ViewState } from '../use-view.ts';

/** How long (ms) after an answer: all of it is drawn by then, with what to review next. */
const AFTER_PAINT = 200;

/**
 * After each answer, while somebody can look at it: reads what is likely to be opened next, so that
 * its score is there at once.
 */
export function useReadAhead(state: ViewState<PanelView>, query: () => PanelQuery): void {
  const { reader } = useSurface();
  const wanted = useEffectEvent(() => query());
  const answered = state.kind === 'view' ? state.value : null;
  // Until everything was fetched once, the copy changes all the time.
  const isWorthIt = answered?.conversation != null && answered.sync.phase === 'current';
  // biome-ignore lint/correctness/useExhaustiveDependencies: another answer means another state to read
  useEffect(() => {
    if (!isWorthIt) return;
    const end = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const begin = () => {
      if (document.visibilityState !== 'visible') return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        // Why the store cannot be read is told where the panel's own view is.
        reader.readAhead(wanted(), end.signal).catch(() => undefined);
      }, AFTER_PAINT);
    };
    begin();
    document.addEventListener('visibilitychange', begin, { signal: end.signal });
    return () => {
      end.abort();
      clearTimeout(timer);
    };
  }, [reader, answered, isWorthIt]);
}
