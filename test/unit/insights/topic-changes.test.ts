import { describe, expect, it } from 'vitest';
import { changesOf } from '../../../components/topic-changes.ts';
import { noCounts } from '../../../lib/csat/day-counts.ts';

const share = (score5: number, score1: number) => ({ ...noCounts(), score5, score1 });
/** 30 of 50 happy, as before. */
const still = { counts: share(30, 20), before: share(30, 20) };
/** From 40 to 30 of 50: clear by itself, chance among many. */
const fallen = { counts: share(30, 20), before: share(40, 10) };
const kinds = (many: Parameters<typeof changesOf>[0]) => changesOf(many).map(({ kind }) => kind);

describe('scores of several topics that moved', () => {
  it('hold alone, and are doubted among many that did not move', () => {
    expect(kinds([fallen])).toEqual(['down']);
    expect(kinds([fallen, ...Array.from({ length: 30 }, () => still)])[0]).toBe('no_clear_change');
  });

  it('are not doubted because of topics with too few ratings to be compared', () => {
    const few = { counts: share(3, 4), before: share(2, 1) };
    const kindsOfAll = kinds([fallen, ...Array.from({ length: 30 }, () => few)]);
    expect(kindsOfAll.slice(0, 2)).toEqual(['down', 'too_few']);
  });

  it('are not spoken of where nothing is compared', () => {
    expect(kinds([{ counts: share(30, 20), before: null }])).toEqual(['too_few']);
  });
});
