import type { Change } from '../../lib/csat/change.ts';
import { ratedShare, toReview } from '../../lib/csat/day-counts.ts';
import type { TopicView } from '../../lib/store/views.ts';
import { formatCount } from '../format.ts';
import { Share } from '../share.tsx';
import { Trend } from '../trend.tsx';

/** One topic of the conversation: its score, how it moved, what is left to review, and its known problem. */
export function TopicCard({ topic, change }: { topic: TopicView; change: Change }) {
  const { counts, before, period } = topic.figures;
  const review = toReview(counts);
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
        {review > 0 ? <span className="to-review">{formatCount(review)} to review</span> : null}
      </div>
      <Share share={ratedShare(counts)} period={period} />
      {before ? <Trend change={change} before={ratedShare(before)} /> : null}
      {topic.knownProblem ? (
        <p className="known-problem">
          <strong>Known problem:</strong> {topic.knownProblem}
        </p>
      ) : null}
      {topic.status === 'open' ? null : (
        <p className="quiet">{topic.status === 'done' ? 'Marked done' : 'Muted'}</p>
      )}
    </article>
  );
}
