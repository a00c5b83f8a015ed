import { storage } from 'wxt/utils/storage';
import type { PeriodChoice } from '../csat/period.ts';

/** Settings of this browser. Nothing secret: content scripts can read `storage.local` in Firefox. */

export type Theme = 'system' | 'light' | 'dark';

/** How the panel stands on one site. */
export interface PanelState {
  expanded: boolean;
  /** Beside the page also where the window is narrow. */
  pinned: boolean;
  /** Not shown on this site. */
  hidden: boolean;
}

/** An inbox beside which the panel may open. */
export interface AllowedInbox {
  /** Id of the kind of inbox, for example `fivefaces`. */
  inbox: string;
  /** The inbox's origin, for example `https://csat.example.com`. */
  origin: string;
  /** For `pattern`, the inbox that the admin described by an address with `{conversation}` in it. */
  pattern?: string | null;
  /** Who asked for it: it goes with the team when that is left, or stays until a person forgets it. */
  by?: 'team' | 'person' | 'policy';
}

/** The panel starts as the slim tab; it never opens by itself. */
export const INITIAL_PANEL_STATE: PanelState = { expanded: false, pinned: false, hidden: false };

export const themeSetting = storage.defineItem<Theme>('local:theme', { fallback: 'system' });

export const periodSetting = storage.defineItem<PeriodChoice>('local:period', { fallback: 'auto' });

/** Panel states by origin of the site. */
export const panelStates = storage.defineItem<Record<string, PanelState>>('local:panel-states', {
  fallback: {},
});

export const allowedInboxes = storage.defineItem<AllowedInbox[]>('local:allowed-inboxes', {
  fallback: [],
});

/** The panel's state on a site, as it was left there. */
export async function readPanelState(origin: string): Promise<PanelState> {
  return (await panelStates.getValue())[origin] ?? INITIAL_PANEL_STATE;
}

/** Keeps how the panel stands on a site. */
export async function savePanelState(origin: string, state: PanelState): Promise<void> {
  await panelStates.setValue({ ...(await panelStates.getValue()), [origin]: state });
}
