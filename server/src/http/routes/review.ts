import type { HandlersOf } from '../handler.ts';

/** What the team concludes about conversations and topics. */
export const review: HandlersOf<'review'> = {
  getConversationReview: ({ workspace, id }) => workspace.review({ subject: 'conversation', id }),
  putConversationReview: ({ workspace, id, body, caller, version }) =>
    workspace.putReview({ subject: 'conversation', id }, body, caller, version),
  getTopicReview: ({ workspace, id }) => workspace.review({ subject: 'topic', id }),
  putTopicReview: ({ workspace, id, body, caller, version }) =>
    workspace.putReview({ subject: 'topic', id }, body, caller, version),
};
