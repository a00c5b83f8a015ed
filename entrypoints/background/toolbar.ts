import { browser } from 'wxt/browser';
import {
  badgeSetting,
  languageSetting,
  recentLookUpsSetting,
} from '../../lib/settings/settings.ts';
import type { StoreReader } from '../../lib/store/views.ts';
import type { Sync } from '../../lib/sync/sync.ts';
import { drawBadge } from './badge.ts';
import { followCommands } from './commands.ts';
import { offerMenus } from './menus.ts';
import { followNotices, forgetNotices, tellOfDrops } from './notices.ts';
import { answerOmnibox } from './omnibox.ts';

/** What the extension shows and hears outside its own pages. */
export interface Toolbar {
  /** The same sync; what came of it shows at once. */
  following(sync: Sync): Sync;
  /** The store has changed otherwise. */
  changed(): void;
  /** Another workspace, or none: what was kept about the one before goes. */
  forget(): Promise<void>;
}

/**
 * Badge, notices, menu, keyboard commands and address bar. Listens from the first moment, so that the
 * browser wakes the background for it; nothing here keeps it awake.
 */
export function createToolbar(
  reader: StoreReader,
  now: () => number,
  inBackground: (work: Promise<unknown>) => void,
): Toolbar {
  let drawing: Promise<void> | null = null;
  let stale = false;

  async function draw(): Promise<void> {
    do {
      stale = false;
      await drawBadge(reader, now());
    } while (stale);
  }

  function changed(): void {
    stale = true;
    if (drawing) return;
    drawing = draw().finally(() => {
      drawing = null;
    });
    inBackground(drawing);
  }

  offerMenus(inBackground);
  followCommands(inBackground);
  answerOmnibox(reader, now, inBackground);
  followNotices();
  browser.permissions.onAdded.addListener(followNotices);
  badgeSetting.watch(changed);
  languageSetting.watch(changed);
  changed();

  return {
    following: (sync) => ({
      ...sync,
      async syncOnce(request) {
        const outcome = await sync.syncOnce(request);
        changed();
        if (outcome.ok) inBackground(tellOfDrops(reader, now()));
        return outcome;
      },
    }),
    changed,
    async forget() {
      await recentLookUpsSetting.removeValue();
      await forgetNotices();
      changed();
    },
  };
}
