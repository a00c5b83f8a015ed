import { describe, expect, it } from 'vitest';
import type { Digest, DigestMonth } from '../../../lib/contract/digest.ts';
import { toInstant } from '../../../lib/contract/primitives.ts';
import type { LocalDigest } from '../../../lib/store/views.ts';
import { compareDigest } from '../../../lib/sync/compare-digest.ts';
import { NOON } from '../fixtures/feed.ts';

function month(name: string, facts: Partial<DigestMonth> = {}): DigestMonth {
  return {
    month: name,
    conversations: { count: 3, numbers: 30, scores: 90 },
    dayCounts: { count: 2, numbers: 20, counted: 12 },
    ...facts,
  };
}

const AGREED = {
  epoch: 'e',
  head: 100,
  topics: { count: 1, numbers: 4 },
  reviews: { count: 2, numbers: 9 },
  months: [month('2026-09'), month('2026-10'), month('2026-11')],
};

const here = (facts: Partial<LocalDigest> = {}): LocalDigest => ({
  ...AGREED,
  keptFrom: null,
  ...facts,
});
const there = (facts: Partial<Digest> = {}): Digest => ({
  ...AGREED,
  serverTime: toInstant(NOON),
  ...facts,
});

describe('a copy and the server', () => {
  it('agree where everything is equal, in whatever order', () => {
    expect(compareDigest(here({ months: [...AGREED.months].reverse() }), there())).toEqual({
      kind: 'equal',
    });
  });

  it('agree about a month without anything, said or left out', () => {
    const empty = month('2026-12', {
      conversations: { count: 0, numbers: 0, scores: 0 },
      dayCounts: { count: 0, numbers: 0, counted: 0 },
    });
    expect(compareDigest(here({ months: [...AGREED.months, empty] }), there()).kind).toBe('equal');
    expect(compareDigest(here(), there({ months: [...AGREED.months, empty] })).kind).toBe('equal');
  });

  it.each([
    ['head', { head: 101 }],
    ['epoch', { epoch: 'f' }],
  ])('of different moments (%s) are not compared', (_name, facts) => {
    const different = { ...facts, topics: { count: 7, numbers: 7 } };
    expect(compareDigest(here(), there(different))).toEqual({ kind: 'not_comparable' });
  });

  it.each([
    ['topics', here({ topics: { count: 1, numbers: 5 } })],
    ['reviews', here({ reviews: { count: 1, numbers: 9 } })],
    ['conversations 2026-10', withMonth({ conversations: { count: 2, numbers: 30, scores: 90 } })],
    ['conversations 2026-10', withMonth({ conversations: { count: 3, numbers: 31, scores: 90 } })],
    ['conversations 2026-10', withMonth({ conversations: { count: 3, numbers: 30, scores: 91 } })],
    ['day counts 2026-10', withMonth({ dayCounts: { count: 1, numbers: 20, counted: 12 } })],
    ['day counts 2026-10', withMonth({ dayCounts: { count: 2, numbers: 21, counted: 12 } })],
    ['day counts 2026-10', withMonth({ dayCounts: { count: 2, numbers: 20, counted: 13 } })],
  ])('differ in %s', (name, local) => {
    expect(compareDigest(local, there())).toEqual({ kind: 'different', in: [name] });
  });

  it('differ where a whole month is missing', () => {
    const lost = here({ months: AGREED.months.slice(1) });
    expect(compareDigest(lost, there())).toEqual({
      kind: 'different',
      in: ['conversations 2026-09', 'day counts 2026-09'],
    });
  });
});

describe('a copy that does not keep everything', () => {
  const nothingKept = { conversations: { count: 0, numbers: 0, scores: 0 } };
  const pruned = (keptFrom: string) =>
    here({ keptFrom, months: [month('2026-09', nothingKept), ...AGREED.months.slice(1)] });

  it('is compared by day counts where conversations are no longer kept', () => {
    expect(compareDigest(pruned('2026-10-01'), there()).kind).toBe('equal');
    const wrong = there({
      months: [
        month('2026-09', { dayCounts: { count: 2, numbers: 20, counted: 99 } }),
        ...AGREED.months.slice(1),
      ],
    });
    expect(compareDigest(pruned('2026-10-01'), wrong)).toEqual({
      kind: 'different',
      in: ['day counts 2026-09'],
    });
  });

  it('is not compared by conversations in the month that is kept in part', () => {
    expect(compareDigest(pruned('2026-09-15'), there()).kind).toBe('equal');
  });

  it('is compared in full from the first month on that is kept whole', () => {
    expect(compareDigest(pruned('2026-09-01'), there())).toEqual({
      kind: 'different',
      in: ['conversations 2026-09'],
    });
  });
});

function withMonth(facts: Partial<DigestMonth>): LocalDigest {
  return here({ months: [month('2026-09'), month('2026-10', facts), month('2026-11')] });
}
