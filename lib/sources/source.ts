import type { TopicCategory } from '../contract/conversation.ts';
import type { AskingPlace, SourceConfig, SourceKind } from '../contract/source.ts';
import type { Score, Sentiment } from '../csat/scale.ts';

/**
 * What a rating source is. One file a source; `lib/sources/index.ts` lists them. The same code runs
 * in the extension's background (solo) and on the server (team): it knows neither a browser nor
 * Node, and everything from outside is handed in.
 */

/** What every source gets. */
export interface SourceParts {
  /** As the platform's own `fetch`. The source gives whole addresses. */
  fetch: (address: string, init?: RequestInit) => Promise<Response>;
  /** Now in epoch milliseconds. */
  now(): number;
  /** The choices made when it was connected, by the names of the definition's fields. */
  config: SourceConfig;
  /** Token or key; `null` where the definition allows a signed-in session. */
  secret: string | null;
}

/** A choice that is asked for when the source is connected. */
export interface SourceField {
  /** Name in `SourceConfig`; `secret` is the credential. */
  id: string;
  label: string;
  /** Where to find it, in a sentence. */
  hint: string;
  /** What leaving it empty means, where that may be. */
  withoutIt?: string;
  type: 'text' | 'secret' | 'choice';
  /** For `choice`; the first one is the default. */
  choices?: readonly { value: string; label: string }[];
  placeholder?: string;
  required: boolean;
}

/** What a source can do. */
export interface SourceAbilities {
  /** Lists all ratings; else only single conversations are read (`readOne`). */
  list: boolean;
  /** Reads the conversation that is open. */
  readOne: boolean;
  /** Tells which places ask for ratings. */
  readCollection: boolean;
  /** Switches them. */
  switchCollection: boolean;
  /** Where topics come from, in words: `tags and topics`. `null`: from nowhere. */
  topics: string | null;
  /** Says how often customers were asked, so that a response rate is known. */
  asks: boolean;
}

/** A kind of source. */
export interface SourceDefinition {
  kind: SourceKind;
  /** As people call it. */
  name: string;
  abilities: SourceAbilities;
  fields: readonly SourceField[];
  /** How to get the credential, step by step, with the least scopes. */
  steps: readonly string[];
  /** Where on the platform asking for ratings is switched by hand. `null` if not known. */
  collectionPage(place: string | null): string | null;
  /**
   * Checks the choices without the network and makes them uniform (a pasted address becomes a
   * subdomain). Throws SourceError `config_invalid` with words for the person.
   */
  readConfig(config: SourceConfig): SourceConfig;
  /** Origins that must be reached, for the host permission: `https://api.intercom.io`. */
  origins(config: SourceConfig): string[];
  open(parts: SourceParts): RatingSource;
}

/** The account that an access leads to. */
export interface SourceAccount {
  /** The account as the platform's inbox names it in its addresses (`OpenConversation.place`). */
  place: string;
  /** In words: `Acme (Intercom, EU)`. */
  name: string;
  /** What this access may not do, in words; empty if it suffices. */
  limits: string[];
}

/** A rating as a source states it. Times are epoch milliseconds. */
export interface SourceRating {
  /** `null` where the source gives no face. */
  score: Score | null;
  sentiment: Sentiment;
  /** As the customer wrote it; whoever stores it masks and shortens it. */
  comment: string | null;
  ratedAt: number;
  of: 'ai_agent' | 'teammate' | 'unknown';
}

/** A topic of a source: a tag, a label, a field's value. */
export interface SourceTopic {
  /** Stable within the source. */
  id: string;
  title: string;
  /** Where the source has the same three. */
  category?: TopicCategory;
}

/** A conversation as a source states it: all that is known of it now. Times are epoch milliseconds. */
export interface SourceConversation {
  /** As in the inbox's address, where it has one; else the ticket's id. */
  id: string;
  ticketId: string | null;
  channel: string | null;
  /** The platform's id of the customer (never of a teammate). */
  customer: string | null;
  /** Only to be hashed; never stored. */
  email: string | null;
  /** The earliest time that the source gives: it counts on this day. */
  startedAt: number;
  endedAt: number | null;
  /** `null`: not known whether the customer was asked. */
  asked: boolean | null;
  askedAt: number | null;
  /** `null` only on evidence: the source was asked and there is none. */
  rating: SourceRating | null;
  /** When the rating can't change any more; `null` if the source does not say (`time_unknown`). */
  finalAt: number | null;
  /** A score that a model gave ("AI CSAT"). */
  predicted: { score: Score; reason: string | null } | null;
  /** `null`: not known here, what is stored stays. */
  topics: SourceTopic[] | null;
  /**
   * Apply it only where it is stored already: it changed and has no rating, and is told in case it
   * had one. Without this every conversation of the platform would be stored.
   */
  onlyIfKnown?: boolean;
  /**
   * It states only a part of what is known (a file without a column for ratings, one of several
   * exports): what is `null` here stays as it is stored.
   */
  partial?: boolean;
}

/** Some conversations with the state that the next pull begins with. Apply both together. */
export interface SourceBatch {
  conversations: SourceConversation[];
  /** Ids of conversations that are gone at the source. */
  gone: string[];
  /** Opaque text, at most 60,000 characters; hand it to the next `pull`. */
  state: string;
  /** There is more to fetch right now. */
  more: boolean;
  /** How far the first pull is; `null` where not known. */
  progress: { done: number; total: number } | null;
  /** What was met and not understood, in words for diagnostics; no personal data. */
  notes: string[];
  /** Not before this many milliseconds from now, to stay within the platform's limits; 0 = at once. */
  wait: number;
}

/** What one conversation is, asked just now. `not_found` only where the platform said so. */
export type ReadOne =
  | { kind: 'found'; conversation: SourceConversation }
  | { kind: 'not_found' }
  /** This access may not see it: rated or not stays unknown. */
  | { kind: 'not_allowed' };

/** A connected source. Every call throws SourceError (lib/sources/errors.ts), or the signal's reason. */
export interface RatingSource {
  /** Whom this access leads to. Checks the credential, its scopes and the plan as far as they tell. */
  account(signal: AbortSignal): Promise<SourceAccount>;
  /**
   * What changed since `state` (`null`: everything), a few requests at most. Called again with the
   * batch's state it goes on; the same state again gives the same or a newer truth. Any order of
   * edits and pulls ends in the platform's state.
   */
  pull(state: string | null, signal: AbortSignal): Promise<SourceBatch>;
  /** One conversation as it is now. `ticket` where the inbox knows the ticket and no conversation. */
  readOne(
    open: { conversation: string | null; ticket: string | null },
    signal: AbortSignal,
  ): Promise<ReadOne>;
  /** The places that ask for ratings; empty where the platform tells of none. */
  askingPlaces(signal: AbortSignal): Promise<AskingPlace[]>;
  /** Throws SourceError `cannot_switch` where the platform has no way. Gives the places as they are then. */
  switchAsking(place: string, enabled: boolean, signal: AbortSignal): Promise<AskingPlace[]>;
}
