import { FACE_BOX, FACE_DISC, FACE_DRAWINGS, FACE_LINE } from '../../lib/csat/face-drawings.ts';
import type { Score, Sentiment } from '../../lib/csat/scale.ts';
import { MARK_PATHS } from '../mark-paths.ts';

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

/** The mark that `Mark` draws, without React. */
export function drawMark(sentiment: Sentiment): HTMLElement {
  const mark = document.createElement('span');
  mark.classList.add('mark', `mark-${sentiment}`);
  const drawing = make('svg', { class: 'icon', viewBox: '0 0 16 16' });
  drawing.append(make('path', { d: MARK_PATHS[sentiment] }));
  mark.append(drawing);
  return mark;
}

function make(name: string, attributes: Record<string, string>): SVGElement {
  const element = document.createElementNS(SVG, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
