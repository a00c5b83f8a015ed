import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { ratedShare } from '../../lib/csat/day-counts.ts';
import { ENOUGH_RATINGS } from '../../lib/csat/score.ts';
import { formatCount } from '../format.ts';
import { countCells } from './count-cells.ts';
import { countColumns } from './count-columns.ts';
import { ExportCsv } from './export-csv.tsx';
import { Segments } from './segments.tsx';
import { TrendChart } from './trend-chart.tsx';
import { STEPS, type Step, trendPoints, usualStep } from './trend-points.ts';
import { TrendTable } from './trend-table.tsx';
import { pointWords } from './trend-words.ts';
import type { Figures } from './use-figures.ts';

/** How the score went over the span: as a chart, or the same points as a table. */
export function TrendSection({ figures }: { figures: Figures }) {
  const { view, days, counts } = figures;
  const [chosen, setStep] = useState<Step | null>(null);
  const [look, setLook] = useState<'chart' | 'table'>('chart');
  const step = chosen ?? usualStep(days, view.span);
  const points = trendPoints(days, view.span, step, view.today);
  const { rated } = ratedShare(counts);
  return (
    <section
      className="insights-card trend-section"
      aria-labelledby="trend-title"
      data-part="trend"
    >
      <div className="card-title">
        <h2 id="trend-title">
          <Trans>Score over time</Trans>
        </h2>
        <span className="spacer" />
        <Segments
          label={t`One point for each`}
          value={step}
          options={STEPS.map((value) => ({ value, name: stepName(value) }))}
          onChange={setStep}
        />
        {rated < ENOUGH_RATINGS ? null : (
          <Segments
            label={t`Show as`}
            value={look}
            options={[
              { value: 'chart', name: t`Chart` },
              { value: 'table', name: t`Table` },
            ]}
            onChange={setLook}
          />
        )}
        <ExportCsv
          label={t`Export CSV: score over time`}
          table={() => ({
            name: `fivefaces-score-${step}-${view.today}`,
            head: [t`From`, t`To`, ...countColumns(true)],
            rows: points.map((point) => [point.from, point.to, ...countCells(point.counts, true)]),
          })}
        />
      </div>
      {rated === 0 ? (
        <p className="quiet">
          <Trans>Nothing was rated in this period.</Trans>
        </p>
      ) : rated < ENOUGH_RATINGS ? (
        <>
          <p className="quiet">{fewWords()}</p>
          <TrendTable points={points} step={step} />
        </>
      ) : look === 'chart' ? (
        <TrendChart points={points} step={step} words={(point) => pointWords(point, step)} />
      ) : (
        <TrendTable points={points} step={step} />
      )}
    </section>
  );
}

function fewWords(): string {
  const enough = formatCount(ENOUGH_RATINGS);
  return t`A chart needs ${enough} ratings: with fewer it shows chance. Here are the numbers.`;
}

function stepName(step: Step): string {
  switch (step) {
    case 'day':
      return t({ message: 'Day', comment: 'one point of the chart for each day' });
    case 'week':
      return t({ message: 'Week', comment: 'one point of the chart for each week' });
    case 'month':
      return t({ message: 'Month', comment: 'one point of the chart for each month' });
  }
}
