import { Trans } from '@lingui/react/macro';
import { formatCount } from '../format.ts';
import type { Figures } from './use-figures.ts';

/** All that somebody sees who sees no ratings. */
export function VolumeOnly({ figures: { counts } }: { figures: Figures }) {
  return (
    <section className="insights-card figure-card" data-part="volume-only">
      <h2>
        <Trans>Conversations</Trans>
      </h2>
      <p className="figure">
        <data data-field="conversations" value={counts.conversations}>
          {formatCount(counts.conversations)}
        </data>
      </p>
    </section>
  );
}
