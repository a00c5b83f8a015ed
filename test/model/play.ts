import type { PutConversation } from '../../lib/contract/conversation.ts';
import { toInstant } from '../../lib/contract/primitives.ts';
import { Refusal } from '../../server/src/workspace/refusal.ts';
import { ModelBrowser } from './background.ts';
import type { Command, ImportedFacts } from './commands.ts';
import { Expected } from './expected.ts';
import { FaultyNetwork } from './faulty-network.ts';
import { BEGINNING, type ModelServer, type ModelWorkspace } from './model-server.ts';

const MINUTE = 60_000;

/** One run: a workspace on the server, a browser that follows it, and what both must come to. */
export interface Stage {
  server: ModelServer;
  place: ModelWorkspace;
  network: FaultyNetwork;
  browser: ModelBrowser;
  expected: Expected;
  backup: { restore: () => Promise<void>; expected: Expected } | null;
}

export async function setUp(server: ModelServer): Promise<Stage> {
  const place = await server.newWorkspace();
  const network = new FaultyNetwork(server.fetch);
  // A clock that is three hours behind: nothing may depend on it.
  const browser = new ModelBrowser(place.id, network, BEGINNING - 180 * MINUTE);
  const { id, teammate, token } = place;
  const workspace = { id, name: 'Acme Support', demo: false, timeZone: 'UTC' };
  await browser.join({ ...workspace, person: teammate, role: 'teammate' }, token);
  return { server, place, network, browser, expected: new Expected(BEGINNING), backup: null };
}

/** Lets a command happen, to the real thing and to the model. */
export async function happen(stage: Stage, command: Command): Promise<void> {
  const { place, browser, network, expected, server } = stage;
  const { workspace } = place;
  switch (command.do) {
    case 'import': {
      const report = await workspace.importLines(fileOf(command.lines, expected));
      const taken = command.lines.filter((line) => expected.imported(line)).length;
      if (report.rejectedCount === command.lines.length - taken) return;
      throw new Error(`The import took other lines: ${JSON.stringify(report)}`);
    }
    case 'put': {
      const { id, internal, ticket, email, customer } = command;
      const body: PutConversation = {
        ...(email !== undefined && { email }),
        ...(customer !== undefined && { customer }),
        ...(ticket !== undefined && { ticketId: ticket }),
        ...(internal !== undefined && { visibility: internal ? 'internal' : 'external' }),
      };
      await workspace.putConversation(id, body);
      return expected.put(command, server.clock.now);
    }
    case 'rate':
      if (await refused(() => workspace.rate(claims(stage, command), command))) return;
      return expected.rated(command, server.clock.now);
    case 'topics': {
      const topics = command.topics.map((id) => ({ id }));
      if (await refused(() => workspace.putConversationTopics(command.id, { topics }))) return;
      return expected.moved(command.id, command.topics);
    }
    case 'end':
      await refused(() => workspace.end(command.id, null));
      return;
    case 'title':
      await refused(() => workspace.putTopic(command.topic, { title: command.title }));
      return;
    case 'collection': {
      const { version } = await workspace.collection();
      await workspace.putCollection(command.on, 'Ada', version);
      expected.collecting = command.on;
      return;
    }
    case 'pass':
      server.clock.now += command.minutes * MINUTE;
      browser.clock.now += command.minutes * MINUTE;
      return;
    case 'zone': {
      const { version } = await workspace.settings();
      await workspace.putSettings({ timeZone: command.timeZone }, version);
      expected.timeZone = command.timeZone;
      return;
    }
    case 'backup':
      stage.backup = { restore: await place.backup(), expected: expected.copy() };
      return;
    case 'restore':
      if (!stage.backup) return;
      await stage.backup.restore();
      stage.expected = stage.backup.expected.copy();
      return;
    case 'sync':
      network.limit = command.limit;
      network.faults = [...command.faults];
      await browser.sync(command);
      network.faults = [];
      return;
    case 'restart':
      return browser.restart();
    case 'evict':
      return browser.evict();
  }
}

/** A healthy network, again and again until nothing changes: a day later, so that every wait is over. */
export async function recover({ browser, network, server }: Stage): Promise<void> {
  network.faults = [];
  network.limit = 3;
  server.clock.now += 25 * 60 * MINUTE;
  browser.clock.now += 25 * 60 * MINUTE;
  for (let syncs = 0; syncs < 4; syncs += 1) {
    const outcome = await browser.sync({ diesAt: null, twice: false });
    if (!outcome?.ok) throw new Error(`A healthy sync failed: ${JSON.stringify(outcome)}`);
    if (!outcome.value.changed) return;
  }
  throw new Error('Four healthy syncs brought something new each time');
}

/** True if the server refused, for a reason that it may have. */
async function refused(action: () => Promise<unknown>): Promise<boolean> {
  try {
    await action();
    return false;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (!['not_found', 'rating_final', 'collection_off', 'erased'].includes(error.code)) {
      throw error;
    }
    return true;
  }
}

function claims({ place, server }: Stage, { id, team }: Extract<Command, { do: 'rate' }>) {
  return {
    iss: place.id,
    aud: 'fivefaces-widget' as const,
    sub: 'visitor',
    cid: id,
    exp: Math.floor(server.clock.now / 1_000) + 900,
    ...(team && { rater: 'team' as const }),
  };
}

async function* fileOf(lines: readonly ImportedFacts[], expected: Expected) {
  for (const [index, line] of lines.entries()) {
    const { id, internal, asked, score, comment, topics, ticket, email, customer } = line;
    yield {
      line: index + 1,
      value: {
        id,
        startedAt: toInstant(expected.startOf(line)),
        visibility: internal ? 'internal' : 'external',
        asked,
        topics: topics.map((topic) => ({ id: topic })),
        ticketId: ticket,
        email,
        customer,
        ...(score !== null && { rating: { score, comment } }),
      },
    };
  }
}
