import * as v from 'valibot';
import { TopicCategory } from './conversation.ts';
import { CalendarDay, Count, filledText, Id, MAX_LENGTH, text } from './primitives.ts';

export const TopicStatus = v.picklist(['open', 'done', 'muted']);
export type TopicStatus = v.InferOutput<typeof TopicStatus>;

/** What conversations are about. */
export const Topic = v.object({
  id: Id,
  title: v.string(),
  category: v.nullable(TopicCategory),
  status: TopicStatus,
  /** A line that the team writes about what is wrong and what is being done. */
  knownProblem: v.nullable(v.string()),
});
export type Topic = v.InferOutput<typeof Topic>;

/** Body of `PUT /v1/topics/{id}`. Absent fields keep what is stored. */
export const PutTopic = v.strictObject({
  title: v.optional(filledText(MAX_LENGTH.title)),
  category: v.optional(v.nullable(TopicCategory)),
  status: v.optional(TopicStatus),
  knownProblem: v.optional(v.nullable(text(MAX_LENGTH.line))),
  /** The line that its writer saw: if it is another by now, nothing is changed (`version_conflict`). */
  knownProblemWas: v.optional(v.nullable(v.string())),
  /** The status that was seen, likewise. */
  statusWas: v.optional(TopicStatus),
});
export type PutTopic = v.InferOutput<typeof PutTopic>;

/** Counts of a period, as `DayCounts` of lib/csat adds them up, with the score made of them. */
export const Figures = v.object({
  conversations: Count,
  asked: Count,
  opened: Count,
  answered: Count,
  rated: Count,
  positive: Count,
  /** Ratings by face, worst first, then good / neutral / bad without a face. */
  faces: v.array(Count),
  withoutFace: v.object({ good: Count, neutral: Count, bad: Count }),
  /** Positive / rated, 0 to 1; `null` without ratings. */
  score: v.nullable(v.number()),
  /** 95 % Wilson interval of the score. */
  likely: v.nullable(v.object({ low: v.number(), high: v.number() })),
  /** Answered / asked; `null` where nobody is known to have been asked. */
  responseRate: v.nullable(v.number()),
});
export type Figures = v.InferOutput<typeof Figures>;

export const TopicList = v.object({
  topics: v.array(v.object({ ...Topic.entries, figures: Figures })),
});
export type TopicList = v.InferOutput<typeof TopicList>;

/** Query of `GET /v1/insights`. Days are days in the workspace's time zone, both ends included. */
export const InsightsQuery = v.strictObject({
  from: v.optional(CalendarDay),
  to: v.optional(CalendarDay),
  topic: v.optional(Id),
  /**
   * Answered by the AI agent alone, or handed over to a person. A platform tells it only by whom the
   * customer rated: else it is `unknown`, and neither of the two.
   */
  handling: v.optional(v.picklist(['ai_only', 'handed_over', 'unknown'])),
  channel: v.optional(text(MAX_LENGTH.name)),
  source: v.optional(Id),
});
export type InsightsQuery = v.InferOutput<typeof InsightsQuery>;

export const Insights = v.object({
  from: v.nullable(CalendarDay),
  to: v.nullable(CalendarDay),
  overall: Figures,
  topics: v.array(v.object({ id: Id, title: v.string(), figures: Figures })),
});
export type Insights = v.InferOutput<typeof Insights>;
