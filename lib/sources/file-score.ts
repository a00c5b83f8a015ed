import { isScore, type Score, type Sentiment, sentiment } from '../csat/scale.ts';

/**
 * How plain words are meant. `five`: of five answers, so "happy" is the fourth face. `three`: of two
 * or three, so "happy" is a good rating and no face.
 */
export type WordScale = 'five' | 'three';

/** A score as a cell says it; `score` is `null` where it gives no face. */
export type ReadScore = { score: Score | null; sentiment: Sentiment } | { reason: string };

const EMOJI: readonly [score: Score, faces: string][] = [
  [1, '😫😩😡😠🤬😭😢😞😣😖'],
  [2, '😕🙁☹😟😒😔'],
  [3, '😐😑😶'],
  [4, '🙂😊😃😀☺'],
  [5, '😁😄😍🤩😆'],
];

const VERY = /^(?:very|extremely|highly|completely)\s+/;
const NEGATIVE =
  /^(?:bad|poor|negative|unhappy|dissatisfied|unsatisfied|not satisfied|detractor|not good|thumbs down|👎)$/;
const NEUTRAL = /^(?:neutral|ok|okay|average|passive|mixed|neither(?: .*)?|so-so)$/;
const POSITIVE =
  /^(?:good|great|positive|happy|satisfied|promoter|excellent|thumbs up|👍|amazing)$/;
/** Of five answers these are the ends without a "very". */
const WORST = /^(?:terrible|awful|horrible)$/;
const BEST = /^(?:excellent|amazing)$/;

/** What becomes of `4/5`. */
const DATE_MADE_OF_IT =
  /^(?:\d{1,2}[-./ ](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[-./ ]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})$/;

/** Words in a rating's column that say that nobody rated. */
const NO_RATING =
  /^(?:-|–|—|n\/?a|none|none provided|not rated|no rating|unrated|null|undefined|offered|unoffered|not offered)$/;

/** True for a cell that says that there is no rating. */
export function saysUnrated(text: string): boolean {
  const plain = plainWords(text);
  return plain === '' || NO_RATING.test(plain);
}

/** Do these cells use words of five answers? Seen from "very happy" and the like. */
export function wordScaleOf(cells: readonly string[]): WordScale {
  const plain = cells.map(plainWords);
  return plain.some((cell) => VERY.test(cell) || WORST.test(cell)) ? 'five' : 'three';
}

/** Reads a rating's cell: 1-5, `4/5`, stars, a face, or a word. */
export function readScore(text: string, scale: WordScale): ReadScore {
  const plain = plainWords(text);
  if (/^[+-]?\d+(?:[.,]\d+)?\s*%$/.test(plain)) {
    return {
      reason: 'is a percentage; a share of happy customers cannot be turned into one rating',
    };
  }
  if (DATE_MADE_OF_IT.test(plain)) {
    return {
      reason: 'is a date that a spreadsheet made of a score; export again without opening it there',
    };
  }
  const number = numberOf(plain);
  if (number !== null) {
    return isScore(number) ? ofScore(number) : { reason: 'must be a whole number from 1 to 5' };
  }
  const face = scoreOfFace(plain);
  if (face !== null) return ofScore(face);
  return (
    scoreOfWord(plain, scale) ?? {
      reason: 'is neither a number from 1 to 5 nor a face nor a word for good or bad',
    }
  );
}

function plainWords(text: string): string {
  return text
    .replace(/\uFE0F/g, '')
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, ' ');
}

function ofScore(score: Score): ReadScore {
  return { score, sentiment: sentiment(score) };
}

/** `4`, `4.0`, `4,0`, `4/5`, `4 out of 5`, `4 stars`, `4 - happy`, `★★★★☆`. */
function numberOf(plain: string): number | null {
  const stars = /^(★+|⭐+)☆*$/u.exec(plain)?.[1];
  if (stars !== undefined) return [...stars].length;
  const found =
    /^(\d+)(?:[.,](\d+))?(?:\s*(?:\/|of|out of)\s*5|\s*stars?|\s*(?:[-–:]\s*|\()[a-z ]+\)?)?$/.exec(
      plain,
    );
  if (!found) return null;
  const [, whole = '', fraction = '0'] = found;
  return Number(`${whole}.${fraction}`);
}

function scoreOfFace(plain: string): Score | null {
  const [first = ''] = plain;
  return EMOJI.find(([, faces]) => faces.includes(first) && first !== '')?.[0] ?? null;
}

function scoreOfWord(plain: string, scale: WordScale): ReadScore | null {
  const very = VERY.test(plain);
  const word = plain.replace(VERY, '');
  const feeling = NEGATIVE.test(word)
    ? 'negative'
    : POSITIVE.test(word)
      ? 'positive'
      : NEUTRAL.test(word)
        ? 'neutral'
        : null;
  if (WORST.test(word))
    return scale === 'five' ? ofScore(1) : { score: null, sentiment: 'negative' };
  if (feeling === null) return null;
  if (feeling === 'neutral')
    return scale === 'five' ? ofScore(3) : { score: null, sentiment: feeling };
  if (very) return ofScore(feeling === 'negative' ? 1 : 5);
  if (scale === 'three') return { score: null, sentiment: feeling };
  if (feeling === 'negative') return ofScore(2);
  return ofScore(BEST.test(word) ? 5 : 4);
}
