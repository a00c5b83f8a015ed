import { t } from '@lingui/core/macro';
import type { FrameHost } from './panel-host.ts';

/**
 * Shows the tab or the panel as the layout says. The panel's code is loaded the first time that it
 * is opened; the focus goes with what is shown, if it was in this frame.
 */
export function showPanelOnExpand(
  panel: HTMLElement,
  tab: HTMLElement,
  host: FrameHost,
  signal: AbortSignal,
): void {
  let mounted = false;
  let was = false;
  panel.tabIndex = -1;

  host.followLayout(({ expanded }) => {
    const hadFocus = document.hasFocus();
    panel.hidden = !expanded;
    // Taken out, not only hidden: there is one way to open and one to close at a time.
    if (expanded) tab.remove();
    else document.body.prepend(tab);
    if (expanded && !mounted) {
      mounted = true;
      void mount();
    }
    if (expanded !== was && hadFocus) {
      if (expanded) panel.focus();
      else tab.querySelector('button')?.focus();
    }
    was = expanded;
  }, signal);

  async function mount(): Promise<void> {
    try {
      const { mountPanel } = await import('../../components/panel/mount-panel.tsx');
      mountPanel(panel, host);
    } catch (error) {
      mounted = false;
      console.error('Fivefaces', error);
      // Most likely the extension was updated: the new version brings a new frame by itself.
      panel.textContent = t`The panel could not be loaded. Reload this page.`;
    }
  }
}
