import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dropsToTell,
  findDrops,
  NOTICE_EVERY,
  type WatchedTopic,
} from '../../../lib/csat/drops.ts';
import { newcombeInterval } from '../../../lib/csat/interval.ts';

const share = fc
  .integer({ min: 0, max: 400 })
  .chain((rated) => fc.record({ rated: fc.constant(rated), positive: fc.nat({ max: rated }) }));
const topics = fc.uniqueArray(
  fc.record({ id: fc.string({ minLength: 1, maxLength: 4 }), before: share, after: share }),
  { selector: ({ id }) => id, maxLength: 30 },
);
const HOUR = 3_600_000;

/** So many topics with 80 of 100 before and `positive` of 100 after. */
function many(count: number, positive: number): WatchedTopic[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `t${index}`,
    before: { rated: 100, positive: 80 },
    after: { rated: 100, positive },
  }));
}

describe('a drop', () => {
  it('is said only of enough ratings in both periods and a difference beyond chance', () => {
    fc.assert(
      fc.property(topics, (all) => {
        for (const { before, after } of findDrops(all)) {
          expect(Math.min(before.rated, after.rated)).toBeGreaterThanOrEqual(30);
          const interval = newcombeInterval(
            { positive: before.positive, total: before.rated },
            { positive: after.positive, total: after.rated },
          );
          expect(interval?.high).toBeLessThan(0);
        }
      }),
    );
  });

  it('does not depend on the order of the topics, and the worst comes first', () => {
    fc.assert(
      fc.property(topics, (all) => {
        const drops = findDrops(all);
        const ids = (some: WatchedTopic[]) => some.map(({ id }) => id).sort();
        expect(ids(findDrops([...all].reverse()))).toEqual(ids(drops));
        const by = drops.map(
          ({ before, after }) => after.positive / after.rated - before.positive / before.rated,
        );
        expect(by).toEqual([...by].sort((a, b) => a - b));
      }),
    );
  });

  it('that stands out alone is chance among many topics that did not move', () => {
    const [one] = many(1, 67);
    if (!one) throw new Error('there is one topic');
    expect(findDrops([one])).toEqual([one]);
    const others = many(40, 80).map((topic, index) => ({ ...topic, id: `other-${index}` }));
    expect(findDrops([one, ...others])).toEqual([]);
  });
});

describe('a notice', () => {
  it('about one topic comes at most once a week, whatever the clock does', () => {
    const times = fc.array(fc.integer({ min: 0, max: 60 * 24 }), { maxLength: 60 });
    fc.assert(
      fc.property(times, (hours) => {
        const given = new Map<string, number[]>();
        let told: Readonly<Record<string, number>> = {};
        for (const hour of hours) {
          const news = dropsToTell(many(3, 30), told, hour * HOUR);
          told = news.told;
          for (const { id } of news.tell) given.set(id, [...(given.get(id) ?? []), hour * HOUR]);
        }
        for (const at of given.values()) {
          at.forEach((time, index) => {
            const last = at[index - 1];
            if (last !== undefined)
              expect(Math.abs(time - last)).toBeGreaterThanOrEqual(NOTICE_EVERY);
          });
        }
      }),
    );
  });

  it('comes again after a week, and a clock set back keeps nothing quiet for ever', () => {
    const first = dropsToTell(many(1, 30), {}, 1_000 * HOUR);
    expect(first.tell).toHaveLength(1);
    expect(dropsToTell(many(1, 30), first.told, 1_001 * HOUR).tell).toEqual([]);
    expect(dropsToTell(many(1, 30), first.told, 1_000 * HOUR + NOTICE_EVERY).tell).toHaveLength(1);
    expect(dropsToTell(many(1, 30), first.told, 100 * HOUR).tell).toHaveLength(1);
  });

  it('remembers no more than a week', () => {
    const { told } = dropsToTell([], { old: 0, fresh: 1_000 * HOUR }, 1_001 * HOUR);
    expect(told).toEqual({ fresh: 1_000 * HOUR });
  });
});
