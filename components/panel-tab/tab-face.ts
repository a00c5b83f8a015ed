import type { RatingState } from '../../lib/csat/rating-state.ts';
import { face, faceName } from '../../lib/csat/scale.ts';

/** What the slim tab shows: a sign, how it is drawn, and what it is called. */
export interface TabFace {
  kind: RatingState['kind'] | 'none';
  text: string;
  label: string;
}

const OPEN = 'Open the CSAT panel';

/** The tab's face for a rating's state; `null` where no conversation is open or nobody has joined. */
export function tabFace(state: RatingState | null): TabFace {
  // The product's own icon is drawn where there is nothing to say.
  if (state === null) return { kind: 'none', text: '', label: OPEN };
  const { kind } = state;
  switch (state.kind) {
    case 'rated':
      return { kind, text: face(state.score), label: `${faceName(state.score)}. ${OPEN}` };
    case 'internal':
      return state.score === null
        ? { kind, text: '–', label: `Team test, not counted. ${OPEN}` }
        : {
            kind,
            text: face(state.score),
            label: `${faceName(state.score)}: team test, not counted. ${OPEN}`,
          };
    case 'awaiting':
      return { kind, text: '–', label: `Asked, no answer yet. ${OPEN}` };
    case 'unrated':
      return { kind, text: '–', label: `Not rated. ${OPEN}` };
    case 'recorded_elsewhere':
      return { kind, text: '?', label: `Rated in ${state.platform}: not connected. ${OPEN}` };
    case 'unknown':
      return { kind, text: '?', label: `Not on this computer: unknown. ${OPEN}` };
  }
}
