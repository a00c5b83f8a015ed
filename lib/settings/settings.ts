import { storage } from 'wxt/utils/storage';
import type { PeriodChoice } from '../csat/period.ts';
import type { LanguageChoice } from './language.ts';
import type { PanelStart } from './managed.ts';
import {
  ALLOWED_INBOXES,
  type AllowedInbox,
  initialPanelState,
  ORIGINS_WITHOUT_ACCESS,
  PANEL_START,
  PANEL_STATES,
  type PanelState,
} from './panel-state.ts';

export type { AllowedInbox, PanelState } from './panel-state.ts';

/** Settings of this browser. Nothing secret: content scripts can read `storage.local` in Firefox. */

export type Theme = 'system' | 'light' | 'dark';

export const themeSetting = storage.defineItem<Theme>('local:theme', { fallback: 'system' });

export const languageSetting = storage.defineItem<LanguageChoice>('local:language', {
  fallback: 'browser',
});

export const periodSetting = storage.defineItem<PeriodChoice>('local:period', { fallback: 'auto' });

/** Single letters and digits are keys of the review queue. */
export const queueKeysSetting = storage.defineItem<boolean>('local:queue-keys', { fallback: true });

/** The number to review on the toolbar's icon. */
export const badgeSetting = storage.defineItem<boolean>('local:badge', { fallback: false });

/** Notices of topics whose score dropped. */
export const noticesSetting = storage.defineItem<boolean>('local:notices', { fallback: false });

/** What was looked up last, newest first; nothing personal is among it. */
export const recentLookUpsSetting = storage.defineItem<readonly string[]>('local:recent-look-ups', {
  fallback: [],
});

/** Panel states by origin of the site. */
export const panelStates = storage.defineItem<Record<string, PanelState>>(`local:${PANEL_STATES}`, {
  fallback: {},
});

export const allowedInboxes = storage.defineItem<AllowedInbox[]>(`local:${ALLOWED_INBOXES}`, {
  fallback: [],
});

/** Origins of allowed inboxes that the browser does not let us into: withdrawn, or never granted. */
export const originsWithoutAccess = storage.defineItem<string[]>(
  `local:${ORIGINS_WITHOUT_ACCESS}`,
  { fallback: [] },
);

/** How the panel starts on a site where nobody has moved it yet; a policy may say `hidden`. */
export const panelStartSetting = storage.defineItem<PanelStart>(`local:${PANEL_START}`, {
  fallback: 'tab',
});

/** The panel's state on a site, as it was left there. */
export async function readPanelState(origin: string): Promise<PanelState> {
  const [states, start] = await Promise.all([panelStates.getValue(), panelStartSetting.getValue()]);
  return states[origin] ?? initialPanelState(start);
}

/** Keeps how the panel stands on a site. */
export async function savePanelState(origin: string, state: PanelState): Promise<void> {
  await panelStates.setValue({ ...(await panelStates.getValue()), [origin]: state });
}
