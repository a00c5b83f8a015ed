import { describe, expect, test, vi } from 'vitest';
import { PanelApp } from '../../components/panel/panel-app.tsx';
import type { SurfaceActions } from '../../components/surface.ts';
import type { Sentiment } from '../../lib/csat/scale.ts';
import type { PanelView, StoredConversation } from '../../lib/store/views.ts';
import { expectAccessible } from './axe.ts';
import { fakeActions, fakeHost, fakeStore, OPEN, renderSurface } from './fakes.tsx';
import {
  acme,
  final,
  firstSync,
  MINUTE,
  NOW,
  notJoined,
  offline,
  own,
  panelView,
  problem,
  rated,
  silent,
  solo,
  zendesk,
} from './views.ts';

interface Case {
  view: Partial<PanelView>;
  /** `data-state` of the verdict. */
  state: string;
  /** `data-field="score"` of the verdict; absent where no face may show. */
  score?: number;
  says: string[];
  never?: RegExp;
  /** What asking the server comes to; without it the server does not know the conversation. */
  lookThrough?: SurfaceActions['lookThrough'];
}

const asked: StoredConversation = {
  ...silent,
  asked: true,
  askedAt: NOW - 20 * MINUTE,
  notAsked: null,
};

/** A conversation in Zendesk, rated without a face; when it is final Zendesk does not say. */
function zendeskRated(sentiment: Sentiment): StoredConversation {
  const { rating, ...conversation } = rated(4, { comment: null });
  return {
    ...conversation,
    source: 'zendesk',
    finalAt: null,
    finalUnknown: true,
    rating: rating && { ...rating, score: null, sentiment, of: 'unknown' },
  };
}

const fromZendesk: Partial<PanelView> & Pick<PanelView, 'from'> = {
  sources: [own, zendesk],
  from: { kind: 'connected', source: zendesk },
};

const elsewhere: Partial<PanelView> = {
  conversation: null,
  review: null,
  topics: [],
  earlier: [],
  from: { kind: 'elsewhere', inbox: 'zendesk', platform: 'Zendesk' },
};

