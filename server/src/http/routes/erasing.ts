import type { HandlersOf } from '../handler.ts';

/** Erasing for good. */
export const erasing: HandlersOf<'erasing'> = {
  eraseConversation: ({ workspace, id }) => workspace.eraseConversation(id),
  eraseCustomer: ({ workspace, id }) => workspace.eraseCustomer(id),
};
