import { randomUUID } from 'node:crypto';
import type { PutConversation } from '../../lib/contract/conversation.ts';
import { toInstant } from '../../lib/contract/primitives.ts';
import type { ReviewView } from '../../lib/store/edit-views.ts';
import { Refusal } from '../../server/src/workspace/refusal.ts';
import {
  BEGINNING,
  type ModelServer,
  type ModelWorkspace,
} from '../../server/test/model-server.ts';
import { ModelBrowser } from './background.ts';
import type { Command, ImportedFacts, ReviewFacts } from './commands.ts';
import { Expected } from './expected.ts';
import { ExpectedReviews } from './expected-reviews.ts';
import { FaultyNetwork } from './faulty-network.ts';

const MINUTE = 60_000;

/** One run: a workspace on the server, a browser that follows it, and what both must come to. */
export interface Stage {
  server: ModelServer;
  place: ModelWorkspace;
  network: FaultyNetwork;
  browser: ModelBrowser;
  expected: Expected;
  reviews: ExpectedReviews;
  backup: { restore: () => Promise<void>; expected: Expected } | null;
}

export async function setUp(server: ModelServer): Promise<Stage> {
  const place = await server.newWorkspace();
  const network = new FaultyNetwork(server.fetch);
  // A clock that is three hours behind: nothing may depend on it.
  const browser = new ModelBrowser(place.id, network, BEGINNING - 180 * MINUTE);
  const { id, teammate, token } = place;
  const workspace = { id, name: 'Acme Support', demo: false, timeZone: 'UTC', solo: false };
  await browser.join({ ...workspace, person: teammate, role: 'teammate' }, token);
  return {
    server,
    place,
    network,
    browser,
    expected: new Expected(BEGINNING),
    reviews: new ExpectedReviews(),
    backup: null,
  };
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
      if (await refused(stage, id, () => workspace.putConversation(id, body))) return;
      return expected.put(command, server.clock.now);
    }
    case 'rate':
      if (await refused(stage, command.id, () => workspace.rate(claims(stage, command), command)))
        return;
      return expected.rated(command, server.clock.now);
    case 'topics': {
      const topics = command.topics.map((id) => ({ id }));
      if (
        await refused(stage, command.id, () =>
          workspace.putConversationTopics(command.id, { topics }),
        )
      )
        return;
      return expected.moved(command.id, command.topics);
    }
    case 'end':
      await refused(stage, command.id, () => workspace.end(command.id, null));
      return;
    case 'title':
      await refused(stage, null, () => workspace.putTopic(command.topic, { title: command.title }));
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
    case 'erase':
      await workspace.eraseConversation(command.id);
      expected.erase(command.id);
      return;
    case 'erase_customer':
      await workspace.eraseCustomer(command.customer);
      expected.eraseCustomer(command.customer);
      return;
    case 'review':
      return reviewOnServer(stage, command);
    case 'edit':
      return editInBrowser(stage, command);
    case 'backup':
      stage.backup = { restore: await place.backup(), expected: expected.copy() };
      return;
    case 'restore':
      if (!stage.backup) return;
      await stage.backup.restore();
      stage.expected = stage.backup.expected.copy();
      stage.reviews.exact = false;
      return;
    case 'sync':
      network.limit = command.limit;
      network.faults = [...command.faults];
      await browser.sync(command);
      network.faults = [];
      return;
    case 'retention': {
      const { conversations, days } = command;
      return browser.setRetention({ conversations, days });
    }
    case 'fetch_anew':
      network.limit = command.limit;
      await browser.fetchAnew(command.diesAt);
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
  network.limit = 1_000;
  server.clock.now += 25 * 60 * MINUTE;
  browser.clock.now += 25 * 60 * MINUTE;
  for (let syncs = 0; syncs < 6; syncs += 1) {
    const outcome = await browser.sync({ diesAt: null, twice: false });
    if (!outcome?.ok) throw new Error(`A healthy sync failed: ${JSON.stringify(outcome)}`);
    // A copy that differed from the digest is fetched anew by the next ones.
    if (!outcome.value.changed && (await browser.store.position()).complete) return;
  }
  throw new Error('Six healthy syncs brought something new each time');
}

/** True if the server refused, for a reason that it may have. */
async function refused(
  { expected }: Stage,
  id: string | null,
  action: () => Promise<unknown>,
): Promise<boolean> {
  const erased = id !== null && expected.erased.has(id);
  try {
    await action();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const allowed = erased ? ['erased'] : ['not_found', 'rating_final', 'collection_off'];
    if (!allowed.includes(error.code)) throw error;
    return true;
  }
  if (erased) throw new Error(`${id} was erased, and the server takes it again`);
  return false;
}

/** Somebody else saves a review, on top of whatever is there. */
async function reviewOnServer(
  stage: Stage,
  { about, cause, done }: Extract<Command, { do: 'review' }>,
): Promise<void> {
  const { workspace, other } = stage.place;
  const note = stage.reviews.nextNote();
  if (!(await isKnown(stage, about))) return;
  const { version } = await workspace.review(about);
  const edit = randomUUID();
  const body = { edit, takenBy: null, cause, nextStep: null, note, done };
  await workspace.putReview(about, body, await other(), version);
  stage.reviews.savedByOther(about, note);
}

/** The teammate saves one, on top of what the browser shows. */
async function editInBrowser(
  stage: Stage,
  { about, cause, done, faults, diesAt }: Extract<Command, { do: 'edit' }>,
): Promise<void> {
  const { browser, network, place, reviews } = stage;
  const note = reviews.nextNote();
  const { stored } = await shownReview(stage, about);
  network.faults = [...faults];
  const kept = await browser.save(
    {
      ...about,
      source: about.subject === 'topic' ? null : 'fivefaces',
      version: stored?.version ?? 0,
      takenBy: place.teammate,
      cause,
      nextStep: 'reply',
      note,
      done,
    },
    diesAt,
  );
  network.faults = [];
  reviews.savedHere(about, note, kept === true);
}

/** Does the server have such a conversation or topic? */
export async function isKnown({ place }: Stage, about: ReviewFacts['about']): Promise<boolean> {
  try {
    await place.workspace.review(about);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') return false;
    throw error;
  }
}

/** The review as the panel or the topic's page shows it. */
export async function shownReview(
  { browser }: Stage,
  { subject, id }: ReviewFacts['about'],
): Promise<ReviewView> {
  const asked = { period: 'all' as const, now: browser.clock.now };
  if (subject === 'topic') return (await browser.reader.topicPage({ topic: id, ...asked })).review;
  const open = { inbox: 'fivefaces', place: null, conversation: id, ticket: null };
  const query = { open, ...asked };
  return (await browser.reader.panel(query)).review ?? { stored: null, waiting: null };
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
