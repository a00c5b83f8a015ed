import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { Change } from '../../lib/csat/change.ts';
import type { RatedShare, ScoreReading } from '../../lib/csat/score.ts';
import { formatCount, formatShare } from '../format.ts';
import { Trend } from '../trend.tsx';

/** A topic's score in a table, as much of it as its ratings allow. */
export function TopicShare({ reading, share }: { reading: ScoreReading; share: RatedShare }) {
  if (reading.kind === 'none') {
    return (
      <span className="topic-share">
        <span className="quiet">
          <Trans>No ratings</Trans>
        </span>
      </span>
    );
  }
  const positive = formatCount(share.positive);
  const rated = formatCount(share.rated);
  if (reading.kind === 'counts') {
    return (
      <span className="topic-share">
        <span>{t({ message: `${positive} of ${rated} happy`, comment: '412 of 503 happy' })}</span>
      </span>
    );
  }
  return (
    <span className="topic-share">
      <strong>{formatShare(reading.score, reading.decimals)}</strong>{' '}
      <span className="quiet">
        {t({ message: `${positive} of ${rated}`, comment: '412 of 503' })}
        {reading.kind === 'few' ? (
          <>
            {' '}
            ·{' '}
            <span className="share-few">
              <Trans>Few ratings</Trans>
            </span>
          </>
        ) : null}
      </span>
    </span>
  );
}

/** Whether a topic's score moved; a dash, explained, where there are too few ratings to say. */
export function TopicChange({ change, before }: { change: Change; before: RatedShare | null }) {
  if (change.kind === 'too_few' || !before) {
    return (
      <span className="quiet" title={t`Too few ratings to compare`}>
        <span aria-hidden="true">–</span>
        <span className="spoken">
          <Trans>Too few ratings to compare</Trans>
        </span>
      </span>
    );
  }
  return <Trend change={change} before={before} />;
}
