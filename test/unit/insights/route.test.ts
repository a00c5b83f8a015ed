import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatRoute,
  type InsightsRoute,
  insightsAddress,
  NO_FILTER,
  parseRoute,
  SORTS,
  WHOLE_TABLE,
} from '../../../components/insights/route.ts';
import type { SpanChoice } from '../../../lib/csat/span.ts';

const overview: InsightsRoute = { at: { page: 'overview' }, filter: NO_FILTER, table: WHOLE_TABLE };

describe('the address of a place in Insights', () => {
  it('is short where nothing differs from the usual', () => {
    expect(formatRoute(overview)).toBe('#/');
    expect(insightsAddress({ page: 'topic', topic: 'refund deadline' })).toBe(
      '/insights.html#/topics/refund%20deadline',
    );
  });

  it('names the page, the period, the filter and the order', () => {
    expect(
      parseRoute(
        '#/topics?period=2026-09-01..2026-09-30&compare=year&source=zd&channel=web+chat&handling=handed_over&sort=score&order=reversed&category=bug&search=late',
      ),
    ).toEqual({
      at: { page: 'topics' },
      filter: {
        period: { from: '2026-09-01', to: '2026-09-30' },
        compare: 'year',
        source: 'zd',
        channel: 'web chat',
        handling: 'handed_over',
      },
      table: { ...WHOLE_TABLE, sort: 'score', reversed: true, category: 'bug', search: 'late' },
    });
  });

  it('leads to the overview, and to the usual figures, where it is not understood', () => {
    for (const hash of [
      '',
      '#',
      '#/nothing/here',
      '#/?period=2026-13-01..2026-14-01&compare=x&handling=y&sort=z',
      '#/?period=2026-09-30..2026-09-01',
    ]) {
      expect(parseRoute(hash)).toEqual(overview);
    }
    expect(parseRoute('#/review/zd').at).toEqual({ page: 'review', open: null });
    expect(parseRoute('#/topics/%E0%A4').at).toEqual({ page: 'topic', topic: '%E0%A4' });
  });

  const text = fc.string({ minLength: 1, unit: 'binary' }).filter((value) => value.isWellFormed());
  const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
  const routes: fc.Arbitrary<InsightsRoute> = fc.record({
    at: fc.oneof(
      fc.constantFrom(
        { page: 'overview' as const },
        { page: 'topics' as const },
        { page: 'kind_words' as const },
        { page: 'review' as const, open: null },
      ),
      text.map((topic) => ({ page: 'topic' as const, topic })),
      fc.record({
        page: fc.constant('review' as const),
        open: fc.record({ source: text, conversation: text }),
      }),
    ),
    filter: fc.record({
      period: fc.constantFrom<SpanChoice>('auto', 30, 90, 365, 'all', {
        from: '2026-02-01',
        to: '2026-02-28',
      }),
      compare: fc.constantFrom('before', 'year', 'none'),
      source: nullable(text),
      channel: nullable(text),
      handling: nullable(fc.constantFrom('ai_only', 'handed_over')),
    }),
    table: fc.record({
      sort: fc.constantFrom(...SORTS),
      reversed: fc.boolean(),
      category: nullable(fc.constantFrom('question', 'bug', 'feedback', 'none')),
      status: nullable(fc.constantFrom('open', 'done', 'muted')),
      sentiment: nullable(fc.constantFrom('negative', 'neutral', 'positive')),
      search: fc.oneof(fc.constant(''), text),
    }),
  });

  it('read back is the same place, whatever the ids are', () => {
    fc.assert(
      fc.property(routes, (route) => {
        expect(parseRoute(formatRoute(route))).toEqual(route);
      }),
    );
  });
});
