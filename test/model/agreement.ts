import { expect } from 'vitest';
import type { Conversation, Rating } from '../../lib/contract/conversation.ts';
import { toInstant } from '../../lib/contract/primitives.ts';
import type { Review } from '../../lib/contract/review.ts';
import { addDays, dayOf } from '../../lib/csat/calendar.ts';
import { PERIOD_LENGTHS } from '../../lib/csat/period.ts';
import type { WaitingEdit } from '../../lib/store/edit-views.ts';
import type { StoredConversation } from '../../lib/store/views.ts';
import { EMAILS, IDS, TICKETS, TOPICS } from './commands.ts';
import type { Remembered } from './expected.ts';
import type { Saves } from './expected-reviews.ts';
import { isKnown, type Stage, shownReview } from './play.ts';

const SOURCE = 'fivefaces';

/** Store, model and server say the same about everything. */
export async function expectAgreement(stage: Stage): Promise<void> {
  const onServer = await conversationsOfServer(stage);
  expectServerIsModel(stage, onServer);
  await expectCountsAgree(stage);
  const kept = await keptConversations(stage, onServer);
  await expectStoreIsServer(stage, kept);
  await expectLookUpsAgree(stage, kept);
  const reviewed = await expectReviewsAgree(stage, kept);
  await expectListsAgree(stage, kept, reviewed);
}

async function conversationsOfServer({ place }: Stage): Promise<Map<string, Conversation>> {
  const { conversations } = await place.workspace.conversations({ limit: 200 });
  return new Map(
    conversations.map(({ preview: _, messageCount: __, lastMessageAt: ___, ...wire }) => [
      wire.id,
      wire,
    ]),
  );
}

function expectServerIsModel({ expected }: Stage, onServer: Map<string, Conversation>): void {
  const facts = new Map(
    [...onServer].map(([id, wire]) => [
      id,
      {
        startedAt: Date.parse(wire.startedAt),
        internal: wire.visibility === 'internal',
        ticket: wire.ticketId,
        hasEmail: wire.emailHash !== null,
        customer: wire.customer,
        topics: wire.topics,
        asked: wire.asked,
        opened: wire.openedAt !== null,
        rating: wire.rating && {
          score: wire.rating.score,
          comment: wire.rating.comment,
          byTeam: wire.rating.byTeam,
        },
      },
    ]),
  );
  const remembered = new Map([...expected.conversations].map(([id, one]) => [id, factsOf(one)]));
  expect(inOrder(facts)).toEqual(inOrder(remembered));
}

function factsOf({ imported: _, email, rating, ...rest }: Remembered) {
  return {
    ...rest,
    hasEmail: email !== null,
    rating: rating && { score: rating.score, comment: rating.comment, byTeam: rating.byTeam },
  };
}

async function expectCountsAgree({ place, expected }: Stage): Promise<void> {
  const stored = await place.workspace.storedCounts();
  expect(stored).toEqual(await place.workspace.recount());
  const byTopicAndDay = new Map(
    stored.map(({ topic, day, counts }) => [JSON.stringify([topic, day]), counts]),
  );
  expect(inOrder(byTopicAndDay)).toEqual(inOrder(expected.byTopicAndDay()));
}

async function expectStoreIsServer(stage: Stage, kept: Map<string, Conversation>): Promise<void> {
  const { browser, expected, server } = stage;
  const today = dayOf(server.clock.now, expected.timeZone);
  const { now } = browser.clock;
  for (const [index, id] of IDS.entries()) {
    const period = PERIOD_LENGTHS[index % PERIOD_LENGTHS.length] ?? 'all';
    const from = period === 'all' ? null : addDays(today, 1 - period);
    const open = { inbox: SOURCE, place: null, conversation: id, ticket: null };
    const query = { open, period, now };
    const view = await browser.reader.panel(query);
    expect(view.conversation && asWire(view.conversation)).toEqual(kept.get(id) ?? null);
    expect(view.overall.counts).toEqual(expected.counts(null, from, null));
    const topics = kept.get(id)?.topics ?? [];
    expect(view.topics.map((topic) => topic.id)).toEqual(topics);
    for (const topic of view.topics) {
      expect(topic.figures.counts).toEqual(expected.counts(topic.id, from, null));
    }
    expect(view.collection?.enabled).toBe(expected.collecting);
    expect(view.workspace?.timeZone).toBe(expected.timeZone);
  }
}

/** Those of the server's that the browser keeps: all but what its retention leaves out. */
async function keptConversations(
  { browser }: Stage,
  onServer: Map<string, Conversation>,
): Promise<Map<string, Conversation>> {
  const { keptFrom, conversations } = await browser.store.usage();
  const kept = new Map(
    [...onServer].filter(([, { countedOn }]) => keptFrom === null || countedOn >= keptFrom),
  );
  expect(conversations).toBe(kept.size);
  return kept;
}

async function expectLookUpsAgree(
  { browser, expected }: Stage,
  kept: Map<string, Conversation>,
): Promise<void> {
  const lookUp = async (text: string) => {
    const { found } = await browser.reader.lookUp({ text, now: browser.clock.now });
    return found.map((one) => one.id);
  };
  for (const id of IDS) {
    const [first] = await lookUp(id);
    expect(first === id).toBe(kept.has(id));
  }
  for (const ticket of TICKETS) {
    const ids = [...kept.values()].filter((one) => one.ticketId === ticket);
    expect((await lookUp(ticket)).sort()).toEqual(ids.map((one) => one.id).sort());
  }
  for (const email of EMAILS) {
    const ids = [...kept.keys()].filter((id) => expected.conversations.get(id)?.email === email);
    expect((await lookUp(email)).sort()).toEqual(ids.sort());
  }
}

