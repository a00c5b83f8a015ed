import {
  crmObject,
  iso,
  picked,
  type Submission,
  submissionJson,
  type Thread,
  type Ticket,
  threadJson,
} from './hubspot-json.ts';
import {
  type PlatformCall,
  type PlatformReply,
  type PlatformRoute,
  type PlatformServer,
  startPlatform,
} from './platform-server.ts';

/**
 * A HubSpot that behaves as its published descriptions say: feedback submissions by search, objects
 * by their ids, associations, threads. A search lags behind, gives no more than 10,000 results to a
 * question and none that is archived. Names and ids are made up.
 */

export const HUBSPOT_TOKEN = 'pat-made-up';
export const HUBSPOT_PORTAL = 1_234_567;
const VERSION = '2026-09';

/** Scopes of the private app, as HubSpot names them. */
export type Scope =
  | 'crm.objects.feedback_submissions.read'
  | 'crm.objects.contacts.read'
  | 'tickets'
  | 'conversations.read';

/** What a submission may say. */
export interface NewSubmission {
  ticket?: string | null;
  survey?: string | null;
  /** `0`, `1`, `2`; its group follows unless told. */
  value?: string | null;
  group?: string | null;
  comment?: string | null;
  contact?: string | null;
}

export interface HubspotMock extends PlatformServer {
  scopes: Set<Scope>;
  /** `false`: an account without Service Hub. */
  hasSubmissions: boolean;
  submissions: Map<string, Submission>;
  tickets: Map<string, Ticket>;
  threads: Map<string, Thread>;
  contacts: Map<string, { email: string | null }>;
  addTicket(about?: { category?: string; thread?: boolean }): string;
  addThread(ticket: string | null): string;
  addContact(email: string | null): string;
  submit(about?: NewSubmission): string;
  /** Changes what a submission says. */
  edit(id: string, properties: Record<string, string | null>): void;
  /** Binds it to another ticket, which does not change the submission. */
  bind(id: string, ticket: string | null): void;
  removeSubmission(id: string): void;
  /** With its threads and its associations. */
  removeTicket(id: string): void;
  /** The search comes to know of what is changed from now on so many milliseconds later. */
  setIndexLag(milliseconds: number): void;
  /** How many results a question has at most; 10,000 unless told. */
  setLastResult(count: number): void;
}

const GROUPS: Record<string, string> = { '0': 'DETRACTOR', '1': 'PASSIVE', '2': 'PROMOTER' };

