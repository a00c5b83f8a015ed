import { describe, expect, test, vi } from 'vitest';
import { PopupApp } from '../../components/popup/popup-app.tsx';
import type { PopupPorts } from '../../components/popup/popup-ports.ts';
import type { SurfaceActions } from '../../components/surface.ts';
import type { PopupView } from '../../lib/store/views.ts';
import { expectAccessible } from './axe.ts';
import { type Answers, fakeActions, fakePorts, fakeStore, renderSurface } from './fakes.tsx';
import { chatwootPlaces, zendeskPlaces } from './set-up-fakes.ts';
import {
  acme,
  chatwoot,
  counts,
  figures,
  final,
  firstSync,
  lookUpView,
  notJoined,
  offline,
  popupView,
  rated,
  share,
  silent,
  zendesk,
} from './views.ts';

async function renderPopup(
  change: Partial<PopupView> = {},
  ports: Partial<PopupPorts> = {},
  answers: Partial<Answers> = {},
  actions = fakeActions(),
) {
  const store = fakeStore({ popup: { ...popupView, ...change }, ...answers });
  const surface = await renderSurface(<PopupApp ports={fakePorts(ports)} />, {
    reader: store.reader,
    actions,
  });
  await expect.poll(() => document.querySelector('.popup:not(.popup-loading)')).not.toBeNull();
  return { ...store, ...surface };
}

const failed = {
  ok: false,
  code: 'server',
  message: 'The server failed',
  remedy: 'Try again.',
} as const;

describe('the score', () => {
  test('stands with its period, range, change, faces and response rate', async () => {
    const { screen } = await renderPopup();
    const score = screen.getByRole('region', { name: 'CSAT score' });
    for (const words of [
      '82% happy',
      '412 of 503',
      'likely 78–85% · last 30 days',
      'No clear change',
      '8% answered (503 of 6,120 asked)',
    ]) {
      await expect.element(score).toMatchTextContent(words);
    }
    const faces = [...document.querySelectorAll('.faces li')].map((face) => face.textContent);
    expect(faces).toEqual([
      'Very unhappy:31',
      'Unhappy:33',
      'Neutral:27',
      'Happy:148',
      'Very happy:264',
    ]);
    await expectAccessible();
  });

  test('a large count narrows the range to a tenth of a per cent', async () => {
    const { screen } = await renderPopup({ overall: figures(share(14_211, 17_182), null, 'all') });
    const score = screen.getByRole('region', { name: 'CSAT score' });
    await expect.element(score).toMatchTextContent('82.7% happy14,211 of 17,182');
    await expect.element(score).toMatchTextContent('likely 82.1–83.3% · all time');
  });

  test('without ratings there is no score, and without asks no response rate', async () => {
    const { screen } = await renderPopup({ overall: figures(counts([0, 0, 0, 0, 0])) });
    const score = screen.getByRole('region', { name: 'CSAT score' });
    await expect.element(score).toMatchTextContent('No ratings yet · last 30 days');
    await expect.element(score).toMatchTextContent('The first rating shows here');
    expect(score.element().textContent).not.toContain('0%');
    await expectAccessible();
  });

  test('during the first sync it shows how far it is and no empty score', async () => {
    const { screen } = await renderPopup({
      sync: firstSync,
      overall: figures(counts([0, 0, 0, 0, 0])),
      conversation: null,
      topics: [],
    });
    await expect.element(screen.getByText('Loading 1,200 of 4,000')).toBeVisible();
    expect(screen.container.textContent).not.toContain('No ratings yet');
    expect(document.querySelector('[data-part="overall"]')?.getAttribute('data-state')).toBe(
      'loading',
    );
    await expectAccessible();
  });

  test('offline it says since when and of when the data is', async () => {
    const { screen } = await renderPopup({ sync: offline });
    await expect.element(screen.getByText('Offline since 14:02 · data of 14:00')).toBeVisible();
    await expect.element(screen.getByText('as of 14:00')).toBeVisible();
    await expectAccessible();
  });
});

