import {
  CHATWOOT_ACCOUNT,
  type Conversation,
  contactJson,
  conversationJson,
  type Inbox,
  inboxJson,
  type Message,
  type Rating,
} from './chatwoot-json.ts';
import {
  type PlatformCall,
  type PlatformReply,
  type PlatformRoute,
  type PlatformServer,
  startPlatform,
} from './platform-server.ts';

/**
 * A Chatwoot that behaves as its source says (github.com/chatwoot/chatwoot): the list of ratings
 * for administrators, 25 a page, by the time of the first answer; surveys sent once a conversation
 * when it is resolved, answered and changed by the customer for 14 days. Names and ids are made up.
 */

export { CHATWOOT_ACCOUNT };
export const CHATWOOT_ADMIN = 'admin-token-made-up';
export const CHATWOOT_AGENT = 'agent-token-made-up';

const DAY = 24 * 60 * 60_000;
const PAGE = 25;

/** What a conversation may begin with. */
export interface NewConversation {
  inbox?: number;
  email?: string | null;
  labels?: string[];
  assignee?: { id: number; name: string } | null;
  /** Messages before anything else. */
  messages?: number;
}

export interface ChatwootMock extends PlatformServer {
  /** A pasted address of its inbox, and the place that the inbox's addresses have. */
  address: string;
  inboxes: Inbox[];
  conversations: Map<number, Conversation>;
  ratings: Rating[];
  open(conversation?: NewConversation): number;
  /** Resolves it: the survey goes out if its inbox asks and it was never sent. */
  resolve(id: number): void;
  /** A survey of somebody's own, by the API; Chatwoot itself sends one a conversation. */
  sendSurvey(id: number): void;
  /** As the customer, of the newest survey; refused (`false`) where no survey was sent or it is too old. */
  rate(id: number, rating: number, comment?: string | null): boolean;
  /** As somebody with access to the database would. */
  removeRating(id: number): void;
  removeConversation(id: number): void;
  /** Writes into the list what the page for customers never sends. */
  corrupt(id: number, rating: unknown): void;
}