export async function startHubspot(clock: () => number): Promise<HubspotMock> {
  const submissions = new Map<string, Submission>();
  const tickets = new Map<string, Ticket>();
  const threads = new Map<string, Thread>();
  const contacts = new Map<string, { email: string | null }>();
  const scopes = new Set<Scope>([
    'crm.objects.feedback_submissions.read',
    'crm.objects.contacts.read',
    'tickets',
    'conversations.read',
  ]);
  let lag = 0;
  let lastResult = 10_000;
  let lastId = 40_000_000_000;
  const nextId = () => {
    lastId += 1;
    return String(lastId);
  };

  const objects = `/crm/objects/${VERSION}`;
  const conversations = `/conversations/conversations/${VERSION}`;
  const server = await startPlatform(
    [
      app(`GET /account-info/${VERSION}/details`, () => ({
        body: {
          portalId: HUBSPOT_PORTAL,
          accountType: 'STANDARD',
          timeZone: 'Europe/Berlin',
          companyCurrency: 'EUR',
          additionalCurrencies: [],
          utcOffset: '+01:00',
          utcOffsetMilliseconds: 3_600_000,
          uiDomain: 'app-eu1.hubspot.com',
          dataHostingLocation: 'eu1',
        },
      })),
      app(`POST ${objects}/feedback_submissions/search`, search),
      app(`POST ${objects}/{type}/batch/read`, batchRead),
      app(
        `GET ${objects}/{type}`,
        ({ params }) => closed(String(params.type)) ?? { body: { results: [] } },
      ),
      app(`POST /crm/associations/${VERSION}/{from}/{to}/batch/read`, associations),
      app(`GET ${conversations}/threads`, ({ query }) => {
        const ticket = query.get('associatedTicketId');
        const found = [...threads.values()].filter((thread) => thread.ticket === ticket);
        return (
          needs('conversations.read') ?? { body: { results: found.map((one) => threadJson(one)) } }
        );
      }),
      app(`GET ${conversations}/threads/{id}`, ({ params, query }) => {
        const thread = threads.get(String(params.id));
        const withTicket = query.getAll('association').includes('TICKET');
        return (
          needs('conversations.read') ??
          (thread ? { body: threadJson(thread, withTicket) } : NOT_FOUND)
        );
      }),
    ],
    clock,
  );
  const mock: HubspotMock = {
    ...server,
    scopes,
    hasSubmissions: true,
    submissions,
    tickets,
    threads,
    contacts,
    addTicket({ category, thread = true } = {}) {
      const id = nextId();
      tickets.set(id, {
        id,
        properties: {
          createdate: iso(server.now()),
          closed_date: null,
          hs_ticket_category: category ?? null,
          source_type: 'CHAT',
        },
      });
      if (thread) mock.addThread(id);
      return id;
    },
    addThread(ticket) {
      const id = nextId();
      threads.set(id, { id, ticket, createdAt: server.now() });
      return id;
    },
    addContact(email) {
      const id = nextId();
      contacts.set(id, { email });
      return id;
    },
    submit({
      ticket = null,
      survey = 'CSAT',
      value = '2',
      group,
      comment = null,
      contact = null,
    } = {}) {
      const id = nextId();
      submissions.set(id, {
        id,
        properties: {
          hs_survey_type: survey,
          hs_survey_channel: 'CHAT',
          hs_value: value,
          hs_response_group: group === undefined ? (GROUPS[value ?? ''] ?? null) : group,
          hs_content: comment,
          hs_submission_timestamp: iso(server.now()),
          hs_createdate: iso(server.now()),
        },
        modifiedAt: server.now(),
        indexedAt: server.now() + lag,
        tickets: ticket === null ? [] : [ticket],
        contact,
      });
      return id;
    },
    edit(id, properties) {
      const submission = submissions.get(id);
      if (!submission) return;
      Object.assign(submission.properties, properties);
      submission.modifiedAt = server.now();
      submission.indexedAt = server.now() + lag;
    },
    bind(id, ticket) {
      const submission = submissions.get(id);
      if (submission) submission.tickets = ticket === null ? [] : [ticket];
    },
    removeSubmission: (id) => void submissions.delete(id),
    removeTicket(id) {
      tickets.delete(id);
      for (const submission of submissions.values()) {
        submission.tickets = submission.tickets.filter((ticket) => ticket !== id);
      }
      for (const [thread, { ticket }] of threads) if (ticket === id) threads.delete(thread);
    },
    setIndexLag(milliseconds) {
      lag = milliseconds;
    },
    setLastResult(count) {
      lastResult = count;
    },
  };
  return mock;

  function needs(...anyOf: Scope[]): PlatformReply | null {
    if (anyOf.some((scope) => scopes.has(scope))) return null;
    return {
      status: 403,
      body: {
        status: 'error',
        category: 'MISSING_SCOPES',
        message: 'This app hasn’t been granted all required scopes to make this call.',
        correlationId: '00000000-0000-4000-8000-000000000000',
        errors: [{ message: 'missing scopes', context: { requiredGranularScopes: anyOf } }],
      },
    };
  }

  function closed(type: string): PlatformReply | null {
    if (type === 'tickets') return needs('tickets');
    if (type === 'contacts') return needs('crm.objects.contacts.read');
    if (!mock.hasSubmissions) {
      const message = 'This portal has no access to the object type.';
      return { status: 403, body: { status: 'error', category: 'BANNED', message } };
    }
    return needs('crm.objects.feedback_submissions.read', 'crm.objects.contacts.read');
  }

  function search({ body }: PlatformCall): PlatformReply {
    const refused = closed('feedback_submissions');
    if (refused) return refused;
    const { filterGroups, sorts, limit, after, properties } = body as {
      filterGroups: { filters: { propertyName: string; operator: string; value: string }[] }[];
      sorts: string[];
      limit: number;
      after: string;
      properties: string[];
    };
    const offset = Number(after);
    if (limit > 200 || offset + limit > lastResult) return badRequest('too many results');
    const filter = filterGroups[0]?.filters[0];
    const rows = [...submissions.values()]
      .filter((row) => row.indexedAt <= server.now())
      .filter((row) => !filter || row.modifiedAt >= Number(filter.value));
    if (sorts[0] === 'hs_lastmodifieddate') rows.sort((a, b) => a.modifiedAt - b.modifiedAt);
    const page = rows.slice(offset, offset + limit);
    const more = offset + limit < rows.length;
    return {
      body: {
        total: rows.length,
        results: page.map((row) => submissionJson(row, properties)),
        ...(more && { paging: { next: { after: String(offset + limit) } } }),
      },
    };
  }

  function batchRead({ params, body }: PlatformCall): PlatformReply {
    const type = String(params.type);
    const refused = closed(type);
    if (refused) return refused;
    const { inputs, properties } = body as { inputs: { id: string }[]; properties: string[] };
    if (inputs.length > 100) return badRequest('too many inputs');
    const results = inputs.flatMap(({ id }) => objectJson(type, id, properties) ?? []);
    const missing = inputs.length - results.length;
    const times = { startedAt: iso(server.now()), completedAt: iso(server.now()) };
    return {
      // Older versions say 207 where something is missing; this one describes 200 alone.
      body: {
        status: 'COMPLETE',
        results,
        ...times,
        ...(missing > 0 && {
          numErrors: 1,
          errors: [
            {
              status: 'error',
              category: 'OBJECT_NOT_FOUND',
              message: 'Could not get some objects, they may be deleted or not exist.',
              context: {},
              errors: [],
              links: {},
            },
          ],
        }),
      },
    };
  }

  function objectJson(type: string, id: string, properties: string[]) {
    const submission = submissions.get(id);
    if (type === 'feedback_submissions') {
      return submission ? submissionJson(submission, properties) : null;
    }
    const found =
      type === 'tickets' ? tickets.get(id)?.properties : (contacts.get(id) ?? undefined);
    return found ? crmObject(id, picked(found, properties), server.now()) : null;
  }

  function associations({ params, body }: PlatformCall): PlatformReply {
    const { from, to } = params as { from: string; to: string };
    const refused = closed(from) ?? closed(to);
    if (refused) return refused;
    const { inputs } = body as { inputs: { id: string }[] };
    const results = inputs
      .map(({ id }) => ({ id, to: linked(from, to, id) }))
      .filter((one) => one.to.length > 0)
      .map((one) => ({
        from: { id: one.id },
        to: one.to.map((toObjectId) => ({
          toObjectId,
          associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: 98, label: null }],
        })),
      }));
    const times = { startedAt: iso(server.now()), completedAt: iso(server.now()) };
    return { body: { status: 'COMPLETE', results, ...times } };
  }

  function linked(from: string, to: string, id: string): string[] {
    if (from === 'tickets') {
      return [...submissions.values()]
        .filter((row) => row.tickets.includes(id))
        .map((row) => row.id);
    }
    const submission = submissions.get(id);
    if (to === 'tickets') return submission?.tickets ?? [];
    return submission?.contact ? [submission.contact] : [];
  }
}

function app(route: string, answer: (call: PlatformCall) => PlatformReply): PlatformRoute {
  return {
    route,
    answer: (call) => {
      if (call.headers.authorization === `Bearer ${HUBSPOT_TOKEN}`) return answer(call);
      const message = 'Authentication credentials not found.';
      return {
        status: 401,
        body: { status: 'error', category: 'INVALID_AUTHENTICATION', message },
      };
    },
  };
}

const NOT_FOUND: PlatformReply = {
  status: 404,
  body: {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    message: 'resource not found',
    correlationId: '00000000-0000-4000-8000-000000000000',
  },
};

function badRequest(message: string): PlatformReply {
  return { status: 400, body: { status: 'error', category: 'VALIDATION_ERROR', message } };
}
