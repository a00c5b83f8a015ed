import * as v from 'valibot';
import {
  Conversation,
  PostMessages,
  PostMoment,
  PutConversation,
  PutConversationTopics,
} from '../conversation.ts';
import { ImportReport } from '../import.ts';
import { PostWidgetToken, WidgetToken } from '../widget.ts';
import { INGEST, type Routes } from './route.ts';

/** What an AI agent sends of its conversations. */
export const INGEST_ROUTES = {
  putConversation: {
    method: 'PUT',
    path: '/v1/conversations/{id}',
    summary: 'Create or update a conversation',
    area: 'ingest',
    access: INGEST,
    body: PutConversation,
    answer: Conversation,
    problems: ['erased'],
  },
  postMessages: {
    method: 'POST',
    path: '/v1/conversations/{id}/messages',
    summary: 'Append messages; the same message id twice is one message',
    area: 'ingest',
    access: INGEST,
    body: PostMessages,
    answer: v.object({ added: v.number() }),
    problems: ['not_found', 'conversation_final', 'erased'],
  },
  postHandover: {
    method: 'POST',
    path: '/v1/conversations/{id}/handover',
    summary: 'The conversation was handed over to a person',
    area: 'ingest',
    access: INGEST,
    body: PostMoment,
    answer: Conversation,
    problems: ['not_found', 'erased'],
  },
  postEnd: {
    method: 'POST',
    path: '/v1/conversations/{id}/end',
    summary: 'The conversation ended',
    area: 'ingest',
    access: INGEST,
    body: PostMoment,
    answer: Conversation,
    problems: ['not_found', 'erased'],
  },
  putConversationTopics: {
    method: 'PUT',
    path: '/v1/conversations/{id}/topics',
    summary: "Set a conversation's topics; unknown topics are created",
    area: 'ingest',
    access: INGEST,
    body: PutConversationTopics,
    answer: Conversation,
    problems: ['not_found', 'erased'],
  },
  postWidgetToken: {
    method: 'POST',
    path: '/v1/conversations/{id}/widget-token',
    summary: 'Sign a token for the rating widget of this conversation',
    area: 'ingest',
    access: INGEST,
    body: PostWidgetToken,
    answer: WidgetToken,
    problems: [],
  },
  postImport: {
    method: 'POST',
    path: '/v1/import',
    summary: 'Import past conversations with their ratings, one JSON object a line',
    area: 'ingest',
    access: INGEST,
    streams: 'application/x-ndjson',
    answer: ImportReport,
    problems: [],
  },
} as const satisfies Routes;
