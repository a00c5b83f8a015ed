import { conversationJson, type IntercomHeld } from './intercom-conversation.ts';
import {
  type PlatformCall,
  type PlatformReply,
  type PlatformServer,
  startPlatform,
} from './platform-server.ts';
import { requestWindow } from './request-window.ts';

/**
 * An Intercom that answers as its published API description 2.16 says: search by nested filters,
 * pages by cursors, newest change first, limits told in headers. Names and ids are made up.
 */

/** The workspace behind the mock: its state, and what people do in it. */
export interface IntercomAccount {
  workspace: string;
  region: string;
  token: string;
  /** What the token may do. */
  scopes: Set<'read_conversations'>;
  planIncludesApi: boolean;
  /** May the token list deleted conversations? */
  listsDeleted: boolean;
  conversations: Map<string, IntercomHeld>;
  /** Begins a conversation and gives its id. */
  converse(about?: { at?: number; channel?: string }): string;
  close(id: string): void;
  /** Asks for a rating, without an answer yet. */
  ask(id: string): void;
  rate(id: string, score: number, about?: { remark?: string; teammate?: number | null }): void;
  rateFin(id: string, score: number, remark?: string): void;
  unrate(id: string): void;
  tag(id: string, name: string): void;
  untag(id: string, name: string): void;
  delete(id: string): void;
  /** Cursors given so far are no longer known. */
  expireCursors(): void;
  /** Requests allowed in ten seconds. */
  setLimit(requests: number): void;
  /** Gives at most so many conversations a page, however many are asked for. */
  setPage(rows: number): void;
}

export interface IntercomMock extends PlatformServer {
  account: IntercomAccount;
}

