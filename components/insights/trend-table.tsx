import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ratedShare } from '../../lib/csat/day-counts.ts';
import { formatCount, formatShare, formatShareRange } from '../format.ts';
import type { Step, TrendPoint } from './trend-points.ts';
import { pointName } from './trend-words.ts';

/** The points of the trend as rows, the newest first. */
export function TrendTable({ points, step }: { points: readonly TrendPoint[]; step: Step }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className="trend-table" aria-label={t`Score over time, as a table`} tabIndex={0}>
      <table className="figures-table">
        <thead>
          <tr>
            <th scope="col">
              <Trans>Days</Trans>
            </th>
            <th scope="col" className="number">
              <Trans>Score</Trans>
            </th>
            <th scope="col" className="number">
              <Trans comment="column: the likely range of the score">Likely</Trans>
            </th>
            <th scope="col" className="number">
              <Trans context="column" comment="column: how many ratings are happy or very happy">
                Happy
              </Trans>
            </th>
            <th scope="col" className="number">
              <Trans>Ratings</Trans>
            </th>
            <th scope="col" className="number">
              <Trans>Conversations</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {[...points].reverse().map((point) => (
            <Row key={point.from} point={point} step={step} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ point, step }: { point: TrendPoint; step: Step }) {
  const { reading, counts } = point;
  const { rated, positive } = ratedShare(counts);
  const shown = reading.kind === 'few' || reading.kind === 'full' ? reading : null;
  return (
    <tr data-empty={counts.conversations === 0 || undefined}>
      <th scope="row">{pointName(point, step)}</th>
      <td className="number">
        {shown ? formatShare(shown.score, shown.decimals) : '–'}
        {shown?.kind === 'few' ? (
          <span className="share-few few-inline">
            <Trans>Few ratings</Trans>
          </span>
        ) : null}
      </td>
      <td className="number">
        {shown ? formatShareRange(shown.likely.low, shown.likely.high, shown.decimals) : '–'}
      </td>
      <td className="number">{formatCount(positive)}</td>
      <td className="number">{formatCount(rated)}</td>
      <td className="number">{formatCount(counts.conversations)}</td>
    </tr>
  );
}
