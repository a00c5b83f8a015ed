import type { Day } from '../csat/calendar.ts';
import { type DayCounts, fromRow, toRow } from '../csat/day-counts.ts';
import { type Score, type Sentiment, sentiment } from '../csat/scale.ts';
import type { StoredConversation } from './views.ts';

/**
 * A conversation as one line of text: a JSON array, so no line feed is in it, and its change number
 * comes first, so that it is read without parsing the rest. Text is what IndexedDB copies fastest,
 * and a line is parsed only if somebody looks at it. Times are milliseconds after `startedAt`.
 */
type Row = [
  n: number,
  source: string,
  id: string,
  startedAt: number,
  countedOn: string,
  internal: 0 | 1,
  topics: string[],
  rating:
    | [
        score: Score | null,
        ratedAt: number,
        comment: string | null,
        flags: number,
        /** Absent without one, as for most. */
        reason?: string,
      ]
    | null,
  asked: boolean | null,
  endedAt: number | null,
  finalAt: number | null,
  askedAt: number | null,
  askedBy: StoredConversation['askedBy'],
  openedAt: number | null,
  handedOverAt: number | null,
  notAsked: StoredConversation['notAsked'],
  ticketId: string | null,
  channel: string | null,
  customer: string | null,
  emailHash: string | null,
  predicted: [score: Score, reason: string | null] | null,
  /** Absent where it is 0, as for most. */
  flags?: number,
];

/** What an erasure leaves: enough to keep an older state of the conversation from coming back. */
type Tombstone = [n: number, source: string, id: string];

/** Rating flags. */
const BY_TEAM = 1;
const OF_TEAMMATE = 2;
const OF_UNKNOWN = 4;
/** How a rating without a score counts; with a score it follows from that. */
const NEGATIVE = 8;
const NEUTRAL = 16;

/** Flags of the conversation. */
const FINAL_UNKNOWN = 1;
const RATING_HIDDEN = 2;

type StoredRating = NonNullable<StoredConversation['rating']>;

function flagsOf(rating: StoredRating): number {
  let flags = rating.byTeam ? BY_TEAM : 0;
  if (rating.of === 'teammate') flags |= OF_TEAMMATE;
  else if (rating.of === 'unknown') flags |= OF_UNKNOWN;
  if (rating.score !== null) return flags;
  if (rating.sentiment === 'negative') return flags | NEGATIVE;
  return rating.sentiment === 'neutral' ? flags | NEUTRAL : flags;
}

function ofWhom(flags: number): StoredRating['of'] {
  if ((flags & OF_TEAMMATE) !== 0) return 'teammate';
  return (flags & OF_UNKNOWN) !== 0 ? 'unknown' : 'ai_agent';
}

function sentimentOf(score: Score | null, flags: number): Sentiment {
  if (score !== null) return sentiment(score);
  if ((flags & NEGATIVE) !== 0) return 'negative';
  return (flags & NEUTRAL) !== 0 ? 'neutral' : 'positive';
}

function ratingRow(rating: StoredRating, startedAt: number): NonNullable<Row[7]> {
  const { score, ratedAt, comment, reason } = rating;
  const row: NonNullable<Row[7]> = [score, ratedAt - startedAt, comment, flagsOf(rating)];
  if (reason !== undefined) row.push(reason);
  return row;
}

/** The line of a conversation that came under change number `n`. */
export function writeLine(n: number, conversation: StoredConversation): string {
  const { startedAt, rating, predicted } = conversation;
  const since = (time: number | null) => (time === null ? null : time - startedAt);
  const row: Row = [
    n,
    conversation.source,
    conversation.id,
    startedAt,
    conversation.countedOn,
    conversation.visibility === 'internal' ? 1 : 0,
    conversation.topics,
    rating && ratingRow(rating, startedAt),
    conversation.asked,
    since(conversation.endedAt),
    since(conversation.finalAt),
    since(conversation.askedAt),
    conversation.askedBy,
    since(conversation.openedAt),
    since(conversation.handedOverAt),
    conversation.notAsked,
    conversation.ticketId,
    conversation.channel,
    conversation.customer,
    conversation.emailHash,
    predicted && [predicted.score, predicted.reason],
  ];
  const flags =
    (conversation.finalUnknown ? FINAL_UNKNOWN : 0) |
    (conversation.ratingHidden ? RATING_HIDDEN : 0);
  if (flags !== 0) row.push(flags);
  return JSON.stringify(row);
}

