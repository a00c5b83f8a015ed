import { expect } from 'vitest';
import type { Conversation } from '../../lib/contract/conversation.ts';
import { toInstant } from '../../lib/contract/primitives.ts';
import { addDays, dayOf } from '../../lib/csat/calendar.ts';
import { PERIOD_LENGTHS } from '../../lib/csat/period.ts';
import type { StoredConversation } from '../../lib/store/views.ts';
import { IDS, TICKETS } from './commands.ts';
import type { Remembered } from './expected.ts';
import type { Stage } from './play.ts';

const SOURCE = 'fivefaces';

/** Store, model and server say the same about everything. */
export async function expectAgreement(stage: Stage): Promise<void> {
  const onServer = await conversationsOfServer(stage);
  expectServerIsModel(stage, onServer);
  await expectCountsAgree(stage);
  await expectStoreIsServer(stage, onServer);
  await expectLookUpsAgree(stage, onServer);
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

async function expectStoreIsServer(
  stage: Stage,
  onServer: Map<string, Conversation>,
): Promise<void> {
  const { browser, expected, server } = stage;
  const today = dayOf(server.clock.now, expected.timeZone);
  const { now } = browser.clock;
  for (const [index, id] of IDS.entries()) {
    const period = PERIOD_LENGTHS[index % PERIOD_LENGTHS.length] ?? 'all';
    const from = period === 'all' ? null : addDays(today, 1 - period);
    const query = { source: SOURCE, conversation: id, period, now };
    const view = await browser.reader.panel(query);
    expect(view.conversation && asWire(view.conversation)).toEqual(onServer.get(id) ?? null);
    expect(view.overall.counts).toEqual(expected.counts(null, from, null));
    const topics = onServer.get(id)?.topics ?? [];
    expect(view.topics.map((topic) => topic.id)).toEqual(topics);
    for (const topic of view.topics) {
      expect(topic.figures.counts).toEqual(expected.counts(topic.id, from, null));
    }
    expect(view.collection?.enabled).toBe(expected.collecting);
    expect(view.workspace?.timeZone).toBe(expected.timeZone);
  }
}

async function expectLookUpsAgree(
  { browser }: Stage,
  onServer: Map<string, Conversation>,
): Promise<void> {
  const lookUp = async (text: string) => {
    const { found } = await browser.reader.lookUp({ text, now: browser.clock.now });
    return found.map((one) => one.id).sort();
  };
  for (const ticket of TICKETS) {
    const ids = [...onServer.values()].filter((one) => one.ticketId === ticket);
    expect(await lookUp(ticket)).toEqual(ids.map((one) => one.id).sort());
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
