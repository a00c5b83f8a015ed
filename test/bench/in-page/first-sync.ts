import { fivefacesSource } from '../../../lib/sources/fivefaces.ts';
import { createStoreReader } from '../../../lib/store/reader.ts';
import { median } from '../percentiles.ts';
import { PAGE_ITEMS, UNTIL } from '../ratings.ts';
import { openBenchStore } from './bench-store.ts';
import { deleteAllDatabases } from './databases.ts';

/**
 * The whole way from a server into the store, against fetching and parsing the same answers and
 * dropping them. `recorded`: the answers come from the bench's own memory and not from a server
 * that has to make them, so that only the browser's work is compared.
 */
export async function firstSync(options: { token: string; count: number; repeats: number }) {
  const { token, count, repeats } = options;
  const calls = await recordCalls(token);
  const live = { stored: [] as number[], dropped: [] as number[] };
  const recorded = { stored: [] as number[], dropped: [] as number[] };
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const [kind, times] of [
      ['live', live],
      ['recorded', recorded],
    ] as const) {
      times.dropped.push(await fetchAndParse(calls, token, kind === 'recorded'));
      times.stored.push(await syncOnce(token, count, kind === 'recorded'));
    }
  }
  const bytes = await bytesOf(calls, token);
  return {
    bytes,
    live: { stored: median(live.stored), dropped: median(live.dropped) },
    recorded: { stored: median(recorded.stored), dropped: median(recorded.dropped) },
  };
}

/** The addresses of one whole sync; the bench's server keeps the answers as it passes them on. */
async function recordCalls(token: string): Promise<string[]> {
  const source = fivefacesSource(location.origin, token);
  const calls: string[] = [];
  await withFetch(
    (address) => {
      calls.push(address);
      return address;
    },
    async () => {
      let cursor: string | null = null;
      for (;;) {
        const page = await source.changes(cursor, 0, undefined, PAGE_ITEMS);
        cursor = page.to;
        if (!page.more) return;
      }
    },
  );
  return calls;
}

/** An address of the recorded answer, which the bench's server serves under `/recorded`. */
function recordedAddress(address: string): string {
  const { pathname, search } = new URL(address);
  return `${location.origin}/recorded${pathname}${search}`;
}

async function syncOnce(token: string, count: number, recorded: boolean): Promise<number> {
  await deleteAllDatabases();
  const store = await openBenchStore(count);
  const source = fivefacesSource(location.origin, token);
  let milliseconds = 0;
  await withFetch(
    (address) => (recorded ? recordedAddress(address) : address),
    async () => {
      const start = performance.now();
      let cursor: string | null = null;
      for (;;) {
        const page = await source.changes(cursor, 0, undefined, PAGE_ITEMS);
        const { applied } = await store.apply(page);
        if (!applied) throw new Error('A page was not applied');
        cursor = page.to;
        if (!page.more) break;
      }
      milliseconds = performance.now() - start;
    },
  );
  const { overall } = await createStoreReader(store).popup({
    period: 'all',
    now: UNTIL,
    open: null,
  });
  store.close();
  if (overall.counts.conversations !== count) {
    throw new Error(`The store counts ${overall.counts.conversations} of ${count}`);
  }
  return milliseconds;
}

async function fetchAndParse(calls: string[], token: string, recorded: boolean): Promise<number> {
  const start = performance.now();
  let items = 0;
  for (const call of calls) {
    const response = await get(recorded ? recordedAddress(call) : call, token);
    items += (await response.json()).items.length;
  }
  if (items === 0) throw new Error('The answers hold nothing');
  return performance.now() - start;
}

async function bytesOf(calls: string[], token: string): Promise<number> {
  let bytes = 0;
  for (const call of calls) {
    bytes += (await (await get(recordedAddress(call), token)).arrayBuffer()).byteLength;
  }
  return bytes;
}

function get(address: string, token: string): Promise<Response> {
  return fetch(address, { cache: 'no-store', headers: { authorization: `Bearer ${token}` } });
}

/** Runs with every call's address changed by `change`. */
async function withFetch(
  change: (address: string) => string,
  run: () => Promise<void>,
): Promise<void> {
  const original = globalThis.fetch;
  globalThis.fetch = (input, init) =>
    original(change(input instanceof Request ? input.url : String(input)), init);
  try {
    await run();
  } finally {
    globalThis.fetch = original;
  }
}
