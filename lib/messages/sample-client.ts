import type { Score } from '../csat/scale.ts';
import type { PracticeConversation } from '../sample/sample-feed.ts';
import { sendMessage } from './messenger.ts';
import { asOutcome } from './page-client.ts';
import type { Outcome } from './protocol.ts';
import { announceStoreChange } from './store-changes.ts';

/** What Welcome, the popup and the practice inbox ask of the background about sample data. Nothing here throws. */

/** Begins the sample data, or begins it anew. Code `not_empty`: there are real ratings here. */
export function beginSample(): Promise<Outcome<null>> {
  return changing(sendMessage('admin-background:begin-sample', null));
}

/** Everything back to nothing. */
export function eraseSample(): Promise<Outcome<null>> {
  return changing(sendMessage('admin-background:erase-sample', null));
}

/** The practice inbox's conversations with their transcripts, newest first. */
export function readPractice(): Promise<Outcome<{ conversations: PracticeConversation[] }>> {
  return asOutcome(sendMessage('admin-background:read-practice', null));
}

/** The practice customer picks a face. Code `rating_final`: too late. */
export function rateInPractice(conversation: string, score: Score): Promise<Outcome<null>> {
  return changing(sendMessage('admin-background:rate-in-practice', { conversation, score }));
}

async function changing<T>(answer: Promise<Outcome<T>>): Promise<Outcome<T>> {
  const outcome = await asOutcome(answer);
  announceStoreChange();
  return outcome;
}
