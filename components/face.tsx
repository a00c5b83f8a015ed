import './face.css';
import { FACE_BOX, FACE_DISC, FACE_DRAWINGS, FACE_LINE } from '../lib/csat/face-drawings.ts';
import type { Score, Sentiment } from '../lib/csat/scale.ts';
import { faceWords } from './face-words.ts';
import { Icon } from './icon.tsx';

/**
 * A face. Its name is in the text beside it, or, where it stands alone, given to screen readers.
 * `outlined` is for what counts nowhere: a face tried by the team.
 */
export function Face({
  score,
  size = 'small',
  outlined = false,
  alone = false,
}: {
  score: Score;
  size?: 'small' | 'large';
  outlined?: boolean;
  /** No name in words stands beside it. */
  alone?: boolean;
}) {
  const className = `face face-${size}`;
  const drawing = <Drawing score={score} outlined={outlined} />;
  return alone ? (
    <span className={className} role="img" aria-label={faceWords(score)} title={faceWords(score)}>
      {drawing}
    </span>
  ) : (
    <span className={className} aria-hidden="true">
      {drawing}
    </span>
  );
}

function Drawing({ score, outlined }: { score: Score; outlined: boolean }) {
  const { line, fill } = FACE_DRAWINGS[score];
  return (
    <svg
      className={`face-drawing ${outlined ? 'face-outlined' : `face-${score}`}`}
      data-face={score}
      viewBox={`0 0 ${FACE_BOX} ${FACE_BOX}`}
      aria-hidden="true"
      focusable="false"
    >
      <path className="face-disc" d={FACE_DISC} />
      <path className="face-line" d={line} strokeWidth={FACE_LINE} />
      <path className="face-fill" d={fill} />
    </svg>
  );
}

/**
 * The mark of a rating that has no face: told apart by its shape and its colour, never one of the
 * five faces. The words stand beside it.
 */
export function Mark({
  sentiment,
  size = 'small',
}: {
  sentiment: Sentiment;
  size?: 'small' | 'large';
}) {
  return (
    <span className={`face face-${size} mark mark-${sentiment}`} aria-hidden="true">
      <Icon name={MARKS[sentiment]} />
    </span>
  );
}

const MARKS = { positive: 'check', neutral: 'level', negative: 'cross' } as const;

/** In a face's place where the rating is kept from this person. */
export function HiddenFace() {
  return (
    <span className="face face-large face-none" aria-hidden="true">
      <Icon name="lock" />
    </span>
  );
}

/** What stands in a face's place where there is none: `–` (not rated) or `?` (not known). */
export function NoFace({ sign }: { sign: '–' | '?' }) {
  return (
    <span className="face face-large face-none" aria-hidden="true">
      {sign}
    </span>
  );
}
