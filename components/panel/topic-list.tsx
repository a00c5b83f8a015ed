import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId, useMemo, useState } from 'react';
import type { NextToReviewView } from '../../lib/store/to-review-views.ts';
import type { TopicView } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { changesOf } from '../topic-changes.ts';
import { TopicCard } from './topic-card.tsx';

/** The conversation's topics: the first one open, the others behind "+2 topics". */
export function TopicList({
  topics,
  toCome,
  next,
  solo,
}: {
  topics: TopicView[];
  toCome: boolean;
  /** What is left to review; `null` until it is read. */
  next: NextToReviewView | null;
  solo: boolean;
}) {
  const [expanded, setExpanded] = useState(false);
  const id = useId();
  const changes = useMemo(() => changesOf(topics.map((topic) => topic.figures)), [topics]);
  if (topics.length === 0) {
    return toCome ? (
      <section className="block" aria-label={t`Topics`}>
        <p className="quiet">
          <Trans>Topics come about 1 h after the chat ends</Trans>
        </p>
      </section>
    ) : null;
  }
  const more = topics.length - 1;
  const shown = expanded ? topics : topics.slice(0, 1);
  return (
    <section className="block topics" aria-label={t`Topics`} id={id}>
      {shown.map((topic, index) => (
        <TopicCard
          key={topic.id}
          topic={topic}
          change={changes[index] ?? { kind: 'too_few' }}
          line={next?.topics.find((one) => one.topic === topic.id)?.line ?? null}
          solo={solo}
        />
      ))}
      {more > 0 ? (
        <Button
          look="quiet"
          className="more-topics"
          aria-expanded={expanded}
          aria-controls={id}
          onClick={() => setExpanded(!expanded)}
        >
          {expanded
            ? t`Show the first topic only`
            : plural(more, { one: '+# topic', other: '+# topics' })}
        </Button>
      ) : null}
    </section>
  );
}
