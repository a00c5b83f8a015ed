import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReviewQueueView } from '../../../lib/store/conversation-views.ts';
import { formatCount } from '../../format.ts';
import { spanWords } from '../span-words.ts';

/** How far the team is, and you. Nobody else is told apart: these numbers judge nobody. */
export function Progress({ view: { progress, span } }: { view: ReviewQueueView }) {
  const { toReview, flagged, taken, done, mine } = progress;
  const when = spanWords(span);
  const all = toReview + done;
  const doneCount = formatCount(done);
  const leftCount = formatCount(toReview);
  return (
    <section className="insights-card progress-card" aria-label={t`Progress`} data-part="progress">
      <dl className="progress-figures">
        <Figure name={t`To review`} field="to-review" value={toReview} />
        {flagged > 0 ? (
          <Figure
            name={t({
              message: 'of these flagged',
              comment: 'conversations to review that somebody flagged; stands behind their number',
            })}
            field="flagged-count"
            value={flagged}
          />
        ) : null}
        <Figure
          name={t({ message: 'Taken', comment: 'reviews that somebody looks after' })}
          field="taken"
          value={taken}
        />
        <Figure
          name={t({ message: 'Done', context: 'reviews', comment: 'reviews that are finished' })}
          field="done"
          value={done}
        />
      </dl>
      <div className="progress-bar-side">
        <span
          className="progress-bar"
          role="img"
          aria-label={t`${doneCount} done, ${leftCount} to review`}
        >
          <span style={{ inlineSize: all === 0 ? '0' : `${(done / all) * 100}%` }} />
        </span>
        <p className="quiet">
          <Trans comment="progress of the whole team over a period">The team, {when}</Trans>
        </p>
      </div>
      <p className="progress-mine">
        <strong>
          <Trans comment="the person who looks">You</Trans>
        </strong>{' '}
        <data data-field="mine-taken" value={mine.taken}>
          {plural(mine.taken, { one: '# taken', other: '# taken' })}
        </data>
        {' · '}
        <data data-field="mine-done" value={mine.done}>
          {plural(mine.done, { one: '# done', other: '# done' })}
        </data>
      </p>
    </section>
  );
}

function Figure({ name, field, value }: { name: string; field: string; value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <data data-field={field} value={value}>
          {formatCount(value)}
        </data>
      </dd>
    </div>
  );
}
