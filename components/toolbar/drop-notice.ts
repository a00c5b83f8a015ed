import { plural, t } from '@lingui/core/macro';
import type { WatchedTopic } from '../../lib/csat/drops.ts';
import { csatScore, type RatedShare } from '../../lib/csat/score.ts';
import { formatCount, formatShare } from '../format.ts';
import { insightsAddress } from '../insights/route.ts';
import { spokenLocale } from '../language.ts';

/** A watched topic with its title. */
export interface NamedTopic extends WatchedTopic {
  title: string;
}

/** A notice as the browser shows it, and the page that it opens. */
export interface DropNotice {
  title: string;
  message: string;
  address: string;
}

/** More than these become one notice together. */
const MOST_ALONE = 3;

/**
 * The notices about topics whose score dropped, worst first.
 * @param madeUp the data is a demo's or a sample, and is called so
 */
export function dropNotices(topics: readonly NamedTopic[], madeUp: boolean): DropNotice[] {
  const called = (title: string) => (madeUp ? t`Sample data: ${title}` : title);
  if (topics.length > MOST_ALONE) {
    const names = topics.map(({ title }) => title);
    return [
      {
        title: called(
          plural(topics.length, {
            one: '# topic is less liked than before',
            other: '# topics are less liked than before',
          }),
        ),
        message: new Intl.ListFormat(spokenLocale(), { type: 'unit' }).format(names),
        address: insightsAddress({ page: 'topics' }),
      },
    ];
  }
  return topics.map(({ id, title, before, after }) => ({
    title: called(t`${title}: fewer happy customers`),
    message: comparison(after, before),
    address: insightsAddress({ page: 'topic', topic: id }, { period: 30 }),
  }));
}

function comparison(after: RatedShare, before: RatedShare): string {
  const share = formatShare(csatScore(after) ?? 0);
  const rated = formatCount(after.rated);
  const shareBefore = formatShare(csatScore(before) ?? 0);
  const ratedBefore = formatCount(before.rated);
  return t`${share} of ${rated} happy in the last 30 days, ${shareBefore} of ${ratedBefore} in the 30 days before.`;
}
