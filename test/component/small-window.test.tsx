import '../../components/insights/insights.css';
import axe from 'axe-core';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { STATES } from '../pictures/states.tsx';
import { drawnAndStill } from './drawn.ts';
import { renderSurface } from './fakes.tsx';

/** One full state of each surface. */
const FULL = STATES.filter(({ surface, when }) =>
  [
    'Panel: Rated, can’t change any more',
    'Popup: Offline',
    'Insights: Offline',
    'Look-up: Nothing found',
    'Welcome: Not joined',
    'Options: Offline',
  ].includes(`${surface}: ${when}`),
);

afterEach(() => {
  window.history.replaceState(null, '', window.location.pathname);
});

test.each(FULL)(
  '$surface fits 320 px, which is 200 % of a small window, with targets of 24 px',
  async (state) => {
    await page.viewport(320, 800);
    window.location.hash = state.hash ?? '';
    const { content, reader } = await state.content();
    await renderSurface(content, { reader });
    await expect.poll(() => document.querySelector(state.words)).not.toBeNull();
    await drawnAndStill();
    const root = document.documentElement;
    // The toolbar's popup has its own width; its page in a tab has none.
    const width = state.surface === 'Popup' ? 380 : 320;
    expect(root.scrollWidth).toBeLessThanOrEqual(width);
    const { violations } = await axe.run(document, {
      runOnly: ['target-size'],
      rules: { 'target-size': { enabled: true } },
    });
    expect(violations.flatMap(({ nodes }) => nodes.map(({ html }) => html))).toEqual([]);
  },
);

test('nothing moves for somebody who wants no motion', () => {
  // The tests' browser asks for reduced motion.
  expect(matchMedia('(prefers-reduced-motion: reduce)').matches).toBe(true);
  const root = getComputedStyle(document.documentElement);
  expect(root.getPropertyValue('--quick')).toBe('0s');
  expect(root.getPropertyValue('--slow')).toBe('0s');
});
