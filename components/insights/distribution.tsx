import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { type DayCounts, ratedShare, WITHOUT_FACE } from '../../lib/csat/day-counts.ts';
import { SCORES } from '../../lib/csat/scale.ts';
import { SHOW_SHARE_FROM } from '../../lib/csat/score.ts';
import type { Span } from '../../lib/csat/span.ts';
import { Face, Mark } from '../face.tsx';
import { faceWords } from '../face-words.ts';
import { formatCount, formatShare } from '../format.ts';
import { sentimentWords } from '../source-words.ts';
import { countCells } from './count-cells.ts';
import { countColumns } from './count-columns.ts';
import { ExportCsv } from './export-csv.tsx';

/** How often each face was picked, happiest first, and the ratings that have no face. */
export function Distribution({
  counts,
  span,
}: {
  counts: DayCounts;
  /** The days of the counts, for the export; without them there is none. */
  span?: Pick<Span, 'from' | 'to'>;
}) {
  const { rated } = ratedShare(counts);
  const rows = [...SCORES].reverse().map((score) => ({
    slot: `score${score}` as const,
    sign: <Face score={score} />,
    name: faceWords(score),
    bar: `bar-${score}`,
  }));
  const most = Math.max(1, ...[...rows, ...WITHOUT_FACE].map(({ slot }) => counts[slot]));
  return (
    <section
      className="insights-card"
      aria-labelledby="distribution-title"
      data-part="distribution"
    >
      <div className="card-title">
        <h2 id="distribution-title">
          <Trans>Ratings by face</Trans>
        </h2>
        <span className="spacer" />
        {span ? (
          <ExportCsv
            label={t`Export CSV: ratings by face`}
            table={() => ({
              name: `fivefaces-figures-${span.from ?? 'all'}-${span.to}`,
              head: [t`From`, t`To`, ...countColumns(true)],
              rows: [[span.from, span.to, ...countCells(counts, true)]],
            })}
          />
        ) : null}
      </div>
      <table className="face-rows">
        <thead className="spoken">
          <tr>
            <th>{t`Face`}</th>
            <td />
            <th>{t`Ratings`}</th>
            <th>{t`Share`}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ slot, ...row }) => (
            <Row key={slot} slot={slot} value={counts[slot]} most={most} rated={rated} {...row} />
          ))}
        </tbody>
        {WITHOUT_FACE.some(({ slot }) => counts[slot] > 0) ? (
          <tbody>
            <tr>
              <th colSpan={4} className="face-rows-group quiet" scope="rowgroup">
                <Trans>Without a face</Trans>
              </th>
            </tr>
            {WITHOUT_FACE.toReversed().map(({ slot, sentiment }) => (
              <Row
                key={slot}
                slot={slot}
                sign={<Mark sentiment={sentiment} />}
                name={sentimentWords(sentiment)}
                bar={`bar-${sentiment}`}
                value={counts[slot]}
                most={most}
                rated={rated}
              />
            ))}
          </tbody>
        ) : null}
      </table>
    </section>
  );
}

function Row({
  slot,
  sign,
  name,
  bar,
  value,
  most,
  rated,
}: {
  slot: string;
  sign: ReactNode;
  name: string;
  bar: string;
  value: number;
  most: number;
  rated: number;
}) {
  return (
    <tr>
      <th scope="row">
        <span className="face-rows-name">
          {sign}
          {name}
        </span>
      </th>
      <td className="face-rows-bar" aria-hidden="true">
        <span className={`bar-fill ${bar}`} style={{ inlineSize: `${(value / most) * 100}%` }} />
      </td>
      <td className="number">
        <data data-field={slot} value={value}>
          {formatCount(value)}
        </data>
      </td>
      <td className="number quiet">{rated < SHOW_SHARE_FROM ? '' : formatShare(value / rated)}</td>
    </tr>
  );
}
