import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { Score, Sentiment } from '../../lib/csat/scale.ts';
import { Face } from '../face.tsx';
import { faceWords } from '../face-words.ts';
import { Icon } from '../icon.tsx';
import { disagrees } from '../verdict-words.ts';

/**
 * The score that a model gave. Beside a rating its reason is a click away, and a clash with the
 * customer is flagged; where there is no rating it is all there is, and the reason stands open.
 */
export function AiCsat({
  predicted,
  rated,
}: {
  predicted: { score: Score; reason: string | null };
  /** How the customer rated; `null` without a rating. */
  rated: Sentiment | null;
}) {
  const clash = rated !== null && disagrees(rated, predicted.score);
  const line = (
    <span className="ai-csat-line">
      <span>
        <Trans>AI CSAT</Trans>
      </span>
      <Face score={predicted.score} />
      <span>{faceWords(predicted.score)}</span>
      {clash ? (
        <span className="label label-warning">
          <Trans comment="AI CSAT disagrees with the customer">Disagrees</Trans>
        </span>
      ) : null}
    </span>
  );
  return (
    <section className="block ai-csat" aria-label={t`AI CSAT`}>
      {predicted.reason && rated !== null ? (
        <details className="disclosure">
          <summary>
            {line}
            <Icon name="chevron" />
          </summary>
          <p className="disclosed">{predicted.reason}</p>
          <p className="quiet disclosed">
            <Trans>Made by a model from the transcript, in no score</Trans>
          </p>
        </details>
      ) : (
        <>
          {line}
          {predicted.reason ? <p className="disclosed">{predicted.reason}</p> : null}
          <p className="quiet">
            <Trans>Made by a model, in no score</Trans>
          </p>
        </>
      )}
    </section>
  );
}
