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
  // Most of a test is waiting, on the server's 20 s poll or a minute of silence.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  projects: [
    // Containers exist in Firefox only.
    { name: 'chromium', testIgnore: 'container.spec.ts' },
    // One at a time: two Firefoxes and their customers are too much for two cores.
    // Firefox opens the toolbar's popup for a person only.
    { name: 'firefox', workers: 1, testIgnore: 'toolbar-popup.spec.ts' },
  ],
});
