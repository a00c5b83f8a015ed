import { cannotSwitch } from './config-errors.ts';
import { HUBSPOT_API, type HubspotApi, hubspotApi } from './hubspot-api.ts';
import { pullHubspot } from './hubspot-pull.ts';
import { isClosed } from './hubspot-refusals.ts';
import { isUsable, readSubmission, SUBMISSION_PROPERTIES } from './hubspot-submission.ts';
import { readCustomers, readTickets, unlinkedState } from './hubspot-tickets.ts';
import type { RatingSource, ReadOne, SourceDefinition, SourceParts } from './source.ts';

/**
 * HubSpot: submissions of its CSAT surveys, by the ticket and thread they belong to. Ground:
 * HubSpot's published API descriptions and its page on survey properties; what is inferred:
 * docs/sources.md.
 */
export const hubspot: SourceDefinition = {
  kind: 'hubspot',
  name: 'HubSpot',
  abilities: {
    list: true,
    readOne: true,
    readCollection: false,
    switchCollection: false,
    topics: 'ticket categories',
    // HubSpot tells of answers only.
    asks: false,
  },
  fields: [
    {
      id: 'secret',
      label: 'Access token',
      hint: 'Of a private app in your HubSpot account.',
      type: 'secret',
      required: true,
    },
  ],
  steps: [
    'In HubSpot, as a super admin, open Settings > Integrations > Private apps and create an app named Fivefaces.',
    'Under Scopes add crm.objects.feedback_submissions.read and tickets, so that ratings are found by their tickets.',
    'Add conversations.read as well if you work in the Inbox, and crm.objects.contacts.read to see a customer’s earlier ratings.',
    'Create the app, copy its access token from the Auth tab and paste it here.',
  ],
  collectionPage: (place) =>
    place === null ? null : `https://app.hubspot.com/feedback/${encodeURIComponent(place)}`,
  readConfig: () => ({}),
  origins: () => [HUBSPOT_API],
  open: openHubspot,
};

function openHubspot(parts: SourceParts): RatingSource {
  const api = hubspotApi(parts);
  return {
    async account(signal) {
      const { portalId, dataHostingLocation: region } = await api.account(signal);
      const nothing = { since: 0, after: null, limit: 1, properties: ['hs_survey_type'] };
      await api.search(nothing, signal);
      const access = await api.access(signal);
      const limits = [
        access.tickets
          ? null
          : 'Without the scope tickets, ratings are counted and not found by their tickets.',
        access.threads
          ? null
          : 'Without the scope conversations.read, the Inbox is not recognised; Help Desk and tickets are.',
        access.contacts
          ? null
          : 'Without the scope crm.objects.contacts.read, earlier ratings of a customer are not known.',
      ];
      return {
        place: String(portalId),
        name: `Account ${portalId} (HubSpot${region ? `, ${region.toUpperCase()}` : ''})`,
        limits: limits.filter((limit) => limit !== null),
      };
    },

    pull: (text, signal) => pullHubspot(api, { now: parts.now, text }, signal),

    async readOne({ conversation, ticket }, signal) {
      try {
        return await readOpen(api, { conversation, ticket }, signal);
      } catch (error) {
        if (isClosed(error)) return { kind: 'not_allowed' };
        throw error;
      }
    },

    askingPlaces: async () => [],
    switchAsking: async () => {
      throw cannotSwitch('HubSpot', 'HubSpot, under Service > Feedback surveys');
    },
  };
}

/** The conversation that is open, by its ticket, by its thread, or by an id that we gave it. */
async function readOpen(
  api: HubspotApi,
  open: { conversation: string | null; ticket: string | null },
  signal: AbortSignal,
): Promise<ReadOne> {
  const [, kind, number] =
    /^(?:(ticket|submission)-)?(\d{1,18})$/.exec(open.conversation ?? '') ?? [];
  if (kind === 'submission' && number) return readAlone(api, number, signal);
  let ticket = open.ticket ?? (kind === 'ticket' ? number : null) ?? null;
  if (ticket === null && number) {
    const thread = await api.thread(number, signal);
    if (!thread) return { kind: 'not_found' };
    ticket = thread.threadAssociations?.associatedTicketId ?? null;
    // Answers are bound to tickets: of a thread without one HubSpot can't say whether it is rated.
    if (ticket === null) return { kind: 'not_allowed' };
  }
  if (ticket === null || !/^\d{1,18}$/.test(ticket)) return { kind: 'not_found' };
  const access = await api.knownAccess(signal);
  if (!access.tickets) return { kind: 'not_allowed' };
  const now = (await readTickets(api, [ticket], access, signal)).get(ticket);
  if (!now) return { kind: 'not_found' };
  if (now.unreadable) return { kind: 'not_allowed' };
  return { kind: 'found', conversation: now.conversation };
}

/** A submission that belongs to no ticket. */
async function readAlone(api: HubspotApi, id: string, signal: AbortSignal): Promise<ReadOne> {
  const read = await api.read('feedback_submissions', [id], SUBMISSION_PROPERTIES, signal);
  const object = read.found.get(id);
  if (!object) return read.complete ? { kind: 'not_found' } : { kind: 'not_allowed' };
  const submission = readSubmission(object);
  if (!isUsable(submission)) return { kind: 'not_allowed' };
  const customers = await readCustomers(api, [id], await api.knownAccess(signal), signal);
  return {
    kind: 'found',
    conversation: unlinkedState(submission, customers.get(id) ?? null),
  };
}
