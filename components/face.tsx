import { faceName, face as faceOf, type Score } from '../lib/csat/scale.ts';

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

/** What stands in a face's place where there is none: `–` (not rated) or `?` (not known). */
export function NoFace({ sign }: { sign: '–' | '?' }) {
  return (
    <span className="face face-large face-none" aria-hidden="true">
      {sign}
    </span>
  );
}
