/**
 * What the content script knows of the settings: types and the keys in `storage.local`. Apart from
 * settings.ts, whose storage library is too large for it (docs/decisions/0009).
 */

/** How the panel stands on one site. */
export interface PanelState {
  expanded: boolean;
  /** Beside the page also where the window is narrow. */
  pinned: boolean;
  /** Not shown on this site. */
  hidden: boolean;
  /** How wide it was drawn, in CSS pixels; absent where nobody has. */
  width?: number;
}

/** How wide (CSS pixels) the panel may be drawn, and is where nobody has. */
export const PANEL_WIDTH = { least: 280, usual: 360, most: 480 } as const;

/** The nearest width that the panel may have; the usual one for what is no number. */
export function panelWidth(wanted: unknown): number {
  if (typeof wanted !== 'number' || Number.isNaN(wanted)) return PANEL_WIDTH.usual;
  return Math.round(Math.min(PANEL_WIDTH.most, Math.max(PANEL_WIDTH.least, wanted)));
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

/** How the panel stands where nobody has moved it: `tab`, or `hidden` where a policy says so. */
export const PANEL_START = 'panel-start';

/** The state of a panel that nobody has moved yet. */
export function initialPanelState(start: unknown): PanelState {
  return { ...INITIAL_PANEL_STATE, hidden: start === 'hidden' };
}

/** Panel states by origin of the site. */
export const PANEL_STATES = 'panel-states';

export const ALLOWED_INBOXES = 'allowed-inboxes';

/** Origins of allowed inboxes that the browser does not let us into: withdrawn, or never granted. */
export const ORIGINS_WITHOUT_ACCESS = 'origins-without-access';
