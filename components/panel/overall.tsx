import { ratedShare } from '../../lib/csat/day-counts.ts';
import type { PeriodChoice } from '../../lib/csat/period.ts';
import type { PanelView } from '../../lib/store/views.ts';
import { Freshness } from '../freshness.tsx';
import { PeriodSelect } from '../period-select.tsx';
import { ScoreInfo } from '../score-info.tsx';
import { Share } from '../share.tsx';
import { changeOf } from '../topic-changes.ts';
import { Trend } from '../trend.tsx';

/** The panel's foot: the score of everything, its period, and how fresh all figures are. */
export function Overall({
  view,
  choice,
  onChoose,
  now,
}: {
  view: PanelView;
  choice: PeriodChoice;
  onChoose: (choice: PeriodChoice) => void;
  now: number;
}) {
  const { overall, sync } = view;
  const share = ratedShare(overall.counts);
  const loading = sync.phase !== 'current';
  return (
    <footer
      className="panel-foot"
      data-part="overall"
      data-period={overall.period.length}
      data-state={loading ? 'loading' : undefined}
    >
      <div className="foot-row">
        <h2 className="block-title">All conversations</h2>
        <PeriodSelect value={choice} onChange={onChoose} />
        <ScoreInfo side="above" />
      </div>
      {loading && share.rated === 0 ? (
        <p className="quiet">Scores are loading</p>
      ) : (
        <>
          <Share share={share} period={overall.period} />
          {overall.before ? (
            <Trend change={changeOf(overall)} before={ratedShare(overall.before)} />
          ) : null}
        </>
      )}
      <p className="quiet freshness">
        <Freshness sync={sync} now={now} />
      </p>
    </footer>
  );
}
