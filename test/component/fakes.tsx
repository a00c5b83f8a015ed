import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { addressOf } from '../../components/conversation-address.ts';
import type { OptionsPorts } from '../../components/options/options-ports.ts';
import type { PopupPorts } from '../../components/popup/popup-ports.ts';
import {
  type Choice,
  type Surface,
  type SurfaceActions,
  SurfaceProvider,
  type Theme,
} from '../../components/surface.ts';
import type { WelcomePorts } from '../../components/welcome/welcome-ports.ts';
import type { PeriodChoice } from '../../lib/csat/period.ts';
import type { OpenConversation } from '../../lib/inboxes/inbox.ts';
import type { PanelHost, PanelLayout } from '../../lib/messages/panel-host.ts';
import type { LanguageChoice } from '../../lib/settings/language.ts';
import type { WaitingEdit } from '../../lib/store/edit-views.ts';
import type {
  NextToReviewQuery,
  NextToReviewView,
  ToReviewView,
} from '../../lib/store/to-review-views.ts';
import type {
  LookUpQuery,
  LookUpView,
  PanelQuery,
  PanelView,
  PopupQuery,
  PopupView,
  StoreReader,
  StoreUsage,
  TopicPageView,
} from '../../lib/store/views.ts';
import { fakeOwnPorts } from './options-fakes.ts';
import { fakeInboxPorts, fakeSourcePorts, fakeTeamPorts } from './set-up-fakes.ts';
import {
  lookUpView,
  NOW,
  nextToReviewView,
  panelView,
  popupView,
  topicPageView,
  toReviewView,
} from './views.ts';

/** What a fake store answers; a function sees the question. */
export interface Answers {
  panel: PanelView | ((query: PanelQuery) => PanelView | Promise<PanelView>);
  popup: PopupView | ((query: PopupQuery) => PopupView | Promise<PopupView>);
  lookUp: LookUpView | ((query: LookUpQuery) => LookUpView);
  toReview: ToReviewView;
  topicPage: TopicPageView;
  nextToReview:
    | NextToReviewView
    | ((query: NextToReviewQuery) => NextToReviewView | Promise<NextToReviewView>);
  waitingEdits: WaitingEdit[];
}

async function notAsked(): Promise<never> {
  throw new Error('The fake store does not answer this');
}

/** A store of plain data. `show` changes its answers and tells those who follow. */
export function fakeStore(first: Partial<Answers> = {}) {
  let answers: Answers = {
    panel: panelView,
    popup: popupView,
    lookUp: lookUpView,
    toReview: toReviewView,
    topicPage: topicPageView,
    nextToReview: nextToReviewView,
    waitingEdits: [],
    ...first,
  };
  const followers = new Set<() => void>();
  const answer = async <Q, V>(given: V | ((query: Q) => V | Promise<V>), query: Q): Promise<V> =>
    given instanceof Function ? given(query) : given;
  const reader: StoreReader = {
    panel: (query) => answer(answers.panel, query),
    panelAtHand: () => null,
    readAhead: async () => undefined,
    popup: (query) => answer(answers.popup, query),
    lookUp: (query) => answer(answers.lookUp, query),
    toReview: async () => answers.toReview,
    topicPage: async () => answers.topicPage,
    nextToReview: (query) => answer(answers.nextToReview, query),
    waitingEdits: async () => answers.waitingEdits,
    // Insights is tested on a real store.
    insights: notAsked,
    countKept: notAsked,
    channels: notAsked,
    topicInsights: notAsked,
    reviewQueue: notAsked,
    kindWords: notAsked,
    follow(read, listener, onError, signal) {
      const ask = () => {
        read(reader).then((value) => {
          if (!signal.aborted) listener(value);
        }, onError);
      };
      followers.add(ask);
      signal.addEventListener('abort', () => followers.delete(ask));
      ask();
    },
  };
  return {
    reader,
    show(next: Partial<Answers>) {
      answers = { ...answers, ...next };
      for (const ask of followers) ask();
    },
  };
}

/** A choice kept in memory. */
export function fakeChoice<T>(first: T): Choice<T> & { current(): T } {
  let value = first;
  const listeners = new Set<(value: T) => void>();
  return {
    current: () => value,
    follow(listener, signal) {
      listeners.add(listener);
      signal.addEventListener('abort', () => listeners.delete(listener));
      listener(value);
    },
    async write(next) {
      value = next;
      for (const listener of listeners) listener(next);
    },
  };
}

/** Something that is told to those who follow, at once and when it changes. */
function told<T>(first: T) {
  let value = first;
  const listeners = new Set<(value: T) => void>();
  return {
    follow(listener: (value: T) => void, signal: AbortSignal) {
      listeners.add(listener);
      signal.addEventListener('abort', () => listeners.delete(listener));
      listener(value);
    },
    tell(next: T) {
      value = next;
      for (const listener of listeners) listener(next);
    },
  };
}

/** A background that answers everything and does nothing. */
export function fakeActions(change: Partial<SurfaceActions> = {}) {
  const kept = { ok: true, value: null } as const;
  return {
    tryNow: vi.fn<SurfaceActions['tryNow']>(async () => {}),
    lookThrough: vi.fn<SurfaceActions['lookThrough']>(async () => ({
      ok: true,
      value: { found: false },
    })),
    saveReview: vi.fn<SurfaceActions['saveReview']>(async () => kept),
    saveKnownProblem: vi.fn<SurfaceActions['saveKnownProblem']>(async ({ knownProblem }) => ({
      ok: true,
      value: { saved: true, knownProblem },
    })),
    saveTopicStatus: vi.fn<SurfaceActions['saveTopicStatus']>(async ({ status }) => ({
      ok: true,
      value: { saved: true, status },
    })),
    resolveReview: vi.fn<SurfaceActions['resolveReview']>(async () => kept),
    ...change,
  };
}

