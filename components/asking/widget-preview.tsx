import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import type { EditableText, Reason, WidgetLanguage } from '../../lib/contract/widget-settings.ts';
import { SCORES } from '../../lib/csat/scale.ts';
import { directionOf } from '../../lib/settings/language.ts';
import { Face } from '../face.tsx';

/** About what a customer sees, in its two moments. Only to look at: nothing in it can be pressed. */
export function WidgetPreview({
  text,
  reasons,
  language,
}: {
  text: (key: EditableText) => string;
  reasons: readonly Reason[];
  language: WidgetLanguage;
}) {
  const id = useId();
  const spoken = { lang: language, dir: directionOf(language) };
  return (
    <figure className="asking-preview" aria-labelledby={id}>
      <figcaption id={id} className="block-title">
        <Trans>Preview</Trans>
      </figcaption>
      <div className="asking-scene" {...spoken}>
        <span className="asking-pill">{text('helped')}</span>
        <div className="asking-box">
          <strong>{text('question')}</strong>
          <span className="asking-faces">
            {SCORES.map((score) => (
              <Face key={score} score={score} size="large" />
            ))}
          </span>
        </div>
        <div className="asking-box">
          <span>
            <Face score={2} /> {text('thanks')}
          </span>
          {reasons.length > 0 ? (
            <>
              <span className="quiet">{text('reasonQuestion')}</span>
              <span className="chips">
                {reasons.map((reason) => (
                  <span key={reason} className="asking-pill">
                    {text(`reason_${reason}`)}
                  </span>
                ))}
              </span>
            </>
          ) : null}
          <span className="quiet">{text('commentLabel')}</span>
          <span className="asking-comment" aria-hidden="true" />
        </div>
      </div>
    </figure>
  );
}
