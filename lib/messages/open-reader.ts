import { createStoreReader } from '../store/reader.ts';
import { openStore } from '../store/store.ts';
import type { StoreReader } from '../store/views.ts';
import { sendMessage } from './messenger.ts';
import { asOutcome } from './page-client.ts';
import { createReaderByMessage } from './reader-by-message.ts';

/**
 * The reader that is right for this page: IndexedDB itself if this page sees the very store that
 * the background writes, else by message. In a Firefox container tab a frame silently gets another,
 * empty database; elsewhere storage may be denied. Either must not look like "not rated".
 * @param storeId the background's store, where it is known already (the panel's handshake)
 */
export async function openReader(storeId?: string): Promise<StoreReader> {
  const wanted = storeId ?? (await askForIdentity());
  const store = openStore();
  try {
    if (wanted !== null && (await store.identity()) === wanted) return createStoreReader(store);
  } catch {
    // Storage is denied here: ask by message.
  }
  store.close();
  return createReaderByMessage();
}

async function askForIdentity(): Promise<string | null> {
  const outcome = await asOutcome(sendMessage('page-background:identity', null));
  return outcome.ok ? outcome.value.storeId : null;
}
