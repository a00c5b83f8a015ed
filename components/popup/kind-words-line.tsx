import { Trans } from '@lingui/react/macro';
import type { KindWords } from '../../lib/store/views.ts';
import { Face } from '../face.tsx';
import { faceWords } from '../face-words.ts';
import { insightsAddress } from '../insights/route.ts';

/** What a happy customer wrote last, and the way to all of it. */
export function KindWordsLine({ words }: { words: KindWords }) {
  return (
    <a
      className="kind-words-line"
      data-part="kind-words"
      href={insightsAddress({ page: 'kind_words' })}
      target="_blank"
      rel="noreferrer"
    >
      {words.score === null ? null : <Face score={words.score} />}
      <span className="kind-words-text">
        <span className="quiet">
          <Trans>Kind words</Trans>
        </span>{' '}
        <q>{words.comment}</q>
        {words.score === null ? null : <span className="spoken"> ({faceWords(words.score)})</span>}
      </span>
    </a>
  );
}
