import type { Score } from './scale.ts';

/**
 * The five faces as drawings of our own, so that they look the same on every computer. Plain path
 * data: React, the panel's tab and the widget each draw it their own way.
 */

/** Width and height of a face's view box. */
export const FACE_BOX = 32;

/** The disc that every face lies on. */
export const FACE_DISC = 'M16 1a15 15 0 1 1 0 30 15 15 0 0 1 0-30Z';

/** One face: what is drawn as a line (round, `FACE_LINE` wide), and what is filled. */
export interface FaceDrawing {
  line: string;
  fill: string;
}

/** Width of a face's lines: 1.3 px where a face is 16 px wide. */
export const FACE_LINE = 2.7;

const EYES =
  'M13 13.4a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0ZM23.4 13.4a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0Z';

/**
 * Told apart without colour: by the eyes (shut tight, round, laughing), the brows (only on unhappy)
 * and the mouth (open and turned down, down, level, up, open and up).
 */
export const FACE_DRAWINGS: Readonly<Record<Score, FaceDrawing>> = {
  1: {
    line: 'm7.4 11 5.2 2.7-5.2 2.7M24.6 11l-5.2 2.7 5.2 2.7',
    fill: 'M9 26.2a7 7 0 0 1 14 0Z',
  },
  2: {
    line: 'M7 11.2l4.8-3M25 11.2l-4.8-3M10.3 24.4c1.4-2.5 3.3-3.7 5.7-3.7s4.3 1.2 5.7 3.7',
    fill: 'M12.8 15.2a2.1 2.1 0 1 1-4.2 0 2.1 2.1 0 0 1 4.2 0ZM23.4 15.2a2.1 2.1 0 1 1-4.2 0 2.1 2.1 0 0 1 4.2 0Z',
  },
  3: { line: 'M10 21.8h12', fill: EYES },
  4: { line: 'M9.6 19.6c1.5 3 3.6 4.5 6.4 4.5s4.9-1.5 6.4-4.5', fill: EYES },
  5: {
    line: 'M7.2 13.4c.8-2.3 2-3.4 3.6-3.4s2.8 1.1 3.6 3.4M17.6 13.4c.8-2.3 2-3.4 3.6-3.4s2.8 1.1 3.6 3.4',
    fill: 'M7.8 17.4h16.4a8.2 8.2 0 0 1-16.4 0Z',
  },
};
