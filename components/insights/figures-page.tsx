import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { ratedShare } from '../../lib/csat/day-counts.ts';
import { ENOUGH_RATINGS } from '../../lib/csat/score.ts';
import type { InsightsView } from '../../lib/store/insights-views.ts';
import { formatCount, formatDay } from '../format.ts';
import { Notice } from '../notice.tsx';
import { Skeleton } from '../skeleton.tsx';
import { StoreError } from '../store-error.tsx';
import type { InsightsFilter } from './route.ts';
import { daysWords, spanWords } from './span-words.ts';
import { type Figures, useFigures } from './use-figures.ts';

/** May whoever looks see ratings at all? The server keeps them back; here it is said. */
export function seesAnyRatings({ workspace, seesRatings }: InsightsView): boolean {
  return workspace?.role === 'admin' || workspace?.solo === true || seesRatings !== 'admins';
}

/** A page of figures in each of its states; `children` draws what there is. */
export function FiguresPage({
  filter,
  children,
}: {
  filter: InsightsFilter;
  children: (figures: Figures) => ReactNode;
}) {
  const state = useFigures(filter);
  if (state.kind === 'error') return <StoreError />;
  if (state.kind === 'loading') {
    return (
      <div className="insights-card">
        <Skeleton lines={6} />
      </div>
    );
  }
  if (state.kind === 'counting') {
    return (
      <div className="insights-card" data-state="counting">
        <Skeleton lines={6} label={t`Counting the conversations kept here`} />
        <p className="quiet">
          <Trans>Counting the conversations kept here</Trans>
        </p>
      </div>
    );
  }
  const { figures } = state;
  const { view } = figures;
  const first = view.sync.phase !== 'current';
  if (first && ratedShare(figures.counts).rated === 0) {
    return (
      <div className="insights-card" data-state="first-sync">
        <Skeleton lines={6} label={t`Scores are loading`} />
        <p className="quiet">
          <Trans>Scores are loading. They are here before the conversations are.</Trans>
        </p>
      </div>
    );
  }
  return (
    <>
      <About figures={figures} filter={filter} />
      {children(figures)}
    </>
  );
}

/** What the figures are about: the days, and what is not in them. */
function About({ figures, filter }: { figures: Figures; filter: InsightsFilter }) {
  const { view, kept } = figures;
  const notes = [keptNote(figures), ...(view.sync.phase === 'current' ? [] : [stillLoading()])];
  return (
    <div className="insights-about" data-part="about">
      <p className="quiet">
        <span className="about-span">{spanWords(view.span)}</span>
        {view.span.length === null || view.span.from === null ? null : (
          <> · {daysWords({ from: view.span.from, to: view.span.to })}</>
        )}
        {filter.period === 'auto' && ratedShare(view.counts).rated >= ENOUGH_RATINGS ? (
          <>
            {' '}
            · <Trans>the shortest period with 30 ratings in it</Trans>
          </>
        ) : null}
      </p>
      {notes.map((note) => (note === null ? null : <p key={note}>{note}</p>))}
      {kept && filter.handling !== null && kept.handlingUnknown > 0 ? (
        <p>{unknownNote(kept.handlingUnknown)}</p>
      ) : null}
      {view.seesRatings === 'ai_ratings_only' && view.workspace?.role !== 'admin' ? (
        <p>
          <Trans>Only ratings of the AI agent are counted here: your admin decided that.</Trans>
        </p>
      ) : null}
      {seesAnyRatings(view) ? null : (
        <Notice title={t`Only admins see ratings`}>
          <p>
            <Trans>
              Your admin decided who sees them. You see how many conversations there were.
            </Trans>
          </p>
        </Notice>
      )}
    </div>
  );
}

function keptNote({ kept, view }: Figures): string | null {
  if (!kept) return null;
  const count = formatCount(kept.conversations);
  const { from } = view.kept;
  const cut = from !== null && (view.span.from === null || from > view.span.from);
  if (!cut) return t`Counted among the ${count} conversations of this period that are kept here.`;
  const first = formatDay(from);
  return t`Counted among the ${count} conversations of this period that are kept here. Those before ${first} are not kept.`;
}

function unknownNote(unknown: number): string {
  const count = formatCount(unknown);
  return t`Of ${count} it is not known whether they were handed over: their platform does not say. They are in neither.`;
}

function stillLoading(): string {
  return t`Conversations are still loading: what is counted among them grows.`;
}
