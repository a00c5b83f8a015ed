import * as v from 'valibot';
import { SentimentValue, TopicCategory } from '../contract/conversation.ts';
import { Id, MAX_LENGTH, ScoreValue, text } from '../contract/primitives.ts';
import type { SourceConversation } from '../sources/source.ts';

/** So many conversations of a file travel in one message. */
export const MOST_OF_FILE = 500;

/** The latest time (ms) that JavaScript knows. */
const LAST_TIME = 8.64e15;

const time = v.pipe(v.number(), v.integer(), v.minValue(-LAST_TIME), v.maxValue(LAST_TIME));

/** A conversation that a page read from a file, as it comes in a message. */
export const TakenConversation = v.strictObject({
  id: Id,
  ticketId: v.nullable(Id),
  channel: v.nullable(text(MAX_LENGTH.name)),
  customer: v.nullable(Id),
  email: v.nullable(text(MAX_LENGTH.title)),
  startedAt: time,
  endedAt: v.nullable(time),
  asked: v.nullable(v.boolean()),
  askedAt: v.nullable(time),
  rating: v.nullable(
    v.strictObject({
      score: v.nullable(ScoreValue),
      sentiment: SentimentValue,
      comment: v.nullable(text(MAX_LENGTH.message)),
      ratedAt: time,
      of: v.picklist(['ai_agent', 'teammate', 'unknown']),
    }),
  ),
  finalAt: v.nullable(time),
  predicted: v.nullable(
    v.strictObject({ score: ScoreValue, reason: v.nullable(text(MAX_LENGTH.message)) }),
  ),
  onlyIfKnown: v.exactOptional(v.boolean()),
  partial: v.exactOptional(v.boolean()),
  topics: v.nullable(
    v.pipe(
      v.array(
        v.strictObject({
          id: Id,
          title: text(MAX_LENGTH.title),
          category: v.exactOptional(TopicCategory),
        }),
      ),
      v.maxLength(100),
    ),
  ),
}) satisfies v.GenericSchema<unknown, SourceConversation>;
