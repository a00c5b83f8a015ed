import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import type { SourceConfig, SourceKind } from '../../../lib/contract/source.ts';
import { SOURCES } from '../../../lib/sources/index.ts';
import { CHATWOOT_ADMIN, startChatwoot } from '../../../test/platforms/chatwoot.ts';
import { HUBSPOT_TOKEN, startHubspot } from '../../../test/platforms/hubspot.ts';
import { startIntercom } from '../../../test/platforms/intercom.ts';
import type { PlatformServer } from '../../../test/platforms/platform-server.ts';
import { startZendesk } from '../../../test/platforms/zendesk.ts';
import { openPGlite } from '../database-fixture.ts';
import { openTestData, START, startTestServer, type TestServer } from '../http/test-server.ts';
import { testSources } from './source-place.ts';

const MINUTE = 60_000;

/** A platform's mock with what the test does there; each gives the conversation's id. */
interface Played {
  mock: PlatformServer;
  kind: SourceKind;
  config: SourceConfig;
  secret: string;
  /** A conversation with that rating. */
  rated(good: boolean): string;
  rateAgain(id: string, good: boolean): void;
  revoke(): void;
}

type Play = (clock: () => number) => Promise<Played>;

const intercom: Play = async (clock) => {
  const mock = await startIntercom(clock);
  const { account } = mock;
  return {
    mock,
    kind: 'intercom',
    config: {},
    secret: account.token,
    rated(good) {
      const id = account.converse();
      account.ask(id);
      account.rate(id, good ? 5 : 1);
      return id;
    },
    rateAgain: (id, good) => account.rate(id, good ? 5 : 1),
    revoke() {
      account.token = 'another-token';
    },
  };
};

const zendesk: Play = async (clock) => {
  const mock = await startZendesk(clock);
  const { account } = mock;
  account.has = { surveys: false, ratings: true };
  return {
    mock,
    kind: 'zendesk',
    config: { subdomain: 'acme' },
    secret: account.token,
    rated(good) {
      const id = account.open();
      account.solve(id);
      account.offer(id);
      account.rate(id, good ? 'good' : 'bad');
      return id;
    },
    rateAgain: (id, good) => account.rate(id, good ? 'good' : 'bad'),
    revoke() {
      account.token = 'another-token';
    },
  };
};

const hubspot: Play = async (clock) => {
  const mock = await startHubspot(clock);
  const submissions = new Map<string, string>();
  const properties = (good: boolean) => ({
    hs_value: good ? '2' : '0',
    hs_response_group: good ? 'PROMOTER' : 'DETRACTOR',
  });
  return {
    mock,
    kind: 'hubspot',
    config: {},
    secret: HUBSPOT_TOKEN,
    rated(good) {
      const ticket = mock.addTicket({ thread: false });
      const { hs_value: value, hs_response_group: group } = properties(good);
      submissions.set(`ticket-${ticket}`, mock.submit({ ticket, value, group }));
      return `ticket-${ticket}`;
    },
    rateAgain: (id, good) => mock.edit(submissions.get(id) ?? '', properties(good)),
    revoke: () => mock.failNext({ status: 401, times: 100 }),
  };
};

const chatwoot: Play = async (clock) => {
  const mock = await startChatwoot(clock);
  return {
    mock,
    kind: 'chatwoot',
    config: { address: mock.address },
    secret: CHATWOOT_ADMIN,
    rated(good) {
      const id = mock.open();
      mock.resolve(id);
      mock.rate(id, good ? 5 : 1);
      return String(id);
    },
    rateAgain(id, good) {
      mock.rate(Number(id), good ? 5 : 1);
    },
    revoke: () => mock.failNext({ status: 401, times: 100 }),
  };
};

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(play: Play): Promise<{ played: Played; server: TestServer; log: string[] }> {
  const log: string[] = [];
  const clock = { read: () => START };
  const played = await play(() => clock.read());
  closing.push(() => played.mock.close());
  const data = await openTestData(openPGlite, (now) => {
    clock.read = now;
    return testSources(SOURCES, { fetch: played.mock.fetch });
  });
  closing.push(data.close);
  const kept = pino({ level: 'debug' }, { write: (line) => log.push(line) });
  const server = await startTestServer({ pullCheckEvery: 20, log: kept }, data);
  closing.push(server.close);
  return { played, server, log };
}

/** How each conversation is rated, as a reader of the feed has it. */
async function rated(server: TestServer): Promise<Record<string, string>> {
  const { items } = await server.read('getChanges', { query: { limit: '1000' } });
  const ratings = items.flatMap((item) => {
    if (item.kind !== 'conversation' || item.conversation.rating === null) return [];
    const { score, sentiment } = item.conversation.rating;
    const good = score === null ? sentiment === 'positive' : score >= 4;
    return [[item.conversation.id, good ? 'good' : 'bad'] as const];
  });
  return Object.fromEntries(ratings);
}

test.each([
  { name: 'Intercom', play: intercom },
  { name: 'Zendesk', play: zendesk },
  { name: 'HubSpot', play: hubspot },
  { name: 'Chatwoot', play: chatwoot },
])('$name: one credential brings its ratings to everybody, and their changes', async ({ play }) => {
  const { played, server, log } = await open(play);
  const { kind, config, secret } = played;
  const first = played.rated(true);
  server.clock.now += MINUTE;
  const second = played.rated(false);
  server.clock.now += MINUTE;
  const connected = await server.ask('postSource', { body: { kind, config, secret } });
  const told = await connected.text();
  expect(connected.status, told).toBe(200);
  expect(told).not.toContain(secret);
  const answers = [told];
  const asTeammate = { token: server.tokens.teammate };
  expect((await server.ask('listSources', asTeammate)).status).toBe(403);

  const patience = { timeout: 20_000, interval: 30 };
  // Platforms' waits pass by the test's clock.
  const later = async () => {
    server.clock.now += 10_000;
    return rated(server);
  };
  await expect.poll(later, patience).toEqual({ [first]: 'good', [second]: 'bad' });

  server.clock.now += MINUTE;
  played.rateAgain(second, true);
  const third = played.rated(false);
  await expect.poll(later, patience).toEqual({ [first]: 'good', [second]: 'good', [third]: 'bad' });

  // What is open in an inbox and was not pulled yet is read there.
  const fourth = played.rated(false);
  const me = await server.read('getMe', asTeammate);
  const source = me.sources[1]?.id ?? '';
  const one = await server.read('getConversation', {
    ...asTeammate,
    id: fourth,
    query: { source },
  });
  expect(one.conversation).toMatchObject({ source, id: fourth });

  played.revoke();
  const problem = async () => {
    await later();
    const text = await (await server.ask('listSources')).text();
    answers.push(text);
    return JSON.parse(text).sources[0].problem?.code;
  };
  await expect.poll(problem, patience).toBe('token_wrong');
  expect((await server.read('getMe', asTeammate)).sources[1]?.problem?.code).toBe('token_wrong');
  expect(await server.workspace.storedCounts()).toEqual(await server.workspace.recount());
  for (const text of [...answers, ...log]) expect(text).not.toContain(secret);
  expect(log.join('')).toContain('a source could not be pulled');

  await server.ask('deleteSource', { id: source });
  await expect.poll(() => rated(server)).toEqual({});
});
