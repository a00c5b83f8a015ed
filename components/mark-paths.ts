import type { Sentiment } from '../lib/csat/scale.ts';

/** How the marks of ratings without a face are drawn, 16 by 16; also for the slim tab, without React. */
export const MARK_PATHS: Record<Sentiment, string> = {
  positive: 'm3 8.5 3.2 3.2L13 5',
  neutral: 'M4 6.3h8M4 9.7h8',
  negative: 'm4.2 4.2 7.6 7.6M11.8 4.2l-7.6 7.6',
};
