import { FACE_BOX, FACE_DISC, FACE_DRAWINGS, FACE_LINE } from '../../lib/csat/face-drawings.ts';
import type { Score } from '../../lib/csat/scale.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** The face that `Face` draws, without React. `outlined` for a team test. */
export function drawFace(score: Score, outlined: boolean): SVGElement {
  const { line, fill } = FACE_DRAWINGS[score];
  const drawing = make('svg', {
    class: `face-drawing ${outlined ? 'face-outlined' : `face-${score}`}`,
    'data-face': String(score),
    viewBox: `0 0 ${FACE_BOX} ${FACE_BOX}`,
  });
  drawing.append(
    make('path', { class: 'face-disc', d: FACE_DISC }),
    make('path', { class: 'face-line', d: line, 'stroke-width': String(FACE_LINE) }),
    make('path', { class: 'face-fill', d: fill }),
  );
  return drawing;
}

function make(name: string, attributes: Record<string, string>): SVGElement {
  const element = document.createElementNS(SVG, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
