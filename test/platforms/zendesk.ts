import {
  type PlatformCall,
  type PlatformReply,
  type PlatformServer,
  startPlatform,
} from './platform-server.ts';
import { requestWindow } from './request-window.ts';
import { type SurveyHeld, subjectOf, surveyJson } from './zendesk-survey.ts';
import { ticketJson, type ZendeskTicketHeld } from './zendesk-ticket.ts';

/**
 * A Zendesk that answers as its API reference says: lists by cursors, survey responses by
 * milliseconds, satisfaction ratings by seconds, changed tickets without the latest minute. Names
 * and ids are made up.
 */

interface Record {
  id: number;
  ticket_id: number;
  requester_id: number;
  assignee_id: number;
  group_id: number;
  score: string;
  comment: string | null;
  created_at: string;
  updated_at: string;
}

/** The account behind the mock: its state, and what people do in it. */
export interface ZendeskAccount {
  host: string;
  token: string;
  /** Who asks without a token is signed in. */
  signedIn: boolean;
  /** Only who sends this cookie is; `null`: anybody. */
  sessionCookie: string | null;
  role: 'admin' | 'agent';
  /** What the plan and the settings have. */
  has: { surveys: boolean; ratings: boolean };
  /** One rating comes in a list, as the published description has it; the documentation shows it bare. */
  ratingInList: boolean;
  /** Survey answers tell their scale's points, as the documentation's single ones do. */
  tellsOptions: boolean;
  tickets: Map<string, ZendeskTicketHeld>;
  surveys: Map<string, SurveyHeld>;
  ratings: Map<string, Record>;
  /** Opens a ticket and gives its id. */
  open(about?: { assignee?: number; channel?: string }): string;
  solve(id: string): void;
  tag(id: string, ...tags: string[]): void;
  untag(id: string, tag: string): void;
  setField(id: string, field: number, value: string | null): void;
  /** Offers the older kind of rating. */
  offer(id: string): void;
  rate(id: string, score: 'good' | 'bad', comment?: string): void;
  unrate(id: string): void;
  /** Answers a survey, or changes the answer while that is possible. `category` as Zendesk counts. */
  answer(
    about: { ticket: string } | { conversation: string },
    rating: number,
    category: string,
    comment?: string,
  ): void;
  delete(id: string): void;
  expireCursors(): void;
  /** Requests allowed a minute. */
  setLimit(requests: number): void;
  /** Gives at most so many rows a page, however many are asked for. */
  setPage(rows: number): void;
}

export interface ZendeskMock extends PlatformServer {
  account: ZendeskAccount;
}

const SURVEY_OPEN = 14 * 24 * 60 * 60_000;
const FIELD = 360_001;

