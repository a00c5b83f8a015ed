import { addDays } from '../csat/calendar.ts';
import { fits, newestFirst, readPage, readTitles } from './conversation-page.ts';
import type {
  QueueShow,
  ReviewedConversation,
  ReviewQueueQuery,
  ReviewQueueView,
} from './conversation-views.ts';
import { findById } from './find-conversations.ts';
import { listToReview } from './list-to-review.ts';
import { findLookedThrough } from './looked-through.ts';
import type { InsightsBase as Base } from './read-insights.ts';
import { type CurrentReview, currentReview, type Reviews, readReviews } from './read-reviews.ts';
import { reviewProgress } from './review-progress.ts';

/** The conversations to review in the period, newest first, with how far the team is. */
export async function readReviewQueue(
  base: Base,
  query: ReviewQueueQuery,
): Promise<ReviewQueueView> {
  const { filter, topic, show, limit } = query;
  const [page, reviews] = await Promise.all([readPage(base, filter), readReviews(base)]);
  const me = page.workspace?.person ?? null;
  const currentOf = (review: ReviewedConversation['review']) =>
    currentReview(review, me, page.sync.clockOffset);
  const { conversations } = await listToReview(
    base,
    null,
    null,
    Number.POSITIVE_INFINITY,
    async () => new Set(),
    startOf(page.span.from),
  );
  const open = conversations
    .filter(fits(filter, page.sources, page.span))
    .sort(newestFirst(({ startedAt }) => startedAt))
    .map((conversation) => ({ conversation, review: reviews.ofConversation(conversation) }))
    .map((one) => ({ ...one, current: currentOf(one.review) }))
    .filter(({ current }) => current.doneAt === null);
  const ofTopic = open.filter(
    ({ conversation }) => topic === null || conversation.topics.includes(topic),
  );
  const shown = (which: QueueShow) =>
    ofTopic.filter(({ current }) => isShown(current, which, me?.id ?? null));
  const some = shown(show)
    .slice(0, limit)
    .map(({ conversation, review }) => ({ conversation, review }));
  const read = await readOpen(base, query, reviews);
  const topics = countTopics(open.map(({ conversation }) => conversation.topics));
  return {
    ...page,
    titles: await readTitles(base, [
      ...topics.map(({ id }) => id),
      ...(topic === null ? [] : [topic]),
      ...(read?.conversation.topics ?? []),
    ]),
    conversations: some,
    counts: {
      all: ofTopic.length,
      not_taken: shown('not_taken').length,
      mine: shown('mine').length,
    },
    topics,
    open: read,
    progress: reviewProgress(
      base,
      reviews,
      open.map(({ current }) => current),
      page.span,
      filter.source,
    ),
  };
}

function isShown({ takenBy }: CurrentReview, show: QueueShow, me: string | null): boolean {
  if (show === 'all') return true;
  return show === 'mine' ? takenBy !== null && takenBy.id === me : takenBy === null;
}

/** An instant before anything that counts on the day or later: it may begin a day earlier elsewhere. */
function startOf(day: string | null): number | null {
  return day === null ? null : Date.parse(addDays(day, -1));
}

async function readOpen(
  base: Base,
  { open }: ReviewQueueQuery,
  reviews: Reviews,
): Promise<ReviewedConversation | null> {
  if (open === null || base.sync.locked) return null;
  const kept = await findById(base, open.source, open.conversation);
  const asked = kept
    ? null
    : await findLookedThrough(base.database, open.source, open.conversation);
  const conversation = kept ?? asked?.conversation ?? null;
  return conversation && { conversation, review: reviews.ofConversation(conversation) };
}

/** How many conversations each topic has: most first, then by its id. */
function countTopics(topics: readonly (readonly string[])[]): { id: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const id of topics.flat()) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts]
    .map(([id, count]) => ({ id, count }))
    .sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
}
