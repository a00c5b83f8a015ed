import type { Change } from '../lib/csat/change.ts';
import type { RatedShare } from '../lib/csat/score.ts';
import { formatCount, formatShare } from './format.ts';

/**
 * How a score moved against the period before: `↓ from 82% (98 of 120) before`, `no clear change`,
 * or nothing where there are too few ratings to say.
 */
export function Trend({ change, before }: { change: Change; before: RatedShare }) {
  if (change.kind === 'too_few') return null;
  if (change.kind === 'no_clear_change') return <p className="quiet trend">No clear change</p>;
  return (
    <p className={`trend trend-${change.kind}`}>
      <span aria-hidden="true">{change.kind === 'up' ? '↑' : '↓'}</span>
      <span className="spoken">{change.kind === 'up' ? 'Up' : 'Down'}</span> from{' '}
      {formatShare(change.from)}{' '}
      <span className="quiet">
        ({formatCount(before.positive)} of {formatCount(before.rated)}) before
      </span>
    </p>
  );
}