/** Starts the mock. `clock`: the test's time in epoch milliseconds. */
export async function startZendesk(clock: () => number): Promise<ZendeskMock> {
  const tickets = new Map<string, ZendeskTicketHeld>();
  const surveys = new Map<string, SurveyHeld>();
  const ratings = new Map<string, Record>();
  let generation = 1;
  let lastId = 100;
  let largestPage = 1_000;

  const server = await startPlatform(
    [
      { route: 'GET /api/v2/users/me', answer: guarded(me, 'everybody') },
      { route: 'GET /api/v2/account/settings', answer: guarded(settings, 'agents') },
      { route: 'GET /api/v2/ticket_fields/{id}', answer: guarded(ticketField, 'agents') },
      { route: 'GET /api/v2/tickets/show_many', answer: guarded(showMany, 'agents') },
      { route: 'GET /api/v2/tickets/{id}', answer: guarded(showTicket, 'agents') },
      { route: 'GET /api/v2/incremental/tickets/cursor', answer: guarded(exported, 'admins') },
      { route: 'GET /api/v2/satisfaction_ratings', answer: guarded(listRatings, 'admins') },
      { route: 'GET /api/v2/satisfaction_ratings/{id}', answer: guarded(showRating, 'admins') },
      { route: 'GET /api/v2/guide/survey_responses', answer: guarded(listSurveys, 'admins') },
    ],
    clock,
  );
  let window = requestWindow(10_000, 60_000, server.now);
  const iso = () => new Date(server.now()).toISOString().replace(/\.\d+Z/, 'Z');

  const account: ZendeskAccount = {
    host: 'acme.zendesk.com',
    token: 'made-up-token',
    signedIn: false,
    sessionCookie: null,
    role: 'admin',
    has: { surveys: true, ratings: true },
    ratingInList: false,
    tellsOptions: false,
    tickets,
    surveys,
    ratings,
    open({ assignee = 71, channel = 'web' } = {}) {
      lastId += 1;
      const at = iso();
      tickets.set(String(lastId), {
        id: lastId,
        status: 'open',
        created_at: at,
        updated_at: at,
        generated: server.now(),
        requester_id: 50_000 + lastId,
        assignee_id: assignee,
        channel,
        tags: [],
        fields: new Map(),
        satisfaction_rating: { score: 'unoffered' },
      });
      return String(lastId);
    },
    solve: (id) =>
      change(id, (held) => {
        held.status = 'solved';
      }),
    tag: (id, ...tags) =>
      change(id, (held) => {
        held.tags = [...new Set([...held.tags, ...tags])].sort();
      }),
    untag: (id, tag) =>
      change(id, (held) => {
        held.tags = held.tags.filter((one) => one !== tag);
      }),
    setField: (id, field, value) => change(id, (held) => void held.fields.set(field, value)),
    offer: (id) => change(id, (held) => record(held, 'offered', null)),
    rate: (id, score, comment) => change(id, (held) => record(held, score, comment ?? null)),
    unrate: (id) =>
      change(id, (held) => {
        ratings.delete(String(held.satisfaction_rating.id));
        held.satisfaction_rating = { score: 'unoffered' };
      }),
    answer(about, rating, category, comment) {
      const ticket = 'ticket' in about ? about.ticket : null;
      const conversation = 'conversation' in about ? about.conversation : null;
      if (!account.has.surveys || (ticket !== null && !live(ticket))) return;
      const known = [...surveys.values()].find(
        (one) => one.ticket === ticket && one.conversation === conversation,
      );
      const now = server.now();
      if (known && now > known.expires) return;
      const created = known?.created ?? now;
      lastId += 1;
      const id = known?.id ?? `01J${String(created).padStart(14, '0')}${lastId}`;
      surveys.set(id, {
        id,
        ticket,
        conversation,
        rating,
        category,
        comment: comment ?? null,
        created,
        updated: now,
        expires: known?.expires ?? now + SURVEY_OPEN,
      });
    },
    delete(id) {
      change(id, (held) => {
        held.status = 'deleted';
      });
      for (const [key, one] of surveys) if (one.ticket === id) surveys.delete(key);
      for (const [key, one] of ratings) if (String(one.ticket_id) === id) ratings.delete(key);
    },
    expireCursors() {
      generation += 1;
    },
    setLimit(requests) {
      window = requestWindow(requests, 60_000, server.now);
    },
    setPage(rows) {
      largestPage = rows;
    },
  };

  function live(id: string): ZendeskTicketHeld | null {
    const held = tickets.get(id);
    return held && held.status !== 'deleted' ? held : null;
  }

  function change(id: string, edit: (held: ZendeskTicketHeld) => void): void {
    const held = live(id);
    if (!held) return;
    edit(held);
    held.updated_at = iso();
    held.generated = server.now();
  }

  function record(held: ZendeskTicketHeld, score: string, comment: string | null): void {
    if (!account.has.ratings) return;
    const known = ratings.get(String(held.satisfaction_rating.id ?? ''));
    lastId += 1;
    const id = known?.id ?? 35_000 + lastId;
    ratings.set(String(id), {
      id,
      ticket_id: held.id,
      requester_id: held.requester_id,
      assignee_id: held.assignee_id,
      group_id: 80,
      score,
      comment,
      created_at: known?.created_at ?? iso(),
      updated_at: iso(),
    });
    held.satisfaction_rating = { id, score, comment };
  }

  function guarded(
    answer: (call: PlatformCall) => PlatformReply,
    open: 'everybody' | 'agents' | 'admins',
  ) {
    return (call: PlatformCall): PlatformReply => {
      const counted = window.count();
      const headers = {
        'x-rate-limit': String(window.limit),
        'x-rate-limit-remaining': String(window.remaining()),
      };
      if (!counted) {
        const seconds = Math.ceil((window.ends() - server.now()) / 1_000);
        return { ...refusal(429, 'TooManyRequests'), headers: { 'retry-after': String(seconds) } };
      }
      if (call.origin !== `https://${account.host}`) return { status: 404, body: '<h1>No</h1>' };
      const token = call.headers.authorization;
      const known = token === undefined ? inSession(call) : token === `Bearer ${account.token}`;
      if (token !== undefined && !known) return refusal(401, 'invalid_token');
      // Everybody is somebody to Zendesk, a stranger too: a user without an id.
      if (!known && open !== 'everybody') return refusal(401, "Couldn't authenticate you");
      if (open === 'admins' && account.role !== 'admin') return refusal(403, 'Forbidden');
      return { headers, ...answer(call) };
    };
  }

  function inSession({ headers }: PlatformCall): boolean {
    const { signedIn, sessionCookie } = account;
    return signedIn && (sessionCookie === null || (headers.cookie ?? '').includes(sessionCookie));
  }

  function me(call: PlatformCall): PlatformReply {
    const known = call.headers.authorization !== undefined || inSession(call);
    const { role } = account;
    return { body: { user: known ? { id: 71, role } : { id: null, role: 'end-user' } } };
  }

  function settings(): PlatformReply {
    const { surveys: has, ratings: older } = account.has;
    const features = { customer_satisfaction: older && !has };
    return { body: { settings: { active_features: features } } };
  }

  function ticketField(call: PlatformCall): PlatformReply {
    if (call.params.id !== String(FIELD)) return refusal(404, 'RecordNotFound');
    const options = [
      { id: 1, name: 'Refund asked', raw_name: 'Refund asked', value: 'refund_asked' },
      { id: 2, name: 'Login', raw_name: 'Login', value: 'login' },
    ];
    return { body: { ticket_field: { id: FIELD, type: 'tagger', custom_field_options: options } } };
  }

  function showMany(call: PlatformCall): PlatformReply {
    const ids = (call.query.get('ids') ?? '').split(',').filter(Boolean);
    if (ids.length > 100) return refusal(400, 'TooManyIds');
    const found = ids.flatMap((id) => live(id) ?? []);
    return { body: { tickets: found.map(ticketJson), count: found.length, next_page: null } };
  }

  function showTicket(call: PlatformCall): PlatformReply {
    const held = live(call.params.id ?? '');
    return held ? { body: { ticket: ticketJson(held) } } : refusal(404, 'RecordNotFound');
  }

  /** By the time of the latest change, system's own included; the latest minute is held back. */
  function exported(call: PlatformCall): PlatformReply {
    const limit = Math.min(Number(call.query.get('per_page') ?? 1_000), largestPage);
    const until = server.now() - 60_000;
    const start = Number(call.query.get('start_time') ?? 0) * 1_000;
    const cursor = readCursor(call.query.get('cursor'));
    if (cursor === 'expired') return refusal(400, 'InvalidCursor');
    const from = cursor ?? { at: start, id: 0 };
    const rows = [...tickets.values()]
      .filter(({ generated }) => generated <= until)
      .filter(({ generated: at, id }) => at > from.at || (at === from.at && id > from.id))
      .sort((a, b) => a.generated - b.generated || a.id - b.id);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const next = last ? { at: last.generated, id: last.id } : from;
    const after = btoa(JSON.stringify({ generation, ...next }));
    return {
      body: {
        tickets: page.map((held) => ({ ...ticketJson(held), generated_timestamp: held.generated })),
        after_cursor: after,
        after_url: `https://${account.host}/api/v2/incremental/tickets/cursor.json?cursor=${after}`,
        before_cursor: null,
        end_of_stream: page.length === rows.length,
      },
    };
  }

  function listRatings(call: PlatformCall): PlatformReply {
    if (!account.has.ratings) return refusal(403, 'Forbidden');
    const from = Number(call.query.get('start_time') ?? 0) * 1_000;
    const rows = [...ratings.values()]
      .filter((one) => Date.parse(one.created_at) >= from)
      .sort((a, b) => a.id - b.id);
    return paged(
      call,
      'satisfaction_ratings',
      rows,
      ({ id }) => ({ at: 0, id }),
      (one) => one,
    );
  }

  function showRating(call: PlatformCall): PlatformReply {
    if (!account.has.ratings) return refusal(403, 'Forbidden');
    const found = ratings.get(call.params.id ?? '');
    if (!found) return refusal(404, 'RecordNotFound');
    return { body: { satisfaction_rating: account.ratingInList ? [found] : found } };
  }

  function listSurveys(call: PlatformCall): PlatformReply {
    if (!account.has.surveys) return refusal(403, 'Forbidden');
    const from = Number(call.query.get('filter[created_at_start]') ?? 0);
    const about = call.query.get('filter[subject_zrns]')?.split(',');
    const rows = [...surveys.values()]
      .filter((one) => one.created >= from)
      .filter((one) => !about || about.includes(subjectOf(one).zrn))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const order = ({ created, id }: SurveyHeld) => ({ at: created, id: Number(id.slice(17)) });
    return paged(call, 'survey_responses', rows, order, (one) =>
      surveyJson(one, account.tellsOptions),
    );
  }

  function paged<Row>(
    call: PlatformCall,
    name: string,
    rows: Row[],
    order: (row: Row) => { at: number; id: number },
    json: (row: Row) => unknown,
  ): PlatformReply {
    const limit = Math.min(Number(call.query.get('page[size]') ?? 100), largestPage);
    if (limit > 100) return refusal(400, 'InvalidPaginationParameter');
    const cursor = readCursor(call.query.get('page[after]'));
    if (cursor === 'expired') return refusal(400, 'InvalidPaginationParameter');
    const rest = rows.filter((row) => {
      const { at, id } = order(row);
      return !cursor || at > cursor.at || (at === cursor.at && id > cursor.id);
    });
    const page = rest.slice(0, limit);
    const last = page.at(-1);
    const after = last ? btoa(JSON.stringify({ generation, ...order(last) })) : null;
    const meta = { has_more: rest.length > page.length, after_cursor: after, before_cursor: null };
    return { body: { [name]: page.map(json), meta, links: { next: null, prev: null } } };
  }

  function readCursor(text: string | null): { at: number; id: number } | 'expired' | null {
    if (text === null) return null;
    const cursor = JSON.parse(atob(text)) as { generation: number; at: number; id: number };
    return cursor.generation === generation ? cursor : 'expired';
  }

  return Object.assign(server, { account });
}

function refusal(status: number, error: string): PlatformReply {
  return { status, body: { error, description: error } };
}
