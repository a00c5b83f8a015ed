import { SourceError } from './errors.ts';
import type { HubspotObject } from './hubspot-answers.ts';
import type { HubspotAccess, HubspotApi } from './hubspot-api.ts';
import { know } from './hubspot-known.ts';
import {
  emptyHubspotState,
  type Position,
  readHubspotState,
  writeHubspotState,
} from './hubspot-state.ts';
import {
  isUsable,
  modifiedAtOf,
  readSubmission,
  SUBMISSION_PROPERTIES,
  type Submission,
} from './hubspot-submission.ts';
import {
  readCustomers,
  readTickets,
  submissionConversation,
  ticketConversation,
  unlinkedState,
} from './hubspot-tickets.ts';
import type { SourceBatch, SourceConversation } from './source.ts';

const MINUTE = 60_000;

/** A change is looked for from so long before: HubSpot's search lags behind its objects. */
const OVERLAP = 10 * MINUTE;

/** Submissions a pull; fewer where threads are looked up, which takes a request each. */
const ROWS = 100;
const ROWS_WITH_THREADS = 40;

/** HubSpot's search gives no more than 10,000 results to one question. */
const LAST_RESULT = 9_900;

/** Known submissions that are looked at in one pull, and how long that may wait for each such pull. */
const RECHECKED = 100;
const RECHECK_EVERY = MINUTE;

const ACCESS_FOR = 60 * MINUTE;

/** Milliseconds a request: 15 a second, of the 19 that HubSpot grants (190 in 10 s). */
const PACE = 67;

/** Milliseconds between searches: HubSpot grants four a second. */
const BETWEEN_SEARCHES = 300;

/**
 * What changed at HubSpot: submissions by their latest change, each told as the ticket (and thread)
 * it belongs to is now. Deleted submissions, which a search does not tell of, are found among the
 * last 1,500 by reading them again.
 */
