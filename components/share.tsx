import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { Period } from '../lib/csat/period.ts';
import { type RatedShare, readScore } from '../lib/csat/score.ts';
import { formatCount, formatShare, formatShareRange } from './format.ts';
import { SampleMark } from './sample-mark.tsx';

/** The period in words: `last 30 days`, `all time`. */
export function periodName(period: Period): string {
  const days = period.length;
  if (days === 'all') return t`all time`;
  return plural(days, { one: 'last # day', other: 'last # days' });
}

/**
 * A CSAT score in words, as many as its ratings allow: `No ratings yet`, `2 of 3 happy`,
 * `Few ratings · 9 of 12 happy · likely 47–91%`, `82% happy · 412 of 503` and `likely 78–85%`.
 */
export function Share({ share, period }: { share: RatedShare; period: Period }) {
  const reading = readScore(share);
  const when = (
    <>
      {periodName(period)}
      <SampleMark />
    </>
  );
  if (reading.kind === 'none') {
    return (
      <div className="share">
        <p className="share-line">
          <data data-field="rated" value="0">
            <Trans>No ratings yet</Trans>
          </data>
          <data data-field="positive" value="0" />
        </p>
        <p className="quiet">{when}</p>
      </div>
    );
  }
  const { positive, rated } = reading;
  const happyCounts = (
    <Trans comment="412 of 503 happy">
      <Counted field="positive" value={positive} /> of <Counted field="rated" value={rated} /> happy
    </Trans>
  );
  if (reading.kind === 'counts') {
    return (
      <div className="share">
        <p className="share-line">
          <span className="share-figure">{happyCounts}</span>
        </p>
        <p className="quiet">{when}</p>
      </div>
    );
  }
  const { score, likely, decimals } = reading;
  const range = formatShareRange(likely.low, likely.high, decimals);
  const likelyRange = t({ message: `likely ${range}`, comment: 'likely 78–85%' });
  if (reading.kind === 'few') {
    return (
      <div className="share">
        <p className="share-line">
          <span className="share-few">
            <Trans>Few ratings</Trans>
          </span>
          <span className="share-figure">{happyCounts}</span>
        </p>
        <p className="quiet share-range">
          <data data-field="csat" value={score} />
          {likelyRange} · {when}
        </p>
      </div>
    );
  }
  const happyShare = formatShare(score, decimals);
  return (
    <div className="share">
      <p className="share-line">
        <data className="share-figure" data-field="csat" value={score}>
          <Trans comment="82% happy">{happyShare} happy</Trans>
        </data>
        <span className="share-counts">
          <Trans comment="412 of 503">
            <Counted field="positive" value={positive} /> of <Counted field="rated" value={rated} />
          </Trans>
        </span>
      </p>
      <p className="quiet share-range">
        {likelyRange} · {when}
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