export async function startChatwoot(clock: () => number): Promise<ChatwootMock> {
  const inboxes: Inbox[] = [
    { id: 1, name: 'Website', surveys: true, bot: null },
    { id: 2, name: 'Help bot', surveys: true, bot: { id: 3, name: 'Robin' } },
    { id: 3, name: 'E-mail', surveys: false, bot: null },
  ];
  const conversations = new Map<number, Conversation>();
  const ratings: Rating[] = [];
  let lastId = 0;
  let lastConversation = 100;
  const nextId = () => {
    lastId += 1;
    return lastId;
  };
  const now = () => server.now();

  const base = `/api/v1/accounts/{account}`;
  const server = await startPlatform(
    [
      user('GET /api/v1/profile', ({ admin }) => ({
        body: {
          id: admin ? 11 : 12,
          name: admin ? 'Ada' : 'Bob',
          accounts: [
            {
              id: CHATWOOT_ACCOUNT,
              name: 'Acme',
              status: 'active',
              role: admin ? 'administrator' : 'agent',
            },
          ],
        },
      })),
      user(`GET ${base}/csat_survey_responses`, ({ call, admin }) =>
        admin ? { body: listed(call.query).map(ratingJson) } : UNAUTHORIZED,
      ),
      user(`GET ${base}/csat_survey_responses/metrics`, ({ call, admin }) =>
        admin ? { body: metricsOf(inRange(call.query)) } : UNAUTHORIZED,
      ),
      user(`POST ${base}/conversations/filter`, ({ call }) => filter(call)),
      user(`GET ${base}/conversations/{id}`, ({ call }) => {
        const found = conversations.get(Number(call.params.id));
        return found ? { body: conversationJson(found) } : NOT_FOUND;
      }),
      user(`GET ${base}/conversations/{id}/messages`, ({ call }) => {
        const found = conversations.get(Number(call.params.id));
        return found ? { body: { meta: {}, payload: messagesOf(found, call.query) } } : NOT_FOUND;
      }),
      user(`GET ${base}/inboxes`, () => ({ body: { payload: inboxes.map(inboxJson) } })),
      user(`GET ${base}/inboxes/{id}/agent_bot`, ({ call }) => {
        const inbox = inboxes.find(({ id }) => id === Number(call.params.id));
        return inbox ? { body: { agent_bot: inbox.bot ?? {} } } : NOT_FOUND;
      }),
      user(`PATCH ${base}/inboxes/{id}`, ({ call, admin }) => {
        const inbox = inboxes.find(({ id }) => id === Number(call.params.id));
        if (!admin) return UNAUTHORIZED;
        if (!inbox) return NOT_FOUND;
        const { csat_survey_enabled: enabled } = call.body as { csat_survey_enabled?: boolean };
        if (enabled !== undefined) inbox.surveys = enabled;
        return { body: inboxJson(inbox) };
      }),
      // The page for customers, which needs no token.
      { route: 'PUT /public/api/v1/csat_survey/{uuid}', answer: rateByPage },
    ],
    clock,
  );

  function listed(query: URLSearchParams): Rating[] {
    const page = Number(query.get('page') ?? 1);
    const rows = inRange(query);
    const sort = query.get('sort');
    if (sort === 'created_at') rows.sort((a, b) => a.createdAt - b.createdAt);
    if (sort === '-created_at') rows.sort((a, b) => b.createdAt - a.createdAt);
    return rows.slice((page - 1) * PAGE, page * PAGE);
  }

  /** Without both ends there is no range; the later one is excluded. */
  function inRange(query: URLSearchParams): Rating[] {
    const since = query.get('since');
    const until = query.get('until');
    if (!since || !until) return [...ratings];
    return ratings.filter(
      ({ createdAt }) => createdAt >= Number(since) * 1_000 && createdAt < Number(until) * 1_000,
    );
  }

  function metricsOf(rows: readonly Rating[]) {
    const counts: Record<string, number> = {};
    for (const { rating } of rows) counts[String(rating)] = (counts[String(rating)] ?? 0) + 1;
    const surveys = [...conversations.values()].flatMap(({ messages }) =>
      messages.filter(({ contentType }) => contentType === 'input_csat'),
    );
    return {
      total_count: rows.length,
      ratings_count: counts,
      total_sent_messages_count: surveys.length,
    };
  }

  function ratingJson(row: Rating) {
    const conversation = conversations.get(row.conversation);
    return {
      id: row.id,
      rating: row.rating,
      feedback_message: row.comment,
      account_id: CHATWOOT_ACCOUNT,
      message_id: row.message,
      ...(conversation && { contact: contactJson(conversation) }),
      conversation_id: row.conversation,
      ...(row.agent && { assigned_agent: { ...row.agent, role: 'agent' } }),
      created_at: Math.floor(row.createdAt / 1_000),
    };
  }

  function filter({ body, query }: PlatformCall): PlatformReply {
    const { payload } = body as { payload: { attribute_key: string; values: string[] }[] };
    const wanted = payload.find(({ attribute_key: key }) => key === 'display_id')?.values ?? [];
    const found = wanted.flatMap((id) => conversations.get(Number(id)) ?? []);
    const page = Number(query.get('page') ?? 1);
    return {
      body: {
        meta: { mine_count: 0, unassigned_count: 0, all_count: found.length },
        payload: found.slice((page - 1) * PAGE, page * PAGE).map(conversationJson),
      },
    };
  }

  function messagesOf({ messages }: Conversation, query: URLSearchParams) {
    const before = query.get('before');
    const after = query.get('after');
    const chosen = before
      ? messages.filter(({ id }) => id < Number(before)).slice(-20)
      : after
        ? messages.filter(({ id }) => id > Number(after)).slice(0, 100)
        : messages.slice(-20);
    return chosen.map(({ id, contentType, createdAt, submitted }) => ({
      id,
      content: contentType === 'text' ? 'Hello' : 'Please rate the conversation',
      content_type: contentType,
      content_attributes: submitted
        ? { submitted_values: { csat_survey_response: submitted } }
        : {},
      created_at: Math.floor(createdAt / 1_000),
      message_type: contentType === 'text' ? 0 : 3,
    }));
  }

  function rateByPage({ params, body }: PlatformCall): PlatformReply {
    const conversation = [...conversations.values()].find(({ uuid }) => uuid === params.uuid);
    if (!conversation) return NOT_FOUND;
    const { message } = body as {
      message: {
        submitted_values: { csat_survey_response: { rating: number; feedback_message?: string } };
      };
    };
    const { rating, feedback_message: comment } = message.submitted_values.csat_survey_response;
    return rate(conversation.id, rating, comment ?? null)
      ? { body: { id: conversation.uuid } }
      : { status: 422, body: { error: 'You cannot update the CSAT survey after 14 days' } };
  }

  function rate(id: number, rating: number, comment: string | null = null): boolean {
    const conversation = conversations.get(id);
    const survey = conversation?.messages.findLast(
      ({ contentType }) => contentType === 'input_csat',
    );
    if (!conversation || !survey) return false;
    const days = Math.floor(now() / DAY) - Math.floor(survey.createdAt / DAY);
    if (days > 14) return false;
    survey.submitted = { rating, feedback_message: comment };
    const row = ratings.find(({ message }) => message === survey.id);
    if (row) Object.assign(row, { rating, comment });
    else {
      const { assignee: agent } = conversation;
      const message = survey.id;
      ratings.push({
        id: nextId(),
        conversation: id,
        message,
        rating,
        comment,
        agent,
        createdAt: now(),
      });
    }
    return true;
  }

  function add(conversation: Conversation, contentType: Message['contentType']): void {
    conversation.activeAt = now();
    conversation.messages.push({ id: nextId(), contentType, createdAt: now(), submitted: null });
  }

  function drop(id: number): void {
    for (let index = ratings.length - 1; index >= 0; index -= 1) {
      if (ratings[index]?.conversation === id) ratings.splice(index, 1);
    }
  }

  return {
    ...server,
    address: `${server.origin}/app/accounts/${CHATWOOT_ACCOUNT}/conversations/1`,
    inboxes,
    conversations,
    ratings,
    open(about = {}) {
      lastConversation += 1;
      const id = lastConversation;
      const conversation: Conversation = {
        id,
        uuid: `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`,
        inbox: about.inbox ?? 1,
        contact: { id: id + 5_000, name: 'Customer', email: about.email ?? null },
        labels: about.labels ?? [],
        status: 'open',
        assignee: about.assignee ?? null,
        createdAt: now(),
        activeAt: now(),
        messages: [],
      };
      conversations.set(id, conversation);
      for (let message = 0; message < (about.messages ?? 1); message += 1)
        add(conversation, 'text');
      return id;
    },
    resolve(id) {
      const conversation = conversations.get(id);
      if (!conversation) return;
      conversation.status = 'resolved';
      const asks = inboxes.find((inbox) => inbox.id === conversation.inbox)?.surveys;
      const sent = conversation.messages.some(({ contentType }) => contentType === 'input_csat');
      if (asks && !sent) add(conversation, 'input_csat');
    },
    sendSurvey(id) {
      const conversation = conversations.get(id);
      if (conversation) add(conversation, 'input_csat');
    },
    rate,
    removeRating(id) {
      drop(id);
      for (const message of conversations.get(id)?.messages ?? []) message.submitted = null;
    },
    removeConversation(id) {
      drop(id);
      conversations.delete(id);
    },
    corrupt(id, rating) {
      for (const row of ratings) if (row.conversation === id) row.rating = rating;
      for (const message of conversations.get(id)?.messages ?? []) {
        if (message.submitted) message.submitted.rating = rating;
      }
    },
  };
}

const UNAUTHORIZED: PlatformReply = {
  status: 401,
  body: { error: 'You are not authorized to do this action' },
};
const NOT_FOUND: PlatformReply = { status: 404, body: { error: 'Resource could not be found' } };

/** A route for people with an access token who are in the account. */
function user(
  route: string,
  answer: (about: { call: PlatformCall; admin: boolean }) => PlatformReply,
): PlatformRoute {
  return {
    route,
    answer: (call) => {
      const token = call.headers.api_access_token;
      if (token !== CHATWOOT_ADMIN && token !== CHATWOOT_AGENT) {
        return { status: 401, body: { error: 'Invalid Access Token' } };
      }
      const { account } = call.params;
      if (account !== undefined && account !== String(CHATWOOT_ACCOUNT)) {
        return {
          status: 401,
          body: { error: 'You are not authorized to access this account' },
        };
      }
      return answer({ call, admin: token === CHATWOOT_ADMIN });
    },
  };
}
