import { browser } from 'wxt/browser';
import { type BadgeState, badgeOf } from '../../components/toolbar/badge.ts';
import { badgeSetting } from '../../lib/settings/settings.ts';
import type { StoreReader } from '../../lib/store/views.ts';
import { inWords } from './words.ts';

/** So many are counted; the badge says `99+` from there. */
const MOST_COUNTED = 100;

/** What was drawn since the background woke. */
let drawn: string | null = null;

/**
 * Draws the badge as the store and the setting stand now. Browsers keep it while we sleep. Switched
 * off it costs nothing: the store is not even read.
 */
export async function drawBadge(reader: StoreReader, now: number): Promise<void> {
  const on = await badgeSetting.getValue();
  await inWords();
  const { action } = browser;
  const badge = badgeOf(on ? await readState(reader, now) : null);
  const { text, background, colour, title } = badge;
  if (JSON.stringify(badge) === drawn) return;
  drawn = JSON.stringify(badge);
  await action.setBadgeText({ text });
  await action.setTitle({ title });
  if (text === '') return;
  await action.setBadgeBackgroundColor({ color: background });
  await action.setBadgeTextColor({ color: colour });
}

async function readState(reader: StoreReader, now: number): Promise<BadgeState> {
  const { workspace, sync, seesRatings } = await reader.popup({ period: 30, open: null, now });
  const hidden = sync.locked || (workspace?.role === 'teammate' && seesRatings === 'admins');
  const query = { topic: null, unreviewedOnly: true, before: null, limit: MOST_COUNTED, now };
  const list = workspace && !hidden ? await reader.toReview(query) : null;
  return {
    workspace,
    hidden,
    sync,
    toReview: { count: list?.conversations.length ?? 0, more: (list?.next ?? null) !== null },
    now,
  };
}
