import type { HubspotObject, HubspotThread } from './hubspot-answers.ts';
import type { HubspotAccess, HubspotApi } from './hubspot-api.ts';
import {
  isUsable,
  readSubmission,
  SUBMISSION_PROPERTIES,
  type Submission,
  timeOf,
} from './hubspot-submission.ts';
import type { SourceConversation, SourceTopic } from './source.ts';

/** Threads are looked up one ticket at a time, so many at once. */
const LOOKUPS_AT_ONCE = 4;

const TICKET_PROPERTIES = [
  'createdate',
  'closed_date',
  'hs_ticket_category',
  'source_type',
] as const;

/** A ticket as it is now. */
export interface TicketNow {
  ticket: string;
  /** Its conversation; its rating is `null` if no CSAT survey about it was answered. */
  conversation: SourceConversation;
  /** Its submissions, whatever their kind. */
  submissions: string[];
  /** An answer that is not understood: rated or not can't be said. */
  unreadable: boolean;
}

/** The conversation's id: a thread's where it is known. */
export function ticketConversation(ticket: string): string {
  return `ticket-${ticket}`;
}

/** The conversation's id of a submission that belongs to no ticket. */
export function submissionConversation(submission: string): string {
  return `submission-${submission}`;
}

/**
 * These tickets as they are now, each with the newest of its CSAT submissions: whatever order
 * submissions were changed in, the result is the same. Deleted tickets are missing.
 */
export async function readTickets(
  api: HubspotApi,
  tickets: readonly string[],
  access: HubspotAccess,
  signal: AbortSignal,
): Promise<Map<string, TicketNow>> {
  const now = new Map<string, TicketNow>();
  if (tickets.length === 0) return now;
  const objects = (await api.read('tickets', tickets, TICKET_PROPERTIES, signal)).found;
  const existing = tickets.filter((ticket) => objects.has(ticket));
  const linked = await api.associated('tickets', 'feedback_submissions', existing, signal);
  const ids = [...new Set([...linked.values()].flat())];
  const read = (await api.read('feedback_submissions', ids, SUBMISSION_PROPERTIES, signal)).found;
  const newest = new Map<string, Submission>();
  const unreadable = new Set<string>();
  for (const ticket of existing) {
    for (const id of linked.get(ticket) ?? []) {
      const object = read.get(id);
      if (!object) continue;
      const submission = readSubmission(object);
      if (isUsable(submission)) {
        const before = newest.get(ticket);
        if (!before || isNewer(submission, before)) newest.set(ticket, submission);
      } else if (submission.kind === 'unknown_value') unreadable.add(ticket);
    }
  }
  const rated = [...newest.values()].map(({ id }) => id);
  const customers = await readCustomers(api, rated, access, signal);
  const threads = access.threads ? await readThreads(api, existing, signal) : new Map();
  for (const ticket of existing) {
    const submission = newest.get(ticket) ?? null;
    const object = objects.get(ticket);
    const conversation = ticketState({
      ticket,
      properties: object?.properties ?? {},
      submission,
      customer: submission ? (customers.get(submission.id) ?? null) : null,
      thread: threads.get(ticket) ?? null,
    });
    now.set(ticket, {
      ticket,
      conversation,
      submissions: linked.get(ticket) ?? [],
      unreadable: submission === null && unreadable.has(ticket),
    });
  }
  return now;
}

/** Who gave these submissions, by submission; empty where contacts may not be read. */
export async function readCustomers(
  api: HubspotApi,
  submissions: readonly string[],
  access: HubspotAccess,
  signal: AbortSignal,
): Promise<Map<string, { id: string; email: string | null }>> {
  const customers = new Map<string, { id: string; email: string | null }>();
  if (!access.contacts || submissions.length === 0) return customers;
  const linked = await api.associated('feedback_submissions', 'contacts', submissions, signal);
  const ids = [...new Set([...linked.values()].flatMap(first))];
  const contacts = (await api.read('contacts', ids, ['email'], signal)).found;
  for (const [submission, [id]] of linked) {
    if (id === undefined) continue;
    customers.set(submission, { id, email: contacts.get(id)?.properties.email || null });
  }
  return customers;
}

/** A submission that belongs to no ticket, as a conversation of its own. */
export function unlinkedState(
  submission: Submission,
  customer: { id: string; email: string | null } | null,
): SourceConversation {
  return {
    id: submissionConversation(submission.id),
    ticketId: null,
    channel: submission.channel,
    customer: customer?.id ?? null,
    email: customer?.email ?? null,
    startedAt: submission.submittedAt,
    endedAt: null,
    asked: true,
    askedAt: null,
    rating: submission.rating,
    finalAt: null,
    predicted: null,
    topics: null,
  };
}

function isNewer(one: Submission, other: Submission): boolean {
  if (one.submittedAt !== other.submittedAt) return one.submittedAt > other.submittedAt;
  return BigInt(one.id) > BigInt(other.id);
}

/** The oldest thread of each ticket: others may come, this one stays. */
async function readThreads(
  api: HubspotApi,
  tickets: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, HubspotThread>> {
  const threads = new Map<string, HubspotThread>();
  for (let start = 0; start < tickets.length; start += LOOKUPS_AT_ONCE) {
    const some = tickets.slice(start, start + LOOKUPS_AT_ONCE);
    const lists = await Promise.all(some.map((ticket) => api.threadsOf(ticket, signal)));
    some.forEach((ticket, index) => {
      const oldest = lists[index]?.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))[0];
      if (oldest) threads.set(ticket, oldest);
    });
  }
  return threads;
}

function ticketState(about: {
  ticket: string;
  properties: HubspotObject['properties'];
  submission: Submission | null;
  customer: { id: string; email: string | null } | null;
  thread: HubspotThread | null;
}): SourceConversation {
  const { ticket, properties, submission, customer, thread } = about;
  const opened = timeOf(properties.createdate);
  const threadOpened = timeOf(thread?.createdAt);
  const times = [opened, threadOpened, submission?.submittedAt].filter((time) => time != null);
  return {
    id: thread?.id ?? ticketConversation(ticket),
    ticketId: ticket,
    channel: properties.source_type?.toLowerCase() || submission?.channel || null,
    customer: customer?.id ?? null,
    email: customer?.email ?? null,
    startedAt: times.length > 0 ? Math.min(...times) : 0,
    endedAt: timeOf(properties.closed_date),
    // HubSpot does not tell who was asked and gave no answer.
    asked: submission ? true : null,
    askedAt: null,
    rating: submission?.rating ?? null,
    finalAt: null,
    predicted: null,
    topics: topicsOf(properties.hs_ticket_category),
  };
}

/** Categories are the internal names of a list's entries, joined by semicolons. */
function topicsOf(categories: string | null | undefined): SourceTopic[] {
  return (categories ?? '')
    .split(';')
    .map((category) => category.trim())
    .filter((category) => category !== '')
    .map((category) => ({ id: category, title: inWords(category) }));
}

/** `PRODUCT_ISSUE` as `Product issue`; names that people typed stay as they are. */
function inWords(name: string): string {
  if (!/^[A-Z0-9_]+$/.test(name)) return name;
  const words = name.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function first(ids: readonly string[]): readonly string[] {
  return ids.slice(0, 1);
}
