import { isDay } from '../../lib/csat/calendar.ts';
import { PERIOD_LENGTHS } from '../../lib/csat/period.ts';
import { COMPARISONS, type Comparison, type SpanChoice } from '../../lib/csat/span.ts';
import { QUEUE_SHOWS, type QueueShow } from '../../lib/store/conversation-views.ts';
import type { Handling } from '../../lib/store/insights-views.ts';

/** What the figures of Insights are about. It holds on every page and stands in the address. */
export interface InsightsFilter {
  period: SpanChoice;
  compare: Comparison;
  /** `null`: all. */
  source: string | null;
  channel: string | null;
  handling: Handling | null;
}

export const SORTS = ['to_review', 'surely_low', 'score', 'volume', 'change', 'title'] as const;
export type TopicSort = (typeof SORTS)[number];

const CATEGORIES = ['question', 'bug', 'feedback', 'none'] as const;
const STATUSES = ['open', 'done', 'muted'] as const;
const SENTIMENTS = ['negative', 'neutral', 'positive'] as const;

/** How the topics table is ordered and cut. */
export interface TopicTable {
  sort: TopicSort;
  /** Against the order's natural direction. */
  reversed: boolean;
  category: (typeof CATEGORIES)[number] | null;
  status: (typeof STATUSES)[number] | null;
  /** Topics with ratings of this kind. */
  sentiment: (typeof SENTIMENTS)[number] | null;
  search: string;
}

/** A page of Insights. */
export type InsightsPage =
  | { page: 'overview' }
  | { page: 'topics' }
  | { page: 'topic'; topic: string }
  | { page: 'review'; open: { source: string; conversation: string } | null }
  | { page: 'kind_words' };

/** Where somebody is in Insights: all of it stands in the address behind `#`. */
export interface InsightsRoute {
  at: InsightsPage;
  filter: InsightsFilter;
  table: TopicTable;
  /** Absent: all of them. */
  queue?: QueueChoice;
}

/** Which conversations to review are listed. */
export interface QueueChoice {
  show: QueueShow;
  /** `null`: of all topics. */
  topic: string | null;
}

export const WHOLE_QUEUE: QueueChoice = { show: 'all', topic: null };

export const NO_FILTER: InsightsFilter = {
  period: 'auto',
  compare: 'before',
  source: null,
  channel: null,
  handling: null,
};

export const WHOLE_TABLE: TopicTable = {
  sort: 'to_review',
  reversed: false,
  category: null,
  status: null,
  sentiment: null,
  search: '',
};

/** Reads what stands behind `#` in the address. What it does not know becomes the default. */
export function parseRoute(hash: string): InsightsRoute {
  const [path = '', query = ''] = splitOnce(hash.replace(/^#/, ''), '?');
  const fields = new URLSearchParams(query);
  const one = <T extends string>(name: string, allowed: readonly T[]): T | null =>
    allowed.find((value) => value === fields.get(name)) ?? null;
  return {
    at: parsePage(path.split('/').filter(Boolean).map(decode)),
    filter: {
      period: parsePeriod(fields.get('period') ?? ''),
      compare: one('compare', COMPARISONS) ?? NO_FILTER.compare,
      source: fields.get('source') || null,
      channel: fields.get('channel') || null,
      handling: one('handling', ['ai_only', 'handed_over']),
    },
    table: {
      sort: one('sort', SORTS) ?? WHOLE_TABLE.sort,
      reversed: fields.get('order') === 'reversed',
      category: one('category', CATEGORIES),
      status: one('status', STATUSES),
      sentiment: one('sentiment', SENTIMENTS),
      search: fields.get('search') ?? '',
    },
    ...parseQueue(one('show', QUEUE_SHOWS), fields.get('of') || null),
  };
}

function parseQueue(show: QueueShow | null, topic: string | null): { queue?: QueueChoice } {
  if (show === null && topic === null) return {};
  return { queue: { show: show ?? WHOLE_QUEUE.show, topic } };
}

/** The address behind `#`, with only what differs from the default; `parseRoute` reads it back. */
export function formatRoute({ at, filter, table, queue = WHOLE_QUEUE }: InsightsRoute): string {
  const fields = new URLSearchParams();
  const put = (name: string, value: string | null, usual: string | null = null) => {
    if (value !== null && value !== '' && value !== usual) fields.set(name, value);
  };
  put('period', formatPeriod(filter.period), 'auto');
  put('compare', filter.compare, NO_FILTER.compare);
  put('source', filter.source);
  put('channel', filter.channel);
  put('handling', filter.handling);
  put('sort', table.sort, WHOLE_TABLE.sort);
  put('order', table.reversed ? 'reversed' : null);
  put('category', table.category);
  put('status', table.status);
  put('sentiment', table.sentiment);
  put('search', table.search);
  put('show', queue.show, WHOLE_QUEUE.show);
  put('of', queue.topic);
  const query = fields.toString();
  return `#${formatPage(at)}${query === '' ? '' : `?${query}`}`;
}

/** The address of a page, with the defaults: for links from other surfaces. */
export function insightsAddress(
  at: InsightsPage,
  filter: Partial<InsightsFilter> = {},
): `/insights.html#${string}` {
  const hash = formatRoute({ at, filter: { ...NO_FILTER, ...filter }, table: WHOLE_TABLE });
  return `/insights.html#${hash.slice(1)}`;
}

/** Which page it is, in one text: another one is a navigation, another filter is not. */
export function formatPage(at: InsightsPage): string {
  switch (at.page) {
    case 'overview':
      return '/';
    case 'topics':
      return '/topics';
    case 'topic':
      return `/topics/${encodeURIComponent(at.topic)}`;
    case 'review':
      return at.open
        ? `/review/${encodeURIComponent(at.open.source)}/${encodeURIComponent(at.open.conversation)}`
        : '/review';
    case 'kind_words':
      return '/kind-words';
  }
}

function parsePage([first, second, third]: readonly string[]): InsightsPage {
  if (first === 'topics') {
    return second === undefined ? { page: 'topics' } : { page: 'topic', topic: second };
  }
  if (first === 'review') {
    const open =
      second !== undefined && third !== undefined ? { source: second, conversation: third } : null;
    return { page: 'review', open };
  }
  return first === 'kind-words' ? { page: 'kind_words' } : { page: 'overview' };
}

function parsePeriod(text: string): SpanChoice {
  const length = PERIOD_LENGTHS.find((candidate) => String(candidate) === text);
  if (length !== undefined) return length;
  const [from = '', to = ''] = text.split('..');
  return isDay(from) && isDay(to) && from <= to ? { from, to } : 'auto';
}

function formatPeriod(period: SpanChoice): string {
  return typeof period === 'object' ? `${period.from}..${period.to}` : String(period);
}

function splitOnce(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

/** An id as it stood before it was put in an address; a broken one as it is. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
