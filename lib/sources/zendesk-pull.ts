import type { PlatformHttp } from './platform-http.ts';
import { readPullState, writePullState } from './pull-state.ts';
import type { SourceBatch, SourceConversation } from './source.ts';
import {
  type ZendeskFacts,
  type ZendeskReading,
  zendeskConversation,
} from './zendesk-conversation.ts';
import { isDenied, isRefusedRequest, nullIfClosed, type ZendeskPage } from './zendesk-http.ts';
import { listRatings, type RatingRecord, showRating } from './zendesk-ratings.ts';
import { firstState, nextRound, OVERLAP, ZendeskState } from './zendesk-state.ts';
import {
  listSurveyResponses,
  type SurveyResponse,
  surveyMadeAt,
  surveySubject,
} from './zendesk-surveys.ts';
import { exportTickets, showTickets, type ZendeskTicket } from './zendesk-tickets.ts';

/** Rows of a list at once: the most, and as many as tickets can be asked for. */
const PAGE = 100;

/** Changed tickets at once, and of how many the rating is asked for one by one in a pull. */
const CHANGED_PAGE = 50;
const ONE_BY_ONE = 10;

/** Zendesk allows ten exports a minute: the next one is not before (milliseconds). */
const BETWEEN_EXPORTS = 6_000;

/** What the steps of a pull work with. */
interface Pull {
  http: PlatformHttp;
  reading: ZendeskReading;
  notes: Set<string>;
  signal: AbortSignal;
}

/** What a step found, and where the next one begins. */
interface Step {
  state: ZendeskState;
  conversations: SourceConversation[];
  gone: string[];
  wait?: number;
}

/** Which lists of ratings this access may read; `null`: none. Asked with the smallest page. */
export async function findLists(
  http: PlatformHttp,
  signal: AbortSignal,
): Promise<{ lists: ZendeskState['lists']; time: number } | null> {
  const notes = new Set<string>();
  const surveys = await listSurveyResponses(http, { limit: 1 }, notes, signal).catch(nullIfClosed);
  const ratings = await listRatings(
    http,
    { from: null, after: null, limit: 1 },
    notes,
    signal,
  ).catch(nullIfClosed);
  const time = surveys?.time ?? ratings?.time;
  if (time === undefined) return null;
  return { lists: { surveys: surveys !== null, ratings: ratings !== null, changes: true }, time };
}

/** One step of a round: a page of a list with its tickets. */
export async function pullZendesk(
  http: PlatformHttp,
  readingOf: (signal: AbortSignal) => Promise<ZendeskReading>,
  text: string | null,
  now: number,
  signal: AbortSignal,
): Promise<SourceBatch> {
  const stored = readPullState(ZendeskState, text);
  const notes = new Set<string>();
  if (!stored) {
    const found = await findLists(http, signal);
    if (!found) return nothingToList(http);
    const state = firstState(found.lists, found.time);
    return asBatch(http, { state, conversations: [], gone: [] }, notes);
  }
  const pull: Pull = { http, reading: await readingOf(signal), notes, signal };
  let state = stored.step === 'rest' ? nextRound(stored, now) : stored;
  if (state.step === 'surveys' && !state.lists.surveys) state = { ...state, step: 'tickets' };
  if (state.step === 'tickets' && !state.lists.changes) state = { ...state, step: 'rest' };
  const cursor = state.step === 'tickets' ? state.tickets.cursor : state.after;
  try {
    return asBatch(http, await takeStep(pull, state), notes);
  } catch (error) {
    if (cursor === null || !isRefusedRequest(error)) throw error;
    // The same list again from its beginning, at its next turn: it must not spin.
    notes.add('A cursor of Zendesk had expired.');
    const again = { ...state, after: null, tickets: { ...state.tickets, cursor: null } };
    return { ...asBatch(http, { state: again, conversations: [], gone: [] }, notes), more: false };
  }
}

function takeStep(pull: Pull, state: ZendeskState): Promise<Step> {
  if (state.step === 'ratings') return ratingsStep(pull, state);
  if (state.step === 'surveys') return surveysStep(pull, state);
  if (state.step === 'tickets') return ticketsStep(pull, state);
  return Promise.resolve({ state, conversations: [], gone: [] });
}

