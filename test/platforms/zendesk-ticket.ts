/** A ticket as the mock of Zendesk holds it. */
export interface ZendeskTicketHeld {
  id: number;
  status: 'open' | 'solved' | 'deleted';
  created_at: string;
  updated_at: string;
  /** When anything of it last changed (epoch milliseconds): what the export goes by. */
  generated: number;
  requester_id: number;
  assignee_id: number;
  channel: string;
  tags: string[];
  fields: Map<number, string | null>;
  satisfaction_rating: { id?: number; score: string; comment?: string | null };
}

/** A ticket as Zendesk's API reference shows it. */
export function ticketJson(held: ZendeskTicketHeld) {
  return {
    id: held.id,
    url: `https://acme.zendesk.com/api/v2/tickets/${held.id}.json`,
    external_id: null,
    status: held.status,
    created_at: held.created_at,
    updated_at: held.updated_at,
    subject: 'Hello',
    description: 'Hello',
    priority: null,
    type: 'incident',
    recipient: null,
    requester_id: held.requester_id,
    submitter_id: held.requester_id,
    assignee_id: held.assignee_id,
    group_id: 80,
    collaborator_ids: [],
    has_incidents: false,
    due_at: null,
    tags: held.tags,
    via: { channel: held.channel, source: { from: {}, to: {}, rel: null } },
    custom_fields: [...held.fields].map(([id, value]) => ({ id, value })),
    satisfaction_rating: held.satisfaction_rating,
  };
}
