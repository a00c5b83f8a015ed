import { describe, expect, it } from 'vitest';
import { chatwoot } from '../../../lib/sources/chatwoot.ts';
import { hubspot } from '../../../lib/sources/hubspot.ts';
import { CHATWOOT_ACCOUNT, CHATWOOT_ADMIN, startChatwoot } from '../../platforms/chatwoot.ts';
import {
  type DescribedPlatform,
  describedPlatform,
  findDescription,
  type VendorDescription,
} from '../../platforms/described.ts';
import { HUBSPOT_TOKEN, startHubspot } from '../../platforms/hubspot.ts';
import { Pulled } from './pulled.ts';

const MINUTE = 60_000;
const { signal } = new AbortController();

const HUBSPOT: VendorDescription[] = [
  {
    file: 'hubspot-feedback-submissions.openapi.json',
    paths: [
      '/crm/objects/2026-09/{objectType}',
      '/crm/objects/2026-09/{objectType}/search',
      '/crm/objects/2026-09/{objectType}/batch/read',
    ],
  },
  {
    file: 'hubspot-conversations.openapi.json',
    paths: [
      '/conversations/conversations/2026-09/threads',
      '/conversations/conversations/2026-09/threads/{threadId}',
    ],
  },
  { file: 'hubspot-account-info.openapi.json', paths: ['/account-info/2026-09/details'] },
];

const ACCOUNT = '/api/v1/accounts/{account_id}';
const CHATWOOT: VendorDescription[] = [
  {
    file: 'chatwoot-application.openapi.yaml',
    paths: [
      '/api/v1/profile',
      `${ACCOUNT}/conversations/filter`,
      `${ACCOUNT}/conversations/{conversation_id}`,
      `${ACCOUNT}/conversations/{conversation_id}/messages`,
      `${ACCOUNT}/inboxes`,
      `${ACCOUNT}/inboxes/{id}`,
    ],
  },
];

describe.each([
  ['HubSpot', HUBSPOT, askHubspot],
  ['Chatwoot', CHATWOOT, askChatwoot],
])('requests to %s', (name, descriptions, askEverything) => {
  const missing = descriptions.map(({ file }) => file).filter((file) => !findDescription(file));
  if (missing.length > 0) {
    console.log(`${name}: not held against its description: no ${missing.join(', ')}`);
  }

  it.skipIf(missing.length > 0)(
    'and the mock’s answers fit the vendor’s own description',
    async () => {
      const { described, undescribed } = await askEverything(descriptions);
      expect(described.violations).toEqual([]);
      expect([...described.undescribed].sort()).toEqual(undescribed);
    },
    60_000,
  );
});

/** What a source asked; `undescribed`: what the vendor does not describe, which docs/sources.md names. */
interface Asked {
  described: DescribedPlatform;
  undescribed: string[];
}

async function askHubspot(descriptions: VendorDescription[]): Promise<Asked> {
  let now = Date.parse('2026-11-03T10:00:00.000Z');
  const mock = await startHubspot(() => now);
  const described = await describedPlatform(mock, descriptions);
  try {
    const parts = { fetch: described.fetch, now: () => now, config: {}, secret: HUBSPOT_TOKEN };
    const source = hubspot.open(parts);
    const contact = mock.addContact('ann@example.com');
    const ticket = mock.addTicket({ category: 'BILLING_ISSUE' });
    const thread = [...mock.threads.keys()][0] ?? '';
    mock.submit({ ticket, value: '0', comment: 'No', contact });
    const removed = mock.submit({ value: '2' });
    await source.account(signal);
    const pulled = new Pulled(source);
    await pulled.all();
    mock.removeSubmission(removed);
    now += 60 * MINUTE;
    await pulled.all();
    expect(pulled.scores()).toEqual({ [thread]: 'negative' });
    for (const conversation of [thread, '999', `submission-${removed}`]) {
      await source.readOne({ conversation, ticket: null }, signal);
    }
    return {
      described,
      // Associations have a description of their own, which is not among those kept beside.
      undescribed: [
        'POST /crm/associations/…-09/feedback_submissions/contacts/batch/read',
        'POST /crm/associations/…-09/feedback_submissions/tickets/batch/read',
        'POST /crm/associations/…-09/tickets/feedback_submissions/batch/read',
      ],
    };
  } finally {
    await described.close();
    await mock.close();
  }
}

async function askChatwoot(descriptions: VendorDescription[]): Promise<Asked> {
  let now = Date.parse('2026-11-03T10:00:00.000Z');
  const mock = await startChatwoot(() => now);
  const described = await describedPlatform(mock, descriptions);
  try {
    const config = { address: mock.origin, account: String(CHATWOOT_ACCOUNT) };
    const parts = { fetch: described.fetch, now: () => now, config, secret: CHATWOOT_ADMIN };
    const source = chatwoot.open(parts);
    const [rated, removed, asked] = [0, 1, 2].map(() =>
      mock.open({ inbox: 2, labels: ['billing'], email: 'ann@example.com' }),
    ) as [number, number, number];
    for (const id of [rated, removed, asked]) mock.resolve(id);
    for (const id of [rated, removed]) mock.rate(id, 4, 'Thanks');
    await source.account(signal);
    const pulled = new Pulled(source);
    await pulled.all();
    mock.removeRating(removed);
    now += 5 * MINUTE;
    await pulled.all();
    expect(pulled.scores()).toEqual({ [rated]: 4, [removed]: null });
    for (const id of [rated, asked, 999]) {
      await source.readOne({ conversation: String(id), ticket: null }, signal);
    }
    await source.switchAsking('3', true, signal);
    return {
      described,
      undescribed: [
        // Missing from the published description altogether; its own dashboard uses them.
        'GET /api/v1/accounts/…/csat_survey_responses',
        'GET /api/v1/accounts/…/csat_survey_responses/metrics',
        // Described as an answer without a body, which Chatwoot's own view contradicts.
        'GET /api/v1/accounts/…/inboxes/…/agent_bot',
      ],
    };
  } finally {
    await described.close();
    await mock.close();
  }
}
