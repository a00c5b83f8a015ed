import { describe, expect, it } from 'vitest';
import { tabFace } from '../../../components/panel-tab/tab-face.ts';
import type { RatingState } from '../../../lib/csat/rating-state.ts';

const states: RatingState[] = [
  { kind: 'rated', score: 2, sentiment: 'negative', change: { kind: 'final' } },
  { kind: 'rated', score: null, sentiment: 'negative', change: { kind: 'time_unknown' } },
  { kind: 'hidden' },
  { kind: 'internal', score: 2 },
  { kind: 'internal', score: null },
  { kind: 'awaiting', askedAt: null },
  { kind: 'unrated', reason: 'no_answer', askedAt: null },
  { kind: 'recorded_elsewhere', platform: 'Zendesk' },
  { kind: 'unknown' },
];

describe('the slim tab', () => {
  it.each(states)('shows for $kind with score $score a sign and says it in words', (state) => {
    const { score: drawn, text, sentiment, label } = tabFace(state);
    const score = 'score' in state ? state.score : null;
    expect(drawn).toBe(score);
    expect(text === '').toBe(score !== null || sentiment !== null);
    expect(label).toMatch(/^\S.* Open the CSAT panel$/);
    if (score !== null) expect(label).toContain('Unhappy');
  });

  it.each([
    ['positive', 'good'],
    ['neutral', 'neutral'],
    ['negative', 'bad'],
  ] as const)(
    'says a %s rating without a face in a word and names the source',
    (sentiment, word) => {
      const state: RatingState = {
        kind: 'rated',
        score: null,
        sentiment,
        change: { kind: 'time_unknown' },
      };
      const zendesk = {
        id: 'zendesk',
        kind: 'zendesk',
        name: 'Zendesk',
        place: 'acme.zendesk.com',
        problem: null,
      };
      expect(tabFace(state, zendesk)).toMatchObject({
        text: '',
        sentiment,
        label: `Zendesk: ${word} · Open the CSAT panel`,
      });
      expect(tabFace(state).label).toMatch(new RegExp(`^Rated: ${word}`));
    },
  );

  it('marks nothing but a rating without a face', () => {
    const coloured = states.filter((state) => tabFace(state).sentiment !== null);
    expect(coloured).toMatchObject([{ kind: 'rated', score: null }]);
  });

  it('tells not rated and not known apart', () => {
    expect(tabFace({ kind: 'unrated', reason: 'no_answer', askedAt: null }).text).toBe('–');
    expect(tabFace({ kind: 'unknown' }).text).toBe('?');
    expect(tabFace({ kind: 'recorded_elsewhere', platform: 'Zendesk' }).text).toBe('?');
    // Whether there is a rating is not told either.
    expect(tabFace({ kind: 'hidden' })).toMatchObject({
      text: '–',
      label: 'Not shown to you · Open the CSAT panel',
    });
  });
});
