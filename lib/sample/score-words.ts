import { type Score, sentiment } from '../csat/scale.ts';
import type { Random } from './random.ts';
import type { Quality, TopicScript } from './topic-script.ts';

/** How ratings fall, worst face first: many at the ends and few between, as ratings do. */
export const SCORE_WEIGHTS: Record<Quality, readonly number[]> = {
  great: [2, 2, 5, 25, 66],
  good: [4, 4, 7, 26, 59],
  mixed: [15, 9, 11, 24, 41],
  poor: [28, 15, 13, 18, 26],
  bad: [46, 21, 13, 9, 11],
};

const UNHAPPY = [
  'Did not answer my question.',
  'Went round in circles.',
  'I would have liked to talk to a person sooner.',
  'Waste of time.',
  'It kept repeating itself.',
];
const NEUTRAL = [
  'Okay, but a bit long.',
  'Half of it helped.',
  'Had to ask twice.',
  'Fine, I suppose.',
  'Right answer, though not the one I hoped for.',
  'We’ll see whether it works.',
];
const HAPPY = [
  'Quick and friendly.',
  'Thanks, that helped!',
  'Super quick, and at eleven at night.',
  'Did not expect a bot to be this good.',
  'Very kind, thank you.',
  'Solved in two minutes.',
  'Great service ❤️',
];

/** A comment that fits face and topic. */
export function commentOn(script: TopicScript, score: Score, random: Random): string {
  const feeling = sentiment(score);
  if (feeling === 'neutral') return random.pick(NEUTRAL);
  const [own, common] = feeling === 'negative' ? [script.unhappy, UNHAPPY] : [script.happy, HAPPY];
  const comment = random.pick(random.chance(0.65) ? own : common);
  if (random.chance(0.15)) {
    const more = random.pick(common);
    if (more !== comment) return `${comment} ${more}`;
  }
  return random.chance(0.12) ? comment.replace(/\.$/, '').toLowerCase() : comment;
}

const REASONS: Record<Score, readonly string[]> = {
  1: [
    'Customer says twice that the answer is wrong and leaves annoyed.',
    'Question was not answered; customer gave up.',
    'Customer asked for a person at once and was given the same text again.',
  ],
  2: [
    'Repeated question; the second answer added nothing.',
    'Customer doubts the answer and does not say that it helped.',
  ],
  3: [
    'Answered in part; customer neither thanks nor complains.',
    'Repeated question, answered the second time.',
  ],
  4: [
    'Answered at the first try; short, friendly end.',
    'Customer found what was needed after one further question.',
  ],
  5: [
    'Customer thanks warmly and says that it worked.',
    'Solved at the first answer, with thanks.',
  ],
};

/** A model's score of a chat with its reason: mostly near `score`, sometimes far from it. */
export function predictedFor(score: Score, random: Random): { score: Score; reason: string } {
  const shift = random.weighted([7, 14, 62, 12, 5]) - 2;
  const wild = random.chance(0.06);
  const moved = wild
    ? 6 - score
    : score + Math.sign(shift) * (Math.abs(shift) > 1 ? 2 : Math.abs(shift));
  const predicted = Math.min(5, Math.max(1, moved)) as Score;
  return { score: predicted, reason: random.pick(REASONS[predicted]) };
}

const THANKS = [
  'Great, thank you!',
  'Perfect, thanks.',
  'That worked, thanks a lot!',
  'Super, thank you 🙂',
  'Ah, found it. Thanks!',
];
const SHRUG = ['OK.', 'Alright, I’ll try that.', 'Hm, okay.', 'I’ll see.'];
const ANNOYED = [
  'That doesn’t help me.',
  'You said that already.',
  'That is not what I asked.',
  'This is getting nowhere.',
  'No, that’s wrong.',
];

/** The customer's last words in a chat that they would rate so. */
export function lastWords(score: Score, random: Random): string {
  const feeling = sentiment(score);
  return random.pick(feeling === 'positive' ? THANKS : feeling === 'neutral' ? SHRUG : ANNOYED);
}
