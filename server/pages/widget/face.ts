import { FACE_BOX, FACE_DISC, FACE_DRAWINGS, FACE_LINE } from '../../../lib/csat/face-drawings.ts';
import type { Score } from '../../../lib/csat/scale.ts';
import { makeSvg } from './make.ts';

const DISCS: Readonly<Record<Score, string>> = {
  1: '#ea6b58',
  2: '#f7b26b',
  3: '#ece6cf',
  4: '#8acbc8',
  5: '#35b0a4',
};

/** The drawing of a face, as wide and high as the font. Styles draw its lines. */
export function drawFace(score: Score): SVGElement {
  const { line, fill } = FACE_DRAWINGS[score];
  const ink = '#2b211d';
  return makeSvg(
    'svg',
    { viewBox: `0 0 ${FACE_BOX} ${FACE_BOX}`, fill: ink },
    makeSvg('path', { d: FACE_DISC, fill: DISCS[score] }),
    makeSvg('path', {
      d: line,
      fill: 'none',
      stroke: ink,
      'stroke-width': `${FACE_LINE}`,
      'stroke-linecap': 'round',
    }),
    makeSvg('path', { d: fill }),
  );
}
