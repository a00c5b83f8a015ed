import type { SourceConfig, SourceKind } from '../../lib/contract/source.ts';
import { CHATWOOT_ACCOUNT, CHATWOOT_ADMIN, startChatwoot } from '../platforms/chatwoot.ts';
import { HUBSPOT_PORTAL, HUBSPOT_TOKEN, startHubspot } from '../platforms/hubspot.ts';
import { startIntercom } from '../platforms/intercom.ts';
import type { PlatformServer } from '../platforms/platform-server.ts';
import { startZendesk } from '../platforms/zendesk.ts';
import { type HostContent, inboxPage, SESSION } from './platform-hosts.ts';

/** A conversation in a platform's inbox. */
export interface SceneConversation {
  /** As its address names it: in HubSpot's help desk the ticket's. */
  id: string;
  /** Where its inbox shows it. */
  address: string;
}

/**
 * One platform with three conversations: an unhappy one and a happy one with the same topic, and one
 * that nobody rated.
 */
export interface Scene {
  kind: SourceKind;
  /** As people call it. */
  name: string;
  mock: PlatformServer;
  hosts: Record<string, HostContent>;
  /** Origin of the inbox. */
  inbox: string;
  config: SourceConfig;
  secret: string;
  /** Who sits at the browser is signed in there. */
  signIn?: () => void;
  topic: string;
  unhappy: SceneConversation & { score: number | null; words: RegExp };
  happy: SceneConversation & { score: number | null; words: RegExp };
  unrated: SceneConversation;
}

const TOPIC = 'refund-deadline';

async function intercomScene(clock: () => number): Promise<Scene> {
  const mock = await startIntercom(clock);
  const { account } = mock;
  const [unhappy, happy, unrated] = [account.converse(), account.converse(), account.converse()];
  for (const id of [unhappy, happy]) account.tag(id, TOPIC);
  account.rateFin(unhappy, 2, 'The same link again and again');
  account.rateFin(happy, 5);
  account.close(unrated);
  const at = (id: string): SceneConversation => ({
    id,
    address: `https://app.intercom.com/a/inbox/${account.workspace}/inbox/conversation/${id}`,
  });
  return {
    kind: 'intercom',
    name: 'Intercom',
    mock,
    hosts: {
      'app.intercom.com': { page: inboxPage('Intercom') },
      'api.intercom.io': { api: mock.origin },
    },
    inbox: 'https://app.intercom.com',
    config: { region: 'us' },
    secret: account.token,
    topic: TOPIC,
    unhappy: { ...at(unhappy), score: 2, words: /Unhappy/ },
    happy: { ...at(happy), score: 5, words: /Very happy/ },
    unrated: at(unrated),
  };
}

async function zendeskScene(clock: () => number): Promise<Scene> {
  const mock = await startZendesk(clock);
  const { account } = mock;
  account.has.ratings = false;
  const [unhappy, happy, unrated] = [account.open(), account.open(), account.open()];
  for (const id of [unhappy, happy]) account.tag(id, TOPIC);
  account.answer({ ticket: unhappy }, 1, 'bad', 'The same link again and again');
  account.answer({ ticket: happy }, 5, 'good');
  const at = (id: string): SceneConversation => ({
    id,
    address: `https://${account.host}/agent/tickets/${id}`,
  });
  return {
    kind: 'zendesk',
    name: 'Zendesk',
    mock,
    hosts: { [account.host]: { page: inboxPage('Zendesk'), api: mock.origin } },
    inbox: `https://${account.host}`,
    config: { subdomain: account.host },
    secret: account.token,
    signIn: () => {
      account.signedIn = true;
      account.sessionCookie = SESSION;
    },
    topic: TOPIC,
    unhappy: { ...at(unhappy), score: null, words: /bad/i },
    happy: { ...at(happy), score: null, words: /good/i },
    unrated: at(unrated),
  };
}

async function hubspotScene(clock: () => number): Promise<Scene> {
  const mock = await startHubspot(clock);
  const [unhappy, happy, unrated] = [0, 1, 2].map(() =>
    mock.addTicket({ category: TOPIC, thread: true }),
  ) as [string, string, string];
  mock.submit({ ticket: unhappy, value: '0', comment: 'The same link again and again' });
  mock.submit({ ticket: happy, value: '2' });
  const origin = 'https://app-eu1.hubspot.com';
  const at = (ticket: string): SceneConversation => ({
    id: ticket,
    address: `${origin}/help-desk/${HUBSPOT_PORTAL}/view/77/ticket/${ticket}`,
  });
  return {
    kind: 'hubspot',
    name: 'HubSpot',
    mock,
    hosts: {
      'app-eu1.hubspot.com': { page: inboxPage('HubSpot') },
      'api.hubapi.com': { api: mock.origin },
    },
    inbox: origin,
    config: {},
    secret: HUBSPOT_TOKEN,
    topic: TOPIC,
    unhappy: { ...at(unhappy), score: null, words: /unhappy|bad|negative/i },
    happy: { ...at(happy), score: null, words: /happy|good|positive/i },
    unrated: at(unrated),
  };
}

async function chatwootScene(clock: () => number): Promise<Scene> {
  const mock = await startChatwoot(clock);
  const [unhappy, happy, unrated] = [
    mock.open({ labels: [TOPIC] }),
    mock.open({ labels: [TOPIC] }),
    mock.open(),
  ];
  for (const id of [unhappy, happy]) mock.resolve(id);
  mock.rate(unhappy, 2, 'The same link again and again');
  mock.rate(happy, 5);
  const origin = 'https://app.chatwoot.com';
  const at = (id: number): SceneConversation => ({
    id: String(id),
    address: `${origin}/app/accounts/${CHATWOOT_ACCOUNT}/conversations/${id}`,
  });
  return {
    kind: 'chatwoot',
    name: 'Chatwoot',
    mock,
    hosts: { [new URL(origin).host]: { page: inboxPage('Chatwoot'), api: mock.origin } },
    inbox: origin,
    config: { address: `${origin}/app/accounts/${CHATWOOT_ACCOUNT}/conversations/1` },
    secret: CHATWOOT_ADMIN,
    topic: TOPIC,
    unhappy: { ...at(unhappy), score: 2, words: /Unhappy/ },
    happy: { ...at(happy), score: 5, words: /Very happy/ },
    unrated: at(unrated),
  };
}

/** Each platform's scene; `clock` is the test's time in epoch milliseconds. */
export const SCENES = {
  Intercom: intercomScene,
  Zendesk: zendeskScene,
  HubSpot: hubspotScene,
  Chatwoot: chatwootScene,
} as const satisfies Record<string, (clock: () => number) => Promise<Scene>>;
