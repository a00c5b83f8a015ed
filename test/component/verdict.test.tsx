import { expect, test } from 'vitest';
import { Verdict } from '../../components/panel/verdict.tsx';
import { verdictWords } from '../../components/verdict-words.ts';
import type { RatingState } from '../../lib/csat/rating-state.ts';
import { expectAccessible } from './axe.ts';
import { renderSurface } from './fakes.tsx';
import { fresh, NOW, own, rated } from './views.ts';

/** States that only other sources than our own server give. */
async function renderVerdict(state: RatingState, conversation = rated(4)) {
  const words = verdictWords(state, {
    sync: fresh,
    now: NOW,
    of: 'ai_agent',
    source: own,
    seesRatings: 'everyone',
    responseRate: null,
  });
  const kept = state.kind === 'rated' ? conversation : null;
  return renderSurface(
    <main>
      <h1>CSAT</h1>
      <Verdict id="c-1042" conversation={kept} state={state} words={words} now={NOW} />
    </main>,
  );
}

test('ratings that live in a platform which is not connected are not called missing', async () => {
  const { screen } = await renderVerdict({ kind: 'recorded_elsewhere', platform: 'Zendesk' });
  const verdict = screen.getByRole('region');
  await expect.element(verdict).toMatchTextContent('Ratings are in Zendesk');
  await expect.element(verdict).toMatchTextContent('Zendesk is not connected');
  await expect.element(verdict).toHaveAttribute('data-state', 'recorded_elsewhere');
  expect(verdict.element().textContent).not.toMatch(/not rated/i);
  await expectAccessible();
});

test('a source that does not say until when a rating may change is not made to', async () => {
  const { screen } = await renderVerdict({
    kind: 'rated',
    score: 4,
    sentiment: 'positive',
    change: { kind: 'time_unknown' },
  });
  await expect.element(screen.getByText(/May still change/)).toBeVisible();
  expect(screen.container.textContent).not.toMatch(/min left|any more/);
});
