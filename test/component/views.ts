import { type DayCounts, noCounts } from '../../lib/csat/day-counts.ts';
import type { PeriodCounts, PeriodLength } from '../../lib/csat/period.ts';
import { periodEnding } from '../../lib/csat/period.ts';
import { FINAL_AFTER_END } from '../../lib/csat/rating-state.ts';
import { type Score, sentiment } from '../../lib/csat/scale.ts';
import type { NextToReviewView, ToReviewView } from '../../lib/store/to-review-views.ts';
import type {
  JoinedWorkspace,
  LookUpView,
  PanelView,
  PopupView,
  SourceView,
  StoredConversation,
  SyncProblem,
  SyncView,
  TopicPageView,
  TopicView,
} from '../../lib/store/views.ts';

/** Views as the store gives them, made of plain data. It is 3 November 2026, 14:22 UTC. */
export const NOW = Date.parse('2026-11-03T14:22:00Z');
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** Counts of a period by face, worst first; everybody asked is known. */
export function counts(
  faces: readonly [number, number, number, number, number],
  asked = 0,
): DayCounts {
  const [score1, score2, score3, score4, score5] = faces;
  const answered = asked > 0 ? score1 + score2 + score3 + score4 + score5 : 0;
  const conversations = Math.max(asked, answered);
  return {
    ...noCounts(),
    conversations,
    asked,
    opened: answered,
    answered,
    score1,
    score2,
    score3,
    score4,
    score5,
  };
}

/** `positive` of `rated`, with very happy and very unhappy customers only. */
export function share(positive: number, rated: number): DayCounts {
  return counts([rated - positive, 0, 0, 0, positive]);
}

export function figures(
  now: DayCounts,
  before: DayCounts | null = null,
  length: PeriodLength = 30,
): PeriodCounts {
  return { period: periodEnding('2026-11-03', length), counts: now, before };
}

export const acme: JoinedWorkspace = {
  server: 'https://csat.example.com',
  id: 'acme',
  name: 'Acme Support',
  demo: false,
  timeZone: 'Europe/Berlin',
  person: { id: 'p1', name: 'Dana' },
  role: 'admin',
  solo: false,
};

/** A browser without a team. */
export const solo: JoinedWorkspace = {
  ...acme,
  server: '',
  id: 'solo',
  name: 'Solo',
  person: { id: 'me', name: 'You' },
  solo: true,
};

/** The server's own source. */
export const own: SourceView = {
  id: 'fivefaces',
  kind: 'fivefaces',
  name: 'Acme Support',
  place: null,
  problem: null,
};

/** A Zendesk account that is connected. */
export const zendesk: SourceView = {
  id: 'zendesk',
  kind: 'zendesk',
  name: 'Acme (Zendesk)',
  place: 'acme.zendesk.com',
  problem: null,
};

/** A Chatwoot account that is connected. */
export const chatwoot: SourceView = {
  id: 'chatwoot',
  kind: 'chatwoot',
  name: 'Acme shop (Chatwoot)',
  place: 'https://app.chatwoot.com/1',
  problem: null,
};

export const fresh: SyncView = {
  phase: 'current',
  progress: null,
  perSecond: null,
  runningSince: null,
  nextAttemptAt: 0,
  mode: 'kept',
  locked: false,
  syncedAt: NOW - 2 * MINUTE,
  clockOffset: 0,
  problem: null,
};

export function problem(
  code: SyncProblem['code'],
  message: string,
  remedy: string,
  detail: string = code,
): SyncView {
  return {
    ...fresh,
    syncedAt: NOW - 22 * MINUTE,
    problem: { code, detail, message, remedy, since: NOW - 20 * MINUTE },
  };
}

export const offline = problem(
  'network',
  'The server does not answer',
  'Check the network. It goes on by itself.',
);

export const firstSync: SyncView = {
  ...fresh,
  phase: 'first',
  syncedAt: null,
  progress: { done: 1_200, total: 4_000 },
};

/** The counts of the product's own examples: 412 of 503, last 30 days. */
export const overall = figures(counts([31, 33, 27, 148, 264], 6_120), share(380, 470));

export const refund: TopicView = {
  id: 'refund-deadline',
  title: 'Refund deadline',
  category: 'question',
  status: 'open',
  knownProblem: 'AI says 14 days, policy is 30. Being fixed.',
  figures: figures(counts([14, 8, 4, 21, 20]), share(98, 120)),
};

export const delivery: TopicView = {
  id: 'delivery',
  title: 'Where is my parcel?',
  category: 'question',
  status: 'open',
  knownProblem: null,
  figures: figures(share(9, 12), share(10, 14)),
};

export const voucher: TopicView = {
  id: 'voucher',
  title: 'Voucher not accepted at checkout although it is still valid',
  category: 'bug',
  status: 'muted',
  knownProblem: null,
  figures: figures(share(2, 3)),
};

