import { defineConfig } from 'vitest/config';

/** The model test: the real server and the real store and sync, in one process, with every fault. */
export default defineConfig({
  test: {
    name: 'model',
    include: ['test/model/**/*.test.ts'],
    // One for each half; each holds one database and one IndexedDB.
    maxWorkers: 2,
    pool: 'forks',
    // Dexie takes the IndexedDB that is there when it loads.
    setupFiles: ['fake-indexeddb/auto'],
    hookTimeout: 120_000,
  },
});
