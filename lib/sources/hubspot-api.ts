import * as v from 'valibot';
import { SourceError } from './errors.ts';
import { type PlatformRequest, platformHttp, type RefusalMeaning } from './platform-http.ts';
import type { SourceParts } from './source.ts';

/**
 * Requests to HubSpot, by its published descriptions of version 2026-09 (feedback submissions, CRM
 * objects, associations, conversations, account info).
 */

const VERSION = '2026-09';

/** All regions answer under this host. */
export const HUBSPOT_API = 'https://api.hubapi.com';

/** The most objects that are read at once. */
const OBJECTS_AT_ONCE = 100;

const Paging = v.nullish(v.object({ next: v.nullish(v.object({ after: v.string() })) }));

const CrmObject = v.object({
  id: v.string(),
  properties: v.record(v.string(), v.nullish(v.string())),
});
export type HubspotObject = v.InferOutput<typeof CrmObject>;

const SearchAnswer = v.object({
  total: v.nullish(v.number()),
  results: v.array(CrmObject),
  paging: Paging,
});

const BatchErrors = v.nullish(v.array(v.object({ category: v.nullish(v.string()) })));

const BatchAnswer = v.object({ results: v.array(CrmObject), errors: BatchErrors });

/** Ids of associated objects are numbers in one version and texts in another. */
const IdText = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform((id) => String(id)),
);

const AssociationsAnswer = v.object({
  results: v.array(
    v.object({
      from: v.object({ id: IdText }),
      to: v.array(v.object({ toObjectId: IdText })),
    }),
  ),
});

const Thread = v.object({
  id: IdText,
  createdAt: v.string(),
  threadAssociations: v.nullish(v.object({ associatedTicketId: v.nullish(IdText) })),
});
export type HubspotThread = v.InferOutput<typeof Thread>;

const ThreadList = v.object({ results: v.array(Thread) });

const AccountDetails = v.object({
  portalId: v.number(),
  uiDomain: v.nullish(v.string()),
  dataHostingLocation: v.nullish(v.string()),
});
export type HubspotAccount = v.InferOutput<typeof AccountDetails>;

/** The kinds of object that are read. */
export type HubspotType = 'feedback_submissions' | 'tickets' | 'contacts';

/** What of the optional parts this token may read. */
export interface HubspotAccess {
  tickets: boolean;
  contacts: boolean;
  threads: boolean;
}

/** What a read of several objects by their ids found. */
export interface HubspotBatch {
  found: Map<string, HubspotObject>;
  /** What is not among them does not exist (any more); else it may have failed to be read. */
  complete: boolean;
}

export type HubspotApi = ReturnType<typeof hubspotApi>;

