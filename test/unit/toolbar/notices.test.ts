import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { forgetNotices, tellOfDrops } from '../../../entrypoints/background/notices.ts';
import { noCounts } from '../../../lib/csat/day-counts.ts';
import { noticesSetting } from '../../../lib/settings/settings.ts';
import { acme, fresh, NOW } from '../../component/views.ts';

/** When the background tells of topics whose score dropped, and that it tells once. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const happy = { ...noCounts(), conversations: 40, score5: 40 };
const unhappy = { ...noCounts(), conversations: 40, score5: 5, score1: 35 };
const dropped = { id: 'refund', title: 'Refund', status: 'open', counts: unhappy, before: happy };

/** A store in which this topic dropped; reading takes a while. */
const reader = (sync = fresh) => ({
  insights: vi.fn(async () => {
    await Promise.resolve();
    return { workspace: acme, sync, topics: [{ ...dropped, status: 'open' as const }] };
  }),
});

describe('a notice', () => {
  const shown: string[] = [];

  beforeEach(async () => {
    fakeBrowser.reset();
    shown.length = 0;
    vi.spyOn(fakeBrowser.permissions, 'contains').mockImplementation(async () => true);
    vi.spyOn(fakeBrowser.notifications, 'create').mockImplementation(async (id: unknown) => {
      shown.push(String(id));
      return String(id);
    });
    await noticesSetting.setValue(true);
    await forgetNotices();
  });

  test('comes once, however many syncs end at the same time', async () => {
    const store = reader();
    await Promise.all([1, 2, 3].map(() => tellOfDrops(store, NOW)));
    await tellOfDrops(store, NOW + HOUR);
    expect(shown).toHaveLength(1);
    expect(shown[0]).toMatch(/^\/insights\.html#.*refund/);
    expect(store.insights).toHaveBeenCalledTimes(1);
  });

  test('comes again after a week, not the day after', async () => {
    const store = reader();
    await tellOfDrops(store, NOW);
    await tellOfDrops(store, NOW + DAY);
    expect(shown).toHaveLength(1);
    await tellOfDrops(store, NOW + 8 * DAY);
    expect(shown).toHaveLength(2);
  });

  test('does not come unless somebody wants it, nor from half a copy', async () => {
    await tellOfDrops(reader({ ...fresh, phase: 'first' }), NOW);
    await noticesSetting.setValue(false);
    await tellOfDrops(reader(), NOW);
    expect(shown).toEqual([]);
    await noticesSetting.setValue(true);
    await tellOfDrops(reader(), NOW);
    expect(shown).toHaveLength(1);
  });
});
