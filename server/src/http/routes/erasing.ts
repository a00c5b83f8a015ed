import type { HandlersOf } from '../handler.ts';

/** Erasing for good. */
export const erasing: HandlersOf<'erasing'> = {
  eraseConversation: ({ workspace, id, query }) => workspace.eraseConversation(id, query.source),
  eraseCustomer: ({ workspace, id, query }) => workspace.eraseCustomer(id, query.source),
};
