import { browser } from 'wxt/browser';
import {
  ALLOWED_INBOXES,
  type AllowedInbox,
  initialPanelState,
  ORIGINS_WITHOUT_ACCESS,
  PANEL_START,
  PANEL_STATES,
  type PanelState,
} from '../../lib/settings/panel-state.ts';

/** What is stored about one site. */
export interface SiteSettings {
  /** The allowed inboxes at this origin; none where the browser does not let us in any more. */
  allowed: AllowedInbox[];
  state: PanelState;
}

/** Keys of all that decides about a site. */
const READ = [ALLOWED_INBOXES, ORIGINS_WITHOUT_ACCESS, PANEL_START, PANEL_STATES];

/** Reads what is stored about a site. */
export async function readSite(origin: string): Promise<SiteSettings> {
  const stored = await browser.storage.local.get(READ);
  const allowed = listed<AllowedInbox>(stored[ALLOWED_INBOXES]);
  const isIn = !listed<string>(stored[ORIGINS_WITHOUT_ACCESS]).includes(origin);
  return {
    allowed: isIn ? allowed.filter((one) => one.origin === origin) : [],
    state: statesIn(stored[PANEL_STATES])[origin] ?? initialPanelState(stored[PANEL_START]),
  };
}

/** Calls after each change of anything that `readSite` reads, until the signal aborts. */
export function followSite(listener: () => void, signal: AbortSignal): void {
  const { onChanged } = browser.storage.local;
  const changed = (changes: Record<string, unknown>) => {
    if (READ.some((key) => key in changes)) listener();
  };
  onChanged.addListener(changed);
  signal.addEventListener('abort', () => {
    try {
      onChanged.removeListener(changed);
    } catch {
      // The extension was disabled or updated, and its listeners are gone with it.
    }
  });
}

/** Keeps how the panel stands on a site. */
export async function savePanelState(origin: string, state: PanelState): Promise<void> {
  const stored = await browser.storage.local.get(PANEL_STATES);
  await browser.storage.local.set({
    [PANEL_STATES]: { ...statesIn(stored[PANEL_STATES]), [origin]: state },
  });
}

function listed<T>(value: unknown): T[] {
  return Array.isArray(value) ? value : [];
}

function statesIn(value: unknown): Record<string, PanelState> {
  return Object(value);
}
