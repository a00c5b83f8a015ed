import { defineConfig } from 'vitest/config';
import component from './vitest.component.config.ts';

/** Pictures of components for docs: `npm run pictures -- states`. */
export default defineConfig({
  ...component,
  test: { ...component.test, name: 'pictures', include: ['test/pictures/**/*.test.tsx'] },
});
