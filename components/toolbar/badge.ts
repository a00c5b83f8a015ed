import { t } from '@lingui/core/macro';
import type { JoinedWorkspace, SyncView } from '../../lib/store/views.ts';
import { syncStateOf } from '../../lib/sync/states.ts';
import { formatCount } from '../format.ts';
import { toReviewWords } from '../to-review-words.ts';

/** What the badge on the toolbar's icon depends on. */
export interface BadgeState {
  workspace: Pick<JoinedWorkspace, 'role' | 'solo'> | null;
  /** Ratings are kept from this person, or the copy is locked. */
  hidden: boolean;
  sync: SyncView;
  /** Conversations to review that are not done; `more` than were counted. */
  toReview: { count: number; more: boolean };
  /** This computer's clock. */
  now: number;
}

/** The badge as browsers draw it. */
export interface Badge {
  /** At most four characters; empty: no badge. */
  text: string;
  background: string;
  colour: string;
  /** Of the icon, for whoever points at it or hears it. */
  title: string;
}

const WHITE = '#ffffff';
/** White stands on each of them with 4.5:1 at least. */
const COLOURS = { toReview: '#4a4fcf', offline: '#5f6068', problem: '#8a4b00' } as const;

/** The largest number that fits. */
const MOST_SHOWN = 99;

/**
 * The badge for a state; `null`: the person does not want one. Without a badge the icon is called by
 * the product's name alone.
 */
export function badgeOf(state: BadgeState | null): Badge {
  const none = { text: '', background: COLOURS.toReview, colour: WHITE, title: t`Fivefaces` };
  if (state === null || state.workspace === null || state.hidden) return none;
  const { state: sync } = syncStateOf(state.sync, state.now, false);
  if (sync === 'needs_sign_in' || sync === 'blocked' || sync === 'error') {
    return { ...none, text: '!', background: COLOURS.problem, title: PROBLEMS[sync]() };
  }
  const { count, more } = state.toReview;
  const words = toReviewWords(count, more);
  const text =
    count === 0
      ? ''
      : more || count > MOST_SHOWN
        ? `${formatCount(MOST_SHOWN)}+`
        : formatCount(count);
  if (sync === 'offline') {
    return { ...none, text, background: COLOURS.offline, title: t`Fivefaces: ${words} (offline)` };
  }
  return { ...none, text, title: t`Fivefaces: ${words}` };
}

const PROBLEMS = {
  needs_sign_in: () => t`Fivefaces: access withdrawn, join again`,
  blocked: () => t`Fivefaces: held up, open it to see why`,
  error: () => t`Fivefaces: something is wrong, open it to see what`,
} as const;
