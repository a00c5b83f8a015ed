import { addDays } from '../csat/calendar.ts';
import { fits, newestFirst, readPage, readTitles } from './conversation-page.ts';
import type {
  QueuedConversation,
  QueueShow,
  ReviewedConversation,
  ReviewQueueQuery,
  ReviewQueueView,
} from './conversation-views.ts';
import { findById } from './find-conversations.ts';
import { flagOf, readFlagged } from './flagged.ts';
import { listToReview } from './list-to-review.ts';
import { findLookedThrough } from './looked-through.ts';
import type { InsightsBase as Base } from './read-insights.ts';
import { type CurrentReview, currentReview, type Reviews, readReviews } from './read-reviews.ts';
import { reviewProgress } from './review-progress.ts';

/**
 * The conversations to review in the period, newest first, with how far the team is: those whose
 * rating asks for it, and those that somebody flagged.
 */
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
  const flagged = await readFlagged(base, reviews, currentOf, conversations);
  const open = [...conversations, ...flagged]
    .filter(fits(filter, page.sources, page.span))
    .sort(newestFirst(({ startedAt }) => startedAt))
    .map((conversation) => ({ conversation, review: reviews.ofConversation(conversation) }))
    .map((one) => ({ ...one, ...whoAndWhy(one, me, page.sync.clockOffset) }))
    .filter(({ current }) => current.doneAt === null);
  const ofTopic = open.filter(
    ({ conversation }) => topic === null || conversation.topics.includes(topic),
  );
  const shown = (which: QueueShow) => ofTopic.filter((one) => isShown(one, which, me?.id ?? null));
  const some = shown(show)
    .slice(0, limit)
    .map(({ conversation, review, flag }) => ({ conversation, review, flag }));
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
      flagged: shown('flagged').length,
    },
    topics,
    open: read && { ...read, flag: whoAndWhy(read, me, page.sync.clockOffset).flag },
    progress: reviewProgress(
      base,
      reviews,
      open.map(({ current }) => current),
      open.filter(({ flag }) => flag !== null).length,
      page.span,
      filter.source,
    ),
  };
}

/** What a conversation's review says now, and whether a flag is what put it on the list. */
function whoAndWhy(
  { conversation, review }: ReviewedConversation,
  me: { id: string; name: string } | null,
  clockOffset: number,
): { current: CurrentReview; flag: QueuedConversation['flag'] } {
  return {
    current: currentReview(review, me, clockOffset),
    flag: flagOf(conversation, review, me, clockOffset),
  };
}

function isShown(
  { current: { takenBy }, flag }: { current: CurrentReview; flag: QueuedConversation['flag'] },
  show: QueueShow,
  me: string | null,
): boolean {
  if (show === 'all') return true;
  if (show === 'flagged') return flag !== null;
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
