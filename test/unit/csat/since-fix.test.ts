import { describe, expect, it } from 'vitest';
import { addDays, type Day } from '../../../lib/csat/calendar.ts';
import { type DayCounts, noCounts } from '../../../lib/csat/day-counts.ts';
import { newcombeInterval } from '../../../lib/csat/interval.ts';
import { type FixingReview, fixesOf, fixToShow, sinceFix } from '../../../lib/csat/since-fix.ts';

const FIXED = '2026-09-01';

function day(date: Day, positive: number, rated: number): [Day, DayCounts] {
  return [date, { ...noCounts(), score5: positive, score1: rated - positive }];
}

function review(doneOn: Day | null, nextStep: string | null, subject = 'conversation') {
  return { subject, nextStep, doneOn } as FixingReview;
}

describe('what counts as a fix', () => {
  it('is a review marked done with a next step, all of one day together, newest first', () => {
    expect(
      fixesOf([
        review('2026-08-01', 'add-knowledge'),
        review('2026-09-01', 'fix'),
        review('2026-08-01', 'add-knowledge'),
        review('2026-08-01', 'custom-answer', 'topic'),
      ]),
    ).toEqual([
      { day: '2026-09-01', steps: ['fix'], reviews: 1, ofTopic: false },
      { day: '2026-08-01', steps: ['add-knowledge', 'custom-answer'], reviews: 3, ofTopic: true },
    ]);
  });

  it('is not one that is open, without a step, or for which nothing is to be done', () => {
    expect(fixesOf([review(null, 'fix'), review(FIXED, null), review(FIXED, 'nothing')])).toEqual(
      [],
    );
  });
});

describe('the score since a fix', () => {
  const before = addDays(FIXED, -5);
  const since = addDays(FIXED, 5);
  const today = addDays(FIXED, 40);

  it('is compared with everything else over the same dates, the day of the fix on neither side', () => {
    const topic = [day(before, 20, 50), day(FIXED, 0, 99), day(since, 40, 50)];
    const everything = [day(before, 100, 150), day(FIXED, 0, 999), day(since, 120, 150)];
    const result = sinceFix(topic, everything, FIXED, today);
    expect(result.topic).toMatchObject({
      before: { rated: 50, positive: 20 },
      since: { rated: 50, positive: 40 },
      change: { kind: 'up' },
    });
    expect(result.others).toMatchObject({
      before: { rated: 100, positive: 80 },
      since: { rated: 100, positive: 80 },
      change: { kind: 'no_clear_change' },
    });
    expect(result.before).toEqual({ from: addDays(FIXED, -40), to: addDays(FIXED, -1) });
    expect(result.since).toEqual({ from: addDays(FIXED, 1), to: today });
  });

  it('has only counts with 29 ratings on a side, and a Newcombe interval with 30', () => {
    const at = (rated: number) =>
      sinceFix([day(before, 10, 30), day(since, 25, rated)], [], FIXED, today).topic.change;
    expect(at(29)).toEqual({ kind: 'too_few' });
    expect(at(30)).toMatchObject({
      kind: 'up',
      difference: newcombeInterval({ positive: 10, total: 30 }, { positive: 25, total: 30 }),
    });
  });

  it('looks at 30 days before at least and at 90 days on a side at most', () => {
    expect(sinceFix([], [], FIXED, addDays(FIXED, 3))).toMatchObject({
      before: { from: addDays(FIXED, -30), to: addDays(FIXED, -1) },
      since: { from: addDays(FIXED, 1), to: addDays(FIXED, 3) },
    });
    expect(sinceFix([], [], FIXED, addDays(FIXED, 400))).toMatchObject({
      before: { from: addDays(FIXED, -90) },
      since: { to: addDays(FIXED, 90) },
    });
  });

  it('has no days yet on the day of the fix itself', () => {
    const result = sinceFix([day(FIXED, 9, 9)], [day(FIXED, 9, 9)], FIXED, FIXED);
    expect(result.since).toBeNull();
    expect(result.topic.since).toEqual({ rated: 0, positive: 0 });
  });

  it('is told apart from everything else only where the range leaves out 0', () => {
    const rise = (others: number) => {
      const topic = [day(before, 60, 200), day(since, 160, 200)];
      const everything = [day(before, 60 + 100, 400), day(since, 160 + others, 400)];
      return sinceFix(topic, everything, FIXED, today).beyondOthers;
    };
    const alone = rise(100);
    expect(alone?.low).toBeGreaterThan(0.3);
    // Everything else rose as much: nothing is left for the topic itself.
    const together = rise(200);
    expect(together?.low).toBeLessThan(0);
    expect(together?.high).toBeGreaterThan(-0.1);
  });

  it('adds the squares of both differences’ margins', () => {
    const topic = [day(before, 60, 200), day(since, 160, 200)];
    const everything = [day(before, 160, 400), day(since, 260, 400)];
    const one = newcombeInterval({ positive: 60, total: 200 }, { positive: 160, total: 200 });
    const other = newcombeInterval({ positive: 100, total: 200 }, { positive: 100, total: 200 });
    const beyond = sinceFix(topic, everything, FIXED, today).beyondOthers;
    expect(beyond?.low).toBeCloseTo(0.5 - Math.hypot(0.5 - (one?.low ?? 0), other?.high ?? 0), 12);
  });
});

describe('the fix that is shown first', () => {
  it('is the newest that tells something, else the newest', () => {
    const days = [day('2026-06-20', 20, 40), day('2026-07-20', 20, 40), day('2026-10-30', 1, 2)];
    const fixes = fixesOf([review('2026-10-29', 'fix'), review('2026-07-01', 'fix')]);
    expect(fixToShow(fixes, days, days, '2026-11-03')?.day).toBe('2026-07-01');
    expect(fixToShow(fixes, [], [], '2026-11-03')?.day).toBe('2026-10-29');
    expect(fixToShow([], days, days, '2026-11-03')).toBeNull();
  });
});