describe('a site on which the panel does not show yet', () => {
  const onZendesk: Partial<PopupPorts> = {
    currentTabAddress: async () => 'https://acme.zendesk.com/agent/tickets/341',
    recognise: async () => null,
    isShownOn: async () => false,
  };
  const nothingOpen: Partial<PopupView> = { conversation: null, from: null, topics: [] };

  test('is offered by one click that asks for this site only', async () => {
    const calls: string[] = [];
    const { screen } = await renderPopup(nothingOpen, {
      ...onZendesk,
      requestAccess(origins) {
        calls.push(`access ${origins.join(' ')} ${navigator.userActivation.isActive}`);
        return Promise.resolve(true);
      },
      async allowInbox({ inbox, origin }) {
        calls.push(`allow ${inbox} ${origin}`);
        return { ok: true, value: null };
      },
      isShownOn: async () => calls.length > 1,
    });
    await expectAccessible();
    await screen.getByRole('button', { name: 'Show Fivefaces here' }).click();
    await expect
      .element(screen.getByRole('button', { name: 'Show Fivefaces here' }))
      .not.toBeInTheDocument();
    expect(calls).toEqual([
      'access https://acme.zendesk.com true',
      'allow zendesk https://acme.zendesk.com',
    ]);
  });

  test('in a browser that asks under the popup it leads to Options with this site', async () => {
    const openPage = vi.fn<PopupPorts['openPage']>();
    const requestAccess = vi.fn(async () => true);
    const { screen } = await renderPopup(nothingOpen, {
      ...onZendesk,
      joinsHere: false,
      openPage,
      requestAccess,
    });
    await screen.getByRole('button', { name: 'Show Fivefaces here' }).click();
    expect(openPage).toHaveBeenCalledExactlyOnceWith('options', {
      inbox: 'https://acme.zendesk.com',
    });
    expect(requestAccess).not.toHaveBeenCalled();
  });

  test('a refusal is told', async () => {
    const { screen } = await renderPopup(nothingOpen, {
      ...onZendesk,
      requestAccess: async () => false,
    });
    await screen.getByRole('button', { name: 'Show Fivefaces here' }).click();
    await expect.element(screen.getByRole('alert')).toMatchTextContent(/Without your permission/);
  });

  test('any other site can be described in Options', async () => {
    const openPage = vi.fn<PopupPorts['openPage']>();
    const address = 'https://desk.example.com/conversation/7';
    const { screen } = await renderPopup(nothingOpen, {
      ...onZendesk,
      currentTabAddress: async () => address,
      openPage,
    });
    await screen.getByRole('button', { name: 'It is my inbox…' }).click();
    expect(openPage).toHaveBeenCalledExactlyOnceWith('options', { inbox: address });
  });
});

describe('places that ask for ratings', () => {
  const sources = [...popupView.sources, zendesk, chatwoot];
  const readAsking: PopupPorts['readAsking'] = async (source) => ({
    ok: true,
    value: { places: source === 'zendesk' ? zendeskPlaces : chatwootPlaces },
  });

  test('each has a row: a switch, or its state and where to change it', async () => {
    const { screen } = await renderPopup({ sources }, { readAsking });
    const asking = screen.getByRole('region', { name: /^Request customer satisfaction rating/ });
    await expect
      .element(asking.getByRole('switch', { name: 'Chatwoot: Website' }))
      .toHaveAttribute('aria-checked', 'true');
    await expect
      .element(asking.getByRole('switch', { name: 'Chatwoot: E-mail' }))
      .toHaveAttribute('aria-checked', 'false');
    await expect
      .element(asking.getByRole('link', { name: /^Change in Zendesk/ }))
      .toHaveAttribute('href', 'https://acme.zendesk.com/admin/people/end_user_satisfaction');
    await expect
      .element(asking.getByRole('switch', { name: /CSAT\) Website$/ }))
      .toHaveAttribute('aria-checked', 'true');
    await expectAccessible();
  });

  test('turning one off asks once and names the consequence; on is one click', async () => {
    const switchAsking = vi.fn<PopupPorts['switchAsking']>(async (_source, place, enabled) => ({
      ok: true,
      value: {
        places: chatwootPlaces.map((one) => (one.id === place ? { ...one, enabled } : one)),
      },
    }));
    const { screen } = await renderPopup({ sources }, { readAsking, switchAsking });
    await screen.getByRole('switch', { name: 'Chatwoot: Website' }).click();
    await expect.element(screen.getByText('Stop asking in Website?')).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Keep asking' })).toHaveFocus();
    await expectAccessible();
    expect(switchAsking).not.toHaveBeenCalled();
    await screen.getByRole('button', { name: 'Stop asking' }).click();
    await expect
      .element(screen.getByRole('switch', { name: 'Chatwoot: Website' }))
      .toHaveAttribute('aria-checked', 'false');
    await screen.getByRole('switch', { name: 'Chatwoot: E-mail' }).click();
    expect(switchAsking.mock.calls).toEqual([
      ['chatwoot', '3', false],
      ['chatwoot', '4', true],
    ]);
  });

  test('a teammate sees the state and who changes it; offline it says what it needs', async () => {
    const teammate = { ...acme, role: 'teammate' } as const;
    const first = await renderPopup({ sources, workspace: teammate }, { readAsking });
    await expect.element(first.screen.getByText(/^Requesting CSAT rating · Admins/)).toBeVisible();
    expect(first.screen.getByRole('switch').query()).toBeNull();
    await first.screen.unmount();
    const second = await renderPopup({ sources, sync: offline }, { readAsking });
    await expect.element(second.screen.getByText('Needs the network').first()).toBeVisible();
  });

  test('what could not be read is told and asked again', async () => {
    const failing = vi.fn(readAsking).mockResolvedValueOnce(failed);
    const { screen } = await renderPopup(
      { sources: [...popupView.sources, zendesk] },
      { readAsking: failing },
    );
    await expect.element(screen.getByText('Zendesk: The server failed')).toBeVisible();
    await screen.getByRole('button', { name: 'Try again' }).click();
    await expect.element(screen.getByRole('link', { name: /^Change in Zendesk/ })).toBeVisible();
  });
});

