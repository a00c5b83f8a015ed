import { plural, t } from '@lingui/core/macro';
import type { Change } from '../../../lib/csat/change.ts';
import type { Interval } from '../../../lib/csat/interval.ts';

/** How a score moved, in points of a hundred with its likely range. */
export function changeWords(change: Change): string {
  switch (change.kind) {
    case 'too_few':
      return t`Too few ratings to compare`;
    case 'no_clear_change':
      return t`No clear change`;
    case 'up': {
      const { points, least, most } = pointsOf(change.to - change.from, change.difference);
      return plural(points, {
        one: `Up # point, likely ${least} to ${most}`,
        other: `Up # points, likely ${least} to ${most}`,
      });
    }
    case 'down': {
      const { points, least, most } = pointsOf(change.to - change.from, change.difference);
      return plural(points, {
        one: `Down # point, likely ${least} to ${most}`,
        other: `Down # points, likely ${least} to ${most}`,
      });
    }
  }
}

/** Whether a topic moved otherwise than everything else. Said only where the likely range leaves out 0. */
export function beyondWords(beyond: Interval): string {
  if (beyond.low <= 0 && beyond.high >= 0) {
    return t`Over the same dates there is no clear difference to everything else.`;
  }
  const { least, most } = pointsOf(0, beyond);
  return beyond.low > 0
    ? t`Over the same dates it gained ${least} to ${most} points on everything else (likely).`
    : t`Over the same dates it lost ${least} to ${most} points against everything else (likely).`;
}

/** Whole points without their sign, the smaller end of the range first. */
function pointsOf(difference: number, { low, high }: Interval) {
  const whole = (share: number) => Math.round(Math.abs(share) * 100);
  const [least = 0, most = 0] = [whole(low), whole(high)].sort((a, b) => a - b);
  return { points: whole(difference), least, most };
}
