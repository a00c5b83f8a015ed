import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { ratedShare } from '../lib/csat/day-counts.ts';
import type { PeriodChoice, PeriodCounts } from '../lib/csat/period.ts';
import type { SourceView, SyncView } from '../lib/store/views.ts';
import { PeriodSelect } from './period-select.tsx';
import { ScoreInfo } from './score-info.tsx';
import { Share } from './share.tsx';
import { changeOf } from './topic-changes.ts';
import { Trend } from './trend.tsx';

/** True while the first sync has brought no score yet: no ratings here says nothing. */
export function scoresLoading(overall: PeriodCounts, sync: SyncView): boolean {
  return sync.phase !== 'current' && ratedShare(overall.counts).rated === 0;
}

/** The score of everything: a line with its period and ⓘ, the share, and how it moved. */
export function OverallScore({
  overall,
  sync,
  choice,
  onChoose,
  infoSide,
  sources,
  children,
}: {
  overall: PeriodCounts;
  sync: SyncView;
  choice: PeriodChoice;
  onChoose: (choice: PeriodChoice) => void;
  infoSide: 'above' | 'below';
  /** Where the ratings come from. */
  sources: readonly SourceView[];
  /** What stands on the last line, beside the change. */
  children?: ReactNode;
}) {
  const loading = scoresLoading(overall, sync);
  return (
    <div className="overall-score">
      <div className="overall-head">
        <h2 className="block-title">
          <Trans>All conversations</Trans>
        </h2>
        <PeriodSelect value={choice} onChange={onChoose} />
        <ScoreInfo side={infoSide} sources={sources} />
      </div>
      {loading ? (
        <p className="quiet">
          <Trans>Scores are loading</Trans>
        </p>
      ) : (
        <Share share={ratedShare(overall.counts)} period={overall.period} />
      )}
      <div className="overall-last">
        {overall.before && !loading ? (
          <Trend change={changeOf(overall)} before={ratedShare(overall.before)} />
        ) : null}
        {children}
      </div>
    </div>
  );
}