/** The requests that the source makes. Each throws SourceError, or the signal's reason. */
export function hubspotApi(parts: SourceParts) {
  let requests = 0;
  let access: HubspotAccess | null = null;
  const http = platformHttp(parts, {
    name: 'HubSpot',
    origin: HUBSPOT_API,
    headers: { authorization: `Bearer ${parts.secret ?? ''}` },
    credentials: 'omit',
    window: 10_000,
    tokenWrong: {
      message: 'HubSpot does not accept this access token.',
      remedy:
        'Copy it again from Settings > Integrations > Private apps > your app > Auth. A rotated token no longer works.',
    },
    scopeMissing: SCOPES.feedback_submissions,
  });

  async function ask<Schema extends v.GenericSchema>(
    request: PlatformRequest<Schema>,
  ): Promise<v.InferOutput<Schema>> {
    requests += 1;
    return (await http.ask(request)).value;
  }

  async function find<Schema extends v.GenericSchema>(
    request: PlatformRequest<Schema>,
  ): Promise<v.InferOutput<Schema> | null> {
    requests += 1;
    return (await http.find(request))?.value ?? null;
  }

  /** Is that open to this token? */
  async function may(what: keyof typeof SCOPES, path: string, signal: AbortSignal) {
    const refused = refusedFor(what);
    try {
      await ask({ path, query: { limit: 1 }, answer: v.unknown(), refused, signal });
      return true;
    } catch (error) {
      if (isClosed(error)) return false;
      throw error;
    }
  }

  return {
    /** Requests made so far. */
    requests: () => requests,
    wait: () => http.wait(),

    account: (signal: AbortSignal): Promise<HubspotAccount> =>
      ask({ path: `/account-info/${VERSION}/details`, answer: AccountDetails, signal }),

    /** What this token may read; asked once by whoever opened the source. */
    async knownAccess(signal: AbortSignal): Promise<HubspotAccess> {
      access ??= await this.access(signal);
      return access;
    },

    async access(signal: AbortSignal): Promise<HubspotAccess> {
      return {
        tickets: await may('tickets', `/crm/objects/${VERSION}/tickets`, signal),
        contacts: await may('contacts', `/crm/objects/${VERSION}/contacts`, signal),
        threads: await may('threads', `/conversations/conversations/${VERSION}/threads`, signal),
      };
    },

    /** Submissions changed since (epoch milliseconds, included), those changed first coming first. */
    search(
      about: { since: number; after: string | null; limit: number; properties: readonly string[] },
      signal: AbortSignal,
    ): Promise<v.InferOutput<typeof SearchAnswer>> {
      const { since, after, limit, properties } = about;
      const property = 'hs_lastmodifieddate';
      return ask({
        method: 'POST',
        path: `/crm/objects/${VERSION}/feedback_submissions/search`,
        body: {
          filterGroups: [
            { filters: [{ propertyName: property, operator: 'GTE', value: String(since) }] },
          ],
          sorts: [property],
          properties,
          limit,
          after: after ?? '0',
        },
        answer: SearchAnswer,
        refused: refusedFor('feedback_submissions'),
        signal,
      });
    },

    /** Objects by their ids; those that were deleted are missing. */
    async read(
      type: HubspotType,
      ids: readonly string[],
      properties: readonly string[],
      signal: AbortSignal,
    ): Promise<HubspotBatch> {
      const found = new Map<string, HubspotObject>();
      let complete = true;
      for (const some of chunks(ids, OBJECTS_AT_ONCE)) {
        const answer = await find({
          method: 'POST',
          path: `/crm/objects/${VERSION}/${type}/batch/read`,
          body: {
            inputs: some.map((id) => ({ id })),
            properties,
            propertiesWithHistory: [],
          },
          answer: BatchAnswer,
          refused: refusedFor(type),
          signal,
        });
        for (const object of answer?.results ?? []) found.set(object.id, object);
        const failed = answer?.errors?.some(({ category }) => !/not_found/i.test(category ?? ''));
        if (failed) complete = false;
      }
      return { found, complete };
    },

    /** Ids of the objects of the other type that each of these is associated with. */
    async associated(
      from: HubspotType,
      to: HubspotType,
      ids: readonly string[],
      signal: AbortSignal,
    ): Promise<Map<string, string[]>> {
      const found = new Map<string, string[]>();
      for (const some of chunks(ids, OBJECTS_AT_ONCE)) {
        const answer = await find({
          method: 'POST',
          path: `/crm/associations/${VERSION}/${from}/${to}/batch/read`,
          body: { inputs: some.map((id) => ({ id })) },
          answer: AssociationsAnswer,
          refused: refusedFor(to === 'feedback_submissions' ? from : to),
          signal,
        });
        for (const one of answer?.results ?? []) {
          found.set(
            one.from.id,
            one.to.map(({ toObjectId }) => toObjectId),
          );
        }
      }
      return found;
    },

    /** Threads about a ticket. */
    async threadsOf(ticket: string, signal: AbortSignal): Promise<HubspotThread[]> {
      const answer = await find({
        path: `/conversations/conversations/${VERSION}/threads`,
        query: { associatedTicketId: ticket, limit: 100 },
        answer: ThreadList,
        refused: refusedFor('threads'),
        signal,
      });
      return answer?.results ?? [];
    },

    /** A thread with its ticket; `null` if there is none of that id. */
    thread: (id: string, signal: AbortSignal): Promise<HubspotThread | null> =>
      find({
        path: `/conversations/conversations/${VERSION}/threads/${id}`,
        query: { association: 'TICKET' },
        answer: Thread,
        refused: refusedFor('threads'),
        signal,
      }),
  };
}

/** The token may not read that, or the plan has none of it. */
export function isClosed(error: unknown): boolean {
  return (
    error instanceof SourceError &&
    (error.code === 'scope_missing' || error.code === 'plan_lacks_ratings')
  );
}

const WHERE = 'Settings > Integrations > Private apps > your app > Scopes';

/** What each part needs, as HubSpot names it. */
const SCOPES = {
  feedback_submissions: {
    message: 'This access token may not read feedback submissions.',
    remedy: `Under ${WHERE} add crm.objects.feedback_submissions.read.`,
  },
  tickets: {
    message: 'This access token may not read tickets.',
    remedy: `Under ${WHERE} add tickets.`,
  },
  contacts: {
    message: 'This access token may not read contacts.',
    remedy: `Under ${WHERE} add crm.objects.contacts.read.`,
  },
  threads: {
    message: 'This access token may not read conversations.',
    remedy: `Under ${WHERE} add conversations.read.`,
  },
};

const ErrorBody = v.object({ category: v.nullish(v.string()), message: v.nullish(v.string()) });

/**
 * HubSpot names missing scopes in the category of its 403; any other 403 of the submissions is read
 * as an account without Service Hub (inferred).
 */
function refusedFor(what: keyof typeof SCOPES) {
  return (status: number, body: unknown): RefusalMeaning | null => {
    if (status !== 403) return null;
    const parsed = v.safeParse(ErrorBody, body);
    const { category = '', message = '' } = parsed.success ? parsed.output : {};
    const scope = /scope/i.test(`${category} ${message}`);
    if (scope || what !== 'feedback_submissions') return { code: 'scope_missing', ...SCOPES[what] };
    return {
      code: 'plan_lacks_ratings',
      message: 'This HubSpot account does not give its feedback submissions.',
      remedy: 'They come with Service Hub Professional and Enterprise.',
    };
  };
}

function* chunks<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
