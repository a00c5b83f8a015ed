import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { face, faceName, isScore, SCORES, sentiment } from '../../../lib/csat/scale.ts';
import { csatScore, readScore } from '../../../lib/csat/score.ts';

describe('the scale', () => {
  it('has five faces from 😫 to 😁, each with a name of its own', () => {
    expect(SCORES.map(face)).toEqual(['😫', '😕', '😐', '🙂', '😁']);
    expect(new Set(SCORES.map(faceName)).size).toBe(5);
  });

  it('counts 1-2 as negative, 3 as neutral, 4-5 as positive', () => {
    expect(SCORES.map(sentiment)).toEqual([
      'negative',
      'negative',
      'neutral',
      'positive',
      'positive',
    ]);
  });

  it('knows whole numbers from 1 to 5 only', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.integer(), fc.string()), (value) => {
        expect(isScore(value)).toBe(SCORES.some((score) => score === value));
      }),
    );
  });
});

describe('the CSAT score', () => {
  it('is positive ratings over all ratings: a neutral one lowers it', () => {
    const ratings = [5, 4, 3, 2] as const;
    const positive = ratings.filter((score) => sentiment(score) === 'positive').length;
    expect(csatScore({ rated: ratings.length, positive })).toBe(0.5);
    expect(csatScore({ rated: 3, positive: 2 })).toBeCloseTo(0.6667, 4);
  });

  it('is none without ratings, never 0', () => {
    expect(csatScore({ rated: 0, positive: 0 })).toBeNull();
    expect(readScore({ rated: 0, positive: 0 })).toEqual({ kind: 'none' });
  });

  it('shows only counts up to 4 ratings, "few" up to 29, the share from 30 on', () => {
    expect(readScore({ rated: 4, positive: 3 })).toEqual({ kind: 'counts', rated: 4, positive: 3 });
    expect(readScore({ rated: 5, positive: 3 }).kind).toBe('few');
    expect(readScore({ rated: 29, positive: 3 }).kind).toBe('few');
    expect(readScore({ rated: 30, positive: 3 }).kind).toBe('full');
  });

  it('shows a tenth of a per cent only where the likely range is narrower than two points', () => {
    expect(readScore({ rated: 17_182, positive: 14_211 })).toMatchObject({ decimals: 1 });
    expect(readScore({ rated: 503, positive: 412 })).toMatchObject({ decimals: 0 });
  });
});