describe('several sources', () => {
  test('ratings without a face are counted beside the faces', async () => {
    const figuresOf = { ...popupView.overall.counts, bad: 40, neutral: 3, good: 1_200 };
    const { screen } = await renderPopup({
      overall: { ...popupView.overall, counts: figuresOf },
      sources: [...popupView.sources, zendesk],
    });
    await expect
      .element(screen.getByRole('list', { name: 'Ratings without a face' }))
      .toMatchTextContent('40bad3neutral1,200goodwithout a face');
    await screen.getByRole('button', { name: 'About this score' }).click();
    await expect.element(screen.getByText(/Zendesk’s own figure can differ/)).toBeVisible();
    await expectAccessible();
  });

  test('this tab names its source, and what is recorded elsewhere is connected by one click', async () => {
    const openPage = vi.fn<PopupPorts['openPage']>();
    const { screen } = await renderPopup(
      {
        conversation: null,
        topics: [],
        from: { kind: 'elsewhere', inbox: 'zendesk', platform: 'Zendesk' },
      },
      { openPage },
    );
    const tab = screen.getByRole('region', { name: 'This tab' });
    await expect.element(tab).toMatchTextContent(/Ratings are in Zendesk/);
    await tab.getByRole('button', { name: 'Connect Zendesk' }).click();
    expect(openPage).toHaveBeenCalledExactlyOnceWith('options', { connect: 'zendesk' });
  });

  test('an id that is not here is asked for at each of them until one has it', async () => {
    const lookThrough = vi.fn<SurfaceActions['lookThrough']>(async ({ inbox }) => ({
      ok: true,
      value: { found: inbox === 'zendesk' },
    }));
    const { screen } = await renderPopup(
      { sources: [...popupView.sources, zendesk, chatwoot] },
      {},
      { lookUp: { ...lookUpView, topics: [] } },
      fakeActions({ lookThrough }),
    );
    await screen.getByLabelText('Find a conversation').fill('4711');
    await screen.getByRole('button', { name: 'Ask the server' }).click();
    await expect.poll(() => lookThrough.mock.calls.length).toBe(2);
    expect(lookThrough.mock.calls.map(([open]) => open.inbox)).toEqual(['fivefaces', 'zendesk']);
  });
});

