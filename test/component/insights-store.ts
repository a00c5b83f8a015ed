import type { ChangeItem } from '../../lib/contract/changes.ts';
import { toInstant } from '../../lib/contract/primitives.ts';
import { createSampleFeed } from '../../lib/sample/sample-feed.ts';
import { createStoreReader } from '../../lib/store/reader.ts';
import { openStore, type Store } from '../../lib/store/store.ts';
import type { JoinedWorkspace, StoreReader } from '../../lib/store/views.ts';
import { acme, NOW } from './views.ts';

/** A store in the browser's own IndexedDB, as after joining. */
export async function storeOf(
  items: ChangeItem[],
  { workspace = acme, more = false }: { workspace?: JoinedWorkspace; more?: boolean } = {},
): Promise<{ store: Store; reader: StoreReader }> {
  const store = openStore(`insights-${crypto.randomUUID()}`);
  await store.join(workspace);
  await store.apply({
    epoch: 'e',
    from: null,
    to: 'e:1',
    head: Math.max(0, ...items.map(({ n }) => n)),
    progress: { done: items.length, total: more ? items.length * 4 : items.length },
    serverTime: toInstant(NOW),
    items,
    more,
  });
  await store.saveAttempt({ syncedAt: NOW });
  return { store, reader: createStoreReader(store) };
}

/** The sample workspace: 23 months of conversations, about a thousand ratings. */
export function sampleItems(): ChangeItem[] {
  const plan = { begunAt: NOW, timeZone: 'UTC', ratings: [] };
  const feed = createSampleFeed(plan, { key: 'a2V5', hashEmail: (email) => `h-${email.length}` });
  return feed.changes(null, plan, NOW)?.items ?? [];
}
