import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { Change } from '../../lib/csat/change.ts';
import { ratedShare } from '../../lib/csat/day-counts.ts';
import type { NextInLine } from '../../lib/store/to-review-views.ts';
import type { TopicView } from '../../lib/store/views.ts';
import { formatCount } from '../format.ts';
import { Share } from '../share.tsx';
import { Trend } from '../trend.tsx';
import { Distribution } from './distribution.tsx';
import { KnownProblem } from './known-problem.tsx';

/** One topic of the conversation: its score, how it moved, how it spreads, and its known problem. */
export function TopicCard({
  topic,
  change,
  line,
  solo,
}: {
  topic: TopicView;
  change: Change;
  /** What of the topic is left to review; `null` where that is not read. */
  line: NextInLine | null;
  /** Nobody else sees what is written here. */
  solo: boolean;
}) {
  const { counts, before, period } = topic.figures;
  return (
    <article
      className="topic"
      data-part="topic"
      data-topic={topic.id}
      data-period={period.length}
      aria-label={topic.title}
    >
      <div className="topic-head">
        <h2>{topic.title}</h2>
        {topic.status === 'open' ? null : (
          <span className="label">
            {topic.status === 'done' ? (
              <Trans comment="a topic's status">Marked done</Trans>
            ) : (
              <Trans comment="a topic's status">Muted</Trans>
            )}
          </span>
        )}
        {line && line.count > 0 ? <span className="to-review">{toReviewWords(line)}</span> : null}
      </div>
      <div className="topic-score">
        <div>
          <Share share={ratedShare(counts)} period={period} />
          {before ? <Trend change={change} before={ratedShare(before)} /> : null}
        </div>
        <Distribution counts={counts} />
      </div>
      <KnownProblem topic={topic} solo={solo} />
    </article>
  );
}

function toReviewWords({ count, more }: NextInLine): string {
  if (!more) return plural(count, { one: '# to review', other: '# to review' });
  const number = formatCount(count);
  return t({ message: `more than ${number} to review`, comment: 'conversations of a topic' });
}
