import type { SeesRatings } from '../contract/workspace.ts';
import type { Day } from '../csat/calendar.ts';
import type { DayCounts } from '../csat/day-counts.ts';
import type { ChosenDays, Comparison, Span, SpanChoice } from '../csat/span.ts';
import type { JoinedWorkspace, SourceView, SyncView, TopicView } from './views.ts';

/** Answered by the AI agent alone, or handed over to a person. */
export type Handling = 'ai_only' | 'handed_over';

/** What Insights reads from the store. Plain data, like every view. */

export interface InsightsQuery {
  period: SpanChoice;
  compare: Comparison;
  /** `null`: all sources. */
  source: string | null;
  /** Now on this computer's clock. */
  now: number;
}

/** A topic over a span and over the one that it is compared with. */
export interface InsightsTopic extends Omit<TopicView, 'figures'> {
  counts: DayCounts;
  /** `null` where nothing is compared. */
  before: DayCounts | null;
}

/** All scores are sums of day counts, never of conversations. */
export interface InsightsView {
  workspace: JoinedWorkspace | null;
  sources: SourceView[];
  seesRatings: SeesRatings;
  sync: SyncView;
  /** Today in the workspace's time zone, on the server's clock. */
  today: Day;
  span: Span;
  compared: ChosenDays | null;
  counts: DayCounts;
  /** `null` where nothing is compared. */
  before: DayCounts | null;
  /** The days of the span that something counts on, each once, in order. */
  days: [Day, DayCounts][];
  /** Topics with something in either span, and those that have never had anything. */
  topics: InsightsTopic[];
  kept: KeptHere;
}

/** What of the conversations is on this computer. */
export interface KeptHere {
  conversations: number;
  /** Conversations that started before this day are not kept; `null` if all are. */
  from: Day | null;
  /** Another one after every change of what is kept. */
  revision: string;
}

/** Day counts do not tell channels and handovers apart: conversations do, as far as they are kept. */
export interface KeptQuery {
  span: Pick<Span, 'from' | 'to'>;
  compared: ChosenDays | null;
  source: string | null;
  channel: string | null;
  /** The AI agent alone, or handed over to a person. Where that is not known, neither. */
  handling: Handling | null;
  /** Now on this computer's clock. */
  now: number;
}

export interface KeptCounts {
  /** Conversations of the span and the source that are kept here and no test by the team. */
  conversations: number;
  /** Of these, how many do not tell whether they were handed over. */
  handlingUnknown: number;
  /** As in `InsightsView`, of those that fit the whole question. */
  counts: DayCounts;
  before: DayCounts | null;
  days: [Day, DayCounts][];
  topics: { id: string; counts: DayCounts; before: DayCounts | null }[];
  /** What was counted: `KeptHere.revision`. */
  revision: string;
}
