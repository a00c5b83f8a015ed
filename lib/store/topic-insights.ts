import type { ReviewCause } from '../contract/review.ts';
import type { Day } from '../csat/calendar.ts';
import { addCounts, type DayCounts, noCounts } from '../csat/day-counts.ts';
import type { FixingReview } from '../csat/since-fix.ts';
import { fits, isInternal, newestFirst, readPage, readTitles } from './conversation-page.ts';
import type {
  ConversationFilter,
  ConversationPage,
  TopicInsightsQuery,
  TopicInsightsView,
  TopicReviews,
  TopicShow,
} from './conversation-views.ts';
import { countsOf } from './count-kept.ts';
import { keys } from './database.ts';
import { readDays } from './day-count-years.ts';
import { eachConversation } from './each-conversation.ts';
import { tellingSources } from './handling.ts';
import { type InsightsBase as Base, revisionOf } from './read-insights.ts';
import { currentReview, type Reviews, readReviews } from './read-reviews.ts';
import type { StoreDatabase } from './records.ts';
import { doneOn, isDoneIn } from './review-progress.ts';
import { conversationsOfTopic } from './topic-conversations.ts';
import type { StoredConversation } from './views.ts';

/** One topic with its days, what came of its reviews, and its newest conversations. */
export async function readTopicInsights(
  base: Base,
  { topic: id, filter, show, limit }: TopicInsightsQuery,
): Promise<TopicInsightsView> {
  const { database, generation } = base;
  const [page, reviews, row, { days, everything }] = await Promise.all([
    readPage(base, filter),
    readReviews(base),
    database.topics.get(keys.topic(generation, id)),
    readBothDays(base, id, filter),
  ]);
  const all = await conversationsOfTopic(base, id);
  const inPeriod = all.filter(fits(filter, page.sources, page.span));
  const shown = inPeriod
    .filter((one) => isListed(one, show))
    .sort(newestFirst(({ startedAt }) => startedAt))
    .slice(0, limit);
  return {
    ...page,
    titles: await readTitles(
      base,
      shown.flatMap(({ topics }) => topics),
    ),
    topic: row?.topic ?? null,
    days,
    everything,
    review: reviews.ofTopic(id),
    reviews: sumReviews(base, page, reviews, all, id),
    counts: countShows(inPeriod),
    conversations: shown.map((conversation) => ({
      conversation,
      review: reviews.ofConversation(conversation),
    })),
  };
}

/**
 * The topic's days and everybody's, of all time: day counts, or, since those do not tell channels and
 * handovers apart, counts of the conversations that are kept.
 */
async function readBothDays(
  base: Base,
  topic: string,
  filter: ConversationFilter,
): Promise<BothDays> {
  const { database, generation, sources, feed } = base;
  if (filter.channel === null && filter.handling === null) {
    const [days, everything] = await Promise.all([
      readDays(database, generation, topic, filter.source),
      readDays(database, generation, null, filter.source),
    ]);
    return { days, everything };
  }
  const own = tellingSources(sources);
  const { source, channel, handling } = filter;
  const of = JSON.stringify([
    revisionOf(base),
    feed.epoch,
    topic,
    source,
    channel,
    handling,
    [...own],
  ]);
  const before = narrowed.get(database);
  if (before?.of === of) return before.days;
  const isWanted = fits(filter, sources, { from: null, to: base.today });
  const days = new Map<Day, DayCounts>();
  const everything = new Map<Day, DayCounts>();
  const add = (sums: Map<Day, DayCounts>, day: Day, counts: DayCounts) =>
    sums.set(day, addCounts(sums.get(day) ?? noCounts(), counts));
  await eachConversation(base, '', (one) => {
    if (!isWanted(one)) return;
    const counts = countsOf(one, own);
    add(everything, one.countedOn, counts);
    if (one.topics.includes(topic)) add(days, one.countedOn, counts);
  });
  const both = { days: [...days], everything: [...everything] };
  narrowed.set(database, { of, days: both });
  return both;
}

type BothDays = Pick<TopicInsightsView, 'days' | 'everything'>;

/** What was counted last, for each database that is open: as long as no conversation changes. */
const narrowed = new WeakMap<StoreDatabase, { of: string; days: BothDays }>();

function countShows(conversations: readonly StoredConversation[]): Record<TopicShow, number> {
  const count = (show: TopicShow) => conversations.filter((one) => isListed(one, show)).length;
  return {
    all: count('all'),
    rated: count('rated'),
    to_review: count('to_review'),
    negative: count('negative'),
    neutral: count('neutral'),
    positive: count('positive'),
    unrated: count('unrated'),
    internal: count('internal'),
  };
}

/** Whether a conversation is among those. Team tests are only among themselves: they count nowhere. */
function isListed(conversation: StoredConversation, show: TopicShow): boolean {
  if (show === 'internal' || isInternal(conversation)) {
    return show === 'internal' && isInternal(conversation);
  }
  const { rating, ratingHidden } = conversation;
  switch (show) {
    case 'all':
      return true;
    case 'rated':
      return rating !== null;
    case 'to_review':
      return rating !== null && rating.sentiment !== 'positive';
    // Whoever may not see a rating does not know either that there is none.
    case 'unrated':
      return rating === null && !ratingHidden;
    default:
      return rating?.sentiment === show;
  }
}

function sumReviews(
  base: Base,
  { span, workspace, sync }: Omit<ConversationPage, 'titles'>,
  reviews: Reviews,
  conversations: readonly StoredConversation[],
  topic: string,
): TopicReviews {
  const currentOf = (view: ReturnType<Reviews['ofTopic']>) =>
    currentReview(view, workspace?.person ?? null, sync.clockOffset);
  const begun = new Set(
    reviews.all().map(({ subject, source, id }) => `${subject}\n${source ?? ''}\n${id}`),
  );
  const own = conversations
    .filter(({ source, id }) => begun.has(`conversation\n${source}\n${id}`))
    .map((one) => currentOf(reviews.ofConversation(one)));
  const causes: Partial<Record<ReviewCause, number>> = {};
  const steps: Record<string, number> = {};
  const done = own.filter((review) => isDoneIn(review, base, span));
  for (const { cause, nextStep } of done) {
    if (cause !== null) causes[cause] = (causes[cause] ?? 0) + 1;
    if (nextStep !== null) steps[nextStep] = (steps[nextStep] ?? 0) + 1;
  }
  const ofTopic = currentOf(reviews.ofTopic(topic));
  const fixing: FixingReview[] = [
    ...own.map((review) => ({ subject: 'conversation' as const, review })),
    { subject: 'topic' as const, review: ofTopic },
  ]
    .filter(({ review }) => review.doneAt !== null)
    .map(({ subject, review }) => ({
      subject,
      nextStep: review.nextStep,
      doneOn: doneOn(review, base),
    }));
  return {
    done: done.length,
    open: own.filter((one) => one.doneAt === null).length,
    causes,
    steps,
    fixing,
  };
}