/** A conversation that ended 20 minutes ago, not asked because asking was off. */
export const silent: StoredConversation = {
  source: 'fivefaces',
  id: 'c-1042',
  ticketId: null,
  channel: 'website',
  visibility: 'external',
  customer: 'customer-7',
  emailHash: null,
  startedAt: NOW - 40 * MINUTE,
  endedAt: NOW - 18 * MINUTE,
  finalAt: NOW - 18 * MINUTE + FINAL_AFTER_END,
  finalUnknown: false,
  handedOverAt: null,
  countedOn: '2026-11-03',
  asked: false,
  askedAt: null,
  askedBy: null,
  openedAt: null,
  notAsked: 'collection_off',
  rating: null,
  ratingHidden: false,
  predicted: null,
  topics: [],
};

/** The same, rated 20 minutes ago; it may still change for 42 minutes. */
export function rated(
  score: Score,
  change: Partial<NonNullable<StoredConversation['rating']>> = {},
): StoredConversation {
  return {
    ...silent,
    asked: true,
    askedAt: NOW - 21 * MINUTE,
    askedBy: 'helped',
    openedAt: NOW - 20 * MINUTE,
    notAsked: null,
    topics: ['refund-deadline'],
    rating: {
      score,
      sentiment: sentiment(score),
      comment: null,
      ratedAt: NOW - 20 * MINUTE,
      byTeam: false,
      of: 'ai_agent',
      ...change,
    },
  };
}

/** As if it had ended two hours ago: nothing can change any more. */
export function final(conversation: StoredConversation): StoredConversation {
  return {
    ...conversation,
    endedAt: NOW - 120 * MINUTE,
    finalAt: NOW - 120 * MINUTE + FINAL_AFTER_END,
  };
}

/** The panel as the wireframe draws it: unhappy, final, with topic and what came before. */
export const panelView: PanelView = {
  workspace: acme,
  conversation: {
    ...final(rated(2, { comment: 'It kept sending me the same link.' })),
    predicted: { score: 4, reason: 'The customer thanked and closed the chat.' },
  },
  from: { kind: 'connected', source: own },
  sources: [own],
  seesRatings: 'everyone',
  lookedThroughAt: null,
  review: { stored: null, waiting: null },
  nextSteps: [
    { id: 'add-knowledge', label: 'Add knowledge', url: 'https://app.example.com/knowledge' },
    { id: 'custom-answer', label: 'Custom answer', url: 'https://app.example.com/answers' },
    { id: 'reply', label: 'Reply to the customer', url: null },
    { id: 'fix', label: 'Fix product or policy', url: null },
    { id: 'get-help', label: 'Get help', url: 'https://help.example.com/' },
    { id: 'nothing', label: 'Nothing', url: null },
  ],
  topics: [refund, delivery, voucher],
  earlier: [
    {
      source: 'fivefaces',
      id: 'c-900',
      startedAt: NOW - 80 * DAY,
      rating: {
        score: 5,
        sentiment: 'positive',
        comment: null,
        ratedAt: NOW - 80 * DAY,
        byTeam: false,
        of: 'ai_agent',
      },
      internal: false,
    },
    {
      source: 'fivefaces',
      id: 'c-700',
      startedAt: NOW - 400 * DAY,
      rating: {
        score: 3,
        sentiment: 'neutral',
        comment: null,
        ratedAt: NOW - 400 * DAY,
        byTeam: false,
        of: 'teammate',
      },
      internal: false,
    },
  ],
  overall,
  collection: { enabled: true, changedAt: NOW - 20 * DAY, changedBy: 'Dana' },
  sync: fresh,
};

export const popupView: PopupView = {
  workspace: acme,
  overall,
  kindWords: {
    source: 'fivefaces',
    id: 'c-1001',
    ticketId: null,
    comment: 'Quickest refund ever, thank you!',
    score: 5,
    ratedAt: NOW - 3 * DAY,
  },
  conversation: panelView.conversation,
  from: panelView.from,
  sources: panelView.sources,
  seesRatings: 'everyone',
  topics: panelView.topics,
  collection: { enabled: true, changedAt: NOW - 20 * DAY, changedBy: 'Dana' },
  sync: fresh,
};

export const lookUpView: LookUpView = {
  found: [],
  topics: [{ id: 'refund-deadline', title: 'Refund deadline' }],
  sync: fresh,
};

export const toReviewView: ToReviewView = { conversations: [], next: null, sync: fresh };

/** Twelve are left to review, six of them in the first topic. */
export const nextToReviewView: NextToReviewView = {
  all: { count: 12, more: false, next: { source: 'fivefaces', id: 'c-1001', ticketId: null } },
  topics: [
    {
      topic: 'refund-deadline',
      line: {
        count: 6,
        more: false,
        next: { source: 'fivefaces', id: 'c-990', ticketId: null },
      },
    },
  ],
};

export const topicPageView: TopicPageView = {
  topic: refund,
  review: { stored: null, waiting: null },
  toReview: toReviewView,
};

/** A browser that has joined nothing and kept nothing. */
export const notJoined = {
  workspace: null,
  conversation: null,
  from: { kind: 'connected', source: own },
  sources: [],
  seesRatings: 'everyone',
  lookedThroughAt: null,
  review: null,
  nextSteps: [],
  topics: [],
  earlier: [],
  overall: figures(noCounts(), null, 'all'),
  collection: null,
  sync: { ...fresh, phase: 'never', syncedAt: null },
  kindWords: null,
} satisfies PanelView & PopupView;
