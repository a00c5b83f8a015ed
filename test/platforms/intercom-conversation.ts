interface Rating {
  rating: number | null;
  remark: string | null;
  created_at: number;
  updated_at: number;
  teammate: { type: 'admin'; id: number } | null;
}

/** A conversation as the workspace holds it; tests read it through `conversations`. */
export interface IntercomHeld {
  id: string;
  created_at: number;
  updated_at: number;
  state: 'open' | 'closed';
  closed_at: number | null;
  contact: string;
  email: string;
  channel: string;
  tags: { id: string; name: string }[];
  rating: Rating | null;
  fin: { rating: number; remark: string | null; at: number } | null;
}

/** A conversation as the description's `conversation_list_item` shows it. */
export function conversationJson(held: IntercomHeld): unknown {
  return {
    type: 'conversation',
    id: held.id,
    title: null,
    created_at: held.created_at,
    updated_at: held.updated_at,
    waiting_since: null,
    snoozed_until: null,
    source: {
      type: 'conversation',
      id: `90${held.id}`,
      delivered_as: 'customer_initiated',
      subject: '',
      body: '<p>Hello</p>',
      author: { type: 'user', id: held.contact, name: 'Customer', email: held.email },
      attachments: [],
      url: null,
      redacted: false,
    },
    contacts: {
      type: 'contact.list',
      contacts: [{ type: 'contact', id: held.contact, external_id: null }],
    },
    first_contact_reply: null,
    admin_assignee_id: 7,
    team_assignee_id: 0,
    open: held.state === 'open',
    state: held.state,
    read: true,
    tags: { type: 'tag.list', tags: held.tags.map((tag) => ({ type: 'tag', ...tag })) },
    priority: 'none',
    sla_applied: null,
    statistics:
      held.closed_at === null
        ? null
        : { type: 'conversation_statistics', last_close_at: held.closed_at },
    conversation_rating: held.rating && {
      ...(held.rating.rating !== null && { rating: held.rating.rating }),
      ...(held.rating.remark !== null && { remark: held.rating.remark }),
      created_at: held.rating.created_at,
      updated_at: held.rating.updated_at,
      contact: { type: 'contact', id: held.contact, external_id: null },
      ...(held.rating.teammate && {
        teammate: { type: 'admin', id: String(held.rating.teammate.id) },
      }),
    },
    teammates: null,
    custom_attributes: {},
    topics: {},
    linked_objects: { type: 'list', data: [], total_count: 0, has_more: false },
    channel: { initial: held.channel, current: held.channel },
    ai_agent_participated: held.fin !== null,
    ai_agent: held.fin && {
      source_type: 'workflow',
      source_title: 'Workflow',
      last_answer_type: 'ai_answer',
      resolution_state: 'assumed_resolution',
      rating: held.fin.rating,
      rating_remark: held.fin.remark,
      created_at: held.fin.at,
      updated_at: held.fin.at,
      content_sources: { type: 'content_source.list', total_count: 0, content_sources: [] },
    },
  };
}
