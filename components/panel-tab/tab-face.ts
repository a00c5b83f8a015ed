import type { RatingState } from '../../lib/csat/rating-state.ts';
import { face, faceName, type Sentiment } from '../../lib/csat/scale.ts';
import type { SourceView } from '../../lib/store/views.ts';
import { markWords, sentimentWords } from '../source-words.ts';

/** What the slim tab shows: a sign, how it is drawn, and what it is called. */
export interface TabFace {
  kind: RatingState['kind'] | 'none';
  text: string;
  /** Colours a rating without a face; `null` for everything else. */
  sentiment: Sentiment | null;
  label: string;
}

const OPEN = 'Open the CSAT panel';

/**
 * The tab's face for a rating's state; `null` where no conversation is open or nobody has joined.
 * @param source where the rating comes from, to say `Zendesk: bad`; `null` if that is not known
 */
export function tabFace(state: RatingState | null, source: SourceView | null = null): TabFace {
  // The product's own icon is drawn where there is nothing to say.
  if (state === null) return { kind: 'none', text: '', sentiment: null, label: OPEN };
  const { kind } = state;
  const show = (text: string, words: string, sentiment: Sentiment | null = null): TabFace => ({
    kind,
    text,
    sentiment,
    label: `${words}. ${OPEN}`,
  });
  switch (state.kind) {
    case 'rated':
      return state.score === null
        ? show(
            sentimentWords(state.sentiment),
            markWords(source, state.sentiment),
            state.sentiment,
          )
        : show(face(state.score), faceName(state.score));
    case 'internal':
      return state.score === null
        ? show('–', 'Team test, not counted')
        : show(face(state.score), `${faceName(state.score)}: team test, not counted`);
    case 'hidden':
      return show('–', 'Not shown to you');
    case 'awaiting':
      return show('–', 'Asked, no answer yet');
    case 'unrated':
      return show('–', 'Not rated');
    case 'recorded_elsewhere':
      return show('?', `Rated in ${state.platform}: not connected`);
    case 'unknown':
      return show('?', 'Not on this computer: unknown');
  }
}
