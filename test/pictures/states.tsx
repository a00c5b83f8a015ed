import type { ReactNode } from 'react';
import { InsightsApp } from '../../components/insights/insights-app.tsx';
import { LookUpApp } from '../../components/look-up/look-up-app.tsx';
import { OptionsApp } from '../../components/options/options-app.tsx';
import { PanelApp } from '../../components/panel/panel-app.tsx';
import { PopupApp } from '../../components/popup/popup-app.tsx';
import type { SurfaceActions } from '../../components/surface.ts';
import { WelcomeApp } from '../../components/welcome/welcome-app.tsx';
import type { ChangeItem } from '../../lib/contract/changes.ts';
import type {
  PanelView,
  PopupView,
  StoredConversation,
  StoreReader,
  SyncView,
} from '../../lib/store/views.ts';
import {
  type Answers,
  fakeActions,
  fakeChoice,
  fakeHost,
  fakeOptionsPorts,
  fakePorts,
  fakeStore,
  fakeWelcomePorts,
  OPEN,
} from '../component/fakes.tsx';
import { sampleItems, storeOf } from '../component/insights-store.ts';
import * as V from '../component/views.ts';

/** A surface in one of its states. */
export interface State {
  surface:
    | 'Panel'
    | 'Popup'
    | 'Insights'
    | 'Look-up'
    | 'Welcome'
    | 'Options'
    | 'Practice inbox'
    | 'Widget';
  /** When it is to be seen. */
  when: string;
  /** Where its words stand. */
  words: string;
  size: { width: number; height: number };
  /** The address behind `#`. */
  hash?: string;
  content(): Promise<{ content: ReactNode; reader: StoreReader; actions?: SurfaceActions }>;
  /** What is done on it first. */
  after?(): Promise<void>;
}

const never = () => new Promise<never>(() => {});
const broken = () => Promise.reject(new Error('no storage'));

function panel(
  when: string,
  change: Partial<PanelView> | Answers['panel'],
  { words = '.verdict', height = 360, open = true, asking = false } = {},
): State {
  return {
    surface: 'Panel',
    when,
    words,
    size: { width: 320, height },
    content: async () => {
      const view = change instanceof Function ? change : { ...V.panelView, ...change };
      const { reader } = fakeStore({ panel: view });
      const { host } = fakeHost(reader, open ? OPEN : null);
      const actions = fakeActions(asking ? { lookThrough: never } : {});
      return { content: <PanelApp host={host} />, reader, actions };
    },
  };
}

function popup(
  when: string,
  change: Partial<PopupView> | Answers['popup'],
  { words = '.popup', height = 460, here = true } = {},
): State {
  return {
    surface: 'Popup',
    when,
    words,
    size: { width: 380, height },
    content: async () => {
      const view = change instanceof Function ? change : { ...V.popupView, ...change };
      const { reader } = fakeStore({ popup: view });
      const ports = fakePorts(here ? {} : { recognise: async () => null });
      return { content: <PopupApp ports={ports} />, reader };
    },
  };
}

function insights(
  when: string,
  hash: string,
  items: () => ChangeItem[],
  options: { words?: string; more?: boolean; sync?: SyncView; read?: 'never' | 'broken' } = {},
): State {
  return {
    surface: 'Insights',
    when,
    words: options.words ?? 'main',
    size: { width: 900, height: 600 },
    hash,
    content: async () => {
      const { reader } = await storeOf(items(), { more: options.more ?? false });
      const changed: StoreReader = {
        ...reader,
        popup: async (query) => {
          if (options.read === 'never') return never();
          if (options.read === 'broken') return broken();
          const view = await reader.popup(query);
          return options.sync ? { ...view, sync: options.sync } : view;
        },
        follow: (read, ...rest) => reader.follow(() => read(changed), ...rest),
      };
      const ports = {
        openPage: () => {},
        readTranscript: never,
        queueKeys: fakeChoice(true),
      };
      return { content: <InsightsApp ports={ports} />, reader: changed };
    },
  };
}

const asked: StoredConversation = {
  ...V.silent,
  asked: true,
  askedAt: V.NOW - 20 * V.MINUTE,
  notAsked: null,
};
/** What stands below the verdict is in the picture of the first state. */
const alone = { review: null, topics: [], earlier: [] };
const nothing = { ...alone, conversation: null };
const settings = () => sampleItems().filter(({ kind }) => kind === 'settings' || kind === 'topic');
const none = V.figures(V.counts([0, 0, 0, 0, 0]), V.share(0, 0));
const three = V.figures(V.counts([0, 1, 0, 1, 1]), V.share(0, 0));

