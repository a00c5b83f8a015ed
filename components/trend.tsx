import { Trans } from '@lingui/react/macro';
import type { Change } from '../lib/csat/change.ts';
import type { RatedShare } from '../lib/csat/score.ts';
import { formatCount, formatShare } from './format.ts';

/**
 * How a score moved against the period before: `↓ from 82% (98 of 120) before`, `no clear change`,
 * or nothing where there are too few ratings to say.
 */
export function Trend({ change, before }: { change: Change; before: RatedShare }) {
  if (change.kind === 'too_few') return null;
  if (change.kind === 'no_clear_change') {
    return (
      <p className="quiet trend">
        <Trans>No clear change</Trans>
      </p>
    );
  }
  const share = formatShare(change.from);
  const positive = formatCount(before.positive);
  const rated = formatCount(before.rated);
  return (
    <p className={`trend trend-${change.kind}`}>
      <span aria-hidden="true">{change.kind === 'up' ? '↑' : '↓'}</span>
      {change.kind === 'up' ? (
        <Trans comment="an arrow stands in place of “Up”, which is only spoken">
          <span className="spoken">Up</span> from {share}{' '}
          <span className="quiet">
            ({positive} of {rated}) before
          </span>
        </Trans>
      ) : (
        <Trans comment="an arrow stands in place of “Down”, which is only spoken">
          <span className="spoken">Down</span> from {share}{' '}
          <span className="quiet">
            ({positive} of {rated}) before
          </span>
        </Trans>
      )}
    </p>
  );
}
