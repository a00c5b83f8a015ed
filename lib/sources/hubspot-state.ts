import * as v from 'valibot';
import { type KnownSubmissions, packSubmissions, unpackSubmissions } from './hubspot-known.ts';
import { readPullState, writePullState } from './pull-state.ts';

const Access = v.object({ tickets: v.boolean(), contacts: v.boolean(), threads: v.boolean() });

/** A position among the submissions, those changed first coming first. */
const Position = v.object({
  /** Changed since (epoch milliseconds, included). */
  since: v.number(),
  /** HubSpot's cursor within what was changed since. */
  after: v.nullable(v.string()),
  /** The search did not come sorted: go by its cursor alone. */
  byCursor: v.boolean(),
});
export type Position = v.InferOutput<typeof Position>;

const Stored = v.object({
  v: v.literal(1),
  access: v.nullable(Access),
  accessAt: v.number(),
  newest: v.number(),
  pass: v.nullable(Position),
  first: v.boolean(),
  renamed: v.boolean(),
  known: v.string(),
  recheckLeft: v.number(),
  recheckDueAt: v.number(),
  done: v.number(),
  total: v.number(),
});

/** What a pull begins with. Times are epoch milliseconds. */
export interface HubspotState {
  /** What this token may read, as asked at `accessAt` (our clock). */
  access: v.InferOutput<typeof Access> | null;
  accessAt: number;
  /** The latest change seen (HubSpot's clock). */
  newest: number;
  /** The running pass, `null` between two. */
  pass: Position | null;
  /** The first pass, over everything, has not ended. */
  first: boolean;
  /** That pass tells everything anew under other ids, as the token may read more than before. */
  renamed: boolean;
  known: KnownSubmissions;
  /** How many known submissions the running look at them has left; when the next one is due. */
  recheckLeft: number;
  recheckDueAt: number;
  /** Submissions met and submissions there are, for the progress of the first pass. */
  done: number;
  total: number;
}

export function emptyHubspotState(): HubspotState {
  return {
    access: null,
    accessAt: 0,
    newest: 0,
    pass: null,
    first: true,
    renamed: false,
    known: new Map(),
    recheckLeft: 0,
    recheckDueAt: 0,
    done: 0,
    total: 0,
  };
}

/** The state in a text; an empty one if there is none or it cannot be read. */
export function readHubspotState(text: string | null): HubspotState {
  const stored = readPullState(Stored, text);
  if (!stored) return emptyHubspotState();
  const { v: _, ...rest } = stored;
  return { ...rest, known: unpackSubmissions(stored.known) };
}

/** The state as text, at most 60,000 characters. */
export function writeHubspotState(state: HubspotState): string {
  return writePullState({ v: 1, ...state, known: packSubmissions(state.known) });
}