function asBatch(http: PlatformHttp, step: Step, notes: Set<string>): SourceBatch {
  return {
    conversations: step.conversations,
    gone: step.gone,
    state: writePullState(step.state),
    more: step.state.step !== 'rest',
    progress: null,
    notes: [...notes],
    wait: Math.max(http.wait(), step.wait ?? 0),
  };
}

/** One-ticket mode: the lists are for admins. They are asked for again at the next pull. */
function nothingToList(http: PlatformHttp): SourceBatch {
  return {
    conversations: [],
    gone: [],
    state: writePullState({ v: 1, lists: null }),
    more: false,
    progress: null,
    notes: ['This access may not list ratings: only the ticket that is open is read.'],
    wait: http.wait(),
  };
}

/** A page of the older ratings. Those that a newer one of the same ticket replaced are passed over. */
async function ratingsStep(pull: Pull, state: ZendeskState): Promise<Step> {
  const { http, notes, signal } = pull;
  const page = await listRatings(
    http,
    { from: state.ratings.from, after: state.after, limit: PAGE },
    notes,
    signal,
  );
  const records = (page?.rows ?? []).filter(({ score }) => score !== 'unoffered');
  const tickets = await showTickets(
    http,
    records.map((record) => record.ticket_id),
    notes,
    signal,
  );
  const facts = records.flatMap((record): ZendeskFacts[] => {
    const ticket = tickets.get(record.ticket_id) ?? null;
    const current = ticket?.satisfaction_rating?.id ?? record.id;
    return current === record.id ? [{ ticket, survey: null, record }] : [];
  });
  const after = page?.after ?? null;
  return {
    state: { ...state, after, step: after === null ? 'surveys' : 'ratings' },
    conversations: conversationsOf(pull, facts),
    gone: [],
  };
}

/** A page of survey responses. */
async function surveysStep(pull: Pull, state: ZendeskState): Promise<Step> {
  const { http, notes, signal } = pull;
  const { from, oldestOpenNow } = state.surveys;
  const page = await listSurveyResponses(
    http,
    { from, after: state.after, limit: PAGE },
    notes,
    signal,
  );
  const rows = page?.rows ?? [];
  const ids = rows.flatMap((row) => ticketOf(row) ?? []);
  const tickets = await showTickets(http, ids, notes, signal);
  const facts = newestOfEach(rows).map(
    (survey): ZendeskFacts => ({
      survey,
      ticket: tickets.get(ticketOf(survey) ?? '') ?? null,
      record: null,
    }),
  );
  const time = page?.time ?? state.tickets.from;
  const open = rows
    .filter(({ expires_at: expires }) => expires === null || expires > time)
    .map((row) => surveyMadeAt(row) ?? from ?? 0);
  const oldest = Math.min(oldestOpenNow ?? Number.POSITIVE_INFINITY, ...open);
  const oldestNow = Number.isFinite(oldest) ? oldest : null;
  const after = page?.after ?? null;
  const began = state.after === null ? time : state.surveys.began;
  const surveys = { ...state.surveys, began, oldestOpenNow: oldestNow };
  return {
    state: {
      ...state,
      after,
      step: after === null ? 'tickets' : 'surveys',
      surveys: after === null ? { ...surveys, oldestOpen: oldestNow } : surveys,
    },
    conversations: conversationsOf(pull, facts),
    gone: [],
  };
}

/** A page of changed tickets: whatever happened to their ratings, tags or fields, and deletions. */
async function ticketsStep(pull: Pull, state: ZendeskState): Promise<Step> {
  const { http, notes, signal } = pull;
  const { cursor, from, pending } = state.tickets;
  if (pending.length > 0) return pendingStep(pull, state);
  const page = await exportTickets(
    http,
    cursor === null ? { time: from } : { cursor },
    CHANGED_PAGE,
    notes,
    signal,
  ).catch((error: unknown) => {
    if (!isDenied(error)) throw error;
    return null;
  });
  if (!page) {
    notes.add('Changed tickets may not be listed: changes of tags are seen late.');
    const lists = { ...state.lists, changes: false };
    return { state: { ...state, lists, step: 'rest' }, conversations: [], gone: [] };
  }
  const gone = page.rows.filter(({ status }) => status === 'deleted').map(({ id }) => id);
  const kept = page.rows.filter(({ status }) => status !== 'deleted');
  const tickets = {
    cursor: page.cursor,
    from: page.end ? page.time - OVERLAP : from,
    pending: [],
    ended: page.end,
  };
  return { ...(await withRatings(pull, { ...state, tickets }, kept)), gone };
}

