import type { ImportLine } from '../contract/import.ts';
import { sentiment } from '../csat/scale.ts';
import type { FileKind } from './file-kind.ts';
import type { FileMapping } from './file-line.ts';
import type { SourceConversation } from './source.ts';

/**
 * The conversation that a line states. It is of the past: the last moment that the line names is its
 * end, and from then on it is final.
 */
export function conversationOf(
  line: ImportLine,
  kind: FileKind,
  { columns, topicElse }: FileMapping,
): SourceConversation {
  const startedAt = Date.parse(line.startedAt);
  const { rating } = line;
  const ratedAt = rating?.ratedAt === undefined ? null : Date.parse(rating.ratedAt);
  const end = line.endedAt ? Date.parse(line.endedAt) : (ratedAt ?? startedAt);
  const score = rating?.score ?? null;
  const feeling = score === null ? rating?.sentiment : sentiment(score);
  return {
    id: line.id,
    ticketId: line.ticketId ?? null,
    channel: line.channel ?? null,
    customer: line.customer ?? null,
    email: line.email ?? null,
    startedAt,
    endedAt: end,
    // A rating is evidence that the customer was asked.
    asked: rating ? true : (line.asked ?? null),
    askedAt: null,
    rating:
      feeling === undefined
        ? null
        : {
            score,
            sentiment: feeling,
            comment: rating?.comment ?? null,
            ratedAt: ratedAt ?? end,
            // My AskAI asks about its own answers; of another table nobody knows.
            of: kind === 'table' ? 'unknown' : 'ai_agent',
          },
    finalAt: end,
    predicted: line.predicted
      ? { score: line.predicted.score, reason: line.predicted.reason ?? null }
      : null,
    topics:
      line.topics?.map(({ id, title, category }) => ({
        id,
        title: title ?? id,
        ...(category && { category }),
      })) ?? (columns.topic === undefined && topicElse === null ? null : []),
    ...((line.partial || columns['rating.score'] === undefined) && { partial: true }),
  };
}
