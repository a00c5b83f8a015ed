import { t } from '@lingui/core/macro';
import { ratingState } from '../../lib/csat/rating-state.ts';
import type { LookUpView, SourceView, StoredConversation } from '../../lib/store/views.ts';
import { formatMoment } from '../format.ts';
import { insightsAddress } from '../insights/route.ts';
import { lookUpAddress } from '../look-up/look-up-address.ts';
import { ratingTitle, serverNow } from '../verdict-words.ts';

/** A line under the address bar. */
export interface Suggestion {
  /** The address that it opens. */
  content: string;
  /** Plain text, or in Chromium the XML that it takes. */
  description: string;
}

/** Browsers show no more. */
const MOST_SUGGESTED = 6;

/** What the suggestions are made of. */
export interface SuggestionFacts {
  view: LookUpView;
  sources: readonly SourceView[];
  /** Where a conversation is in its inbox; `null` where there is no way to it. */
  addressOf: (conversation: StoredConversation) => string | null;
  /** The address of one of our own pages. */
  ownAddress: (path: string) => string;
  /** Chromium takes XML; elsewhere it would be shown as it is. */
  xml: boolean;
  /** This computer's clock. */
  now: number;
}

/** The suggestions for what was typed: conversations, then topics. */
export function suggestionsFor(facts: SuggestionFacts): Suggestion[] {
  const { view, sources, now, xml, ownAddress } = facts;
  const titles = new Map(view.topics.map(({ id, title }) => [id, title]));
  const used = new Set(view.found.flatMap(({ topics }) => topics));
  const conversations = view.found.map((conversation) => ({
    content: facts.addressOf(conversation) ?? ownAddress(lookUpAddress(conversation.id)),
    words: conversation.id,
    rest: [
      ratingWords(conversation, view, sources, now),
      conversation.topics.map((id) => titles.get(id)).find((title) => title) ?? null,
      formatMoment(
        conversation.rating?.ratedAt ?? conversation.startedAt,
        serverNow(view.sync, now),
      ),
      shortened(conversation.rating?.comment ?? null),
    ],
  }));
  const topics = view.topics
    .filter(({ id }) => !used.has(id))
    .map(({ id, title }) => ({
      content: ownAddress(insightsAddress({ page: 'topic', topic: id })),
      words: title,
      rest: [t({ message: 'Topic', comment: 'what a line of a look-up is' })],
    }));
  const seen = new Set<string>();
  return [...conversations, ...topics]
    .filter(({ content }) => !seen.has(content) && seen.add(content))
    .slice(0, MOST_SUGGESTED)
    .map(({ content, words, rest }) => ({
      content,
      description: inOneLine(
        words,
        rest.filter((part) => part !== null),
        xml,
      ),
    }));
}

/**
 * The page that Enter opens: a suggestion that was chosen, the one conversation that it can only be,
 * else the look-up.
 */
export function addressFor(text: string, facts: SuggestionFacts): string {
  if (/^(https?|chrome-extension|moz-extension):\/\//.test(text)) return text;
  const [only, ...others] = facts.view.found;
  const address = only && others.length === 0 ? facts.addressOf(only) : null;
  return address ?? facts.ownAddress(lookUpAddress(text));
}

function ratingWords(
  conversation: StoredConversation,
  { sync }: LookUpView,
  sources: readonly SourceView[],
  now: number,
): string {
  const source = sources.find(({ id }) => id === conversation.source) ?? null;
  return ratingTitle(ratingState(conversation, serverNow(sync, now)), source);
}

function inOneLine(words: string, rest: readonly string[], xml: boolean): string {
  const more = rest.join(' · ');
  if (!xml) return `${oneLine(words)} · ${oneLine(more)}`;
  return `<match>${escapeXml(oneLine(words))}</match> <dim>${escapeXml(oneLine(more))}</dim>`;
}

/** Text that stands for itself in the XML of Chromium's address bar. */
export function escapeXml(text: string): string {
  return (
    text
      // What XML has no place for would break the whole list.
      .toWellFormed()
      .replace(/[\p{Cc}\ufffe\uffff]/gu, ' ')
      .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
  );
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function shortened(comment: string | null): string | null {
  if (comment === null) return null;
  const line = oneLine(comment);
  return line.length > 60 ? `“${line.slice(0, 59)}…”` : `“${line}”`;
}
