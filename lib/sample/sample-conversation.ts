import type { Conversation } from '../contract/conversation.ts';
import type { ImportLine } from '../contract/import.ts';
import { toInstant } from '../contract/primitives.ts';
import { dayOf } from '../csat/calendar.ts';
import { finalAt, IDLE_END_AFTER } from '../csat/rating-state.ts';
import type { Score } from '../csat/scale.ts';
import { wasOff } from './history.ts';
import { SAMPLE_SOURCE } from './is-sample.ts';
import type { LiveStep } from './live.ts';

/** What is needed to tell a made-up conversation as a server would. */
export interface SampleFacts {
  /** When it was made up (epoch milliseconds). */
  begunAt: number;
  /** In which the days are counted. */
  timeZone: string;
  hashEmail: (email: string) => string;
}

/** A finished conversation of the history. Its rating can't change any more. */
export function finishedConversation(line: ImportLine, facts: SampleFacts): Conversation {
  const startedAt = Date.parse(line.startedAt);
  const asked = line.asked ?? null;
  const ratedAt = line.rating?.ratedAt ?? null;
  const endedAt = line.endedAt ?? line.startedAt;
  return {
    ...begun(line.id, startedAt, facts),
    channel: line.channel ?? null,
    visibility: line.visibility ?? 'external',
    customer: line.customer ?? null,
    emailHash: line.email ? facts.hashEmail(line.email) : null,
    endedAt,
    finalAt: endedAt,
    handedOverAt: line.handedOverAt ?? null,
    asked,
    askedAt: asked ? (ratedAt ?? endedAt) : null,
    askedBy: asked ? (line.askedBy ?? null) : null,
    openedAt: asked ? ratedAt : null,
    notAsked:
      asked !== false ? null : wasOff(startedAt, facts.begunAt) ? 'collection_off' : 'left_first',
    rating:
      line.rating && ratedAt !== null
        ? rating(line.rating.score ?? 3, line.rating.comment ?? null, ratedAt, false)
        : null,
    predicted: line.predicted ?? null,
    topics: (line.topics ?? []).map(({ id }) => id),
  };
}

/**
 * The conversations of the last hours as they stand at `now` (epoch milliseconds), by id, in the order
 * in which they began. Nothing is said in them any more: what still runs ends by itself.
 */
export function liveConversations(
  steps: readonly LiveStep[],
  facts: SampleFacts,
  now: number,
): Map<string, Conversation> {
  const live = new Map<string, Conversation>();
  const lastAt = new Map<string, number>();
  const begunWhileOff = new Set<string>();
  let collects = true;
  for (const step of steps) {
    if (step.kind === 'collection') {
      collects = step.enabled;
      continue;
    }
    const before = live.get(step.conversation);
    if (step.kind === 'start' && !collects) begunWhileOff.add(step.conversation);
    if (step.kind === 'start' || step.kind === 'message') lastAt.set(step.conversation, step.at);
    const after = afterStep(before ?? begun(step.conversation, step.at, facts), step, facts);
    live.set(step.conversation, after);
  }
  for (const [id, conversation] of live) {
    const idleAt = (lastAt.get(id) ?? facts.begunAt) + IDLE_END_AFTER;
    const ended =
      conversation.endedAt === null && idleAt <= now
        ? endedAtTime(conversation, idleAt)
        : conversation;
    const isUnasked = ended.asked === false && ended.endedAt !== null;
    const notAsked = begunWhileOff.has(id) ? 'collection_off' : 'left_first';
    live.set(id, isUnasked ? { ...ended, notAsked } : ended);
  }
  return live;
}

type ConversationStep = Exclude<LiveStep, { kind: 'collection' }>;

function afterStep(
  before: Conversation,
  step: ConversationStep,
  { hashEmail }: SampleFacts,
): Conversation {
  switch (step.kind) {
    case 'start': {
      const { channel, customer, email, visibility, predicted } = step.body;
      return {
        ...before,
        channel: channel ?? null,
        customer: customer ?? null,
        emailHash: email ? hashEmail(email) : null,
        visibility: visibility ?? 'external',
        predicted: predicted ?? null,
      };
    }
    case 'message':
      return before;
    case 'topics':
      return { ...before, topics: step.topics.map(({ id }) => id) };
    case 'asked':
      return asked(before, step.door, step.at, step.stage === 'opened');
    case 'rate':
      return rated(before, step);
    case 'handover':
      return { ...before, handedOverAt: toInstant(step.at) };
    case 'end':
      return endedAtTime(before, step.at);
  }
}

/** The conversation with a face that was picked in it. Whoever rated was asked. */
export function rated(
  before: Conversation,
  given: { score: Score; comment: string | null; at: number; byTeam: boolean },
): Conversation {
  const door = before.handedOverAt === null ? 'helped' : 'handover';
  const { score, comment, at, byTeam } = given;
  const isTry = byTeam && before.visibility === 'external';
  return {
    // The team's own try in a customer's chat says nothing of the customer.
    ...(isTry ? before : asked(before, door, at, true)),
    rating: rating(score, comment, toInstant(at), byTeam),
  };
}

function asked(
  before: Conversation,
  askedBy: Conversation['askedBy'],
  at: number,
  opened: boolean,
): Conversation {
  const instant = toInstant(at);
  const first =
    before.asked === true
      ? before
      : { ...before, asked: true, notAsked: null, askedAt: instant, askedBy };
  return opened && first.openedAt === null ? { ...first, openedAt: instant } : first;
}

function endedAtTime(before: Conversation, at: number): Conversation {
  const final = finalAt(at);
  return {
    ...before,
    endedAt: toInstant(at),
    finalAt: final === null ? null : toInstant(final),
  };
}

function rating(
  score: Score,
  comment: string | null,
  ratedAt: string,
  byTeam: boolean,
): NonNullable<Conversation['rating']> {
  return { score, comment, ratedAt, byTeam, of: 'ai_agent' };
}

function begun(id: string, startedAt: number, { timeZone }: SampleFacts): Conversation {
  return {
    source: SAMPLE_SOURCE,
    id,
    ticketId: null,
    channel: null,
    visibility: 'external',
    customer: null,
    emailHash: null,
    startedAt: toInstant(startedAt),
    endedAt: null,
    finalAt: null,
    handedOverAt: null,
    countedOn: dayOf(startedAt, timeZone),
    asked: false,
    askedAt: null,
    askedBy: null,
    openedAt: null,
    notAsked: null,
    rating: null,
    predicted: null,
    topics: [],
  };
}
