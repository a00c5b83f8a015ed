import type { StoreReader } from '../store/views.ts';
import { sendMessage } from './messenger.ts';
import type { Outcome } from './protocol.ts';
import { onStoreChange } from './store-changes.ts';

/** How often (ms) a visible page asks again, for changes that another page's sync brought. */
const SLOW = 5_000;

/** Reads the store through the background, where this page sees another database or none. */
export function createReaderByMessage(): StoreReader {
  const reader: StoreReader = {
    panel: async (query) => readable(await sendMessage('page-background:read-panel', query)),
    panelAtHand: () => null,
    // The background keeps it in its own memory; that is not here.
    readAhead: async () => undefined,
    popup: async (query) => readable(await sendMessage('page-background:read-popup', query)),
    lookUp: async (query) => readable(await sendMessage('page-background:look-up', query)),
    toReview: async (query) => readable(await sendMessage('page-background:to-review', query)),
    topicPage: async (query) => readable(await sendMessage('page-background:topic-page', query)),
    insights: async (query) => readable(await sendMessage('page-background:insights', query)),
    async countKept(query, signal) {
      const counted = readable(await sendMessage('page-background:count-kept', query));
      signal.throwIfAborted();
      return counted;
    },
    channels: async (query) => readable(await sendMessage('page-background:channels', query)),
    nextToReview: async (query) =>
      readable(await sendMessage('page-background:next-to-review', query)),
    topicInsights: async (query) =>
      readable(await sendMessage('admin-background:topic-insights', query)),
    reviewQueue: async (query) =>
      readable(await sendMessage('admin-background:review-queue', query)),
    kindWords: async (query) => readable(await sendMessage('admin-background:kind-words', query)),
    waitingEdits: async () => readable(await sendMessage('page-background:waiting-edits', null)),
    follow(read, listener, onError, signal) {
      let last: string | null = null;
      let reading = false;
      let again = false;
      const refresh = async () => {
        if (signal.aborted) return;
        if (reading) {
          again = true;
          return;
        }
        reading = true;
        try {
          const value = await read(reader);
          const text = JSON.stringify(value);
          if (!signal.aborted && text !== last) {
            last = text;
            listener(value);
          }
        } catch (error) {
          if (!signal.aborted) onError(error);
        } finally {
          reading = false;
        }
        if (again) {
          again = false;
          await refresh();
        }
      };
      void refresh();
      onStoreChange(() => void refresh(), signal);
      const timer = setInterval(() => {
        if (document.visibilityState === 'visible') void refresh();
      }, SLOW);
      signal.addEventListener('abort', () => clearInterval(timer), { once: true });
    },
  };
  return reader;
}

/** The reason why the background could not read, to be shown by whoever asked. */
export class ReadError extends Error {
  readonly code: string;
  readonly remedy: string;

  constructor({ code, message, remedy }: { code: string; message: string; remedy: string }) {
    super(message);
    this.name = 'ReadError';
    this.code = code;
    this.remedy = remedy;
  }
}

function readable<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new ReadError(outcome);
  return outcome.value;
}
