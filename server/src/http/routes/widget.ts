import type { HandlersOf } from '../handler.ts';

/** The calls of the rating widget, each for the one conversation that its token names. */
export const widget: HandlersOf<'widget'> = {
  getWidgetConversation: ({ workspace, claims }) => workspace.widgetConversation(claims),
  postAsked: ({ workspace, claims, body }) => workspace.recordAsked(claims, body),
  putRating: ({ workspace, claims, body }) => workspace.rate(claims, body),
};
