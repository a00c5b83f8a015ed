import type { Period } from '../lib/csat/period.ts';
import { type RatedShare, readScore } from '../lib/csat/score.ts';
import { formatCount, formatShare, formatShareRange } from './format.ts';

/** The period in words: `last 30 days`, `all time`. */
export function periodName(period: Period): string {
  return period.length === 'all' ? 'all time' : `last ${period.length} days`;
}

/**
 * A CSAT score in words, as many as its ratings allow: `No ratings yet`, `2 of 3 happy`,
 * `Few ratings · 9 of 12 happy · likely 47–91%`, `82% happy · 412 of 503` and `likely 78–85%`.
 */
export function Share({ share, period }: { share: RatedShare; period: Period }) {
  const reading = readScore(share);
  const when = periodName(period);
  if (reading.kind === 'none') {
    return (
      <div className="share">
        <p className="share-line">
          <data data-field="rated" value="0">
            No ratings yet
          </data>
          <data data-field="positive" value="0" />
          <span className="quiet"> · {when}</span>
        </p>
      </div>
    );
  }
  const counts = (
    <>
      <Counted field="positive" value={reading.positive} /> of{' '}
      <Counted field="rated" value={reading.rated} />
    </>
  );
  if (reading.kind === 'counts') {
    return (
      <div className="share">
        <p className="share-line">
          <span className="share-figure">{counts} happy</span>
          <span className="quiet"> · {when}</span>
        </p>
      </div>
    );
  }
  const { score, likely, decimals } = reading;
  const range = `likely ${formatShareRange(likely.low, likely.high, decimals)}`;
  if (reading.kind === 'few') {
    return (
      <div className="share">
        <p className="share-line">
          <span className="share-few">Few ratings</span>
          <span className="share-figure">{counts} happy</span>
        </p>
        <p className="quiet share-range">
          <data data-field="csat" value={score} />
          {range} · {when}
        </p>
      </div>
    );
  }
  return (
    <div className="share">
      <p className="share-line">
        <data className="share-figure" data-field="csat" value={score}>
          {formatShare(score, decimals)} happy
        </data>
        <span className="share-counts">{counts}</span>
      </p>
      <p className="quiet share-range">
        {range} · {when}
      </p>
    </div>
  );
}

function Counted({ field, value }: { field: 'positive' | 'rated'; value: number }) {
  return (
    <data data-field={field} value={value}>
      {formatCount(value)}
    </data>
  );
}
