import type { ImportLine } from '../contract/import.ts';
import type { Topic } from '../contract/topic.ts';
import { TOPIC_SCRIPTS } from './catalogue.ts';
import { writeHistory } from './history.ts';
import { type LiveStep, writeLive } from './live.ts';
import { seededRandom } from './random.ts';

/** What to make up. Times are epoch milliseconds. */
export interface DemoPlan {
  seed: number;
  now: number;
  /** IANA name of the zone in which the shop's days and nights fall. */
  timeZone: string;
  /** How many finished conversations; the live ones come on top. */
  conversations?: number;
  days?: number;
}

/** An invented shop's support: topics, finished conversations, and what happened in the last hours. */
export interface Demo {
  topics: Topic[];
  conversations: ImportLine[];
  live: LiveStep[];
}

/**
 * Makes up an invented shop's support chats with their ratings: the same plan gives the same demo.
 * Uses nothing of Node, so that the extension can make its sample data by it.
 */
export function generateDemo({
  seed,
  now,
  timeZone,
  conversations = 3_000,
  days = 180,
}: DemoPlan): Demo {
  return {
    topics: TOPIC_SCRIPTS.map((script) => script.topic),
    conversations: writeHistory({ now, timeZone, conversations, days }, seededRandom(seed)),
    live: writeLive(now, seededRandom(seed + 1)),
  };
}
