import * as v from 'valibot';
import {
  AccountDetails,
  AssociationsAnswer,
  BatchAnswer,
  type HubspotAccount,
  type HubspotObject,
  type HubspotThread,
  SearchAnswer,
  Thread,
  ThreadList,
} from './hubspot-answers.ts';
import { isClosed, refusedFor, SCOPES } from './hubspot-refusals.ts';
import { type PlatformRequest, platformHttp } from './platform-http.ts';
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

function* chunks<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
