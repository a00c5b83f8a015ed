import { createContext, useContext } from 'react';
import type { PeriodChoice } from '../lib/csat/period.ts';
import type { Outcome } from '../lib/messages/protocol.ts';
import type { LanguageChoice } from '../lib/settings/language.ts';
import type {
  KnownProblemChange,
  KnownProblemSaved,
  ReviewEdit,
  TopicStatusChange,
  TopicStatusSaved,
} from '../lib/store/edit-views.ts';
import type { OpenQuery, SourceView, StoreReader } from '../lib/store/views.ts';
import type { ConversationAt } from './conversation-address.ts';

/** How a surface is coloured: as the system says, or one of the two. */
export type Theme = 'system' | 'light' | 'dark';

/** One stored choice of the user. */
export interface Choice<T> {
  /** Calls at once and after each change, until the signal aborts. */
  follow(listener: (value: T) => void, signal: AbortSignal): void;
  write(value: T): Promise<void>;
}

/** What every surface may ask of the background. Nothing here rejects: a failure is an outcome. */
export interface SurfaceActions {
  /** One sync at once, in spite of a back-off (never of a wait that the server asked for). */
  tryNow(): Promise<void>;
  /** Fetches a conversation that is not kept here; `found: false` if it is not known there either. */
  lookThrough(open: OpenQuery): Promise<Outcome<{ found: boolean }>>;
  /** Keeps an edit of a review, to be sent as soon as the network allows. */
  saveReview(edit: Omit<ReviewEdit, 'edit' | 'madeAt'>): Promise<Outcome<null>>;
  /** Writes a topic's known problem for the whole team; needs the network. */
  saveKnownProblem(change: KnownProblemChange): Promise<Outcome<KnownProblemSaved>>;
  /** Sets a topic's status for the whole team; needs the network. Not from the panel. */
  saveTopicStatus(change: TopicStatusChange): Promise<Outcome<TopicStatusSaved>>;
  /** Settles an edit that met another one or was refused. */
  resolveReview(edit: string, keep: 'mine' | 'theirs'): Promise<Outcome<null>>;
}

/** What every surface needs from outside. Entry points provide it; tests give plain data. */
export interface Surface {
  reader: StoreReader;
  /** This computer's clock, epoch milliseconds. */
  now(): number;
  period: Choice<PeriodChoice>;
  theme: Choice<Theme>;
  language: Choice<LanguageChoice>;
  actions: SurfaceActions;
  /** Where a conversation is shown in its inbox; `null` where there is no way to it. */
  addressOf(
    conversation: ConversationAt,
    sources: readonly SourceView[],
    server: string,
  ): string | null;
}

const SurfaceContext = createContext<Surface | null>(null);

export const SurfaceProvider = SurfaceContext.Provider;

/** The surface's dependencies. Throws outside a `SurfaceProvider`: that is a mistake in the code. */
export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error('A component was rendered outside its SurfaceProvider');
  return surface;
}
