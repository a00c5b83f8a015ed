import type { Review, ReviewCause, ReviewSubject } from '../contract/review.ts';
import type { TopicStatus } from '../contract/topic.ts';

/** What people write about topics and conversations, on its way to the server and there. */

/** A change of the line that the team writes about a topic; `null` is no line. */
export interface KnownProblemChange {
  topic: string;
  knownProblem: string | null;
  was: string | null;
}

/** What a change of that line came to. */
export type KnownProblemSaved =
  | { saved: true; knownProblem: string | null }
  | { saved: false; theirs: string | null };

/** A change of a topic's status; `was` is the one that the person saw. */
export interface TopicStatusChange {
  topic: string;
  status: TopicStatus;
  was: TopicStatus;
}

/** What a change of the status came to. */
export type TopicStatusSaved =
  | { saved: true; status: TopicStatus }
  | { saved: false; theirs: TopicStatus };

/** A save of a review, made on this computer, as it waits to be sent. */
export interface ReviewEdit {
  /** Random; the server takes each edit once. */
  edit: string;
  subject: ReviewSubject;
  /** `null` for a topic. */
  source: string | null;
  id: string;
  /** The version that the person saw; 0 where there was no review. */
  version: number;
  takenBy: { id: string; name: string } | null;
  cause: ReviewCause | null;
  nextStep: string | null;
  note: string | null;
  done: boolean;
  /** This computer's clock. */
  madeAt: number;
}

/** A review's edit that has not reached the server yet, or was refused there. */
export type WaitingEdit = ReviewEdit &
  (
    | { state: 'waiting' }
    /** Somebody saved another one meanwhile: both are shown, a person decides. */
    | { state: 'conflict'; theirs: Review }
    /** The server will never take it: says why. Kept until a person discards it. */
    | { state: 'refused'; message: string }
  );

/** A review as the server has it, and this computer's own edit on top of it. */
export interface ReviewView {
  /** `null`: never saved. */
  stored: Review | null;
  waiting: WaitingEdit | null;
}