/** Every state of a rating, with what the panel must and must not say. */
const CASES: Record<string, Case> = {
  'rated, final': {
    view: {},
    state: 'rated',
    score: 2,
    says: [
      'Unhappy',
      'rated: AI agent',
      "Can't change any more",
      '“It kept sending me the same link.”',
    ],
  },
  'rated, may still change': {
    view: { conversation: rated(2) },
    state: 'rated',
    score: 2,
    says: ['Can still change · 42 min left', 'Counted already'],
  },
  'rated, the chat still runs': {
    view: { conversation: { ...rated(4), endedAt: null, finalAt: null } },
    state: 'rated',
    score: 4,
    says: ['Happy', 'Can change until 1 h after the chat ends'],
  },
  'rated, a teammate was rated': {
    view: { conversation: final(rated(5, { of: 'teammate' })) },
    state: 'rated',
    score: 5,
    says: ['Very happy', 'rated: a teammate'],
    never: /AI agent/,
  },
  'rated, and the clock of this computer is an hour slow': {
    view: { conversation: rated(2), sync: { ...panelView.sync, clockOffset: 60 * MINUTE } },
    state: 'rated',
    score: 2,
    says: ["Can't change any more"],
    never: /min left/,
  },
  'rated, may have changed since offline': {
    view: { conversation: rated(2), sync: offline },
    state: 'rated',
    score: 2,
    says: ['Offline since 14:02 · data of 14:00', 'May have changed since', 'as of 14:00'],
  },
  'awaiting an answer': {
    view: { conversation: asked },
    state: 'awaiting',
    says: ['Waiting for an answer', 'Asked 14:02, no answer yet'],
    never: /not rated/i,
  },
  'not rated: asked, no answer': {
    view: { conversation: final(asked) },
    state: 'unrated',
    says: ['Not rated', 'Asked 14:02, no answer (8% answer)'],
  },
  'not rated: asking was off': {
    view: { conversation: silent },
    state: 'unrated',
    says: ['Not rated', 'Not asked: asking was off'],
  },
  'not rated: the customer left first': {
    view: { conversation: { ...silent, notAsked: 'left_first' } },
    state: 'unrated',
    says: ['Not asked: the customer left first'],
  },
  'not rated: not asked yet': {
    view: { conversation: { ...silent, notAsked: null, endedAt: null, finalAt: null } },
    state: 'unrated',
    says: ['Not asked yet: the chat is still running'],
  },
  'not rated: the record does not say more': {
    view: { conversation: { ...silent, notAsked: null, asked: null } },
    state: 'unrated',
    says: ['The record does not say whether the customer was asked'],
  },
  'internal, with a face': {
    view: { conversation: { ...final(rated(5)), visibility: 'internal' } },
    state: 'internal',
    score: 5,
    says: ['Very happy', 'not counted', 'Team test: in no score'],
    never: /rated: AI agent/,
  },
  'internal, without a face': {
    view: { conversation: { ...silent, visibility: 'internal' } },
    state: 'internal',
    says: ['Team test', 'not counted'],
    never: /not rated/i,
  },
  'a face given by the team in a customer’s chat': {
    view: { conversation: rated(1, { byTeam: true }) },
    state: 'internal',
    score: 1,
    says: ['Very unhappy', 'not counted'],
  },
  'not here and offline': {
    view: { conversation: null, topics: [], earlier: [], sync: offline },
    state: 'unknown',
    says: ['Not on this computer', 'Rated or not: unknown until online'],
    never: /not rated/i,
  },
  'not here while the first sync runs': {
    view: { conversation: null, topics: [], earlier: [], sync: firstSync },
    state: 'asking',
    says: ['Asking the server…', 'Not on this computer', 'Loading 1,200 of 4,000'],
    never: /not rated|not known/i,
    lookThrough: () => new Promise(() => {}),
  },
  'not here, and the server cannot be asked': {
    view: { conversation: null, topics: [], earlier: [] },
    state: 'unknown',
    says: ['The server could not be asked.', 'It is busy.', 'Try again later.', 'Ask again'],
    never: /not rated/i,
    lookThrough: async () => ({
      ok: false,
      code: 'server',
      message: 'It is busy.',
      remedy: 'Try again later.',
    }),
  },
  'not here and found on the server': {
    view: { lookedThroughAt: NOW - MINUTE },
    state: 'rated',
    score: 2,
    says: ['Unhappy', 'From the server, not kept here'],
  },
  'not here and everything is fetched': {
    view: { conversation: null, topics: [], earlier: [] },
    state: 'unknown',
    says: ['Fivefaces has not heard of this conversation'],
    never: /not rated/i,
  },
  'not here and the sync is broken': {
    view: {
      conversation: null,
      topics: [],
      earlier: [],
      sync: problem('permission', 'The browser bars the way', 'Allow access in Options.'),
    },
    state: 'unknown',
    says: [
      'The browser bars the way',
      'Allow access in Options.',
      'unknown until the sync works again',
    ],
    never: /not rated/i,
  },
  'rated bad in Zendesk, which gives no face': {
    view: { ...fromZendesk, conversation: zendeskRated('negative') },
    state: 'rated',
    says: [
      'Zendesk: bad',
      'rated: AI agent or teammate',
      'May still change',
      'From Acme (Zendesk)',
      'What went wrong?',
    ],
    never: /unhappy|hour after/i,
  },
  'rated good in Zendesk, which gives no face': {
    view: { ...fromZendesk, conversation: zendeskRated('positive') },
    state: 'rated',
    says: ['Zendesk: good', 'Flag for review'],
  },
  'rated in Zendesk, whose access was withdrawn': {
    view: {
      ...fromZendesk,
      conversation: zendeskRated('neutral'),
      from: {
        kind: 'connected',
        source: {
          ...zendesk,
          problem: { code: 'token_wrong', message: 'No access.', remedy: 'Change it in Options.' },
        },
      },
    },
    state: 'rated',
    says: ['Zendesk: neutral', 'Acme (Zendesk): No access.', 'Change it in Options.'],
  },
  'of the only source, which is not named then': {
    view: { sources: [zendesk], from: fromZendesk.from, conversation: zendeskRated('positive') },
    state: 'rated',
    says: ['Zendesk: good'],
    never: /From Acme/,
  },
  'hidden: ratings are for admins': {
    view: { conversation: { ...silent, ratingHidden: true }, seesRatings: 'admins' },
    state: 'hidden',
    says: ['Not shown to you', 'Your admin shows ratings to admins only'],
    never: /not rated/i,
  },
  'hidden: only ratings of the AI agent are shown': {
    view: { conversation: { ...silent, ratingHidden: true }, seesRatings: 'ai_ratings_only' },
    state: 'hidden',
    says: ['Your admin shows only ratings of the AI agent'],
    never: /not rated/i,
  },
  'recorded in Zendesk, which is not connected': {
    view: elsewhere,
    state: 'recorded_elsewhere',
    says: ['Ratings are in Zendesk', 'Zendesk is not connected', 'Connect Zendesk'],
    never: /not rated/i,
  },
  'recorded in Zendesk, seen by a teammate': {
    view: { ...elsewhere, workspace: { ...acme, role: 'teammate' } },
    state: 'recorded_elsewhere',
    says: ['Ratings are in Zendesk', 'Ask your admin to connect Zendesk.'],
  },
  'recorded in My AskAI, which has no way to read ratings': {
    view: { ...elsewhere, from: { kind: 'elsewhere', inbox: 'myaskai', platform: 'My AskAI' } },
    state: 'recorded_elsewhere',
    says: ['Ratings are in My AskAI', 'imported on your server'],
  },
  'recorded in My AskAI, seen by who is alone': {
    view: {
      ...elsewhere,
      workspace: solo,
      from: { kind: 'elsewhere', inbox: 'myaskai', platform: 'My AskAI' },
    },
    state: 'recorded_elsewhere',
    says: ['Add its export (CSV)'],
  },
  'alone, without a team': {
    view: { workspace: solo },
    state: 'rated',
    score: 2,
    says: ['Solo: only you see this', 'Unhappy'],
  },
  'not joined': {
    view: notJoined,
    state: 'not-joined',
    says: [
      'Not connected yet',
      'Your admin has an invite link.',
      'Finish set-up',
      'Hide on this site',
    ],
  },
};

