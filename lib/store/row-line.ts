import type { Score } from '../csat/scale.ts';
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
  rating: [score: Score, ratedAt: number, comment: string | null, flags: number] | null,
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
];

/** What an erasure leaves: enough to keep an older state of the conversation from coming back. */
type Tombstone = [n: number, source: string, id: string];

/** Rating flags. */
const BY_TEAM = 1;
const OF_TEAMMATE = 2;

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
    rating && [
      rating.score,
      rating.ratedAt - startedAt,
      rating.comment,
      (rating.byTeam ? BY_TEAM : 0) | (rating.of === 'teammate' ? OF_TEAMMATE : 0),
    ],
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
  return JSON.stringify(row);
}

export function writeTombstone(n: number, source: string, id: string): string {
  const row: Tombstone = [n, source, id];
  return JSON.stringify(row);
}

/** What stands in a line. */
export interface ReadRow {
  n: number;
  source: string;
  id: string;
  /** `null`: it was erased. */
  conversation: StoredConversation | null;
}

/** Reads a line that is not blank. */
export function readLine(line: string): ReadRow {
  const row = JSON.parse(line) as Row | Tombstone;
  const [n, source, id] = row;
  if (row.length === 3) return { n, source, id, conversation: null };
  const startedAt = row[3];
  const after = (offset: number | null) => (offset === null ? null : startedAt + offset);
  const rating = row[7];
  const predicted = row[20];
  return {
    n,
    source,
    id,
    conversation: {
      source,
      id,
      startedAt,
      countedOn: row[4],
      visibility: row[5] === 1 ? 'internal' : 'external',
      topics: row[6],
      rating: rating && {
        score: rating[0],
        ratedAt: startedAt + rating[1],
        comment: rating[2],
        byTeam: (rating[3] & BY_TEAM) !== 0,
        of: (rating[3] & OF_TEAMMATE) !== 0 ? 'teammate' : 'ai_agent',
      },
      asked: row[8],
      endedAt: after(row[9]),
      finalAt: after(row[10]),
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
  return rating !== null && rating.score <= 3 && !rating.byTeam && visibility === 'external';
}
