import type { HandlersOf } from '../handler.ts';

/** The collection switch and the workspace's settings. */
export const settings: HandlersOf<'settings'> = {
  getCollection: ({ workspace }) => workspace.collection(),
  putCollection: ({ workspace, caller, body, version }) =>
    workspace.putCollection(body.enabled, caller.name, version),
  getSettings: ({ workspace }) => workspace.settings(),
  putSettings: ({ workspace, body, version }) => workspace.putSettings(body, version),
  getWidgetSettings: ({ workspace }) => workspace.widgetSettings(),
  putWidgetSettings: ({ workspace, caller, body, version }) =>
    workspace.putWidgetSettings(body, caller.name, version),
};
