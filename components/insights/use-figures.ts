import { useEffect, useState } from 'react';
import type { Day } from '../../lib/csat/calendar.ts';
import type { DayCounts } from '../../lib/csat/day-counts.ts';
import type {
  InsightsTopic,
  InsightsView,
  KeptCounts,
  KeptQuery,
} from '../../lib/store/insights-views.ts';
import { useSurface } from '../surface.ts';
import { useNow } from '../use-now.ts';
import { useView } from '../use-view.ts';
import type { InsightsFilter } from './route.ts';

/** What a page of figures shows. */
export interface Figures {
  view: InsightsView;
  counts: DayCounts;
  before: DayCounts | null;
  days: readonly (readonly [Day, DayCounts])[];
  topics: readonly InsightsTopic[];
  /** Where channel or handling is asked: the figures are of the conversations kept here alone. */
  kept: KeptCounts | null;
}

export type FiguresState =
  | { kind: 'loading' }
  | { kind: 'error' }
  /** The conversations kept here are being gone through. */
  | { kind: 'counting'; view: InsightsView }
  | { kind: 'figures'; figures: Figures };

const HOUR = 3_600_000;

/** The figures under a filter, live. Channel and handling are counted in the conversations kept here. */
export function useFigures({ period, compare, source, channel, handling }: InsightsFilter) {
  const surface = useSurface();
  const hour = Math.floor(useNow() / HOUR);
  const state = useView(JSON.stringify([period, compare, source, hour]), (reader) =>
    reader.insights({ period, compare, source, now: surface.now() }),
  );
  const view = state.kind === 'view' ? state.value : null;
  const narrowed = channel !== null || handling !== null;
  const kept = useKept(
    view && narrowed
      ? { span: view.span, compared: view.compared, source, channel, handling }
      : null,
    view?.kept.revision ?? '',
  );
  return figuresState();

  function figuresState(): FiguresState {
    if (state.kind === 'error' || kept.kind === 'error') return { kind: 'error' };
    if (!view) return { kind: 'loading' };
    if (!narrowed) return { kind: 'figures', figures: { ...view, view, kept: null } };
    if (kept.kind === 'counting') return { kind: 'counting', view };
    const { counts } = kept;
    const topics = new Map(counts.topics.map((topic) => [topic.id, topic]));
    return {
      kind: 'figures',
      figures: {
        ...counts,
        view,
        topics: view.topics.flatMap((topic) => {
          const narrow = topics.get(topic.id);
          return narrow ? [{ ...topic, ...narrow }] : [];
        }),
        kept: counts,
      },
    };
  }
}

type Kept =
  | { kind: 'counting' }
  | { kind: 'error' }
  | { kind: 'counted'; key: string; counts: KeptCounts };

/**
 * Counts the conversations kept here, again after each change of them. While another question is
 * counted there is no answer: one filter's figures never stand under another's name.
 */
function useKept(query: Omit<KeptQuery, 'now'> | null, revision: string): Kept {
  const { reader, now } = useSurface();
  const key = query === null ? null : JSON.stringify(query);
  const [kept, setKept] = useState<Kept>({ kind: 'counting' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` names `query`, `revision` counts again
  useEffect(() => {
    if (query === null || key === null) return;
    const end = new AbortController();
    reader.countKept({ ...query, now: now() }, end.signal).then(
      (counts) => {
        if (!end.signal.aborted) setKept({ kind: 'counted', key, counts });
      },
      () => {
        if (!end.signal.aborted) setKept({ kind: 'error' });
      },
    );
    return () => end.abort();
  }, [reader, key, revision]);
  return kept.kind === 'counted' && kept.key !== key ? { kind: 'counting' } : kept;
}
