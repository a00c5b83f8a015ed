import * as v from 'valibot';
import type { InboxFacts } from './chatwoot-conversation.ts';
import { type KnownRatings, packKnown, unpackKnown } from './chatwoot-known.ts';
import { readPullState, writePullState } from './pull-state.ts';

/** A position in a stretch of the list, oldest first. Times are epoch seconds. */
const Position = v.object({
  since: v.number(),
  until: v.number(),
  page: v.number(),
  /** The list did not come sorted: go by pages alone. */
  byPage: v.boolean(),
});
export type Position = v.InferOutput<typeof Position>;

/** What a pull begins with; times are epoch seconds by Chatwoot's clock unless told. */
export interface ChatwootState {
  /** Milliseconds that Chatwoot's clock is ahead of ours. */
  ahead: number;
  /** Inboxes by id, as read at `inboxesAt`. */
  inboxes: Map<number, InboxFacts>;
  inboxesAt: number;
  /** When the newest rating seen was given. */
  newest: number;
  /** Ratings that may still change. */
  known: KnownRatings;
  /** Of them, those that the running round over all has not met yet. */
  unmet: KnownRatings;
  /** Conversations whose rating is no longer listed: what became of them is asked. */
  toCheck: number[];
  /** The running round, `null` between two. */
  round: { kind: 'all' | 'new'; began: number; at: Position; pages: number } | null;
  /** When the latest round began; when the latest completed one over all began, and the next is due. */
  roundAt: number;
  allBegan: number;
  allDueAt: number;
  /** The first pull's way through what can't change any more; `null` when it is done. */
  history: Position | null;
  /** A round has ended since history was last read: neither keeps the other waiting. */
  historyTurn: boolean;
  /** Ratings met and ratings there are, for the progress of the first pull. */
  done: number;
  total: number;
}

const Stored = v.object({
  v: v.literal(1),
  ahead: v.number(),
  inboxes: v.array(v.tuple([v.number(), v.string(), v.nullable(v.boolean())])),
  inboxesAt: v.number(),
  newest: v.number(),
  met: v.string(),
  unmet: v.string(),
  toCheck: v.array(v.number()),
  round: v.nullable(
    v.object({
      kind: v.picklist(['all', 'new']),
      began: v.number(),
      at: Position,
      pages: v.number(),
    }),
  ),
  roundAt: v.number(),
  allBegan: v.number(),
  allDueAt: v.number(),
  history: v.nullable(Position),
  historyTurn: v.boolean(),
  done: v.number(),
  total: v.number(),
});

/** Inboxes beyond these are read anew each time; the state has to stay small. */
const MOST_INBOXES = 100;

/** The state in a text; `null` if there is none or it cannot be read: everything is read anew. */
export function readChatwootState(text: string | null): ChatwootState | null {
  const stored = readPullState(Stored, text);
  if (!stored) return null;
  const { met, inboxes, ...rest } = stored;
  const unmet = unpackKnown(stored.unmet);
  return {
    ...rest,
    inboxes: new Map(inboxes.map(([id, name, bot]) => [id, { name, bot }])),
    known: new Map([...unpackKnown(met), ...unmet]),
    unmet,
  };
}

/** The state as text, at most 60,000 characters; `dropped` ratings are no longer looked after. */
export function writeChatwootState(state: ChatwootState): { text: string; dropped: number } {
  const { known, unmet, inboxes, toCheck, ...rest } = state;
  // Each rating stands in one of the two, so that the texts together are no longer than one.
  const met = new Map([...known].filter(([id]) => !unmet.has(id)));
  const packed = packKnown(new Map([...met, ...unmet]));
  const kept = packed.dropped > 0 ? unpackKnown(packed.text) : known;
  const keptOnly = (map: KnownRatings) => new Map([...map].filter(([id]) => kept.has(id)));
  const text = writePullState({
    v: 1,
    ...rest,
    inboxes: [...inboxes]
      .slice(0, MOST_INBOXES)
      .map(([id, { name, bot }]) => [id, name.slice(0, 60), bot]),
    met: packKnown(keptOnly(met)).text,
    unmet: packKnown(keptOnly(unmet)).text,
    toCheck,
  });
  return { text, dropped: packed.dropped };
}