describe('the panel says how the open conversation was rated', () => {
  test.each(Object.entries(CASES))(
    '%s',
    async (_name, { view, state, score, says, never, lookThrough }) => {
      const { reader } = fakeStore({ panel: { ...panelView, ...view } });
      const { host } = fakeHost(reader);
      const actions = fakeActions(lookThrough ? { lookThrough } : {});
      const { screen } = await renderSurface(<PanelApp host={host} />, { reader, actions });
      const verdict = () => document.querySelector('[data-part="verdict"]');
      await expect.poll(() => verdict()?.getAttribute('data-state')).toBe(state);
      const text = (screen.container.textContent ?? '').replaceAll(' ', ' ');
      for (const words of says) expect(text).toContain(words);
      if (never) expect(verdict()?.textContent).not.toMatch(never);
      const shown = verdict()?.querySelector('data[data-field="score"]')?.getAttribute('value');
      expect(shown ?? null).toBe(score === undefined ? null : String(score));
      if (score === undefined) expect(verdict()?.textContent).not.toMatch(/[😫😕😐🙂😁]/u);
      await expectAccessible();
    },
  );

  test('offline the server is not asked; once it is back, once, and again when a person says so', async () => {
    const missing = { ...panelView, conversation: null, review: null, topics: [], earlier: [] };
    const { reader, show } = fakeStore({ panel: { ...missing, sync: offline } });
    const lookThrough = vi.fn<SurfaceActions['lookThrough']>(async () => ({
      ok: false,
      code: 'server',
      message: 'It is busy.',
      remedy: 'Try again later.',
    }));
    const actions = fakeActions({ lookThrough });
    const { host } = fakeHost(reader);
    const { screen } = await renderSurface(<PanelApp host={host} />, { reader, actions });
    await expect.element(screen.getByText('Rated or not: unknown until online')).toBeVisible();
    expect(lookThrough).not.toHaveBeenCalled();
    show({ panel: missing });
    await expect.element(screen.getByText(/It is busy/)).toBeVisible();
    show({ panel: { ...missing, sync: { ...missing.sync, syncedAt: NOW } } });
    expect(lookThrough).toHaveBeenCalledExactlyOnceWith(OPEN);
    await screen.getByRole('button', { name: 'Ask again' }).click();
    await expect.poll(() => lookThrough.mock.calls.length).toBe(2);
  });

  test('ratings in a platform that is not connected are not asked for, and one click leads to connecting it', async () => {
    const { reader } = fakeStore({ panel: { ...panelView, ...elsewhere } });
    const { host } = fakeHost(reader);
    const actions = fakeActions();
    const { screen } = await renderSurface(<PanelApp host={host} />, { reader, actions });
    await screen.getByRole('button', { name: 'Connect Zendesk' }).click();
    expect(host.openPage).toHaveBeenCalledExactlyOnceWith('options', 'zendesk');
    expect(actions.lookThrough).not.toHaveBeenCalled();
  });

  test('while the store is read it shows that it loads, and no rating', async () => {
    const { reader } = fakeStore({ panel: () => new Promise(() => {}) });
    const { host } = fakeHost(reader);
    const { screen } = await renderSurface(<PanelApp host={host} />, { reader });
    await expect.element(screen.getByRole('status', { name: 'Loading' })).toBeInTheDocument();
    const verdict = document.querySelector('[data-part="verdict"]');
    expect(verdict?.getAttribute('data-state')).toBe('loading');
    await expectAccessible();
  });

  test('a store that cannot be read is an error with a remedy', async () => {
    const { reader } = fakeStore({ panel: () => Promise.reject(new Error('no storage')) });
    const { host } = fakeHost(reader);
    const { screen } = await renderSurface(<PanelApp host={host} />, { reader });
    await expect.element(screen.getByRole('alert')).toMatchTextContent(/can't be read/);
    await expect.element(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
    expect(document.querySelector('[data-state="error"]')).not.toBeNull();
    await expectAccessible();
  });

  test('where nothing is open it says so and still shows the overall score', async () => {
    const { reader } = fakeStore({
      panel: { ...panelView, conversation: null, topics: [], earlier: [] },
    });
    const { host } = fakeHost(reader, null);
    const { screen } = await renderSurface(<PanelApp host={host} />, { reader });
    await expect.element(screen.getByText('No conversation is open')).toBeVisible();
    await expect.element(screen.getByText('412', { exact: true })).toBeVisible();
    expect(document.querySelector('[data-part="verdict"]')).toBeNull();
    await expectAccessible();
  });

  test('demo data is labelled', async () => {
    const { reader } = fakeStore({ panel: { ...panelView, workspace: { ...acme, demo: true } } });
    const { host } = fakeHost(reader);
    const { screen } = await renderSurface(<PanelApp host={host} />, { reader });
    await expect.element(screen.getByText('Demo data')).toBeVisible();
  });
});
