import { faceName, type Score, type Sentiment } from '../../lib/csat/scale.ts';
import { Face } from '../face.tsx';
import { Icon } from '../icon.tsx';
import { disagrees } from '../verdict-words.ts';

/** The score that a model gave, its reason behind a click, and a flag where it clashes with the customer's. */
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
      <span>AI CSAT</span>
      <Face score={predicted.score} />
      <span>{faceName(predicted.score)}</span>
      {clash ? <span className="label label-warning">Disagrees</span> : null}
    </span>
  );
  return (
    <section className="block ai-csat" aria-label="AI CSAT">
      {predicted.reason ? (
        <details className="disclosure">
          <summary>
            {line}
            <Icon name="chevron" />
          </summary>
          <p className="disclosed">{predicted.reason}</p>
          <p className="quiet disclosed">Made by a model from the transcript, in no score.</p>
        </details>
      ) : (
        <>
          {line}
          <p className="quiet">Made by a model, in no score</p>
        </>
      )}
    </section>
  );
}
