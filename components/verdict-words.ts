import type { SeesRatings } from '../lib/contract/workspace.ts';
import { type RatingState, ratingState } from '../lib/csat/rating-state.ts';
import { faceName, type Score, type Sentiment } from '../lib/csat/scale.ts';
import type {
  PanelView,
  SourceOfOpen,
  SourceView,
  StoredConversation,
  SyncView,
} from '../lib/store/views.ts';
import { formatCount, formatLeft, formatShare, formatTime } from './format.ts';
import { markWords } from './source-words.ts';
import type { LookThrough } from './use-look-through.ts';

/**
 * Where the face would be: a face, an outlined one (counts nowhere), a mark (a rating without a
 * face), `–` (not rated), `?` (not known), a lock (not for this person).
 */
export type Sign =
  | { kind: 'face'; score: Score }
  | { kind: 'outlined'; score: Score }
  | { kind: 'mark'; sentiment: Sentiment }
  | { kind: 'none' }
  | { kind: 'unknown' }
  | { kind: 'hidden' };

/** A conversation's rating in words, the same on every surface. */
export interface VerdictWords {
  sign: Sign;
  /** `Unhappy`, `Not rated`, `Not known`. */
  title: string;
  /** What stands at the right of the title: whom the customer rated, or that it counts nowhere. */
  aside: string | null;
  /** Why, until when, and what follows: one sentence a line, without a full stop. */
  lines: string[];
}

/** The server's time at `now` on this computer. */
export function serverNow(sync: SyncView, now: number): number {
  return now + sync.clockOffset;
}

/** True while the server can't be reached. */
export function isOffline(sync: SyncView): boolean {
  return sync.problem?.code === 'network';
}

/** The state of an open conversation, kept here or not, of a source that is connected or not. */
export function stateOf(
  {
    conversation,
    from,
    sync,
  }: { conversation: StoredConversation | null; from: SourceOfOpen | null; sync: SyncView },
  now: number,
): RatingState {
  if (conversation) return ratingState(conversation, serverNow(sync, now));
  if (from?.kind === 'elsewhere') return { kind: 'recorded_elsewhere', platform: from.platform };
  return { kind: 'unknown' };
}

/** The source that a conversation's ratings come from; `null` where none is connected. */
export function sourceOf(from: SourceOfOpen | null): SourceView | null {
  return from?.kind === 'connected' ? from.source : null;
}

/** What else the words depend on. */
export interface VerdictFacts {
  sync: SyncView;
  /** This computer's clock. */
  now: number;
  /** Whom the customer rated; `null` without a rating. */
  of: 'ai_agent' | 'teammate' | 'unknown' | null;
  /** Where the rating comes from: named where there is no face. */
  source: SourceView | null;
  /** Who may see ratings, as the admin decided. */
  seesRatings: SeesRatings;
  /** Answered / asked of everybody over the period; `null` where not known. */
  responseRate: number | null;
  /** What asking the server for a conversation that is not kept here came to. */
  asked?: LookThrough;
}

/** Says a rating's state in plain words. "Not rated" is said only on evidence. */
export function verdictWords(state: RatingState, facts: VerdictFacts): VerdictWords {
  switch (state.kind) {
    case 'rated':
      return {
        ...(state.score === null
          ? {
              sign: { kind: 'mark', sentiment: state.sentiment },
              title: markWords(facts.source, state.sentiment),
            }
          : { sign: { kind: 'face', score: state.score }, title: faceName(state.score) }),
        aside: facts.of === null ? null : WHOM[facts.of],
        lines: ratedLines(state.change, facts),
      };
    case 'hidden':
      return {
        sign: { kind: 'hidden' },
        title: 'Not shown to you',
        aside: null,
        lines: [HIDDEN[facts.seesRatings]],
      };
    case 'awaiting':
      return {
        sign: { kind: 'none' },
        title: 'Waiting for an answer',
        aside: null,
        lines: [`${asked(state.askedAt)}, no answer yet`],
      };
    case 'unrated':
      return {
        sign: { kind: 'none' },
        title: 'Not rated',
        aside: null,
        lines: unrated(state, facts),
      };
    case 'recorded_elsewhere':
      return {
        sign: { kind: 'unknown' },
        title: `Ratings are in ${state.platform}`,
        aside: null,
        lines: [`${state.platform} is not connected, so rated or not is unknown here`],
      };
    case 'internal':
      return {
        sign: state.score ? { kind: 'outlined', score: state.score } : { kind: 'none' },
        title: state.score ? faceName(state.score) : 'Team test',
        aside: 'not counted',
        lines: [state.score ? 'Team test: in no score' : 'By your own people: in no score'],
      };
    case 'unknown':
      return { sign: { kind: 'unknown' }, aside: null, ...unknown(facts) };
  }
}

