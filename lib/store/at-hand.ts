import type { PeriodCounts } from '../csat/period.ts';
import type { Meta } from './database.ts';
import type { StoreDatabase, TopicRow } from './records.ts';

/** Records of lines in memory: those of the conversations that were open last, and their neighbours. */
const MOST_SEGMENTS = 32;

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
}

const held = new WeakMap<StoreDatabase, AtHand>();

/** A copy, to be added to while reading: only who finds the state unchanged may hold it. */
export function atHandOf(database: StoreDatabase): AtHand | null {
  const before = held.get(database);
  if (!before) return null;
  const { meta, state, segments, topics, figures } = before;
  return {
    meta,
    state,
    segments: new Map(segments),
    topics: new Map(topics),
    figures: new Map(figures),
  };
}

export function nothingAtHand(meta: Meta): AtHand {
  return { meta, state: null, segments: new Map(), topics: new Map(), figures: new Map() };
}

/** Keeps what a reading had at hand and added, all of one state. */
export function hold(database: StoreDatabase, atHand: AtHand): void {
  const { segments } = atHand;
  const tooMany = [...segments.keys()].slice(0, Math.max(0, segments.size - MOST_SEGMENTS));
  for (const number of tooMany) segments.delete(number);
  held.set(database, atHand);
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
