import type { ChatwootConversation, ChatwootRating } from './chatwoot-answers.ts';
import { type ChatwootApi, RATINGS_PAGE } from './chatwoot-api.ts';
import { EDITABLE_DAYS, type ReadingContext, ratedConversation } from './chatwoot-conversation.ts';
import { readChatwootConversation } from './chatwoot-read-one.ts';
import { isNotAllowed } from './chatwoot-refusals.ts';
import {
  type ChatwootState,
  type Position,
  readChatwootState,
  writeChatwootState,
} from './chatwoot-state.ts';
import { SourceError } from './errors.ts';
import type { SourceBatch, SourceConversation } from './source.ts';

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

/** Ratings given in these days may still change: Chatwoot's own limit, a day begun, and one for its clock. */
const WINDOW = (EDITABLE_DAYS + 2) * DAY;

/** A look at what is new goes back so far: comments mostly follow their rating within minutes. */
const NEW_OVERLAP = 2 * HOUR;

/** Pages of the list that one pull reads, with as many requests for their conversations. */
const PAGES_A_PULL = 4;

/** Conversations that one pull asks after, two requests each or more. */
const CHECKS_A_PULL = 10;

/** Conversations that wait to be asked after; the state has to stay small. */
const MOST_CHECKS = 500;

/** Pages that every round may read; a longer window is read in full the less often the longer it is. */
const FREE_PAGES = 5;
const SECONDS_A_PAGE = 6;

/** While the first pull reads history, what is new is looked for this often (seconds). */
const ROUND_DURING_HISTORY = 60;

const INBOXES_FOR = HOUR;

/** Milliseconds a request: 20 a second, of the 50 that Chatwoot grants an address by default. */
const PACE = 50;

/**
 * What changed at Chatwoot. Its list can only be asked by when ratings were first given, and they
 * stay editable for two weeks: so rounds over that window are read again and again, and a rating
 * that is no longer in it is asked after. The first pull reads that window, then all before it.
 */
