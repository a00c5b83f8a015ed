import { t } from '@lingui/core/macro';
import { ratedShare } from '../../lib/csat/day-counts.ts';
import type { PopupView } from '../../lib/store/views.ts';
import { OverallScore } from '../overall-score.tsx';
import { useSurface } from '../surface.ts';
import { useChoice } from '../use-choice.ts';

/** What it was all for, as soon as there is something to show: the score of what was brought in. */
export function FirstScore({ view }: { view: PopupView }) {
  const [choice, choose] = useChoice(useSurface().period);
  if (ratedShare(view.overall.counts).rated === 0) return null;
  return (
    <section className="card" data-part="overall" aria-label={t`CSAT score`}>
      <OverallScore
        overall={view.overall}
        sync={view.sync}
        choice={choice ?? 'auto'}
        onChoose={choose}
        infoSide="below"
        sources={view.sources}
      />
    </section>
  );
}
