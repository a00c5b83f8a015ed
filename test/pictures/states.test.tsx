import '../../components/insights/insights.css';
import { afterAll, expect, test } from 'vitest';
import { commands, page } from 'vitest/browser';
import { drawnAndStill } from '../component/drawn.ts';
import { renderSurface } from '../component/fakes.tsx';
import { PRACTICE_STATES } from './practice-states.tsx';
import { STATES as OTHERS } from './states.tsx';
import { WIDGET_STATES } from './widget-states.tsx';

const STATES = [...OTHERS, ...PRACTICE_STATES, ...WIDGET_STATES];

const rows: { surface: string; line: string }[] = [];

test.each(STATES)('$surface: $when', async (state) => {
  const { surface, when, size, words, hash = '' } = state;
  await page.viewport(size.width, size.height);
  window.location.hash = hash;
  const { content, ...surrounding } = await state.content();
  const { screen } = await renderSurface(content, surrounding);
  await drawnAndStill();
  await state.after?.();
  await expect.poll(() => document.querySelector(words)).not.toBeNull();
  const root = document.documentElement;
  // A picture takes in the whole page, however long: what is beyond the window is cut.
  const height =
    size.height >= 560 ? size.height : Math.min(root.scrollHeight, 640) + scrolledAway();
  await page.viewport(size.width, height);
  root.style.cssText = `height: ${height}px; overflow: hidden`;
  await drawnAndStill();
  const picture = `${surface}-${when}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  await page.screenshot({ path: `../../docs/pictures/states/${picture}.png` });
  const place = document.querySelector<HTMLElement>(words);
  const drawn = place?.shadowRoot?.querySelector<HTMLElement>('div') ?? place;
  const said = (drawn?.innerText ?? '')
    .split(/\s*\n\s*/)
    .filter((line) => line.trim() !== '')
    .slice(0, 6)
    .join(' / ')
    .replaceAll('|', '\\|');
  rows.push({
    surface,
    line: `| ${when} | ${said || '(grey lines)'} | ![${surface}: ${when}](pictures/states/${picture}.png) |`,
  });
  root.style.cssText = '';
  await screen.unmount();
});

/** How much of the panel (px) lies outside of the picture: its middle scrolls by itself. */
function scrolledAway(): number {
  const middle = document.querySelector('.panel-body');
  return middle ? middle.scrollHeight - middle.clientHeight : 0;
}

afterAll(async () => {
  // A choice of them (`-t`) leaves the table as it is.
  if (rows.length < STATES.length) return;
  const surfaces = [...new Set(rows.map(({ surface }) => surface))];
  await commands.writeFile(
    'docs/states.md',
    [
      '# What each surface shows when there is nothing, not yet, or not any more',
      '',
      'Made by `npm run pictures -- states` from the components themselves, with the words that stand there.',
      ...surfaces.flatMap((name) => [
        '',
        `## ${name}`,
        '',
        '| when | words | picture |',
        '| --- | --- | --- |',
        ...rows.filter(({ surface }) => surface === name).map(({ line }) => line),
      ]),
      '',
    ].join('\n'),
  );
});
