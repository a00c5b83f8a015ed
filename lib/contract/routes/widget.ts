import { PostAsked, PutRating, WidgetConversation, WidgetQuery } from '../widget.ts';
import type { Routes } from './route.ts';

/** What a customer's widget calls. */
export const WIDGET_ROUTES = {
  getWidgetConversation: {
    method: 'GET',
    path: '/v1/w/{workspace}/conversation',
    summary: 'Is collection on, the current rating, and until when it may change',
    area: 'widget',
    access: 'widget',
    query: WidgetQuery,
    answer: WidgetConversation,
    problems: ['token_expired', 'origin_not_allowed', 'erased'],
  },
  postAsked: {
    method: 'POST',
    path: '/v1/w/{workspace}/asked',
    summary: '👍 was shown or the picker opened; each counts once',
    area: 'widget',
    access: 'widget',
    query: WidgetQuery,
    body: PostAsked,
    answer: WidgetConversation,
    problems: ['token_expired', 'origin_not_allowed', 'collection_off', 'rating_final', 'erased'],
  },
  putRating: {
    method: 'PUT',
    path: '/v1/w/{workspace}/rating',
    summary: 'Give or change the rating',
    area: 'widget',
    access: 'widget',
    query: WidgetQuery,
    body: PutRating,
    answer: WidgetConversation,
    problems: [
      'score_out_of_range',
      'token_expired',
      'origin_not_allowed',
      'collection_off',
      'rating_final',
      'erased',
    ],
  },
} as const satisfies Routes;
