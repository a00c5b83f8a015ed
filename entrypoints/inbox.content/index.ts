import './inbox.css';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { followPanelState } from './panel-state.ts';
import { showPanel } from './show-panel.ts';

/**
 * Runs in the pages of allowed inboxes: says which conversation is open, and holds the panel's
 * frame. Registered at run time, without matches in the manifest: those would ask for hosts at
 * install.
 */
export default defineContentScript({
  registration: 'runtime',
  cssInjectionMode: 'manual',
  noScriptStartedPostMessage: true,
  main: (context) =>
    followPanelState(location.origin, context.signal, (inbox, state, signal) =>
      // Reading `isInvalid` also ends everything where the extension was disabled or updated.
      showPanel({ inbox, state, signal, isOrphan: () => context.isInvalid }),
    ),
});
