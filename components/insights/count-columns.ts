import { t } from '@lingui/core/macro';

/** What stands above `countCells`. */
export function countColumns(seesRatings: boolean): string[] {
  const conversations = t`Conversations`;
  if (!seesRatings) return [conversations];
  return [
    conversations,
    t({ message: 'Asked', comment: 'column: how many customers were asked' }),
    t({ message: 'Answered', comment: 'column: how many of those asked rated' }),
    t`Ratings`,
    t({
      message: 'Happy',
      context: 'column',
      comment: 'column: how many ratings are happy or very happy',
    }),
    t`To review`,
    t`CSAT score`,
    t`Likely from`,
    t`Likely to`,
    '1',
    '2',
    '3',
    '4',
    '5',
    t({ message: 'Good, no face', comment: 'column: ratings “good” of platforms without faces' }),
    t({ message: 'Neutral, no face', comment: 'column: ratings of platforms without faces' }),
    t({ message: 'Bad, no face', comment: 'column: ratings “bad” of platforms without faces' }),
  ];
}
