/** What the mock of Chatwoot keeps, and how its answers show it. */

export const CHATWOOT_ACCOUNT = 7;

export interface Inbox {
  id: number;
  name: string;
  surveys: boolean;
  bot: { id: number; name: string } | null;
}

export interface Message {
  id: number;
  contentType: 'text' | 'input_csat';
  createdAt: number;
  submitted: { rating: unknown; feedback_message: string | null } | null;
}

export interface Conversation {
  /** `display_id`. */
  id: number;
  uuid: string;
  inbox: number;
  contact: { id: number; name: string; email: string | null };
  labels: string[];
  status: 'open' | 'resolved';
  assignee: { id: number; name: string } | null;
  createdAt: number;
  activeAt: number;
  messages: Message[];
}

export interface Rating {
  id: number;
  conversation: number;
  message: number;
  rating: unknown;
  comment: string | null;
  agent: { id: number; name: string } | null;
  createdAt: number;
}

export function contactJson({ contact }: Conversation) {
  return { ...contact, phone_number: null, identifier: null };
}

export function conversationJson(conversation: Conversation) {
  const { assignee } = conversation;
  return {
    meta: {
      sender: contactJson(conversation),
      channel: 'Channel::WebWidget',
      ...(assignee && { assignee }),
    },
    id: conversation.id,
    uuid: conversation.uuid,
    account_id: CHATWOOT_ACCOUNT,
    inbox_id: conversation.inbox,
    labels: conversation.labels,
    status: conversation.status,
    created_at: Math.floor(conversation.createdAt / 1_000),
    timestamp: Math.floor(conversation.activeAt / 1_000),
    messages: [],
  };
}

export function inboxJson({ id, name, surveys }: Inbox) {
  return { id, name, channel_type: 'Channel::WebWidget', csat_survey_enabled: surveys };
}
