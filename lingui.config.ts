import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';
import { LANGUAGES } from './lib/settings/language.ts';

/** Texts stand in English in the code; `lingui extract` collects them for the translators. */
export default defineConfig({
  sourceLocale: 'en',
  locales: [...LANGUAGES],
  catalogs: [
    {
      path: '<rootDir>/components/languages/{locale}',
      include: ['components', 'entrypoints'],
    },
  ],
  format: formatter({ lineNumbers: false }),
  orderBy: 'origin',
  // Without React's context: a page has one language.
  runtimeConfigModule: { Trans: ['#trans', 'Trans'] },
});
