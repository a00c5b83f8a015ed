import { t } from '@lingui/core/macro';
import type { PeriodChoice } from '../../lib/csat/period.ts';
import type { PanelView } from '../../lib/store/views.ts';
import { Freshness } from '../freshness.tsx';
import { OverallScore } from '../overall-score.tsx';

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
  return (
    <section
      aria-label={t`All conversations`}
      className="panel-foot"
      data-part="overall"
      data-period={overall.period.length}
      data-state={sync.phase === 'current' ? undefined : 'loading'}
    >
      <OverallScore
        overall={overall}
        sync={sync}
        choice={choice}
        onChoose={onChoose}
        infoSide="above"
        sources={view.sources}
      >
        <p className="quiet freshness">
          <Freshness sync={sync} now={now} />
        </p>
      </OverallScore>
    </section>
  );
}
