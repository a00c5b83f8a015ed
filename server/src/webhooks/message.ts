import { createHash } from 'node:crypto';
import { toInstant } from '../../../lib/contract/primitives.ts';
import type { WebhookFormat } from '../../../lib/contract/webhook.ts';
import { face, faceName, type Score, sentiment } from '../../../lib/csat/scale.ts';

/** A low rating as a webhook tells it. What the admin has not ticked is absent. */
export interface LowRating {
  workspace: { id: string; name: string };
  conversation: { id: string; channel: string | null; url: string | null };
  /** Only if ticked. */
  customer?: { reference: string | null; ticketId: string | null };
  topics: { id: string; title: string }[];
  rating: { score: Score; reason: string | null; ratedAt: number; comment?: string | null };
}

/** What every message of this kind says, for whoever reads JSON. */
export function jsonMessage({ rating, ...about }: LowRating, at: number): string {
  const { score, ratedAt, ...rest } = rating;
  return JSON.stringify({
    type: 'rating.low',
    timestamp: toInstant(at),
    data: {
      ...about,
      rating: { score, sentiment: sentiment(score), ...rest, ratedAt: toInstant(ratedAt) },
    },
  });
}

/** The reasons in words for a person who reads the message. */
const REASON_WORDS: Record<string, string> = {
  wrong: 'the answer was wrong',
  no_answer: 'the question wasn’t answered',
  misunderstood: 'it didn’t understand',
  unwelcome: 'the answer was not liked',
  elsewhere: 'it’s not about the chat',
  other: 'something else',
};

/** Longest comment in a chat message; Slack takes 3,000 characters a block. */
const LONGEST_COMMENT = 1_000;

/** The same for Slack and those that take what it takes: `text` for notifications, `blocks` to read. */
export function slackMessage(low: LowRating): string {
  const { rating, topics, conversation, workspace, customer } = low;
  const about = topics.length > 0 ? topics.map(({ title }) => title).join(', ') : null;
  const head = [`${face(rating.score)} ${faceName(rating.score)}`, about]
    .filter(Boolean)
    .join(' · ');
  const reason = rating.reason === null ? null : REASON_WORDS[rating.reason];
  const facts = [
    workspace.name,
    conversation.channel,
    customer?.ticketId && `ticket ${customer.ticketId}`,
    customer?.reference && `customer ${customer.reference}`,
  ].filter(Boolean);
  return JSON.stringify({
    text: escaped(`${head} (${workspace.name})`),
    blocks: [
      section(reason ? `${head}\nReason: ${reason}` : head),
      ...(rating.comment ? [section(`“${shortened(rating.comment)}”`)] : []),
      { type: 'context', elements: [plain(facts.join(' · '))] },
      ...(conversation.url === null
        ? []
        : [
            {
              type: 'actions',
              elements: [{ type: 'button', text: plain('Open the chat'), url: conversation.url }],
            },
          ]),
    ],
  });
}

/** A message that only shows that messages arrive. */
export function testMessage(format: WebhookFormat, workspace: string, at: number): string {
  if (format === 'json') {
    return JSON.stringify({ type: 'webhook.test', timestamp: toInstant(at), data: { workspace } });
  }
  const words = `Fivefaces (${workspace}): this is a test. Low ratings will be told here.`;
  return JSON.stringify({ text: escaped(words), blocks: [section(words)] });
}

/** The message in the format of the webhook. */
export function messageIn(format: WebhookFormat, low: LowRating, at: number): string {
  return format === 'slack' ? slackMessage(low) : jsonMessage(low, at);
}

/** What a rating tells, as a hash: the same is not told twice. Its time does not count. */
export function toldHash(low: LowRating): string {
  const { ratedAt: _, ...rating } = low.rating;
  return createHash('sha256')
    .update(JSON.stringify({ ...low, rating }))
    .digest('hex');
}

/** Never marked up: neither bold, nor a link, nor a call to everybody in the channel. */
function plain(text: string) {
  return { type: 'plain_text', text, emoji: false };
}

function section(text: string) {
  return { type: 'section', text: plain(text) };
}

/** `text` is always marked up: these three begin everything that is. */
function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function shortened(text: string): string {
  return text.length <= LONGEST_COMMENT
    ? text
    : `${text.slice(0, LONGEST_COMMENT).toWellFormed()}…`;
}
