import { plural } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { TopicInsightsView } from '../../../lib/store/conversation-views.ts';
import { formatCount } from '../../format.ts';
import { CAUSES, causeName, stepName } from '../../review/review-words.ts';

/** What came of the topic's reviews: how many are done, with which causes and next steps. */
export function ReviewsCard({ view }: { view: TopicInsightsView }) {
  const { reviews, nextSteps } = view;
  const causes = CAUSES.flatMap((cause) => {
    const count = reviews.causes[cause] ?? 0;
    return count > 0 ? [{ key: cause, name: causeName(cause), count }] : [];
  });
  const steps = Object.entries(reviews.steps).map(([id, count]) => ({
    key: id,
    name: stepName(id, nextSteps),
    count,
  }));
  const done = plural(reviews.done, { one: '# review done', other: '# reviews done' });
  const open = plural(reviews.open, { one: '# begun', other: '# begun' });
  return (
    <section className="insights-card" aria-labelledby="topic-reviews" data-part="reviews">
      <h2 id="topic-reviews">
        <Trans>Reviews</Trans>
      </h2>
      {reviews.done === 0 && reviews.open === 0 ? (
        <p className="quiet">
          <Trans>Nobody has reviewed a conversation of this topic in this period.</Trans>
        </p>
      ) : (
        <p>
          <data data-field="reviews-done" value={reviews.done}>
            {done}
          </data>
          {reviews.open > 0 ? <span className="quiet"> · {open}</span> : null}
        </p>
      )}
      <Counts title={<Trans>What went wrong</Trans>} rows={causes} field="cause" />
      <Counts title={<Trans>What is done about it</Trans>} rows={steps} field="step" />
    </section>
  );
}

function Counts({
  title,
  rows,
  field,
}: {
  title: ReactNode;
  rows: readonly { key: string; name: string; count: number }[];
  field: string;
}) {
  if (rows.length === 0) return null;
  const most = Math.max(...rows.map(({ count }) => count));
  const sorted = rows.toSorted((a, b) => b.count - a.count);
  return (
    <table className="review-counts">
      <caption className="block-title">{title}</caption>
      <tbody>
        {sorted.map(({ key, name, count }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td className="review-bar" aria-hidden="true">
              <span className="bar-fill" style={{ inlineSize: `${(count / most) * 100}%` }} />
            </td>
            <td className="number">
              <data data-field={`${field}-${key}`} value={count}>
                {formatCount(count)}
              </data>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