export function writeTombstone(n: number, source: string, id: string): string {
  const row: Tombstone = [n, source, id];
  return JSON.stringify(row);
}

/**
 * What is left of a conversation that is too old to be kept, where the counts are folded here: how
 * it counts, so that the next word of it from its platform does not count it twice.
 */
type Counted = [
  n: number,
  source: string,
  id: string,
  [day: Day, counts: number[], topics: string[]],
];

/** How a conversation counts. */
export interface CountedRow {
  day: Day;
  topics: readonly string[];
  counts: DayCounts;
}

export function writeCounted(n: number, source: string, id: string, counted: CountedRow): string {
  const { day, counts, topics } = counted;
  const row: Counted = [n, source, id, [day, toRow(counts), [...topics]]];
  return JSON.stringify(row);
}

/** What stands in a line. */
export interface ReadRow {
  n: number;
  source: string;
  id: string;
  /** `null`: it was erased, or is no longer kept. */
  conversation: StoredConversation | null;
  /** How it counts, where only that is kept. */
  counted: CountedRow | null;
}

/** Reads a line that is not blank. */
export function readLine(line: string): ReadRow {
  const row = JSON.parse(line) as Row | Tombstone | Counted;
  const [n, source, id] = row;
  if (row.length === 3) return { n, source, id, conversation: null, counted: null };
  if (row.length === 4) {
    const [day, counts, topics] = row[3];
    return { n, source, id, conversation: null, counted: { day, topics, counts: fromRow(counts) } };
  }
  const startedAt = row[3];
  const after = (offset: number | null) => (offset === null ? null : startedAt + offset);
  const rating = row[7];
  const predicted = row[20];
  const flags = row[21] ?? 0;
  return {
    n,
    source,
    id,
    counted: null,
    conversation: {
      source,
      id,
      startedAt,
      countedOn: row[4],
      visibility: row[5] === 1 ? 'internal' : 'external',
      topics: row[6],
      rating: rating && {
        score: rating[0],
        sentiment: sentimentOf(rating[0], rating[3]),
        ratedAt: startedAt + rating[1],
        comment: rating[2],
        ...(rating[4] !== undefined && { reason: rating[4] }),
        byTeam: (rating[3] & BY_TEAM) !== 0,
        of: ofWhom(rating[3]),
      },
      ratingHidden: (flags & RATING_HIDDEN) !== 0,
      asked: row[8],
      endedAt: after(row[9]),
      finalAt: after(row[10]),
      finalUnknown: (flags & FINAL_UNKNOWN) !== 0,
      askedAt: after(row[11]),
      askedBy: row[12],
      openedAt: after(row[13]),
      handedOverAt: after(row[14]),
      notAsked: row[15],
      ticketId: row[16],
      channel: row[17],
      customer: row[18],
      emailHash: row[19],
      predicted: predicted && { score: predicted[0], reason: predicted[1] },
    },
  };
}

/** Neutral or negative, by a customer: what the team reviews. */
export function isToReview(conversation: StoredConversation): boolean {
  const { rating, visibility } = conversation;
  return (
    rating !== null &&
    rating.sentiment !== 'positive' &&
    !rating.byTeam &&
    visibility === 'external'
  );
}

/** What names the conversation in its line, after the change number. */
export function nameInLine(source: string, id: string): string {
  return `,${JSON.stringify(source)},${JSON.stringify(id)},`;
}
