import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { speakLanguages } from './scripts/speak-languages.ts';

/** Unit tests: the domain and the extension's parts without a browser. */
export default defineConfig({
  plugins: [WxtVitest(), speakLanguages()],
  test: {
    name: 'unit',
    include: ['test/unit/**/*.test.ts'],
    // Texts speak English.
    setupFiles: ['test/unit/setup.ts'],
    restoreMocks: true,
    // A worker takes one file after the other and loads our code once: half of the time.
    isolate: false,
    // Browsers' tests run beside these: a busy computer is no failure.
    testTimeout: 30_000,
  },
});
