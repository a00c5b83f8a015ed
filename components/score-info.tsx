import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { SourceView } from '../lib/store/views.ts';
import { Icon } from './icon.tsx';
import { Popover } from './popover.tsx';

/** ⓘ beside a score: how it is computed, and what it can't tell. */
export function ScoreInfo({
  side,
  sources,
}: {
  side: 'above' | 'below';
  sources: readonly SourceView[];
}) {
  const kinds = new Set(sources.map(({ kind }) => kind));
  return (
    <Popover label={t`About this score`} icon={<Icon name="info" />} side={side}>
      {() => (
        <div className="score-info">
          <p>
            <Trans>
              <strong>CSAT score = happy and very happy ratings ÷ all ratings.</strong> Neutral
              ratings lower it. Team tests and AI CSAT are not in it. “Likely” is the range in which
              the true share lies in 95 of 100 cases (Wilson interval).
            </Trans>
          </p>
          {kinds.has('zendesk') ? (
            <p>
              <Trans>
                Zendesk’s own figure can differ: of five steps it counts 3 as bad, here it is
                neutral, and ratings good, neutral or bad have no face.
              </Trans>
            </p>
          ) : null}
          {kinds.has('hubspot') ? (
            <p>
              <Trans>
                HubSpot’s own figure can differ: its three groups count here as good, neutral and
                bad.
              </Trans>
            </p>
          ) : null}
          <p>
            <Trans>
              People who rate are not all people: answers lean to the extremes. Use it to find what
              to fix, not to judge.
            </Trans>
          </p>
        </div>
      )}
    </Popover>
  );
}
