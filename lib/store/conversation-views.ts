import type { ReviewCause } from '../contract/review.ts';
import type { Topic } from '../contract/topic.ts';
import type { SeesRatings } from '../contract/workspace.ts';
import type { Day } from '../csat/calendar.ts';
import type { DayCounts } from '../csat/day-counts.ts';
import type { FixingReview } from '../csat/since-fix.ts';
import type { Span, SpanChoice } from '../csat/span.ts';
import type { ReviewView } from './edit-views.ts';
import type { Handling } from './insights-views.ts';
import type {
  JoinedWorkspace,
  NextStepView,
  SourceView,
  StoredConversation,
  SyncView,
} from './views.ts';

/** What Insights reads of single conversations: a topic's, those to review, and kind words. */

/** Which conversations are looked at: those that count on a day of the period, and fit the rest. */
export interface ConversationFilter {
  period: SpanChoice;
  /** `null`: all. */
  source: string | null;
  channel: string | null;
  /** Answered by the AI agent alone, or handed over to a person. */
  handling: Handling | null;
}

/** A conversation with what the team concluded about it. */
export interface ReviewedConversation {
  conversation: StoredConversation;
  review: ReviewView;
}

/** What every page of Insights about conversations knows beside them. */
export interface ConversationPage {
  /** `null`: this browser has not joined a server. */
  workspace: JoinedWorkspace | null;
  /** All sources, the server's own first. */
  sources: SourceView[];
  seesRatings: SeesRatings;
  nextSteps: NextStepView[];
  /** Titles of the topics of the conversations shown, by id. */
  titles: Record<string, string>;
  /** The days that the filter's period means. */
  span: Span;
  /** Today in the workspace's time zone. */
  today: Day;
  /** Conversations that count before this day are not kept here; `null` if all are. */
  keptFrom: Day | null;
  sync: SyncView;
}

/** Which of a topic's conversations are listed. `to_review`: neutral and negative. */
export const TOPIC_SHOWS = [
  'all',
  'rated',
  'to_review',
  'negative',
  'neutral',
  'positive',
  'unrated',
  'internal',
] as const;
export type TopicShow = (typeof TOPIC_SHOWS)[number];

export interface TopicInsightsQuery {
  topic: string;
  filter: ConversationFilter;
  show: TopicShow;
  /** How many conversations at most, the newest. */
  limit: number;
  now: number;
}

/** One topic: its days, its reviews, its conversations. */
export interface TopicInsightsView extends ConversationPage {
  /** `null`: no such topic on this computer. */
  topic: Topic | null;
  /** The topic's days of all time under the filter, and everybody's. A day may come more than once. */
  days: [Day, DayCounts][];
  everything: [Day, DayCounts][];
  /** The review of the topic itself. */
  review: ReviewView;
  reviews: TopicReviews;
  /** How many of the period's conversations there are to show. `all` and the others are without internal ones. */
  counts: Record<TopicShow, number>;
  /** Newest first by their start. */
  conversations: ReviewedConversation[];
}

/** What came of the reviews of a topic's conversations. */
export interface TopicReviews {
  /** Marked done in the period. */
  done: number;
  /** Begun, not done. */
  open: number;
  /** Of those done, how many have each cause and each next step. */
  causes: Partial<Record<ReviewCause, number>>;
  steps: Record<string, number>;
  /** All reviews that are done, of the topic too, of all time. */
  fixing: FixingReview[];
}

/** Which conversations of the queue are listed. `flagged`: their rating does not ask for a review. */
export const QUEUE_SHOWS = ['all', 'not_taken', 'mine', 'flagged'] as const;
export type QueueShow = (typeof QUEUE_SHOWS)[number];

export interface ReviewQueueQuery {
  filter: ConversationFilter;
  /** `null`: of all topics. */
  topic: string | null;
  show: QueueShow;
  /** A conversation to read beside the list, whether it is on the list or not. */
  open: { source: string; conversation: string } | null;
  /** How many conversations at most, the newest. */
  limit: number;
  now: number;
}

/** A conversation of the queue. */
export interface QueuedConversation extends ReviewedConversation {
  /** `null`: its neutral or negative rating put it on the list. */
  flag: ReviewFlag | null;
}

/** A review that a person began although no rating asks for it. */
export interface ReviewFlag {
  /** `null`: the review was changed since, which is all that is known of it. */
  by: { id: string; name: string } | null;
  /** Epoch milliseconds on the server's clock; `null` like `by`. */
  at: number | null;
}

/** What the team has to review in the period, without what is done. */
export interface ReviewQueueView extends ConversationPage {
  /** Newest first by their start. */
  conversations: QueuedConversation[];
  /** How many there are to show, of the chosen topic. */
  counts: Record<QueueShow, number>;
  /** The topics of what is to review, with how many of them: most first. */
  topics: { id: string; count: number }[];
  /** The conversation that was asked for; `null` if none was, or it is not kept here. */
  open: QueuedConversation | null;
  progress: ReviewProgress;
}

/** How far the reviewing is: of the whole team, and of the person who looks. Nobody else is told apart. */
export interface ReviewProgress {
  /** Conversations of the period that are to review and not done, those that were flagged too. */
  toReview: number;
  /** Of these, how many are there because somebody flagged them: they count nowhere as ratings. */
  flagged: number;
  /** Of these, how many somebody has taken. */
  taken: number;
  /** Reviews of conversations that were marked done in the period. */
  done: number;
  mine: { taken: number; done: number };
}

export interface KindWordsQuery {
  filter: ConversationFilter;
  /** Words that the comment must have; empty: any. */
  search: string;
  /** How many at most, the newest. */
  limit: number;
  now: number;
}

/** What happy customers wrote, newest first. */
export interface KindWordsView extends ConversationPage {
  conversations: StoredConversation[];
  /** How many there are to show. */
  count: number;
}
