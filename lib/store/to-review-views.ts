import type { ReviewView } from './edit-views.ts';
import type { StoredConversation, SyncView } from './views.ts';

export interface ToReviewQuery {
  /** `null`: of all topics. */
  topic: string | null;
  /** What still waits: not those whose review is done, but also what somebody flagged. */
  unreviewedOnly: boolean;
  /** `next` of the page before; `null` for the first page. */
  before: string | null;
  /** At most 100. */
  limit: number;
  now: number;
}

/**
 * Conversations with a neutral or negative rating that counts, and flagged ones where they are asked
 * for, newest first by their start.
 */
export interface ToReviewView {
  conversations: { conversation: StoredConversation; review: ReviewView }[];
  /** Hand it over as `before`; `null` at the end. */
  next: string | null;
  sync: SyncView;
}

export interface NextToReviewQuery {
  /** The open conversation: not itself the next one. */
  open: { source: string; id: string } | null;
  /** Its topics. */
  topics: string[];
  /** One's own id: what others have taken is left to them. */
  me: string;
  now: number;
}

/** How many there are to review, and which is next. */
export interface NextInLine {
  /** Not done, not somebody else's and not the open one; at most 50 are counted. */
  count: number;
  /** There are more than counted. */
  more: boolean;
  next: { source: string; id: string; ticketId: string | null } | null;
}

/** What to review after the open conversation. */
export interface NextToReviewView {
  all: NextInLine;
  topics: { topic: string; line: NextInLine }[];
}
