import { FACE_BOX, FACE_DISC, FACE_DRAWINGS, FACE_LINE } from '../../../lib/csat/face-drawings.ts';
import type { Score } from '../../../lib/csat/scale.ts';

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
  const drawing = make('svg', { viewBox: `0 0 ${FACE_BOX} ${FACE_BOX}`, fill: '#2b211d' });
  drawing.append(
    make('path', { d: FACE_DISC, fill: DISCS[score] }),
    make('path', {
      d: line,
      fill: 'none',
      stroke: '#2b211d',
      'stroke-width': `${FACE_LINE}`,
      'stroke-linecap': 'round',
    }),
    make('path', { d: fill }),
  );
  return drawing;
}

function make(name: string, attributes: Record<string, string>): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
