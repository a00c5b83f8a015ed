import { deleteAllDatabases } from './databases.ts';

/**
 * The page that the bench opens in a browser. Each case runs in a page of its own and loads only its
 * own code: RxDB brings another Dexie, and two of them in one page refuse each other.
 */
const CASES = {
  async fill(options: { count: number }) {
    return (await import('./our-store.ts')).fill(options);
  },
  async changes(options: { count: number; repeats: number }) {
    return (await import('./our-store.ts')).changes(options);
  },
  async lookUp(options: { count: number; rawCount: number; samples: number }) {
    return (await import('./our-store.ts')).lookUp(options);
  },
  async search(options: { count: number; repeats: number }) {
    return (await import('./our-store.ts')).search(options);
  },
  async firstSearch(options: { count: number }) {
    return (await import('./our-store.ts')).firstSearch(options);
  },
  async views(options: { count: number; repeats: number }) {
    return (await import('./our-store.ts')).views(options);
  },
  async topicInsights(options: { count: number; repeats: number }) {
    return (await import('./our-store.ts')).topicInsights(options);
  },
  async firstSync(options: { token: string; count: number; repeats: number }) {
    return (await import('./first-sync.ts')).firstSync(options);
  },
  async packedLimit(options: { count: number }) {
    return (await import('./our-store.ts')).packedLimit(options);
  },
  async rxdb(options: { count: number; batch: number }) {
    return (await import('./rxdb.ts')).rxdb(options);
  },
  async pouchdb(options: { count: number; batch: number }) {
    return (await import('./pouchdb.ts')).pouchdb(options);
  },
  async dexieRows(options: { count: number; batch: number }) {
    return (await import('./dexie-rows.ts')).dexieRows(options);
  },
  async layouts(options: { count: number; samples: number; repeats: number }) {
    return (await import('./layouts.ts')).layouts(options);
  },
  async clean() {
    await deleteAllDatabases();
    return null;
  },
};

export type Cases = typeof CASES;

Object.assign(globalThis, { benchCases: CASES });