describe('this tab', () => {
  test('shows the open conversation with its first topic', async () => {
    const { screen } = await renderPopup();
    const tab = screen.getByRole('region', { name: 'This tab' });
    await expect.element(tab).toMatchTextContent("Unhappy · rated: AI agentCan't change any more");
    await expect.element(tab).toMatchTextContent('Refund deadline61% of 67 · +2');
    const { dataset } = tab.element() as HTMLElement;
    expect(dataset).toMatchObject({ part: 'this-tab', conversation: 'c-1042', state: 'rated' });
  });

  test('a conversation that is not here is unknown, never "not rated"', async () => {
    const { screen } = await renderPopup({ sync: offline, conversation: null, topics: [] });
    const tab = screen.getByRole('region', { name: 'This tab' });
    await expect.element(tab).toMatchTextContent('Not on this computer');
    expect(tab.element().textContent).not.toMatch(/not rated/i);
  });

  test('a page that is no inbox shows no conversation; a hidden panel can be shown again', async () => {
    const showAgainOn = vi.fn(async () => {});
    const { screen } = await renderPopup(
      {},
      { recognise: async () => null, isHiddenOn: async () => true, showAgainOn },
    );
    await expect.element(screen.getByText('No conversation is open in this tab')).toBeVisible();
    await screen.getByRole('button', { name: 'Show again' }).click();
    expect(showAgainOn).toHaveBeenCalledWith('https://csat.example.com');
    await expect.element(screen.getByText(/panel is hidden/)).not.toBeInTheDocument();
  });

  test('a tab whose address the browser keeps to itself breaks nothing', async () => {
    const { screen } = await renderPopup(
      {},
      { currentTabAddress: () => Promise.reject(new Error()) },
    );
    await expect.element(screen.getByText('No conversation is open in this tab')).toBeVisible();
  });
});

