/** What the mock of HubSpot keeps, and how its answers show it. */

export interface Submission {
  id: string;
  properties: Record<string, string | null>;
  modifiedAt: number;
  /** When the search came, or comes, to know of its latest change. */
  indexedAt: number;
  tickets: string[];
  contact: string | null;
}

export interface Ticket {
  id: string;
  properties: Record<string, string | null>;
}

export interface Thread {
  id: string;
  ticket: string | null;
  createdAt: number;
}

export function submissionJson({ id, properties, modifiedAt }: Submission, wanted: string[]) {
  const all = { ...properties, hs_lastmodifieddate: iso(modifiedAt) };
  return crmObject(id, picked(all, wanted), modifiedAt);
}

export function crmObject(
  id: string,
  properties: Record<string, string | null>,
  modifiedAt: number,
) {
  const time = iso(modifiedAt);
  return {
    id,
    properties: { ...properties, hs_object_id: id },
    createdAt: time,
    updatedAt: time,
    archived: false,
  };
}

export function picked(all: Record<string, string | null>, wanted: string[]) {
  return Object.fromEntries(wanted.map((name) => [name, all[name] ?? null]));
}

export function threadJson({ id, ticket, createdAt }: Thread, withTicket = false) {
  return {
    id,
    createdAt: iso(createdAt),
    status: 'CLOSED',
    inboxId: '1',
    originalChannelId: '1000',
    originalChannelAccountId: '1',
    associatedContactId: '1',
    spam: false,
    archived: false,
    ...(withTicket && ticket && { threadAssociations: { associatedTicketId: ticket } }),
  };
}

export function iso(time: number): string {
  return new Date(time).toISOString();
}
