import type { HandlersOf } from '../handler.ts';

/** What the team concludes about conversations and topics. */
export const review: HandlersOf<'review'> = {
  getConversationReview: ({ workspace, id, query }) =>
    workspace.review({ subject: 'conversation', id, source: query.source }),
  putConversationReview: ({ workspace, id, query, body, caller, version }) => {
    const subject = { subject: 'conversation', id, source: query.source } as const;
    return workspace.putReview(subject, body, caller, version);
  },
  getTopicReview: ({ workspace, id }) => workspace.review({ subject: 'topic', id }),
  putTopicReview: ({ workspace, id, body, caller, version }) =>
    workspace.putReview({ subject: 'topic', id }, body, caller, version),
};