describe('the look-up', () => {
  const found = [final(rated(2)), { ...silent, id: 'c-1043', ticketId: '4711' }];

  test('finds conversations with face, topic, ticket and date, also offline', async () => {
    const asked: string[] = [];
    const { screen } = await renderPopup(
      { sync: offline },
      {},
      {
        lookUp: ({ text }) => {
          asked.push(text);
          return { ...lookUpView, found, sync: offline };
        },
      },
    );
    await screen.getByLabelText('Find a conversation').fill('  c-104 ');
    const [first, second] = [
      screen.getByRole('listitem').filter({ hasText: 'c-1042' }),
      screen.getByRole('listitem').filter({ hasText: 'c-1043' }),
    ];
    await expect.element(first).toMatchTextContent(/Unhappy · Refund deadline/);
    await expect.element(second).toMatchTextContent(/Not rated · ticket 4711/);
    expect(first.element().querySelector('[data-field="score"]')?.getAttribute('value')).toBe('2');
    expect((second.element() as HTMLElement).dataset.state).toBe('unrated');
    expect(asked.every((text) => text === text.trim())).toBe(true);
    await expectAccessible();
  });

  test('what is not here is not called "not rated"', async () => {
    const { screen, show } = await renderPopup(
      {},
      {},
      {
        lookUp: { found: [], topics: [], sync: offline },
      },
    );
    await screen.getByLabelText('Find a conversation').fill('c-9');
    await expect.element(screen.getByText('Rated or not: unknown until online.')).toBeVisible();
    show({ lookUp: { found: [], topics: [], sync: popupView.sync } });
    await expect.element(screen.getByText(/It may be on the server/)).toBeVisible();
    show({ lookUp: { found: [], topics: [], sync: firstSync } });
    await expect.element(screen.getByText(/still loading 1,200 of 4,000/)).toBeVisible();
    expect(document.querySelector('[data-part="look-up"]')?.textContent).not.toMatch(/not rated/i);
  });

  test('words of a comment are marked in it, as text', async () => {
    const comment = 'It kept sending the <b>same</b> link about my refund.';
    const { screen } = await renderPopup(
      {},
      {},
      { lookUp: { ...lookUpView, found: [final(rated(2, { comment }))] } },
    );
    await screen.getByLabelText('Find a conversation').fill('REFUND same');
    const hit = screen.getByRole('listitem').filter({ hasText: 'c-1042' });
    await expect.element(hit).toMatchTextContent(comment);
    const marks = [...hit.element().querySelectorAll('mark')].map((mark) => mark.textContent);
    expect(marks).toEqual(['same', 'refund']);
    expect(hit.element().querySelector('b')).toBeNull();
    await expectAccessible();
  });

  test('what is typed is looked for as it is: marks of a pattern mean nothing', async () => {
    const comment = 'Order a-1/b (twice) at $5.00 [net] was wrong.';
    const { screen } = await renderPopup(
      {},
      {},
      { lookUp: { ...lookUpView, found: [final(rated(2, { comment }))] } },
    );
    const field = screen.getByLabelText('Find a conversation');
    for (const word of ['a-1/b', '(twice)', '$5.00', '[net]']) {
      await field.fill(word);
      await expect.element(screen.getByText(word, { exact: true })).toBeVisible();
      expect(document.querySelector('mark')?.textContent).toBe(word);
    }
    for (const word of ['\\', '*+?', 'a-(', '{2}', '😫-😁']) await field.fill(word);
    await expect
      .element(screen.getByRole('listitem').filter({ hasText: 'c-1042' }))
      .toMatchTextContent('c-1042');
  });

  test('an id that is not here can be asked for at the server, and what it knows shows up', async () => {
    const actions = fakeActions();
    const { screen, show } = await renderPopup(
      {},
      {},
      { lookUp: { found: [], topics: [], sync: popupView.sync } },
      actions,
    );
    vi.mocked(actions.lookThrough).mockImplementationOnce(async () => {
      show({ lookUp: { ...lookUpView, found: [{ ...final(rated(1)), id: 'c-9' }] } });
      return { ok: true, value: { found: true } };
    });
    await screen.getByLabelText('Find a conversation').fill('c-9');
    await screen.getByRole('button', { name: 'Ask the server' }).click();
    expect(actions.lookThrough).toHaveBeenCalledWith({
      inbox: 'fivefaces',
      place: null,
      conversation: 'c-9',
      ticket: null,
    });
    await expect.element(screen.getByText('Very unhappy · Refund deadline')).toBeVisible();
    show({ lookUp: { found: [], topics: [], sync: popupView.sync } });
    await screen.getByLabelText('Find a conversation').fill('c-10');
    await screen.getByRole('button', { name: 'Ask the server' }).click();
    await expect.element(screen.getByText(/The server does not know it either/)).toBeVisible();
    await expectAccessible();
    await screen.getByLabelText('Find a conversation').fill('several words');
    await expect.element(screen.getByText(/Fivefaces has not heard of it/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Ask the server' }).query()).toBeNull();
  });

  test('topics are found by their title', async () => {
    const { screen } = await renderPopup();
    await screen.getByLabelText('Find a conversation').fill('refund');
    const look = screen.getByRole('region', { name: 'Find' });
    await expect.element(look.getByText('Refund deadline')).toBeVisible();
  });
});

describe('request customer satisfaction rating', () => {
  const collection = {
    enabled: true,
    changedAt: '2026-10-14T14:22:00.000Z',
    changedBy: 'Dana',
    runningConversations: 3,
    version: '"1"',
  };

  test('an admin turns it off after one question that names the consequence', async () => {
    const switchCollection = vi.fn<PopupPorts['switchCollection']>(async (enabled) => ({
      ok: true,
      value: { ...collection, enabled, changedAt: '2026-11-03T14:22:00.000Z' },
    }));
    const { screen } = await renderPopup({}, { switchCollection });
    await expect.element(screen.getByText('On since 14 Oct · by Dana')).toBeVisible();
    const toggle = screen.getByRole('switch', {
      name: 'Request customer satisfaction rating (CSAT)',
    });
    await expect.element(toggle).toBeChecked();
    await toggle.click();
    await expect
      .element(screen.getByText('3 chats are running. Ratings given can still change.'))
      .toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Keep asking' })).toHaveFocus();
    await expectAccessible();
    expect(switchCollection).not.toHaveBeenCalled();
    await screen.getByRole('button', { name: 'Stop asking' }).click();
    await expect.element(screen.getByText('Not requesting CSAT rating')).toBeVisible();
    expect(switchCollection).toHaveBeenCalledWith(false, '"1"');
    await expect.element(toggle).not.toBeChecked();
    await toggle.click();
    await expect.element(screen.getByText('Requesting CSAT rating', { exact: true })).toBeVisible();
    expect(switchCollection).toHaveBeenLastCalledWith(true, '"1"');
  });

  test('"Keep asking" changes nothing', async () => {
    const switchCollection = vi.fn<PopupPorts['switchCollection']>();
    const { screen } = await renderPopup({}, { switchCollection });
    await screen.getByRole('switch').click();
    await screen.getByRole('button', { name: 'Keep asking' }).click();
    await expect.element(screen.getByText('Stop asking?')).not.toBeInTheDocument();
    await expect.element(screen.getByRole('switch')).toBeChecked();
    expect(switchCollection).not.toHaveBeenCalled();
  });

  test('if somebody else was faster it shows how it stands now', async () => {
    const newer = { ...collection, enabled: false, changedBy: 'Robin', version: '"2"' };
    const readCollection = vi
      .fn<PopupPorts['readCollection']>(async () => ({
        ok: true,
        value: { ...newer, changedAt: '2026-11-03T14:21:00.000Z' },
      }))
      .mockResolvedValueOnce({ ok: true, value: collection });
    const { screen } = await renderPopup(
      {},
      {
        readCollection,
        switchCollection: async () => ({ ...failed, code: 'version_conflict' }),
      },
    );
    await expect.poll(() => readCollection.mock.calls.length).toBe(1);
    await screen.getByRole('switch').click();
    await screen.getByRole('button', { name: 'Stop asking' }).click();
    await expect.element(screen.getByText('Robin switched it meanwhile.')).toBeVisible();
    await expect.element(screen.getByText('Not requesting CSAT rating')).toBeVisible();
  });

  test('a refusal is told, and the switch stays as it was', async () => {
    const { screen } = await renderPopup({}, { switchCollection: async () => failed });
    await screen.getByRole('switch').click();
    await screen.getByRole('button', { name: 'Stop asking' }).click();
    await expect
      .element(screen.getByRole('alert'))
      .toMatchTextContent('The server failedTry again.');
    await expect.element(screen.getByRole('switch')).toBeChecked();
    await expectAccessible();
  });

  test('a switch by another admin shows as soon as it is synced', async () => {
    const { screen, show } = await renderPopup();
    await expect.element(screen.getByRole('switch')).toBeChecked();
    const changed = {
      enabled: false,
      changedAt: Date.parse('2026-11-03T14:21:30Z'),
      changedBy: 'Robin',
    };
    show({ popup: { ...popupView, collection: changed } });
    await expect.element(screen.getByText(/Off since .* · by Robin/)).toBeVisible();
    await expect.element(screen.getByRole('switch')).not.toBeChecked();
  });

  test('a teammate sees it and cannot switch', async () => {
    const { screen } = await renderPopup({ workspace: { ...acme, role: 'teammate' } });
    await expect.element(screen.getByText('Requesting CSAT rating')).toBeVisible();
    await expect.element(screen.getByText(/Admins change this/)).toBeVisible();
    await expect.element(screen.getByRole('switch')).not.toBeInTheDocument();
    await expectAccessible();
  });

  test('offline it needs the network', async () => {
    const { screen } = await renderPopup({ sync: offline });
    await expect.element(screen.getByText(/Needs the network/)).toBeVisible();
    await expect.element(screen.getByRole('switch')).toBeDisabled();
  });
});

describe('the popup as a whole', () => {
  test('opens the inbox and says why it could not', async () => {
    const { screen } = await renderPopup({}, { openInbox: async () => failed });
    await screen.getByRole('button', { name: 'Open inbox' }).click();
    await expect.element(screen.getByRole('alert')).toMatchTextContent('The server failed');
  });

  test('before joining it holds the form; in Firefox the way to it', async () => {
    const { screen } = await renderPopup(notJoined);
    await expect.element(screen.getByLabelText('Invite link')).toBeVisible();
    await expectAccessible();
    await screen.unmount();
    const openPage = vi.fn<PopupPorts['openPage']>();
    const firefox = await renderPopup(notJoined, { joinsHere: false, openPage });
    await firefox.screen.getByRole('button', { name: 'Finish set-up' }).click();
    expect(openPage).toHaveBeenCalledWith('welcome');
  });

  test('a store that cannot be read is an error with a remedy', async () => {
    const { screen } = await renderPopup(
      {},
      {},
      {
        popup: () => {
          throw new Error('no storage');
        },
      },
    );
    await expect.element(screen.getByRole('alert')).toMatchTextContent(/can't be read/);
    await expectAccessible();
  });
});

test('locked after too long without the server, it shows no figure, not even "no ratings"', async () => {
  const { screen } = await renderPopup({
    overall: figures(counts([0, 0, 0, 0, 0])),
    sync: { ...offline, locked: true },
  });
  await expect.element(screen.getByText('Ratings are locked on this computer')).toBeVisible();
  expect(document.querySelector('[data-part="overall"]')).toBeNull();
  expect(document.body.textContent).not.toMatch(/no ratings|% happy/i);
  await expectAccessible();
});
