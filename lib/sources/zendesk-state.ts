import * as v from 'valibot';

/**
 * Where a pull of Zendesk is. Times are epoch milliseconds, by Zendesk's clock unless told. A round is: ratings
 * (the first round only), surveys, changed tickets; then it rests until the next pull.
 */
export const ZendeskState = v.object({
  v: v.literal(1),
  /** What this access may list, found out by asking. */
  lists: v.object({
    surveys: v.boolean(),
    ratings: v.boolean(),
    /** Changed tickets (the incremental export). */
    changes: v.boolean(),
  }),
  step: v.picklist(['rest', 'ratings', 'surveys', 'tickets']),
  /** Cursor of the running list; `null`: from its beginning. */
  after: v.nullable(v.string()),
  ratings: v.object({
    /** Read from then on; `null`: all. */
    from: v.nullable(v.number()),
  }),
  surveys: v.object({
    /** Read from then on; `null`: all. */
    from: v.nullable(v.number()),
    /** When the running list began, or the latest one did. */
    began: v.nullable(v.number()),
    /** When those were last read again that can still change, by our clock. */
    readAgain: v.nullable(v.number()),
    /** When the oldest was made that could still change when it was read. */
    oldestOpen: v.nullable(v.number()),
    /** The same, of the list that is being read. */
    oldestOpenNow: v.nullable(v.number()),
  }),
  tickets: v.object({
    /** Where the export of changed tickets goes on: by cursor, else from a time. */
    cursor: v.nullable(v.string()),
    from: v.number(),
    /** Changed tickets whose ratings are still to be asked for, one by one. */
    pending: v.array(v.string()),
    /** The export has come to its end for this round. */
    ended: v.boolean(),
  }),
});
export type ZendeskState = v.InferOutput<typeof ZendeskState>;

/** A change is looked for from so long before. */
export const OVERLAP = 5 * 60_000;

/** Survey responses that can still change are read again so often: no list tells which did. */
export const READ_AGAIN_EVERY = 15 * 60_000;

/** Where changed tickets can't be listed, ratings so young are read again. */
export const STILL_CHANGES = 28 * 24 * 60 * 60_000;

/** The beginning of everything, at `time` by Zendesk's clock. */
export function firstState(lists: ZendeskState['lists'], time: number): ZendeskState {
  return {
    v: 1,
    lists,
    step: lists.ratings ? 'ratings' : 'surveys',
    after: null,
    ratings: { from: null },
    surveys: {
      from: null,
      began: null,
      readAgain: null,
      oldestOpen: null,
      oldestOpenNow: null,
    },
    tickets: { cursor: null, from: time - OVERLAP, pending: [], ended: false },
  };
}

/** Begins the next round at `time` by our clock: only its distance to earlier rounds matters. */
export function nextRound(state: ZendeskState, time: number): ZendeskState {
  const { lists, surveys } = state;
  const again =
    surveys.readAgain === null || Math.abs(time - surveys.readAgain) >= READ_AGAIN_EVERY;
  const newest = surveys.began === null ? null : surveys.began - OVERLAP;
  const from = again && newest !== null ? Math.min(newest, surveys.oldestOpen ?? newest) : newest;
  // Without the export nothing tells which ratings changed: young ones are read again.
  const ratingsAgain = !lists.changes && lists.ratings && again;
  return {
    ...state,
    step: ratingsAgain ? 'ratings' : 'surveys',
    after: null,
    ratings: { from: ratingsAgain ? time - STILL_CHANGES : state.ratings.from },
    surveys: {
      ...surveys,
      from,
      readAgain: again ? time : surveys.readAgain,
      // Read again, those that are still open are found anew.
      oldestOpenNow: again ? null : surveys.oldestOpen,
    },
  };
}
