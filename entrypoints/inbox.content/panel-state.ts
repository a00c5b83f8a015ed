import { inboxFor } from '../../lib/inboxes/index.ts';
import type { AllowedInbox, PanelState } from '../../lib/settings/panel-state.ts';
import { followSite, readSite } from './stored-settings.ts';

/**
 * Says when the panel stands on this site: while an inbox here is allowed, by a person and by the
 * browser, and it is not hidden here. `show` gets a signal that aborts as soon as that ends.
 */
export async function followPanelState(
  origin: string,
  signal: AbortSignal,
  show: (allowed: AllowedInbox[], state: PanelState, shown: AbortSignal) => void,
): Promise<void> {
  let shown: AbortController | null = null;
  /** Which inboxes it is shown for. */
  let shownFor = '';
  const hide = () => {
    shown?.abort();
    shown = null;
  };
  const judge = async () => {
    const site = await readSite(origin);
    if (signal.aborted) return;
    const allowed = site.allowed.filter((one) => inboxFor(one) !== null);
    const next = JSON.stringify(allowed);
    if (allowed.length === 0 || site.state.hidden) return hide();
    if (shown && shownFor === next) return;
    hide();
    shown = new AbortController();
    shownFor = next;
    show(allowed, site.state, shown.signal);
  };
  followSite(() => void judge(), signal);
  signal.addEventListener('abort', hide);
  await judge();
}