/** Starts the mock. `clock`: the test's time in epoch milliseconds. */
export async function startIntercom(clock: () => number): Promise<IntercomMock> {
  const conversations = new Map<string, IntercomHeld>();
  const deleted: { id: string; deleted_at: number }[] = [];
  const tagIds = new Map<string, string>();
  let generation = 1;
  let lastId = 500;
  let largestPage = 150;

  const server = await startPlatform(
    [
      { route: 'GET /me', answer: guarded(me) },
      { route: 'POST /conversations/search', answer: guarded(search) },
      { route: 'GET /conversations/deleted', answer: guarded(listDeleted) },
      { route: 'GET /conversations/{id}', answer: guarded(retrieve) },
    ],
    clock,
  );
  let window = requestWindow(1_000, 10_000, server.now);
  const seconds = () => Math.floor(server.now() / 1_000);

  const account: IntercomAccount = {
    workspace: 'ab12cd34',
    region: 'US',
    token: 'made-up-token',
    scopes: new Set(['read_conversations']),
    planIncludesApi: true,
    listsDeleted: true,
    conversations,
    converse({ at, channel = 'messenger' } = {}) {
      lastId += 1;
      const id = String(lastId);
      const time = at === undefined ? seconds() : Math.floor(at / 1_000);
      conversations.set(id, {
        id,
        created_at: time,
        updated_at: time,
        state: 'open',
        closed_at: null,
        contact: `contact-${id}`,
        email: `customer-${id}@example.com`,
        channel,
        tags: [],
        rating: null,
        fin: null,
      });
      return id;
    },
    close: (id) =>
      change(id, (held) => {
        held.state = 'closed';
        held.closed_at = seconds();
      }),
    ask: (id) =>
      change(id, (held) => {
        const at = seconds();
        held.rating = {
          rating: null,
          remark: null,
          created_at: at,
          updated_at: at,
          teammate: null,
        };
      }),
    rate: (id, score, { remark, teammate = 7 } = {}) =>
      change(id, (held) => {
        held.rating = {
          rating: score,
          remark: remark ?? null,
          created_at: held.rating?.created_at ?? seconds(),
          updated_at: seconds(),
          teammate: teammate === null ? null : { type: 'admin', id: teammate },
        };
      }),
    rateFin: (id, score, remark) =>
      change(id, (held) => {
        held.fin = { rating: score, remark: remark ?? null, at: seconds() };
      }),
    unrate: (id) =>
      change(id, (held) => {
        held.rating = null;
        held.fin = null;
      }),
    tag: (id, name) =>
      change(id, (held) => {
        if (!tagIds.has(name)) tagIds.set(name, String(9_000 + tagIds.size));
        const tag = { id: tagIds.get(name) ?? '', name };
        if (!held.tags.some((one) => one.name === name)) held.tags.push(tag);
      }),
    untag: (id, name) =>
      change(id, (held) => {
        held.tags = held.tags.filter((tag) => tag.name !== name);
      }),
    delete(id) {
      if (conversations.delete(id)) deleted.unshift({ id, deleted_at: seconds() });
    },
    expireCursors() {
      generation += 1;
    },
    setLimit(requests) {
      window = requestWindow(requests, 10_000, server.now);
    },
    setPage(rows) {
      largestPage = rows;
    },
  };

  function change(id: string, edit: (held: IntercomHeld) => void): void {
    const held = conversations.get(id);
    if (!held) return;
    edit(held);
    held.updated_at = seconds();
  }

  function guarded(answer: (call: PlatformCall) => PlatformReply) {
    return (call: PlatformCall): PlatformReply => {
      const counted = window.count();
      const headers = {
        'x-ratelimit-limit': String(window.limit),
        'x-ratelimit-remaining': String(window.remaining()),
        'x-ratelimit-reset': String(window.ends() / 1_000),
      };
      if (!counted) return { ...refusal(429, 'rate_limit_exceeded'), headers };
      const host = { US: 'api', EU: 'api.eu', AU: 'api.au' }[account.region];
      const known =
        call.headers.authorization === `Bearer ${account.token}` &&
        call.origin === `https://${host}.intercom.io`;
      if (!known) return refusal(401, 'unauthorized');
      if (!account.planIncludesApi) return refusal(403, 'api_plan_restricted');
      return { headers, ...answer(call) };
    };
  }

  function me(): PlatformReply {
    return {
      body: {
        type: 'admin',
        id: '7',
        name: 'Admin',
        email: 'admin@example.com',
        email_verified: true,
        has_inbox_seat: true,
        app: {
          type: 'app',
          id_code: account.workspace,
          name: 'Acme',
          region: account.region,
          timezone: 'Europe/Berlin',
          created_at: 1_700_000_000,
          identity_verification: false,
        },
      },
    };
  }

  function retrieve(call: PlatformCall): PlatformReply {
    if (!account.scopes.has('read_conversations')) return refusal(403, 'forbidden');
    const held = conversations.get(call.params.id ?? '');
    return held ? { body: conversationJson(held) } : refusal(404, 'not_found');
  }

  function search(call: PlatformCall): PlatformReply {
    if (!account.scopes.has('read_conversations')) return refusal(403, 'forbidden');
    const { query, pagination } = call.body as {
      query: Filter;
      pagination?: { per_page?: number; starting_after?: string };
    };
    const limit = pagination?.per_page ?? 20;
    if (limit > 150) return refusal(400, 'parameter_invalid');
    const found = [...conversations.values()]
      .filter((held) => matches(held, query))
      .sort((a, b) => b.updated_at - a.updated_at || Number(b.id) - Number(a.id));
    const after = cursorOf(pagination?.starting_after);
    if (after === 'expired') return refusal(400, 'invalid_cursor');
    const rest = after
      ? found.filter(
          ({ id, updated_at: at }) =>
            at < after.at || (at === after.at && Number(id) < Number(after.id)),
        )
      : found;
    const page = rest.slice(0, Math.min(limit, largestPage));
    const last = page.at(-1);
    return {
      body: {
        type: 'conversation.list',
        conversations: page.map(conversationJson),
        total_count: found.length,
        pages: {
          type: 'pages',
          page: 1,
          per_page: limit,
          total_pages: Math.ceil(found.length / limit),
          ...(rest.length > page.length &&
            last && {
              next: {
                per_page: limit,
                starting_after: btoa(
                  JSON.stringify({ generation, at: last.updated_at, id: last.id }),
                ),
              },
            }),
        },
      },
    };
  }

  function cursorOf(text: string | undefined): { at: number; id: string } | 'expired' | null {
    if (text === undefined) return null;
    const cursor = JSON.parse(atob(text)) as { generation: number; at: number; id: string };
    return cursor.generation === generation ? cursor : 'expired';
  }

  function listDeleted(call: PlatformCall): PlatformReply {
    if (!account.listsDeleted) return refusal(403, 'forbidden');
    const page = Number(call.query.get('page') ?? 1);
    const limit = Number(call.query.get('per_page') ?? 20);
    if (limit > 60) return refusal(400, 'parameter_invalid');
    return {
      body: {
        type: 'conversations.list',
        conversations: deleted
          .slice((page - 1) * limit, page * limit)
          .map((one) => ({ type: 'conversation', ...one, metrics_retained: false })),
        total_count: deleted.length,
        pages: {
          type: 'pages',
          page,
          per_page: limit,
          total_pages: Math.ceil(deleted.length / limit),
        },
      },
    };
  }

  return Object.assign(server, { account });
}

type Filter =
  | { operator: 'AND' | 'OR'; value: Filter[] }
  | { field: string; operator: string; value: number };

/** Fields as the description lists them; an unknown one is refused by throwing. */
const FIELDS: Record<string, (held: IntercomHeld) => number | null> = {
  updated_at: (held) => held.updated_at,
  created_at: (held) => held.created_at,
  'conversation_rating.requested_at': (held) => held.rating?.created_at ?? null,
  'conversation_rating.replied_at': (held) =>
    held.rating && held.rating.rating !== null ? held.rating.updated_at : null,
  'ai_agent.rating': (held) => held.fin?.rating ?? null,
};

function matches(held: IntercomHeld, filter: Filter): boolean {
  if ('field' in filter) {
    const read = FIELDS[filter.field];
    if (!read || filter.operator !== '>') throw new Error(`cannot search ${filter.field}`);
    const value = read(held);
    return value !== null && value > filter.value;
  }
  return filter.operator === 'AND'
    ? filter.value.every((one) => matches(held, one))
    : filter.value.some((one) => matches(held, one));
}

function refusal(status: number, code: string): PlatformReply {
  return {
    status,
    body: {
      type: 'error.list',
      request_id: '00000000-0000-4000-8000-000000000000',
      errors: [{ code, message: code }],
    },
  };
}
