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

const ENDED = Date.parse('2026-11-03T14:00:00Z');
const MINUTE = 60_000;

const facts = (over: Partial<RatingFacts> = {}): RatingFacts => ({
  visibility: 'external',
  rating: null,
  asked: null,
  askedAt: null,
  notAsked: null,
  endedAt: ENDED,
  finalAt: finalAt(ENDED),
  ...over,
});

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
    const rated = facts({ rating: { score: 2, byTeam: false } });
    expect(ratingState(rated, ENDED)).toEqual({
      kind: 'rated',
      score: 2,
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
    const running = facts({ endedAt: null, finalAt: null });
    expect(ratingState(running, ENDED)).toMatchObject({ reason: 'not_asked_yet' });
  });

  it('is internal for the company’s own people, by conversation or by rater, whatever else is known', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.nat(), (asked, byTeam, now) => {
        const internal = facts({ visibility: 'internal', asked, rating: { score: 5, byTeam } });
        expect(ratingState(internal, now)).toEqual({ kind: 'internal', score: 5 });
      }),
    );
    const byTeam = facts({ rating: { score: 1, byTeam: true } });
    expect(ratingState(byTeam, ENDED)).toEqual({ kind: 'internal', score: 1 });
  });

  it('never says rated without a rating, nor unrated with one', () => {
    const anything = fc.record<RatingFacts>({
      visibility: fc.constantFrom('external', 'internal'),
      rating: fc.option(fc.record({ score: fc.constantFrom(1, 2, 3, 4, 5), byTeam: fc.boolean() })),
      asked: fc.option(fc.boolean()),
      askedAt: fc.option(fc.nat()),
      notAsked: fc.option(fc.constantFrom('collection_off', 'left_first')),
      endedAt: fc.option(fc.nat()),
      finalAt: fc.option(fc.nat()),
    });
    fc.assert(
      fc.property(anything, fc.nat(), (given, now) => {
        const state = ratingState(given, now);
        if (given.rating === null) expect(state.kind).not.toBe('rated');
        else expect(['rated', 'internal']).toContain(state.kind);
      }),
    );
  });
});
