import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addCounts,
  type CountedConversation,
  contribution,
  type DayCounts,
  fromRow,
  isNothing,
  noCounts,
  ratedShare,
  responseRate,
  SLOTS,
  subtractCounts,
  sumDays,
  toReview,
  toRow,
} from '../../../lib/csat/day-counts.ts';
import { type Score, type Sentiment, sentiment } from '../../../lib/csat/scale.ts';

const withFace = fc.record({
  score: fc.constantFrom<Score>(1, 2, 3, 4, 5),
  sentiment: fc.constant(null),
});
const withoutFace = fc.record({
  score: fc.constant(null),
  sentiment: fc.constantFrom<Sentiment>('negative', 'neutral', 'positive'),
});
const unrated = fc.constant({ score: null, sentiment: null });
const facts = fc.record({
  internal: fc.boolean(),
  asked: fc.option(fc.boolean()),
  opened: fc.boolean(),
});
const conversation: fc.Arbitrary<CountedConversation> = fc
  .tuple(facts, fc.oneof(withFace, withoutFace, unrated))
  .map(([one, rating]) => ({ ...one, ...rating }));
const counts: fc.Arbitrary<DayCounts> = fc
  .array(fc.nat({ max: 1e6 }), { minLength: SLOTS.length, maxLength: SLOTS.length })
  .map(fromRow);

const fold = (all: CountedConversation[]) =>
  all.map(contribution).reduce((sum, one) => addCounts(sum, one), noCounts());

describe('day counts', () => {
  it('are nothing for an internal conversation', () => {
    fc.assert(
      fc.property(conversation, (one) => {
        expect(isNothing(contribution({ ...one, internal: true }))).toBe(true);
      }),
    );
  });

  it('give a score that equals one counted straight from the conversations', () => {
    fc.assert(
      fc.property(fc.array(conversation), (all) => {
        const counted = all.filter((one) => !one.internal);
        const ratings = counted.flatMap(
          (one) => (one.score === null ? one.sentiment : sentiment(one.score)) ?? [],
        );
        expect(ratedShare(fold(all))).toEqual({
          rated: ratings.length,
          positive: ratings.filter((rating) => rating === 'positive').length,
        });
        expect(toReview(fold(all))).toBe(ratings.filter((rating) => rating !== 'positive').length);
        expect(fold(all).conversations).toBe(counted.length);
      }),
    );
  });

  it('never answer more often than asked; the rate is unknown where nobody is known to be asked', () => {
    fc.assert(
      fc.property(fc.array(conversation), (all) => {
        const rate = responseRate(fold(all));
        if (all.some((one) => !one.internal && one.asked)) expect(rate).toBeLessThanOrEqual(1);
        else expect(rate).toBeNull();
      }),
    );
  });

  it('a change subtracts the old contribution and adds the new one', () => {
    fc.assert(
      fc.property(fc.array(conversation), conversation, conversation, (others, before, after) => {
        const changed = addCounts(
          subtractCounts(fold([...others, before]), contribution(before)),
          contribution(after),
        );
        expect(changed).toEqual(fold([...others, after]));
      }),
    );
  });

  it('add up in any order', () => {
    fc.assert(
      fc.property(counts, counts, counts, (a, b, c) => {
        expect(addCounts(a, b)).toEqual(addCounts(b, a));
        expect(addCounts(addCounts(a, b), c)).toEqual(addCounts(a, addCounts(b, c)));
        expect(subtractCounts(addCounts(a, b), b)).toEqual(a);
      }),
    );
  });

  it('travel as a row of numbers and come back the same', () => {
    fc.assert(
      fc.property(counts, (value) => {
        expect(fromRow(toRow(value))).toEqual(value);
      }),
    );
  });

  it('sum a period with both its ends, and nothing outside', () => {
    const day = fc
      .integer({ min: 1, max: 28 })
      .map((number) => `2026-02-${String(number).padStart(2, '0')}`);
    fc.assert(
      fc.property(fc.array(fc.tuple(day, counts)), day, day, (days, from, to) => {
        const expected = days
          .filter(([date]) => date >= from && date <= to)
          .reduce((sum, [, value]) => addCounts(sum, value), noCounts());
        expect(sumDays(days, from, to)).toEqual(expected);
        expect(sumDays(days, null, null)).toEqual(
          days.reduce((sum, [, value]) => addCounts(sum, value), noCounts()),
        );
      }),
    );
  });

  it('put a rating without a face in good, neutral or bad, and in no face', () => {
    const one = { internal: false, asked: true, opened: true, score: null };
    for (const [sentiment, slot] of [
      ['positive', 'good'],
      ['neutral', 'neutral'],
      ['negative', 'bad'],
    ] as const) {
      const counts = contribution({ ...one, sentiment });
      const base = { conversations: 1, asked: 1, opened: 1, answered: 1 };
      expect(counts).toEqual({ ...noCounts(), ...base, [slot]: 1 });
    }
  });

  it('count good and bad without a face in the score, and in no face', () => {
    const share = ratedShare({ ...noCounts(), good: 3, neutral: 1, bad: 2, score5: 1 });
    expect(share).toEqual({ rated: 7, positive: 4 });
  });
});
