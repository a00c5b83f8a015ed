import { describe, expect, it } from 'vitest';
import { tabFace } from '../../../components/panel-tab/tab-face.ts';
import type { RatingState } from '../../../lib/csat/rating-state.ts';

const FACES = /😫|😕|😐|🙂|😁/u;
const states: RatingState[] = [
  { kind: 'rated', score: 2, change: { kind: 'final' } },
  { kind: 'internal', score: 2 },
  { kind: 'internal', score: null },
  { kind: 'awaiting', askedAt: null },
  { kind: 'unrated', reason: 'no_answer', askedAt: null },
  { kind: 'recorded_elsewhere', platform: 'Zendesk' },
  { kind: 'unknown' },
];

describe('the slim tab', () => {
  it.each(states)('shows for $kind with score $score a sign and says it in words', (state) => {
    const { text, label } = tabFace(state);
    const score = 'score' in state ? state.score : null;
    expect(FACES.test(text)).toBe(score !== null);
    expect(label).toMatch(/^\S.* Open the CSAT panel$/);
    if (score !== null) expect(label).toContain('Unhappy');
  });

  it('tells not rated and not known apart', () => {
    expect(tabFace({ kind: 'unrated', reason: 'no_answer', askedAt: null }).text).toBe('–');
    expect(tabFace({ kind: 'unknown' }).text).toBe('?');
  });
});
