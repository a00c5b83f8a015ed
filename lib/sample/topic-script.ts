import type * as v from 'valibot';
import type { MessageSource } from '../contract/conversation.ts';
import type { Topic } from '../contract/topic.ts';

/** How well the AI agent does with a topic; decides how its ratings fall. */
export type Quality = 'great' | 'good' | 'mixed' | 'poor' | 'bad';

/** An answer of the AI agent with the help pages that it used. */
export interface ScriptedAnswer {
  text: string;
  sources: v.InferOutput<typeof MessageSource>[];
}

/** A later question of the customer with its answer. */
export interface FollowUp {
  question: string;
  answer: string;
}

/** A topic of the invented shop, with what customers and the AI agent say about it. */
export interface TopicScript {
  topic: Topic;
  quality: Quality;
  /** How it was before it changed, and how many days ago that was. */
  before?: { daysAgo: number; quality: Quality; answers: readonly ScriptedAnswer[] };
  /** The share of conversations that end in a rating, where it is not the usual one. */
  ratedShare?: number;
  /** How many times as frequent it has been since it changed. */
  growth?: number;
  /** Words by which the chat page recognises the topic, in lower case. */
  keywords: readonly string[];
  questions: readonly string[];
  answers: readonly ScriptedAnswer[];
  /** Which answer fits each question; in turns if absent. */
  answerTo?: readonly number[];
  /** In the order of the answers that they fit. */
  followUps: readonly FollowUp[];
  /** Comments to a very unhappy or unhappy face. */
  unhappy: readonly string[];
  /** Comments to a happy or very happy face. */
  happy: readonly string[];
}

const HELP = 'https://help.acme.example';

/** A help page of the invented shop. */
export function helpPage(title: string, path: string): v.InferOutput<typeof MessageSource> {
  return { title, url: `${HELP}/${path}` };
}
