import { t } from '@lingui/core/macro';
import type { SeesRatings } from '../lib/contract/workspace.ts';
import { type KnownRatingState, type RatingState, ratingState } from '../lib/csat/rating-state.ts';
import type { Score, Sentiment } from '../lib/csat/scale.ts';
import type {
  PanelView,
  SourceOfOpen,
  SourceView,
  StoredConversation,
  SyncView,
} from '../lib/store/views.ts';
import { faceWords } from './face-words.ts';
import { formatCount, formatLeft, formatShare, formatTime } from './format.ts';
import { inWords } from './in-words.ts';
import { problemWords } from './problem-words.ts';
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

/** The rating of a conversation that is kept here, in a word or two: `Unhappy`, `Zendesk: bad`. */
export function ratingTitle(state: KnownRatingState, source: SourceView | null): string {
  switch (state.kind) {
    case 'rated':
      return state.score === null ? markWords(source, state.sentiment) : faceWords(state.score);
    case 'hidden':
      return t`Not shown to you`;
    case 'awaiting':
      return t`Waiting for an answer`;
    case 'unrated':
      return t`Not rated`;
    case 'internal':
      return state.score ? faceWords(state.score) : t`Team test`;
  }
}

/** Says a rating's state in plain words. "Not rated" is said only on evidence. */
export function verdictWords(state: RatingState, facts: VerdictFacts): VerdictWords {
  switch (state.kind) {
    case 'rated':
      return {
        sign:
          state.score === null
            ? { kind: 'mark', sentiment: state.sentiment }
            : { kind: 'face', score: state.score },
        title: ratingTitle(state, facts.source),
        aside: facts.of === null ? null : whom(facts.of),
        lines: ratedLines(state.change, facts),
      };
    case 'hidden':
      return {
        sign: { kind: 'hidden' },
        title: ratingTitle(state, facts.source),
        aside: null,
        lines: [hiddenLine(facts.seesRatings)],
      };
    case 'awaiting':
      return {
        sign: { kind: 'none' },
        title: ratingTitle(state, facts.source),
        aside: null,
        lines: [awaitingLine(state.askedAt)],
      };
    case 'unrated':
      return {
        sign: { kind: 'none' },
        title: ratingTitle(state, facts.source),
        aside: null,
        lines: unrated(state, facts),
      };
    case 'recorded_elsewhere': {
      const platform = inWords(state.platform);
      return {
        sign: { kind: 'unknown' },
        title: t`Ratings are in ${platform}`,
        aside: null,
        lines: [t`${platform} is not connected, so rated or not is unknown here`],
      };
    }
    case 'internal':
      return {
        sign: state.score ? { kind: 'outlined', score: state.score } : { kind: 'none' },
        title: ratingTitle(state, facts.source),
        aside: t`not counted`,
        lines: [state.score ? t`Team test: in no score` : t`By your own people: in no score`],
      };
    case 'unknown':
      return { sign: { kind: 'unknown' }, aside: null, ...unknown(facts) };
  }
}

/** Whom the customer rated. Some platforms do not tell an AI agent from a teammate. */
function whom(of: 'ai_agent' | 'teammate' | 'unknown'): string {
  switch (of) {
    case 'ai_agent':
      return t`rated: AI agent`;
    case 'teammate':
      return t`rated: a teammate`;
    case 'unknown':
      return t`rated: AI agent or teammate`;
  }
}

/** Why a rating is kept from this person. `everyone` only until the next sync after a change. */
function hiddenLine(seesRatings: SeesRatings): string {
  switch (seesRatings) {
    case 'everyone':
      return t`Your admin does not show this rating`;
    case 'ai_ratings_only':
      return t`Your admin shows only ratings of the AI agent`;
    case 'admins':
      return t`Your admin shows ratings to admins only`;
  }
}

function ratedLines(
  change: Extract<RatingState, { kind: 'rated' }>['change'],
  { sync, now }: VerdictFacts,
): string[] {
  const mayHaveChanged = isOffline(sync) ? [t`May have changed since`] : [];
  switch (change.kind) {
    case 'until': {
      const timeLeft = formatLeft(change.time - serverNow(sync, now));
      return [
        t({
          message: `Can still change · ${timeLeft}`,
          comment: 'Can still change · 42 min left',
        }),
        ...(mayHaveChanged.length > 0 ? mayHaveChanged : [t`Counted already`]),
      ];
    }
    case 'hour_after_end':
      return [t`Can change until 1 h after the chat ends`, ...mayHaveChanged];
    case 'time_unknown':
      return [t`May still change`, ...mayHaveChanged];
    case 'final':
      return [t`Can't change any more`];
  }
}

function unrated(
  state: Extract<RatingState, { kind: 'unrated' }>,
  { responseRate }: VerdictFacts,
): string[] {
  switch (state.reason) {
    case 'not_asked_yet':
      return [t`Not asked yet: the chat is still running`];
    case 'collection_off':
      return [t`Not asked: asking was off`];
    case 'left_first':
      return [t`Not asked: the customer left first`];
    case 'no_answer':
      return [noAnswerLine(state.askedAt, responseRate)];
    case 'not_recorded':
      return [t`The record does not say whether the customer was asked`];
  }
}

function awaitingLine(at: number | null): string {
  if (at === null) return t`Asked, no answer yet`;
  const time = formatTime(at);
  return t({ message: `Asked ${time}, no answer yet`, comment: 'Asked 14:02, no answer yet' });
}

function noAnswerLine(at: number | null, responseRate: number | null): string {
  const rate = responseRate === null ? null : formatShare(responseRate);
  const comment = 'the share of all who were asked that answer';
  if (at === null) {
    return rate === null
      ? t`Asked, no answer`
      : t({ message: `Asked, no answer (${rate} answer)`, comment });
  }
  const time = formatTime(at);
  return rate === null
    ? t`Asked ${time}, no answer`
    : t({ message: `Asked ${time}, no answer (${rate} answer)`, comment });
}

function unknown({ sync, asked }: VerdictFacts): { title: string; lines: string[] } {
  const title = t`Not on this computer`;
  switch (asked?.kind) {
    case 'asking':
      return { title: t`Asking the server…`, lines: [title] };
    case 'not_there':
      return unheardOf();
    case 'failed':
      return { title, lines: askedInVain(asked) };
  }
  if (isOffline(sync)) return { title, lines: [t`Rated or not: unknown until online`] };
  if (sync.problem) return { title, lines: [t`Rated or not: unknown until the sync works again`] };
  if (sync.phase !== 'current') return { title, lines: [loadingWords(sync)] };
  return unheardOf();
}

function askedInVain(failure: { code?: string; message: string; remedy: string }): string[] {
  const { message, remedy = '' } = problemWords(failure);
  return [t`The server could not be asked.`, message, remedy].filter((line) => line !== '');
}

function unheardOf(): { title: string; lines: string[] } {
  return { title: t`Not known`, lines: [t`Fivefaces has not heard of this conversation`] };
}

/** How far the first sync is: `Rated or not: still loading 1,200 of 4,000`. */
export function loadingWords({ progress }: SyncView): string {
  if (!progress || progress.total === 0) return t`Rated or not: still loading`;
  const done = formatCount(progress.done);
  const total = formatCount(progress.total);
  return t`Rated or not: still loading ${done} of ${total}`;
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
