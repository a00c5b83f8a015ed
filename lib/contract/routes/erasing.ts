import { OfSourceQuery } from '../conversation.ts';
import { Erased } from '../digest.ts';
import { ADMIN, type Routes } from './route.ts';

/** Erasing. */
export const ERASING_ROUTES = {
  eraseConversation: {
    method: 'DELETE',
    path: '/v1/conversations/{id}',
    summary: 'Erase a conversation for good; its id is refused from then on',
    area: 'erasing',
    access: ADMIN,
    query: OfSourceQuery,
    answer: Erased,
    problems: [],
  },
  eraseCustomer: {
    method: 'DELETE',
    path: '/v1/customers/{id}',
    summary: 'Erase all conversations of a customer for good',
    area: 'erasing',
    access: ADMIN,
    query: OfSourceQuery,
    answer: Erased,
    problems: [],
  },
} as const satisfies Routes;