/** Every empty, loading, offline, stale and error state of every surface. */
export const STATES: State[] = [
  panel('Loading', never, { words: '.panel', height: 300 }),
  panel('No conversation is open', {}, { words: '.panel-body', open: false, height: 300 }),
  panel('Rated, can’t change any more', {}),
  panel('Rated, may still change', { ...alone, conversation: V.rated(2) }),
  panel('Asked, no answer yet', { ...alone, conversation: asked }),
  panel('Not rated: asked, no answer', { ...alone, conversation: V.final(asked) }),
  panel('Not rated: asking was off', { ...alone, conversation: V.silent }),
  panel('Not rated: the customer left first', {
    ...alone,
    conversation: { ...V.silent, notAsked: 'left_first' },
  }),
  panel('Team test', {
    ...alone,
    conversation: { ...V.final(V.rated(5)), visibility: 'internal' },
  }),
  panel('Hidden by the admin', {
    ...nothing,
    conversation: { ...V.silent, ratingHidden: true },
    seesRatings: 'admins',
  }),
  panel('Recorded in a platform that is not connected', {
    ...nothing,
    from: { kind: 'elsewhere', inbox: 'zendesk', platform: 'Zendesk' },
  }),
  panel('Offline, the conversation is kept here', {
    ...alone,
    conversation: V.rated(2),
    sync: V.offline,
  }),
  panel('Offline, the conversation is not kept here', { ...nothing, sync: V.offline }),
  panel('First sync, the server is asked', { ...nothing, sync: V.firstSync }, { asking: true }),
  panel('The server does not know the conversation', nothing),
  panel('The browser bars the way', {
    ...nothing,
    sync: V.problem('permission', 'The browser bars the way', 'Allow access in Options.'),
  }),
  panel(
    'Locked: offline for longer than allowed',
    { sync: { ...V.offline, locked: true } },
    {
      words: '.panel-body',
    },
  ),
  panel('Not connected', V.notJoined, { words: '.panel-body' }),
  panel('The browser’s storage fails', broken, { words: '.panel', height: 300 }),

  popup('Loading', never, { height: 430 }),
  popup(
    'Not joined',
    { ...V.notJoined, overall: none, kindWords: null },
    { height: 600, here: false },
  ),
  popup('No ratings yet', { overall: none, kindWords: null, conversation: null, topics: [] }),
  popup('Three ratings: counts only', { overall: three, kindWords: null }),
  popup('First sync', { sync: V.firstSync }),
  popup('Offline', { sync: V.offline }),
  popup('The server refuses', {
    sync: V.problem(
      'auth',
      'The server no longer accepts this browser',
      'Join again by a new invite.',
    ),
  }),
  popup('Locked: offline for longer than allowed', { sync: { ...V.offline, locked: true } }),
  popup('The browser’s storage fails', broken, { height: 300 }),

  insights('Loading', '#/', settings, { read: 'never' }),
  insights('No ratings yet', '#/', settings),
  insights('First sync', '#/', sampleItems, { more: true, words: '.banner' }),
  insights('Offline', '#/', sampleItems, { sync: V.offline, words: '.banner' }),
  insights('Topics, without any', '#/topics', () =>
    settings().filter(({ kind }) => kind === 'settings'),
  ),
  insights('A topic that does not exist', '#/topics/nowhere', settings),
  insights('Review queue, nothing to review', '#/review', settings),
  insights('Kind words, none yet', '#/kind-words', settings),
  insights('The browser’s storage fails', '#/', settings, { read: 'broken' }),

  ...(['nothing found', 'offline, not found'] as const).map(
    (when): State => ({
      surface: 'Look-up',
      when: when === 'nothing found' ? 'Nothing found' : 'Offline, nothing found',
      words: 'main',
      size: { width: 380, height: 300 },
      content: async () => {
        const sync = when === 'nothing found' ? V.fresh : V.offline;
        const { reader } = fakeStore({
          lookUp: { found: [], topics: [], sync },
          popup: { ...V.popupView, sync },
        });
        return { content: <LookUpApp ports={fakePorts()} find="c-9999" />, reader };
      },
    }),
  ),
  {
    surface: 'Welcome',
    when: 'Not joined',
    words: '.welcome-head',
    size: { width: 760, height: 900 },
    content: async () => {
      const { reader } = fakeStore({ popup: { ...V.popupView, ...V.notJoined } });
      return { content: <WelcomeApp ports={fakeWelcomePorts()} />, reader };
    },
  },
  {
    surface: 'Welcome',
    when: 'Joined, the first sync runs',
    words: 'main',
    size: { width: 760, height: 600 },
    content: async () => {
      const { reader } = fakeStore({ popup: { ...V.popupView, sync: V.firstSync } });
      return { content: <WelcomeApp ports={fakeWelcomePorts()} />, reader };
    },
  },
  {
    surface: 'Options',
    when: 'Not joined',
    words: 'main',
    size: { width: 760, height: 600 },
    content: async () => {
      const { reader } = fakeStore({ popup: { ...V.popupView, ...V.notJoined } });
      return { content: <OptionsApp ports={fakeOptionsPorts()} />, reader };
    },
  },
  {
    surface: 'Options',
    when: 'Offline',
    words: 'main',
    size: { width: 760, height: 600 },
    content: async () => {
      const { reader } = fakeStore({ popup: { ...V.popupView, sync: V.offline } });
      return { content: <OptionsApp ports={fakeOptionsPorts()} />, reader };
    },
  },
];
