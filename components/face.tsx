import { faceName, face as faceOf, type Score, type Sentiment } from '../lib/csat/scale.ts';
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
  const className = `face face-${size}${outlined ? ' face-outlined' : ''}`;
  return alone ? (
    <span className={className} role="img" aria-label={faceName(score)} title={faceName(score)}>
      {faceOf(score)}
    </span>
  ) : (
    <span className={className} aria-hidden="true">
      {faceOf(score)}
    </span>
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
