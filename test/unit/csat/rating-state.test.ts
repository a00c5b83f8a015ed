import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changeable,
  FINAL_AFTER_END,
  finalAt,
  isFinal,
  type RatingFacts,
  ratingState,
} from '../../../lib/csat/rating-state.ts';
import { type Score, sentiment } from '../../../lib/csat/scale.ts';

const ENDED = Date.parse('2026-11-03T14:00:00Z');
const MINUTE = 60_000;

const facts = (over: Partial<RatingFacts> = {}): RatingFacts => ({
  visibility: 'external',
  rating: null,
  ratingHidden: false,
  asked: null,
  askedAt: null,
  notAsked: null,
  endedAt: ENDED,
  finalAt: finalAt(ENDED),
  finalUnknown: false,
  ...over,
});

const given = (score: Score, byTeam = false) => ({ score, sentiment: sentiment(score), byTeam });

describe('the 60 minutes', () => {
  it('end exactly an hour after the conversation did', () => {
    expect(FINAL_AFTER_END).toBe(60 * MINUTE);
    const final = finalAt(ENDED);
    expect(isFinal(final, ENDED + 60 * MINUTE - 1)).toBe(false);
    expect(isFinal(final, ENDED + 60 * MINUTE)).toBe(true);
  });

  it('have not begun while the conversation runs', () => {
    expect(finalAt(null)).toBeNull();
    expect(changeable(null, ENDED + 1e12)).toEqual({ kind: 'hour_after_end' });
  });

  it('never run backwards: what is final stays final', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (now, later) => {
        if (isFinal(ENDED, now)) expect(isFinal(ENDED, now + later)).toBe(true);
      }),
    );
  });
});

describe('the state of a rating', () => {
  it('is rated, and tells until when it may change', () => {
    const rated = facts({ rating: given(2) });
    expect(ratingState(rated, ENDED)).toEqual({
      kind: 'rated',
      score: 2,
      sentiment: 'negative',
      change: { kind: 'until', time: ENDED + 60 * MINUTE },
    });
    expect(ratingState(rated, ENDED + 60 * MINUTE)).toMatchObject({ change: { kind: 'final' } });
  });

  it('is awaiting while an asked customer may still answer, then unrated with no answer', () => {
    const asked = facts({ asked: true, askedAt: ENDED - MINUTE });
    expect(ratingState(asked, ENDED)).toEqual({ kind: 'awaiting', askedAt: ENDED - MINUTE });
    expect(ratingState(asked, ENDED + 60 * MINUTE)).toMatchObject({
      kind: 'unrated',
      reason: 'no_answer',
    });
  });

  it.each([
    ['collection_off', 'collection_off'],
    ['left_first', 'left_first'],
    [null, 'not_recorded'],
  ] as const)('is unrated with the reason: %s', (notAsked, reason) => {
    expect(ratingState(facts({ notAsked }), ENDED)).toMatchObject({ kind: 'unrated', reason });
  });

  it('says "not asked yet" while the chat runs', () => {
    const running = facts({ endedAt: null, finalAt: null, asked: false });
    expect(ratingState(running, ENDED)).toMatchObject({ reason: 'not_asked_yet' });
    // A platform that does not say who was asked says nothing of it while the chat runs either.
    const unknown = facts({ endedAt: null, finalAt: null, asked: null });
    expect(ratingState(unknown, ENDED)).toMatchObject({ reason: 'not_recorded' });
  });

  it('is internal for the company’s own people, by conversation or by rater, whatever else is known', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.nat(), (asked, byTeam, now) => {
        const internal = facts({ visibility: 'internal', asked, rating: given(5, byTeam) });
        expect(ratingState(internal, now)).toEqual({ kind: 'internal', score: 5 });
      }),
    );
    const byTeam = facts({ rating: given(1, true) });
    expect(ratingState(byTeam, ENDED)).toEqual({ kind: 'internal', score: 1 });
  });

  it('is rated without a face where the source gives none: the sentiment says how it counts', () => {
    const bad = { score: null, sentiment: 'negative', byTeam: false } as const;
    expect(ratingState(facts({ rating: bad }), ENDED + 60 * MINUTE)).toEqual({
      kind: 'rated',
      score: null,
      sentiment: 'negative',
      change: { kind: 'final' },
    });
  });

  it('may change until nobody knows when, where the source does not say', () => {
    const rated = facts({ rating: given(4), finalAt: null, finalUnknown: true });
    expect(ratingState(rated, ENDED)).toMatchObject({ change: { kind: 'time_unknown' } });
    expect(ratingState(rated, ENDED + 1e12)).toMatchObject({ change: { kind: 'time_unknown' } });
    const running = facts({ rating: given(4), endedAt: null, finalAt: null });
    expect(ratingState(running, ENDED)).toMatchObject({ change: { kind: 'hour_after_end' } });
  });

  it('is hidden from whoever may not see it, rated or not: never unrated, never a face', () => {
    for (const rating of [null, given(1)]) {
      const hidden = facts({ rating, ratingHidden: true });
      expect(ratingState(hidden, ENDED)).toEqual({ kind: 'hidden' });
    }
  });

  it('never says rated without a rating, nor unrated with one', () => {
    const anything = fc.record<RatingFacts>({
      visibility: fc.constantFrom('external', 'internal'),
      rating: fc.option(
        fc.record({
          score: fc.option(fc.constantFrom<Score>(1, 2, 3, 4, 5)),
          sentiment: fc.constantFrom('negative', 'neutral', 'positive'),
          byTeam: fc.boolean(),
        }),
      ),
      ratingHidden: fc.boolean(),
      asked: fc.option(fc.boolean()),
      askedAt: fc.option(fc.nat()),
      notAsked: fc.option(fc.constantFrom('collection_off', 'left_first')),
      endedAt: fc.option(fc.nat()),
      finalAt: fc.option(fc.nat()),
      finalUnknown: fc.boolean(),
    });
    fc.assert(
      fc.property(anything, fc.nat(), (given, now) => {
        const state = ratingState(given, now);
        if (given.ratingHidden) expect(state.kind).toBe('hidden');
        else if (given.rating === null) expect(state.kind).not.toBe('rated');
        else expect(['rated', 'internal']).toContain(state.kind);
      }),
    );
  });
});
