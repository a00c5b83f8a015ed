import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { findChromium, rootFlags } from './scripts/browsers.ts';
import { speakLanguages } from './scripts/speak-languages.ts';

const executablePath = findChromium();

/** Component tests: the surfaces in a real Chromium, with plain data in place of the store. */
export default defineConfig({
  plugins: [speakLanguages()],
  oxc: { jsx: { runtime: 'automatic' } },
  // Found while a test runs they would reload its page.
  optimizeDeps: {
    include: [
      'react',
      'react-dom/client',
      'vitest-browser-react',
      'axe-core',
      '@lingui/core',
      '@lingui/message-utils/compileMessage',
      '@lingui/message-utils/generateMessageId',
      '@lingui/react/server',
      'papaparse',
      'd3-scale',
      'd3-shape',
      'dexie',
      '@tanstack/react-virtual',
      '@noble/hashes/sha2.js',
      '@noble/hashes/utils.js',
    ],
  },
  test: {
    name: 'component',
    include: ['test/component/**/*.test.tsx'],
    setupFiles: ['test/component/setup.ts'],
    restoreMocks: true,
    testTimeout: 10_000,
    expect: { poll: { timeout: 3_000 } },
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      viewport: { width: 360, height: 900 },
      provider: playwright({
        launchOptions: {
          ...(executablePath === null ? {} : { executablePath }),
          args: rootFlags(),
        },
        contextOptions: { locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce' },
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
});