export async function pullHubspot(
  api: HubspotApi,
  about: { now: () => number; text: string | null },
  signal: AbortSignal,
): Promise<SourceBatch> {
  const began = about.now();
  const requestsBefore = api.requests();
  const told: SourceConversation[] = [];
  const gone = new Set<string>();
  const notes = new Set<string>();
  let state = readHubspotState(about.text);
  const access = await readAccess();

  if (state.recheckLeft > 0) await recheck();
  else await readPage();

  const ids = new Set(told.map(({ id }) => id));
  const paced = (api.requests() - requestsBefore) * PACE - (about.now() - began);
  return {
    conversations: told,
    gone: [...gone].filter((id) => !ids.has(id)),
    state: writeHubspotState(state),
    more: state.pass !== null || state.recheckLeft > 0,
    progress: state.first ? { done: state.done, total: Math.max(state.total, state.done) } : null,
    notes: [...notes],
    wait: Math.max(BETWEEN_SEARCHES, paced, api.wait()),
  };

  async function readAccess(): Promise<HubspotAccess> {
    const known = state.access;
    if (known && about.now() - state.accessAt < ACCESS_FOR) return known;
    const now = await api.access(signal);
    if (known) refuseLess(known, now);
    const more = known && ((now.tickets && !known.tickets) || (now.threads && !known.threads));
    // Conversations get other ids by what is known now: everything is told anew.
    if (more) state = { ...emptyHubspotState(), known: state.known, renamed: true };
    state.access = now;
    state.accessAt = about.now();
    return now;
  }

  async function readPage(): Promise<void> {
    const since = Math.max(0, state.newest - OVERLAP);
    state.pass ??= { since, after: null, byCursor: false };
    const at = state.pass;
    const limit = access.threads ? ROWS_WITH_THREADS : ROWS;
    const properties = SUBMISSION_PROPERTIES;
    const page = await api.search({ ...at, limit, properties }, signal);
    if (state.first && state.done === 0) state.total = page.total ?? 0;
    await tell(readable(page.results));
    if (state.first) state.done += page.results.length;
    for (const { properties: one } of page.results) {
      state.newest = Math.max(state.newest, modifiedAtOf(one));
    }
    const after = page.paging?.next?.after ?? null;
    state.pass = after === null ? null : following(at, page.results, after, notes);
    if (state.pass === null) endPass();
  }

  function endPass(): void {
    state.first = false;
    state.renamed = false;
    if (about.now() < state.recheckDueAt) return;
    state.recheckLeft = state.known.size;
    const pulls = Math.ceil(state.known.size / RECHECKED);
    state.recheckDueAt = about.now() + Math.max(0, pulls - 1) * RECHECK_EVERY;
  }

  function readable(rows: readonly HubspotObject[]): Submission[] {
    const left = new Map<string, number>();
    const usable: Submission[] = [];
    for (const row of rows) {
      const read = readSubmission(row);
      if (isUsable(read)) usable.push(read);
      else if (read.kind === 'unknown_value') {
        notes.add('A CSAT submission with an unknown response group is left out.');
      } else left.set(read.survey, (left.get(read.survey) ?? 0) + 1);
    }
    for (const [survey, count] of left) {
      notes.add(`${count} submissions of surveys other than CSAT are left out: ${survey}.`);
    }
    return usable;
  }

  /** Tells of these submissions as what they belong to now. */
  async function tell(submissions: readonly Submission[], alsoTickets: string[] = []) {
    const tickets = await ticketsOf(submissions.map(({ id }) => id));
    const before = submissions.flatMap(({ id }) => state.known.get(id)?.ticket ?? []);
    const wanted = [...new Set([...tickets.values(), ...before, ...alsoTickets])];
    const now = await readTickets(api, wanted, access, signal);
    for (const ticket of wanted) {
      const found = now.get(ticket);
      if (found?.conversation.id !== ticketConversation(ticket))
        gone.add(ticketConversation(ticket));
      if (!found) continue;
      if (found.unreadable) {
        notes.add('A CSAT submission with an unknown response group is left out.');
        continue;
      }
      const { rating } = found.conversation;
      told.push({ ...found.conversation, ...(rating === null && { onlyIfKnown: true }) });
    }
    const alone: Submission[] = [];
    for (const submission of submissions) {
      const ticket = tickets.get(submission.id) ?? null;
      const found = ticket === null ? null : now.get(ticket);
      if (!found) alone.push(submission);
      else remember(submission.id, ticket, found.conversation.id);
    }
    await tellAlone(alone);
  }

  async function tellAlone(submissions: readonly Submission[]): Promise<void> {
    if (submissions.length === 0) return;
    const ids = submissions.map(({ id }) => id);
    const customers = await readCustomers(api, ids, access, signal);
    for (const submission of submissions) {
      const conversation = unlinkedState(submission, customers.get(submission.id) ?? null);
      told.push(conversation);
      remember(submission.id, null, conversation.id);
    }
    notes.add(
      access.tickets
        ? 'Some submissions belong to no ticket: they count, and no inbox shows them.'
        : 'This access token may not read tickets: ratings count, and no inbox shows them.',
    );
  }

  /** What a submission was told as before is gone, unless it is told in this batch too. */
  function remember(submission: string, ticket: string | null, conversation: string): void {
    const before = state.known.get(submission);
    if (before && before.conversation !== conversation) gone.add(before.conversation);
    const alone = submissionConversation(submission);
    if (state.renamed && conversation !== alone) gone.add(alone);
    know(state.known, submission, { ticket, conversation });
  }

  /** The ticket of each of these submissions; of several the oldest. */
  async function ticketsOf(ids: readonly string[]): Promise<Map<string, string>> {
    const oldest = new Map<string, string>();
    if (!access.tickets || ids.length === 0) return oldest;
    const linked = await api.associated('feedback_submissions', 'tickets', ids, signal);
    for (const [id, tickets] of linked) {
      const [first] = tickets.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1));
      if (first !== undefined) oldest.set(id, first);
    }
    return oldest;
  }

  /** Are the submissions told of longest ago still there, and at the same tickets? */
  async function recheck(): Promise<void> {
    const entries = [...state.known].slice(0, Math.min(RECHECKED, state.recheckLeft));
    const ids = entries.map(([id]) => id);
    const read = await api.read('feedback_submissions', ids, SUBMISSION_PROPERTIES, signal);
    if (!read.complete) notes.add('HubSpot could not read all submissions again.');
    const tickets = await ticketsOf(ids.filter((id) => read.found.has(id)));
    const moved: HubspotObject[] = [];
    const orphaned: string[] = [];
    for (const [id, before] of entries) {
      const object = read.found.get(id);
      if (object && (tickets.get(id) ?? null) !== before.ticket) moved.push(object);
      else if (object || !read.complete) know(state.known, id, before);
      else {
        state.known.delete(id);
        if (before.ticket === null) gone.add(before.conversation);
        else orphaned.push(before.ticket);
        // Where its ticket is gone as well, or has another id by now.
        gone.add(before.conversation);
      }
    }
    await tell(readable(moved), orphaned);
    state.recheckLeft -= entries.length;
  }
}

/** With less access conversations would get other ids: better to stop and say so. */
function refuseLess(before: HubspotAccess, now: HubspotAccess): void {
  const lost =
    before.threads && !now.threads
      ? { scope: 'conversations.read', what: 'conversations' }
      : before.tickets && !now.tickets
        ? { scope: 'tickets', what: 'tickets' }
        : null;
  if (!lost) return;
  throw new SourceError('auth', {
    code: 'scope_missing',
    message: `This HubSpot access token may no longer read ${lost.what}.`,
    remedy: `Give it the scope ${lost.scope} again, or remove this source and connect HubSpot anew.`,
  });
}

/**
 * The position after a page that has another one after it: from the last change on, so that what is
 * changed meanwhile moves nothing out of sight and no question has more than 10,000 results. Changes
 * of one millisecond only go on by HubSpot's cursor.
 */
function following(
  at: Position,
  rows: readonly HubspotObject[],
  after: string,
  notes: Set<string>,
): Position {
  const times = rows.map(({ properties }) => modifiedAtOf(properties));
  const sorted = times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0));
  if (!sorted) notes.add('HubSpot did not sort its submissions: they are read by its cursor.');
  const last = times.at(-1) ?? at.since;
  const byCursor = at.byCursor || !sorted;
  if (!byCursor && last > at.since) return { since: last, after: null, byCursor };
  if (!byCursor && Number(after) > LAST_RESULT) {
    notes.add('More than 10,000 submissions were changed in one moment: some are left out.');
    return { since: at.since + 1, after: null, byCursor };
  }
  return { ...at, after, byCursor };
}
