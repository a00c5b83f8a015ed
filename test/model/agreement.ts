import { expect } from 'vitest';
import type { Conversation } from '../../lib/contract/conversation.ts';
import { toInstant } from '../../lib/contract/primitives.ts';
import { addDays, dayOf } from '../../lib/csat/calendar.ts';
import { PERIOD_LENGTHS } from '../../lib/csat/period.ts';
import type { StoredConversation } from '../../lib/store/views.ts';
import { EMAILS, IDS, TICKETS, TOPICS } from './commands.ts';
import type { Remembered } from './expected.ts';
import { type Stage, shownReview } from './play.ts';

const SOURCE = 'fivefaces';

/** Store, model and server say the same about everything. */
export async function expectAgreement(stage: Stage): Promise<void> {
  const onServer = await conversationsOfServer(stage);
  expectServerIsModel(stage, onServer);
  await expectCountsAgree(stage);
  const kept = await keptConversations(stage, onServer);
  await expectStoreIsServer(stage, kept);
  await expectLookUpsAgree(stage, kept);
  await expectListsAgree(stage, kept);
  await expectReviewsAgree(stage, kept);
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
    const query = { source: SOURCE, conversation: id, period, now };
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
async function expectListsAgree(stage: Stage, kept: Map<string, Conversation>): Promise<void> {
  const { browser, place } = stage;
  const wanted: { id: string; topics: string[]; startedAt: number; done: boolean }[] = [];
  for (const { id, visibility, rating, topics, startedAt } of kept.values()) {
    if (visibility === 'internal' || !rating || rating.byTeam || rating.score > 3) continue;
    const { value } = await place.workspace.review({ subject: 'conversation', id });
    wanted.push({ id, topics, startedAt: Date.parse(startedAt), done: value.doneAt !== null });
  }
  wanted.sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? -1 : 1));
  for (const topic of [null, TOPICS[0]]) {
    for (const unreviewedOnly of [false, true]) {
      const listed: string[] = [];
      let before: string | null = null;
      do {
        const query = { topic, unreviewedOnly, before, limit: 2, now: browser.clock.now };
        const page = await browser.reader.toReview(query);
        listed.push(...page.conversations.map(({ conversation }) => conversation.id));
        before = page.next;
      } while (before !== null && listed.length <= IDS.length);
      const ids = wanted.filter(
        (one) => (topic === null || one.topics.includes(topic)) && !(unreviewedOnly && one.done),
      );
      expect(listed).toEqual(ids.map(({ id }) => id));
    }
  }
}

/** Each save of a review was taken once, or waits where a person can see why. */
async function expectReviewsAgree(stage: Stage, kept: Map<string, Conversation>): Promise<void> {
  const { place, browser, reviews } = stage;
  const waiting = await browser.store.waitingEdits();
  const subjects = [
    ...[...kept.keys()].map((id) => ({ subject: 'conversation' as const, id })),
    ...(await place.workspace.topics()).topics.map(({ id }) => ({ subject: 'topic' as const, id })),
  ];
  for (const about of subjects) {
    const { value } = await place.workspace.review(about);
    const { stored } = await shownReview(stage, about);
    expect(stored).toEqual(value.version === 0 ? null : value);
    const own = waiting.filter(({ subject, id }) => subject === about.subject && id === about.id);
    const stopped = own.findIndex(({ state }) => state === 'conflict');
    // What waits, waits behind a conflict that a person has to settle.
    for (const [index, { state }] of own.entries()) {
      if (state === 'waiting') expect(stopped).toBeGreaterThanOrEqual(0);
      if (state === 'waiting') expect(index).toBeGreaterThan(stopped);
    }
    const { byOther, here, perhaps } = reviews.of(about);
    const notes = new Set(own.map(({ note }) => note));
    const taken = byOther.length + here.filter((note) => !notes.has(note)).length;
    const maybe = perhaps.filter((note) => !notes.has(note)).length;
    if (!reviews.exact) continue;
    expect(value.version).toBeGreaterThanOrEqual(taken);
    expect(value.version).toBeLessThanOrEqual(taken + maybe);
    if (value.version > 0) expect([...byOther, ...here, ...perhaps]).toContain(value.note);
    if (byOther.length + perhaps.length + own.length === 0) {
      expect(value.note).toBe(here.at(-1) ?? null);
    }
  }
}

/** A kept conversation as it stood in the feed. */
function asWire(stored: StoredConversation): Conversation {
  const instant = (time: number | null) => (time === null ? null : toInstant(time));
  return {
    ...stored,
    startedAt: toInstant(stored.startedAt),
    endedAt: instant(stored.endedAt),
    finalAt: instant(stored.finalAt),
    handedOverAt: instant(stored.handedOverAt),
    askedAt: instant(stored.askedAt),
    openedAt: instant(stored.openedAt),
    rating: stored.rating && { ...stored.rating, ratedAt: toInstant(stored.rating.ratedAt) },
  };
}

function inOrder<T>(map: Map<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}
