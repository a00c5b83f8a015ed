import { defineConfig } from '@playwright/test';

/**
 * End-to-end tests: the built extension, the real server and real pages, the same statements in both
 * browsers (docs/decisions/0005). The project's name is the browser.
 */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  timeout: 90_000,
  expect: { timeout: 10_000 },
  // One at a time: a test has a browser, a customer's browser and a server, and some hold the
  // product to two seconds.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  projects: [
    // Containers and event pages exist in Firefox only.
    {
      name: 'chromium',
      testIgnore: [
        'idle.spec.ts',
        'policy.spec.ts',
        // The clicks need the browser's own question, which a program can answer in Firefox only.
        'first-score.spec.ts',
        'container.spec.ts',
        'event-page-stopped.spec.ts',
      ],
    },
    // Firefox opens the toolbar's popup for a person only, and has no worker to stop. Its driver opens
    // no private window either. What is kept on a computer is the same code in both, as are a file's
    // figures; what differs is the way to them, which others test.
    {
      name: 'firefox',
      testIgnore: [
        'idle.spec.ts',
        'policy.spec.ts',
        'toolbar-popup.spec.ts',
        'worker-killed.spec.ts',
        'private-window.spec.ts',
        'kept-here.spec.ts',
        'storage.spec.ts',
        'real-ratings.spec.ts',
      ],
    },
    { name: 'chromium-idle', testMatch: 'idle.spec.ts' },
    { name: 'firefox-idle', testMatch: 'idle.spec.ts' },
    { name: 'chromium-policy', testMatch: 'policy.spec.ts' },
    { name: 'firefox-policy', testMatch: 'policy.spec.ts' },
  ],
});
