import { browser } from 'wxt/browser';
import { storage } from 'wxt/utils/storage';
import { dropNotices } from '../../components/toolbar/drop-notice.ts';
import { ratedShare } from '../../lib/csat/day-counts.ts';
import { dropsToTell, type Told } from '../../lib/csat/drops.ts';
import { ownAddress } from '../../lib/messages/own-address.ts';
import { noticesSetting } from '../../lib/settings/settings.ts';
import type { InsightsQuery, InsightsTopic, InsightsView } from '../../lib/store/insights-views.ts';
import { inWords } from './words.ts';

/** What outlives the background: when the topics were last compared, and what was told. */
const memory = storage.defineItem<{ comparedAt: number; told: Told }>('local:notice-memory', {
  fallback: { comparedAt: 0, told: {} },
});

/** Scores of days do not drop by the minute: they are compared once in so many milliseconds. */
const COMPARE_EVERY = 20 * 3_600_000;

/** Opens what a notice is about. Called again when the permission is granted: before, there is nothing to listen to. */
export function followNotices(): void {
  // Absent until the person allows it.
  const notifications = browser.notifications as typeof browser.notifications | undefined;
  if (!notifications || notifications.onClicked.hasListener(open)) return;
  notifications.onClicked.addListener(open);
}

function open(id: string): void {
  // A notice is called by the page that it opens.
  if (!id.startsWith('/insights.html')) return;
  Promise.all([
    browser.tabs.create({ url: ownAddress(id) }),
    browser.notifications.clear(id),
  ]).catch((error: unknown) => console.warn('Fivefaces', error));
}

/** What the topics are compared by. */
interface ComparedReader {
  insights(query: InsightsQuery): Promise<
    Pick<InsightsView, 'workspace' | 'sync'> & {
      topics: Pick<InsightsTopic, 'id' | 'title' | 'status' | 'counts' | 'before'>[];
    }
  >;
}

let telling: Promise<void> | null = null;

/**
 * Tells of topics whose score dropped, where the person wants to know and it was not told lately.
 * Syncs may end one shortly after the other: while it compares, nothing compares again.
 */
export function tellOfDrops(reader: ComparedReader, now: number): Promise<void> {
  telling ??= compareAndTell(reader, now).finally(() => {
    telling = null;
  });
  return telling;
}

async function compareAndTell(reader: ComparedReader, now: number): Promise<void> {
  if (!(await noticesSetting.getValue())) return;
  if (!(await browser.permissions.contains({ permissions: ['notifications'] }))) return;
  const { comparedAt, told } = await memory.getValue();
  if (Math.abs(now - comparedAt) < COMPARE_EVERY) return;
  const view = await reader.insights({ period: 30, compare: 'before', source: null, now });
  if (!view.workspace || view.sync.phase !== 'current' || view.sync.locked) return;
  const watched = view.topics.flatMap(({ id, title, status, counts, before }) =>
    before === null || status === 'muted'
      ? []
      : [{ id, title, before: ratedShare(before), after: ratedShare(counts) }],
  );
  const news = dropsToTell(watched, told, now);
  // Remembered first: a background that dies in between tells too little rather than twice.
  await memory.setValue({ comparedAt: now, told: news.told });
  await inWords();
  for (const notice of dropNotices(news.tell, view.workspace.demo)) {
    await browser.notifications.create(notice.address, {
      type: 'basic',
      iconUrl: ownAddress('/icon/128.png'),
      title: notice.title,
      message: notice.message,
    });
  }
}

/** Forgets what was told: another workspace's topics are others. */
export async function forgetNotices(): Promise<void> {
  await memory.removeValue();
}
