import { t } from '@lingui/core/macro';
import type { RatingState } from '../../lib/csat/rating-state.ts';
import type { Score, Sentiment } from '../../lib/csat/scale.ts';
import type { SourceView } from '../../lib/store/views.ts';
import { faceWords } from '../face-words.ts';
import { markWords } from '../source-words.ts';

/** What the slim tab shows: a sign, how it is drawn, and what it is called. */
export interface TabFace {
  kind: RatingState['kind'] | 'none';
  /** The face that is drawn; `null` where there is none, and `text` stands in its place. */
  score: Score | null;
  text: string;
  /** A rating without a face, which is drawn as a mark; `null` for everything else. */
  sentiment: Sentiment | null;
  label: string;
}

/**
 * The tab's face for a rating's state; `null` where no conversation is open or nobody has joined.
 * @param source where the rating comes from, to say `Zendesk: bad`; `null` if that is not known
 */
export function tabFace(state: RatingState | null, source: SourceView | null = null): TabFace {
  // The product's own icon is drawn where there is nothing to say.
  const open = t({ message: 'Open the CSAT panel', comment: 'button' });
  if (state === null) {
    return { kind: 'none', score: null, text: '', sentiment: null, label: open };
  }
  const { kind } = state;
  const label = (words: string) => `${words} · ${open}`;
  const show = (text: string, words: string): TabFace => ({
    kind,
    score: null,
    text,
    sentiment: null,
    label: label(words),
  });
  const mark = (sentiment: Sentiment): TabFace => ({
    kind,
    score: null,
    text: '',
    sentiment,
    label: label(markWords(source, sentiment)),
  });
  const draw = (score: Score, words: string): TabFace => ({
    kind,
    score,
    text: '',
    sentiment: null,
    label: label(words),
  });
  switch (state.kind) {
    case 'rated':
      return state.score === null
        ? mark(state.sentiment)
        : draw(state.score, faceWords(state.score));
    case 'internal':
      return state.score === null
        ? show('–', t`Team test, not counted`)
        : draw(state.score, teamTestWords(faceWords(state.score)));
    case 'hidden':
      return show('–', t`Not shown to you`);
    case 'awaiting':
      return show('–', t`Asked, no answer yet`);
    case 'unrated':
      return show('–', t`Not rated`);
    case 'recorded_elsewhere':
      return show('?', elsewhereWords(state.platform));
    case 'unknown':
      return show('?', t`Not on this computer: unknown`);
  }
}

function teamTestWords(face: string): string {
  return t({
    message: `${face}: team test, not counted`,
    comment: 'Happy: team test, not counted',
  });
}

function elsewhereWords(platform: string): string {
  return t`Rated in ${platform}: not connected`;
}
