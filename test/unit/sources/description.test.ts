import { describe, expect, it } from 'vitest';
import { intercom } from '../../../lib/sources/intercom.ts';
import type { SourceDefinition } from '../../../lib/sources/source.ts';
import { zendesk } from '../../../lib/sources/zendesk.ts';
import {
  type DescribedPlatform,
  describedPlatform,
  findDescription,
  type VendorDescription,
} from '../../platforms/described.ts';
import { startIntercom } from '../../platforms/intercom.ts';
import type { PlatformServer } from '../../platforms/platform-server.ts';
import { emptyCopy, pullAll } from '../../platforms/source-copy.ts';
import { startZendesk } from '../../platforms/zendesk.ts';

const BEGIN = Date.UTC(2026, 4, 4, 9, 0, 0);
const HOUR = 60 * 60_000;

interface Platform {
  source: SourceDefinition;
  config: Record<string, string>;
  secret: string;
  descriptions: VendorDescription[];
  /** Requests that the vendor does not describe, each known and named in docs/sources.md. */
  undescribed: string[];
  /** Starts the mock with a history; gives the ids of some conversations to read. */
  start(clock: () => number): Promise<{ mock: PlatformServer; ids: string[] }>;
}

const PLATFORMS: Platform[] = [
  {
    source: intercom,
    config: { region: 'eu', aiAgent: '42' },
    secret: 'made-up-token',
    descriptions: [
      {
        file: 'intercom-2.16.openapi.yaml',
        paths: [
          '/me',
          '/conversations/search',
          '/conversations/deleted',
          '/conversations/{conversation_id}',
        ],
      },
    ],
    undescribed: [],
    async start(clock) {
      const mock = await startIntercom(clock);
      const { account } = mock;
      account.region = 'EU';
      account.setPage(2);
      const ids = Array.from({ length: 5 }, () => account.converse());
      const [rated = '', fins = '', asked = '', deleted = '', tagged = ''] = ids;
      account.rate(rated, 4, { remark: 'Thanks', teammate: 42 });
      account.rateFin(fins, 1, 'No');
      account.ask(asked);
      account.rate(deleted, 2);
      account.rate(tagged, 3);
      account.tag(tagged, 'Billing');
      account.close(tagged);
      account.delete(deleted);
      return { mock, ids };
    },
  },
  {
    source: zendesk,
    config: { subdomain: 'acme', topics: 'tags' },
    secret: 'made-up-token',
    descriptions: [
      {
        file: 'zendesk-tickets.openapi.yaml',
        paths: [
          '/api/v2/tickets/show_many',
          '/api/v2/incremental/tickets/cursor',
          '/api/v2/tickets/{ticket_id}',
        ],
      },
      {
        file: 'zendesk-satisfaction-ratings.openapi.yaml',
        paths: [
          '/api/v2/satisfaction_ratings',
          '/api/v2/satisfaction_ratings/{satisfaction_rating_id}',
        ],
      },
    ],
    undescribed: [
      'GET /api/v2/account/settings',
      'GET /api/v2/guide/survey_responses',
      'GET /api/v2/users/me',
    ],
    async start(clock) {
      const mock = await startZendesk(clock);
      const { account } = mock;
      account.setPage(2);
      account.ratingInList = true;
      const ids = Array.from({ length: 5 }, () => account.open());
      const [good = '', bad = '', answered = '', offered = ''] = ids;
      account.rate(good, 'good', 'Thanks');
      account.rate(bad, 'bad');
      account.answer({ ticket: answered }, 2, 'bad', 'No');
      account.offer(offered);
      account.tag(good, 'billing');
      return { mock, ids };
    },
  },
];

/** Everything that a source asks of its platform. */
async function askEverything(
  platform: Platform,
  fetch: DescribedPlatform['fetch'],
  ids: string[],
  clock: { now: number },
) {
  const { source, config, secret } = platform;
  const signal = new AbortController().signal;
  const opened = source.open({
    fetch,
    now: () => clock.now,
    config: source.readConfig(config),
    secret,
  });
  clock.now += HOUR;
  await opened.account(signal);
  const copy = emptyCopy();
  await pullAll(opened, copy);
  clock.now += HOUR;
  await pullAll(opened, copy);
  for (const id of [...ids, '999999']) {
    await opened.readOne({ conversation: id, ticket: null }, signal);
  }
  await opened.askingPlaces(signal);
  return copy;
}

describe.each(PLATFORMS)('requests to $source.name', (platform) => {
  const missing = platform.descriptions.filter(({ file }) => findDescription(file) === null);
  if (missing.length > 0) {
    const names = missing.map(({ file }) => file).join(', ');
    console.log(`${platform.source.name}: not held against its description: no ${names}`);
  }

  it.skipIf(missing.length > 0)(
    'and the mock’s answers fit the vendor’s own description',
    async () => {
      const clock = { now: BEGIN };
      const { mock, ids } = await platform.start(() => clock.now);
      const described = await describedPlatform(mock, platform.descriptions);
      try {
        const copy = await askEverything(platform, described.fetch, ids, clock);
        expect(copy.conversations.size).toBeGreaterThan(0);
        expect(described.violations).toEqual([]);
        expect([...described.undescribed].sort()).toEqual([...platform.undescribed].sort());
      } finally {
        await described.close();
        await mock.close();
      }
    },
    60_000,
  );
});
