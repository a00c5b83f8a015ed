import { atHandOf, hold, letGo, nothingAtHand, type PanelFacts } from './at-hand.ts';
import { type Base, baseOf, stateOf } from './base.ts';
import { readMeta } from './database.ts';
import { findAtHand, findByCustomer } from './find-conversations.ts';
import { findOpen } from './find-open.ts';
import { readReview } from './read-review.ts';
import type { StoreDatabase } from './records.ts';
import { sourceOfOpen, sourcesOfOpen } from './source-of-open.ts';
import { figuresAtHand, readFigures, readTopics, topicsAtHand } from './topic-figures.ts';
import type {
  EarlierConversation,
  PanelQuery,
  PanelView,
  StoredConversation,
  StoreMode,
} from './views.ts';

const EARLIER_SHOWN = 5;

/**
 * What the panel shows; inside the caller's transaction. Each question that waits for another one's
 * answer waits for a browser that is busy drawing the inbox: so it is taken for granted that the copy
 * is as it was the last time, while that is looked at. Where it is not, all is read again.
 */
export async function readPanel(
  database: StoreDatabase,
  mode: StoreMode,
  query: PanelQuery,
): Promise<PanelView> {
  const before = atHandOf(database);
  const expected = before && baseOf(database, mode, before.meta, query.now, before);
  const [meta, early] = await Promise.all([
    readMeta(database),
    expected && readFacts(expected, query),
  ]);
  const fresh = nothingAtHand(meta);
  const base = baseOf(database, mode, meta, query.now, fresh);
  const state = stateOf(base);
  const isAsExpected =
    expected !== null && state !== null && state === before?.state && state === stateOf(expected);
  const facts = isAsExpected && early ? early : await readFacts(base, query);
  if (state === null) letGo(database);
  else hold(database, { ...(isAsExpected ? before : fresh), meta, state });
  return viewOf(base, facts);
}

/**
 * The same from memory, at once; `null` where it is not there. It is of the state that a page which
 * follows its view was told of last: a change since then is on its way to it. Of a conversation whose
 * line alone is in memory it has all but the review and the customer's earlier ratings.
 */
export function panelAtHand(
  database: StoreDatabase,
  mode: StoreMode,
  query: PanelQuery,
): PanelView | null {
  const atHand = atHandOf(database);
  if (!atHand) return null;
  const base = baseOf(database, mode, atHand.meta, query.now, atHand);
  if (stateOf(base) !== atHand.state) return null;
  const facts = atHand.facts.get(nameOf(query)) ?? firstFacts(base, query);
  return facts && viewOf(base, facts);
}

function firstFacts(base: Base, { open, period }: PanelQuery): PanelFacts | null {
  const { conversation: id } = open;
  if (id === null) return null;
  const [conversation] = sourcesOfOpen(open, base.sources).flatMap(
    (source) => findAtHand(base, source.id, id) ?? [],
  );
  const topics = conversation && topicsAtHand(base, conversation.topics, period);
  const overall = figuresAtHand(base, null, period);
  if (!conversation || !topics || !overall) return null;
  const from = sourceOfOpen(open, base.sources, conversation.source);
  return { conversation, from, lookedThroughAt: null, topics, overall, review: null, earlier: [] };
}

function viewOf({ workspace, sources, sync, feed }: Base, facts: PanelFacts): PanelView {
  return {
    ...facts,
    workspace,
    sources,
    seesRatings: feed.seesRatings,
    nextSteps: feed.nextSteps,
    collection: feed.collection,
    sync,
  };
}

/** Names what is asked about in one state of the copy. */
export function nameOf({ open, period }: Pick<PanelQuery, 'open' | 'period'>): string {
  return JSON.stringify([open.inbox, open.place, open.conversation, open.ticket, period]);
}

/** What belongs to the open conversation, and the score of everything, side by side. */
export async function readFacts(base: Base, query: PanelQuery): Promise<PanelFacts> {
  const name = nameOf(query);
  const known = base.atHand?.facts.get(name);
  if (known) return known;
  const [open, overall] = await Promise.all([
    readOpen(base, query),
    readFigures(base, null, query.period),
  ]);
  const facts = { ...open, overall };
  base.atHand?.facts.set(name, facts);
  return facts;
}

/** The open conversation with all that the panel says about it. */
async function readOpen(base: Base, { open, period }: PanelQuery) {
  const { conversation, lookedThroughAt, from } = await findOpen(base, open);
  const [topics, review, earlier] = await Promise.all([
    readTopics(base, conversation?.topics ?? [], period),
    conversation && readReview(base, 'conversation', conversation.source, conversation.id),
    conversation && readEarlier(base, conversation),
  ]);
  return { conversation, from, lookedThroughAt, topics, review, earlier: earlier ?? [] };
}

async function readEarlier(
  base: Base,
  conversation: StoredConversation,
): Promise<EarlierConversation[]> {
  const { source, customer, startedAt } = conversation;
  if (customer === null) return [];
  const all = await findByCustomer(base, source, customer);
  return all
    .filter((one) => one.rating && one.startedAt < startedAt)
    .slice(0, EARLIER_SHOWN)
    .map((one) => ({
      source: one.source,
      id: one.id,
      startedAt: one.startedAt,
      rating: one.rating,
      internal: one.visibility === 'internal' || one.rating?.byTeam === true,
    }));
}
