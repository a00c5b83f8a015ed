import type { PeriodCounts } from '../csat/period.ts';
import type { Meta } from './database.ts';
import type { StoreDatabase, TopicRow } from './records.ts';
import type { PanelView } from './views.ts';

/** Records of lines in memory: those of the conversations that were open last, and their neighbours. */
const MOST_SEGMENTS = 40;
/** Conversations of which everything that the panel says is in memory. */
const MOST_FACTS = 256;

/** What the panel says about one open conversation. */
export type PanelFacts = Pick<
  PanelView,
  'conversation' | 'from' | 'lookedThroughAt' | 'topics' | 'review' | 'earlier' | 'overall'
>;

/**
 * What the panel read of one state of the copy, kept in memory: what is likely to be asked for again
 * with the next conversation. A change of what is stored gives the feed's record another stamp, and
 * with that all of it is forgotten.
 */
export interface AtHand {
  readonly meta: Meta;
  /** The state that all of it is of; `null` while it is not known. */
  readonly state: string | null;
  /** By number. */
  readonly segments: Map<number, string>;
  /** By id; `null`: there is none. */
  readonly topics: Map<string, TopicRow | null>;
  /** By topic (`''`: everything) and period. */
  readonly figures: Map<string, PeriodCounts>;
  /** By question. */
  readonly facts: Map<string, PanelFacts>;
}

const held = new WeakMap<StoreDatabase, AtHand>();

/** A copy, to be added to while reading: only who finds the state unchanged may hold it. */
export function atHandOf(database: StoreDatabase): AtHand | null {
  const before = held.get(database);
  if (!before) return null;
  const { meta, state, segments, topics, figures, facts } = before;
  return {
    meta,
    state,
    segments: new Map(segments),
    topics: new Map(topics),
    figures: new Map(figures),
    facts: new Map(facts),
  };
}

export function nothingAtHand(meta: Meta): AtHand {
  return {
    meta,
    state: null,
    segments: new Map(),
    topics: new Map(),
    figures: new Map(),
    facts: new Map(),
  };
}

/** Keeps what a reading had at hand and added, all of one state, with what others added meanwhile. */
export function hold(database: StoreDatabase, atHand: AtHand): void {
  const now = held.get(database);
  if (now?.state === atHand.state) {
    addMissing(atHand.segments, now.segments);
    addMissing(atHand.topics, now.topics);
    addMissing(atHand.figures, now.figures);
    addMissing(atHand.facts, now.facts);
  }
  keepNewest(atHand.segments, MOST_SEGMENTS);
  keepNewest(atHand.facts, MOST_FACTS);
  held.set(database, atHand);
}

function addMissing<Key, Value>(to: Map<Key, Value>, from: Map<Key, Value>): void {
  for (const [key, value] of from) if (!to.has(key)) to.set(key, value);
}

function keepNewest<Key>(map: Map<Key, unknown>, most: number): void {
  const tooMany = [...map.keys()].slice(0, Math.max(0, map.size - most));
  for (const key of tooMany) map.delete(key);
}

/** Forgets everything: the copy is empty, since the person left. */
export function letGo(database: StoreDatabase): void {
  held.delete(database);
}

/** Notes that a segment was used: those used longest ago go first. */
export function keepSegment({ segments }: AtHand, number: number, text: string): void {
  segments.delete(number);
  segments.set(number, text);
}
