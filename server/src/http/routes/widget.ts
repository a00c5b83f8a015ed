import type { HandlersOf } from '../handler.ts';

/** The calls of the rating widget, each for the one conversation that its token names. */
export const widget: HandlersOf<'widget'> = {
  getWidgetConversation: ({ workspace, claims, query }) =>
    workspace.widgetConversation(claims, query),
  postAsked: ({ workspace, claims, body, query }) => workspace.recordAsked(claims, body, query),
  putRating: ({ workspace, claims, body, query }) => workspace.rate(claims, body, query),
};