/** Whom the customer rated. Some platforms do not tell an AI agent from a teammate. */
const WHOM = {
  ai_agent: 'rated: AI agent',
  teammate: 'rated: a teammate',
  unknown: 'rated: AI agent or teammate',
} as const;

/** Why a rating is kept from this person. `everyone` only until the next sync after a change. */
const HIDDEN = {
  everyone: 'Your admin does not show this rating',
  ai_ratings_only: 'Your admin shows only ratings of the AI agent',
  admins: 'Your admin shows ratings to admins only',
} as const;

function ratedLines(
  change: Extract<RatingState, { kind: 'rated' }>['change'],
  { sync, now }: VerdictFacts,
): string[] {
  const mayHaveChanged = isOffline(sync) ? ['May have changed since'] : [];
  switch (change.kind) {
    case 'until':
      return [
        `Can still change · ${formatLeft(change.time - serverNow(sync, now))}`,
        ...(mayHaveChanged.length > 0 ? mayHaveChanged : ['Counted already']),
      ];
    case 'hour_after_end':
      return ['Can change until 1 h after the chat ends', ...mayHaveChanged];
    case 'time_unknown':
      return ['May still change', ...mayHaveChanged];
    case 'final':
      return ["Can't change any more"];
  }
}

function unrated(
  state: Extract<RatingState, { kind: 'unrated' }>,
  { responseRate }: VerdictFacts,
): string[] {
  switch (state.reason) {
    case 'not_asked_yet':
      return ['Not asked yet: the chat is still running'];
    case 'collection_off':
      return ['Not asked: asking was off'];
    case 'left_first':
      return ['Not asked: the customer left first'];
    case 'no_answer': {
      const rate = responseRate === null ? '' : ` (${formatShare(responseRate)} answer)`;
      return [`${asked(state.askedAt)}, no answer${rate}`];
    }
    case 'not_recorded':
      return ['The record does not say whether the customer was asked'];
  }
}

function asked(at: number | null): string {
  return at === null ? 'Asked' : `Asked ${formatTime(at)}`;
}

function unknown({ sync, asked }: VerdictFacts): { title: string; lines: string[] } {
  const title = 'Not on this computer';
  switch (asked?.kind) {
    case 'asking':
      return { title: 'Asking the server…', lines: [title] };
    case 'not_there':
      return { title: 'Not known', lines: ['Fivefaces has not heard of this conversation'] };
    case 'failed':
      return { title, lines: [`The server could not be asked. ${asked.message}`, asked.remedy] };
  }
  if (isOffline(sync)) return { title, lines: ['Rated or not: unknown until online'] };
  if (sync.problem) return { title, lines: ['Rated or not: unknown until the sync works again'] };
  if (sync.phase !== 'current') return { title, lines: [`Rated or not: ${loadingWords(sync)}`] };
  return { title: 'Not known', lines: ['Fivefaces has not heard of this conversation'] };
}

/** How far the first sync is: `still loading 1,200 of 4,000`. */
export function loadingWords({ progress }: SyncView): string {
  if (!progress || progress.total === 0) return 'still loading';
  return `still loading ${formatCount(progress.done)} of ${formatCount(progress.total)}`;
}

/** True if AI CSAT and the customer's rating are on different sides: happy against not happy. */
export function disagrees(rating: Sentiment, predicted: Score): boolean {
  return (rating === 'positive') !== predicted >= 4;
}

/** All the topics are to come: the chat runs or ended less than about an hour ago. */
export function topicsToCome(view: PanelView, now: number): boolean {
  const { conversation, from, sync } = view;
  if (!conversation || view.topics.length > 0) return false;
  // Platforms give topics with the conversation.
  if (from.kind === 'connected' && from.source.kind !== 'fivefaces') return false;
  const final = conversation.finalAt;
  return final === null || serverNow(sync, now) < final + 5 * 60_000;
}