/** The lists of conversations to review, read to their end in pages of two. */
async function expectListsAgree(
  { browser }: Stage,
  kept: Map<string, Conversation>,
  reviewed: Map<string, Review>,
): Promise<void> {
  const isUnhappy = ({ rating }: Conversation) => !!rating && (rating.score ?? 5) <= 3;
  const isDone = (id: string) => (reviewed.get(`conversation ${id}`)?.doneAt ?? null) !== null;
  const waiting = await browser.store.waitingEdits();
  const isFlagged = (id: string) => {
    const own = waiting.filter((edit) => edit.subject === 'conversation' && edit.id === id);
    const shown = own.find(({ state }) => state !== 'waiting') ?? own.at(-1);
    const saved = (reviewed.get(`conversation ${id}`)?.version ?? 0) > 0;
    return shown ? !shown.done : saved && !isDone(id);
  };
  const all = [...kept.values()]
    .filter(({ visibility, rating }) => visibility === 'external' && !rating?.byTeam)
    .sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt) || (a.id < b.id ? -1 : 1));
  for (const [topic, unreviewedOnly] of [
    [null, false],
    [null, true],
    [TOPICS[0], true],
  ] as const) {
    const listed: string[] = [];
    let before: string | null = null;
    do {
      const query = { topic, unreviewedOnly, before, limit: 2, now: browser.clock.now };
      const page = await browser.reader.toReview(query);
      listed.push(...page.conversations.map(({ conversation }) => conversation.id));
      before = page.next;
    } while (before !== null && listed.length <= IDS.length);
    const ids = all
      .filter(({ topics }) => topic === null || topics.includes(topic))
      .filter((one) => {
        if (isUnhappy(one)) return !(unreviewedOnly && isDone(one.id));
        return unreviewedOnly && isFlagged(one.id);
      });
    expect(listed).toEqual(ids.map(({ id }) => id));
  }
}

/**
 * Each save of a review was taken once, or waits where a person can see why.
 * @returns the server's reviews by subject and id
 */
async function expectReviewsAgree(
  stage: Stage,
  kept: Map<string, Conversation>,
): Promise<Map<string, Review>> {
  const { place, browser, reviews } = stage;
  const waiting = await browser.store.waitingEdits();
  const onServer = new Map<string, Review>();
  for (const saves of reviews.all()) {
    const { subject, id } = saves.about;
    const own = waiting.filter((edit) => edit.subject === subject && edit.id === id);
    const settled = own.findIndex(({ state }) => state === 'conflict');
    for (const [index, { state }] of own.entries()) {
      if (state !== 'waiting') continue;
      // What still waits, waits behind a conflict that a person has to settle.
      expect(settled).toBeGreaterThanOrEqual(0);
      expect(index).toBeGreaterThan(settled);
    }
    if (subject === 'conversation' && !kept.has(id)) continue;
    if (!(await isKnown(stage, saves.about))) continue;
    const { value } = await place.workspace.review(saves.about);
    onServer.set(`${subject} ${id}`, value);
    const { stored } = await shownReview(stage, saves.about);
    expect(stored).toEqual(value.version === 0 ? null : value);
    if (reviews.exact) expectEachSaveOnce(saves, value, own);
  }
  return onServer;
}

function expectEachSaveOnce(
  { byOther, here, perhaps }: Saves,
  { version, note }: Review,
  own: readonly WaitingEdit[],
): void {
  const waiting = new Set(own.map((edit) => edit.note));
  const taken = byOther.length + here.filter((one) => !waiting.has(one)).length;
  // One whose answer was lost may be there, although the next try was refused.
  const refused = own.filter(({ state }) => state === 'refused').length;
  const maybe = perhaps.filter((one) => !waiting.has(one)).length + refused;
  expect(version).toBeGreaterThanOrEqual(taken);
  expect(version).toBeLessThanOrEqual(taken + maybe);
  if (version > 0) expect([...byOther, ...here, ...perhaps]).toContain(note);
  // In the order in which they were made: the last one stands.
  if (byOther.length + perhaps.length + own.length === 0) expect(note).toBe(here.at(-1) ?? null);
}

/** A kept conversation as it stood in the feed. */
function asWire(stored: StoredConversation): Conversation {
  const instant = (time: number | null) => (time === null ? null : toInstant(time));
  const { finalUnknown, ratingHidden, rating, ...rest } = stored;
  return {
    ...rest,
    ...(finalUnknown && { finalUnknown }),
    ...(ratingHidden && { ratingHidden }),
    startedAt: toInstant(stored.startedAt),
    endedAt: instant(stored.endedAt),
    finalAt: instant(stored.finalAt),
    handedOverAt: instant(stored.handedOverAt),
    askedAt: instant(stored.askedAt),
    openedAt: instant(stored.openedAt),
    rating: rating && wireRating(rating),
  };
}

function wireRating(stored: NonNullable<StoredConversation['rating']>): Rating {
  const { sentiment, ...rest } = stored;
  const rating = { ...rest, ratedAt: toInstant(stored.ratedAt) };
  return stored.score === null ? { ...rating, sentiment } : rating;
}

function inOrder<T>(map: Map<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}
