import './inbox.css';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { signalPanelLife } from '../../lib/inboxes/panel-life.ts';
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
  main(context) {
    // Reading `isValid` also ends everything where the extension was disabled or updated.
    signalPanelLife(() => context.isValid);
    return followPanelState(location.origin, context.signal, (allowed, state, signal) =>
      showPanel({ allowed, state, signal, isOrphan: () => context.isInvalid }),
    );
  },
});