/** Renders content on a surface with these answers. */
export async function renderSurface(
  content: ReactNode,
  options: {
    reader?: StoreReader;
    now?: () => number;
    period?: PeriodChoice;
    theme?: Theme;
    actions?: SurfaceActions;
  } = {},
) {
  const period = fakeChoice<PeriodChoice>(options.period ?? 'auto');
  const theme = fakeChoice<Theme>(options.theme ?? 'system');
  const language = fakeChoice<LanguageChoice>('browser');
  const surface: Surface = {
    reader: options.reader ?? fakeStore().reader,
    now: options.now ?? (() => NOW),
    period,
    theme,
    language,
    actions: options.actions ?? fakeActions(),
    addressOf,
  };
  const screen = await render(<SurfaceProvider value={surface}>{content}</SurfaceProvider>);
  return { screen, period, theme, language };
}

export const OPEN: OpenConversation = {
  inbox: 'fivefaces',
  place: null,
  conversation: 'c-1042',
  ticket: null,
};

/** Open beside the page, as wide as nobody has drawn it. */
export const LAYOUT: PanelLayout = {
  expanded: true,
  overlay: false,
  pinned: false,
  width: 360,
  edge: 'right',
  site: 'https://csat.example.com',
};

/** A frame that does nothing but remember what was asked of it. */
export function fakeHost(
  reader: StoreReader,
  open: OpenConversation | null = OPEN,
  layout: PanelLayout = LAYOUT,
) {
  const opened = told<OpenConversation | null>(open);
  const laidOut = told(layout);
  const host = {
    reader,
    followOpen: opened.follow,
    followLayout: laidOut.follow,
    collapse: vi.fn<() => void>(),
    pin: vi.fn<(pinned: boolean) => void>(),
    resize: vi.fn<PanelHost['resize']>(),
    go: vi.fn<PanelHost['go']>(),
    hideOnSite: vi.fn<() => void>(),
    openPage: vi.fn<PanelHost['openPage']>(async () => {}),
  } satisfies PanelHost;
  return { host, open: opened.tell, layOut: laidOut.tell };
}

/** 23,000 conversations in 41 MB of 10 GB. */
export const usage: StoreUsage = {
  mode: 'kept',
  conversations: 23_000,
  retention: { conversations: 200_000, days: null },
  keptFrom: null,
  bytes: { used: 41_200_000, quota: 10_000_000_000 },
};

/** Options in a browser that allows everything, with nothing hidden. */
export function fakeOptionsPorts(change: Partial<OptionsPorts> = {}): OptionsPorts {
  return {
    ...fakePorts(),
    ...fakeSourcePorts(),
    ...fakeInboxPorts(),
    ...fakeTeamPorts(),
    ...fakeOwnPorts(() => fakeChoice(false)),
    takeFile: async ({ conversations }) => ({
      ok: true,
      value: { taken: conversations.length },
    }),
    link: { connect: null, inbox: null },
    leave: async () => ({ ok: true, value: null }),
    readUsage: async () => ({ ok: true, value: usage }),
    setRetention: async (retention) => ({ ok: true, value: { ...usage, retention } }),
    fetchAnew: async () => ({ ok: true, value: null }),
    readPolicy: async () => null,
    readDiagnostics: async () => ({ ok: true, value: { text: 'Fivefaces 0.1.0\nsync: idle' } }),
    ...change,
  };
}

/** Welcome in a browser that allows everything. */
export function fakeWelcomePorts(change: Partial<WelcomePorts> = {}): WelcomePorts {
  return {
    ...fakeOptionsPorts(),
    beginSample: async () => ({ ok: true, value: null }),
    openOptions: () => {},
    way: null,
    ...change,
  };
}

/** A browser in which the current tab shows `OPEN`, everything is allowed and every call works. */
export function fakePorts(change: Partial<PopupPorts> = {}): PopupPorts {
  const collection = {
    enabled: true,
    changedAt: '2026-10-14T14:22:00.000Z',
    changedBy: 'Dana',
    runningConversations: 3,
    version: '"1"',
  };
  return {
    currentTabAddress: async () => 'https://csat.example.com/inbox/conversations/c-1042',
    recognise: async () => OPEN,
    isShownOn: async () => true,
    allowInbox: async () => ({ ok: true, value: null }),
    readAsking: async () => ({ ok: true, value: { places: [] } }),
    switchAsking: async () => ({ ok: true, value: { places: [] } }),
    collectionPage: () => null,
    isHiddenOn: async () => false,
    showAgainOn: async () => {},
    readCollection: async () => ({ ok: true, value: collection }),
    switchCollection: async (enabled) => ({ ok: true, value: { ...collection, enabled } }),
    openPage: () => {},
    goTo: () => {},
    recentLookUps: fakeChoice<readonly string[]>([]),
    joinsHere: true,
    requestAccess: async () => true,
    previewInvite: async () => ({
      ok: true,
      value: {
        server: 'https://csat.example.com',
        workspace: { name: 'Acme Support', demo: false },
        role: 'teammate',
        inboxes: [],
      },
    }),
    join: async (_link, name) => ({
      ok: true,
      value: {
        person: { id: 'p9', name },
        role: 'teammate',
        workspace: { id: 'acme', name: 'Acme Support', demo: false },
      },
    }),
    openInbox: async () => ({ ok: true, value: null }),
    ...change,
  };
}
