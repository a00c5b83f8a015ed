import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'server',
    root: new URL('..', import.meta.url).pathname,
    include: ['server/test/**/*.test.ts'],
    globalSetup: ['server/test/postgres-server.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two at a time also on two cores: much of it waits for the database and for browsers.
    maxWorkers: 2,
    // A worker takes one file after the other and compiles the embedded database once.
    isolate: false,
  },
});