/** Tickets of the page before, whose ratings had to wait for the next pull. */
async function pendingStep(pull: Pull, state: ZendeskState): Promise<Step> {
  const { http, notes, signal } = pull;
  const tickets = await showTickets(http, state.tickets.pending, notes, signal);
  return withRatings(pull, state, [...tickets.values()]);
}

/** These tickets with their ratings; those that need too many requests are left for the next pull. */
async function withRatings(
  pull: Pull,
  state: ZendeskState,
  tickets: readonly ZendeskTicket[],
): Promise<Step> {
  const { http, notes, signal } = pull;
  const { lists } = state;
  const surveys = lists.surveys
    ? await surveysOf(http, tickets, notes, signal)
    : new Map<string, SurveyResponse>();
  const facts: ZendeskFacts[] = [];
  const pending: string[] = [];
  let asked = 0;
  for (const ticket of tickets) {
    const survey = surveys.get(ticket.id) ?? null;
    const alone = survey === null && lists.ratings && ratingIdOf(ticket) !== null;
    if (alone) asked += 1;
    if (alone && asked > ONE_BY_ONE) {
      pending.push(ticket.id);
    } else {
      const record = alone ? await recordOf(http, ticket, signal) : null;
      facts.push({ ticket, survey, record });
    }
  }
  const rest = pending.length === 0 && state.tickets.ended;
  return {
    state: { ...state, step: rest ? 'rest' : 'tickets', tickets: { ...state.tickets, pending } },
    conversations: conversationsOf(pull, facts),
    gone: [],
    wait: pending.length > 0 || rest ? 0 : BETWEEN_EXPORTS,
  };
}

/** The newest survey response of each of these tickets, by ticket. */
async function surveysOf(
  http: PlatformHttp,
  tickets: readonly ZendeskTicket[],
  notes: Set<string>,
  signal: AbortSignal,
): Promise<Map<string, SurveyResponse>> {
  const found = new Map<string, SurveyResponse>();
  if (tickets.length === 0) return found;
  const ids = tickets.map(({ id }) => id);
  const rows: SurveyResponse[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const list = { tickets: ids, after: after ?? null, limit: PAGE };
    const page: ZendeskPage<SurveyResponse> | null = await listSurveyResponses(
      http,
      list,
      notes,
      signal,
    );
    rows.push(...(page?.rows ?? []));
    after = page?.after ?? null;
  }
  // A filter is no promise: only responses about these tickets are taken.
  for (const survey of newestOfEach(rows)) {
    const ticket = ticketOf(survey);
    if (ticket !== null && ids.includes(ticket)) found.set(ticket, survey);
  }
  return found;
}

/** Id of the record of a ticket's rating; `null` where it has none. */
function ratingIdOf({ satisfaction_rating: rating }: ZendeskTicket): string | null {
  return /^(good|bad)/i.test(rating?.score ?? '') ? (rating?.id ?? null) : null;
}

/** The record of a ticket's rating, which says when it was given; `null` without a rating. */
export async function recordOf(
  http: PlatformHttp,
  ticket: ZendeskTicket,
  signal: AbortSignal,
): Promise<RatingRecord | null> {
  const id = ratingIdOf(ticket);
  return id === null ? null : showRating(http, id, signal);
}

/** The newest response about each subject: ids are in the order in which they were made. */
export function newestOfEach(responses: readonly SurveyResponse[]): SurveyResponse[] {
  const newest = new Map<string, SurveyResponse>();
  for (const response of responses) {
    const key = JSON.stringify(surveySubject(response));
    const known = newest.get(key);
    if (!known || known.id < response.id) newest.set(key, response);
  }
  return [...newest.values()];
}

function ticketOf(response: SurveyResponse): string | null {
  const subject = surveySubject(response);
  return subject && 'ticket' in subject ? subject.ticket : null;
}

function conversationsOf(pull: Pull, facts: readonly ZendeskFacts[]): SourceConversation[] {
  return facts.flatMap((fact) => zendeskConversation(fact, pull.reading, pull.notes) ?? []);
}