export async function pullChatwoot(
  api: ChatwootApi,
  about: { now: () => number; aiAgent: string | null; text: string | null },
  signal: AbortSignal,
): Promise<SourceBatch> {
  const began = about.now();
  const requestsBefore = api.requests();
  const state = readChatwootState(about.text) ?? empty();
  const now = () => Math.floor((about.now() + state.ahead) / 1_000);
  const notes = new Set<string>();
  const conversations: SourceConversation[] = [];
  const gone: string[] = [];

  try {
    if (state.inboxesAt === 0 || now() - state.inboxesAt >= INBOXES_FOR) await readInboxes();
    state.ahead = api.ahead() ?? state.ahead;
    await step();
  } catch (error) {
    if (!isNotAllowed(error)) throw error;
    // One-conversation mode: the list is for administrators, an agent reads what is open.
    notes.add(
      'Chatwoot shows the list of ratings to administrators only: ratings are read one by one.',
    );
    return finish({ ...empty(), ahead: api.ahead() ?? 0 }, false);
  }
  const more = state.round !== null || state.history !== null || state.toCheck.length > 0;
  return finish(state, more);

  function finish(left: ChatwootState, more: boolean): SourceBatch {
    const written = writeChatwootState({ ...left, ahead: api.ahead() ?? left.ahead });
    if (written.dropped > 0) {
      notes.add(`Removed ratings go unnoticed among the oldest ${written.dropped} of two weeks.`);
    }
    const paced = (api.requests() - requestsBefore) * PACE - (about.now() - began);
    const first = left.history !== null;
    return {
      conversations,
      gone,
      state: written.text,
      more,
      progress: first ? { done: left.done, total: Math.max(left.total, left.done) } : null,
      notes: [...notes],
      wait: Math.max(0, paced, api.wait()),
    };
  }

  /** One thing a pull does: ask after missing ratings, go on with a round, or with history. */
  async function step(): Promise<void> {
    if (state.toCheck.length > 0) return checkMissing();
    if (state.history === null && state.newest === 0 && state.roundAt === 0) await begin();
    const turn = state.historyTurn || now() - state.roundAt < ROUND_DURING_HISTORY;
    if (state.round === null && state.history !== null && turn) return readHistory();
    state.round ??= nextRound();
    return readRound(state.round);
  }

  async function begin(): Promise<void> {
    state.total = await api.ratingsCount(signal);
    state.history = stretch(0, windowStart());
  }

  /** What was still open to change when it was last read in full, however long ago that is. */
  function windowStart(): number {
    const lastRead = state.allBegan === 0 ? now() : Math.min(now(), state.allBegan);
    return Math.floor((lastRead - WINDOW) / HOUR) * HOUR;
  }

  function nextRound(): NonNullable<ChatwootState['round']> {
    const all = now() >= state.allDueAt;
    const began = now();
    state.roundAt = began;
    // A day ahead: our clock may be behind Chatwoot's.
    const until = now() + DAY;
    if (!all) {
      const since = Math.min(state.newest, now()) - NEW_OVERLAP;
      return { kind: 'new', began, at: stretch(since, until), pages: 0 };
    }
    const since = windowStart();
    for (const [id, hour] of state.known) if (hour * HOUR < since) state.known.delete(id);
    state.unmet = new Map(state.known);
    return { kind: 'all', began, at: stretch(since, until), pages: 0 };
  }

  async function readRound(round: NonNullable<ChatwootState['round']>): Promise<void> {
    for (let page = 0; page < PAGES_A_PULL; page += 1) {
      const next = await readPage(round.at, (row) => meet(row));
      round.pages += 1;
      if (next === null) return endRound(round);
      round.at = next;
    }
  }

  function endRound(round: NonNullable<ChatwootState['round']>): void {
    state.round = null;
    state.historyTurn = true;
    if (round.kind === 'new') return;
    state.allBegan = round.began;
    state.allDueAt = now() + Math.max(0, round.pages - FREE_PAGES) * SECONDS_A_PAGE;
    // Those beyond stay known, so that the next round finds them missing again.
    state.toCheck = [...state.unmet.keys()].slice(0, MOST_CHECKS);
    for (const id of state.toCheck) state.known.delete(id);
    state.unmet = new Map();
  }

  /** Is this the newest rating of its conversation, as far as known? */
  function meet(row: ChatwootRating): boolean {
    const id = row.conversation_id;
    const hour = Math.floor(row.created_at / HOUR);
    state.newest = Math.max(state.newest, row.created_at);
    if ((state.known.get(id) ?? 0) > hour) return false;
    state.known.set(id, hour);
    state.unmet.delete(id);
    return true;
  }

  async function readHistory(): Promise<void> {
    state.historyTurn = false;
    for (let page = 0; page < PAGES_A_PULL && state.history !== null; page += 1) {
      // A conversation with a newer rating has been told of already.
      state.history = await readPage(state.history, (row) => !state.known.has(row.conversation_id));
    }
  }

  /** Reads a page; gives the next position, `null` after the last page. */
  async function readPage(
    at: Position,
    wanted: (row: ChatwootRating) => boolean,
  ): Promise<Position | null> {
    const rows = await api.ratings(at, signal);
    state.ahead = api.ahead() ?? state.ahead;
    const rowsByConversation = new Map<number, ChatwootRating>();
    for (const row of rows) if (wanted(row)) rowsByConversation.set(row.conversation_id, row);
    await tell([...rowsByConversation.values()]);
    // Of the rounds, the first one is part of the first pull.
    if (state.round === null || state.allBegan === 0) state.done += rows.length;
    if (rows.length < RATINGS_PAGE) return null;
    return following(at, rows, notes);
  }

  async function tell(rows: readonly ChatwootRating[]): Promise<void> {
    const context = await contextFor(rows);
    for (const row of rows) {
      const conversation = context.conversations.get(row.conversation_id) ?? null;
      const told = ratedConversation(row, conversation, context);
      if (told) conversations.push(told);
      else notes.add(`A rating other than 1 to 5 is left out: ${shown(row.rating)}.`);
    }
  }

  async function contextFor(
    rows: readonly ChatwootRating[],
  ): Promise<ReadingContext & { conversations: Map<number, ChatwootConversation> }> {
    const found = await conversationsOf(rows.map((row) => row.conversation_id));
    const unknown = found.some(
      ({ inbox_id: id }) => id !== null && id !== undefined && !state.inboxes.has(id),
    );
    if (unknown && state.inboxesAt !== now()) await readInboxes();
    const byId = new Map(found.map((conversation) => [conversation.id, conversation]));
    await askForBots(rows, byId);
    return { conversations: byId, ...reading() };
  }

  function reading(): ReadingContext {
    return { inbox: (id) => state.inboxes.get(id ?? -1) ?? null, aiAgent: about.aiAgent };
  }

  async function conversationsOf(ids: readonly number[]): Promise<ChatwootConversation[]> {
    if (ids.length === 0) return [];
    try {
      return await api.conversations(ids, signal);
    } catch (error) {
      const refused =
        isNotAllowed(error) || (error instanceof SourceError && error.class === 'contract');
      if (!refused) throw error;
      notes.add(
        'Chatwoot does not give conversations by their ids: labels and inboxes are not known.',
      );
      return [];
    }
  }

  async function readInboxes(): Promise<void> {
    const list = await api.inboxes(signal);
    state.inboxes = new Map(
      list.map(({ id, name }) => [id, { name: name || `Inbox ${id}`, bot: null }]),
    );
    state.inboxesAt = now();
  }

  /** Asks about bots only where it matters: in inboxes of ratings that nobody was assigned to. */
  async function askForBots(
    rows: readonly ChatwootRating[],
    found: Map<number, ChatwootConversation>,
  ): Promise<void> {
    for (const row of rows) {
      const id = row.assigned_agent ? null : found.get(row.conversation_id)?.inbox_id;
      const inbox = state.inboxes.get(id ?? -1);
      if (id && inbox?.bot === null) inbox.bot = await api.hasAgentBot(id, signal);
    }
  }

  async function checkMissing(): Promise<void> {
    const checked = state.toCheck.slice(0, CHECKS_A_PULL);
    for (const id of checked) {
      const one = await readChatwootConversation(api, id, { ...reading(), withList: true }, signal);
      if (one.kind === 'not_found') gone.push(String(id));
      if (one.kind !== 'found') continue;
      const { rating } = one.conversation;
      conversations.push({ ...one.conversation, ...(rating === null && { onlyIfKnown: true }) });
      if (rating) state.known.set(id, Math.floor(rating.ratedAt / 1_000 / HOUR));
    }
    state.toCheck = state.toCheck.slice(checked.length);
  }
}

/**
 * The position after a full page: from the last row's second on, so that a row that is removed
 * meanwhile moves no other out of sight. Rows of one second only go on by pages.
 */
function following(at: Position, rows: readonly ChatwootRating[], notes: Set<string>): Position {
  const times = rows.map((row) => row.created_at);
  const sorted = times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0));
  if (!sorted) notes.add('Chatwoot did not sort its list of ratings: it is read by pages.');
  const last = times.at(-1) ?? at.since;
  const byPage = at.byPage || !sorted;
  if (byPage || last <= at.since) return { ...at, byPage, page: at.page + 1 };
  return { ...at, since: last, page: 1 };
}

function stretch(since: number, until: number): Position {
  return { since, until, page: 1, byPage: false };
}

function empty(): ChatwootState {
  return {
    ahead: 0,
    inboxes: new Map(),
    inboxesAt: 0,
    newest: 0,
    known: new Map(),
    unmet: new Map(),
    toCheck: [],
    round: null,
    roundAt: 0,
    allBegan: 0,
    allDueAt: 0,
    history: null,
    historyTurn: false,
    done: 0,
    total: 0,
  };
}

/** A value for a note: numbers as they are, of anything else its kind. */
function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : typeof value;
}
