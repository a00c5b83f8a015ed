import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'server',
    root: new URL('..', import.meta.url).pathname,
    include: ['server/test/**/*.test.ts'],
    globalSetup: ['server/test/postgres-server.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // More than there are cores on a small machine: much of it waits for databases and for browsers.
    maxWorkers: 3,
  },
});
