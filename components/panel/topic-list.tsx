import { useId, useState } from 'react';
import type { TopicView } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { formatCounted } from '../format.ts';
import { changesOf } from '../topic-changes.ts';
import { TopicCard } from './topic-card.tsx';

/** The conversation's topics: the first one open, the others behind "+2 topics". */
export function TopicList({ topics, toCome }: { topics: TopicView[]; toCome: boolean }) {
  const [expanded, setExpanded] = useState(false);
  const id = useId();
  const changes = changesOf(topics.map((topic) => topic.figures));
  if (topics.length === 0) {
    return toCome ? (
      <section className="block" aria-label="Topics">
        <p className="quiet">Topics come about 1 h after the chat ends</p>
      </section>
    ) : null;
  }
  const more = topics.length - 1;
  const shown = expanded ? topics : topics.slice(0, 1);
  return (
    <section className="block topics" aria-label="Topics" id={id}>
      {shown.map((topic, index) => (
        <TopicCard key={topic.id} topic={topic} change={changes[index] ?? { kind: 'too_few' }} />
      ))}
      {more > 0 ? (
        <Button
          look="quiet"
          className="more-topics"
          aria-expanded={expanded}
          aria-controls={id}
          onClick={() => setExpanded(!expanded)}
        >
          {expanded ? 'Show the first topic only' : `+${formatCounted(more, 'topic', 'topics')}`}
        </Button>
      ) : null}
    </section>
  );
}
